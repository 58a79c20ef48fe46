"""Results as files: what the page says, for a spreadsheet or a program."""

import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from flask import Response

from governance.ballots import queries
from governance.ballots.models import Ballot, Declaration
from governance.infrastructure import spreadsheets
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.sentence import Sentence


def result(ballot: Ballot, declaration: Declaration, form: str) -> Response:
    """Return the result as CSV or JSON."""
    name = f"ballot-result-{declaration.year}-{declaration.number}.{form}"
    if form == "json":
        return _file(json.dumps(_as_json(ballot, declaration), indent=2), name, "application/json")
    return _file(_table(_lines(ballot, declaration)), name, "text/csv")


def votes(ballot: Ballot, declaration: Declaration) -> Response:
    """Return the recorded votes of an open ballot as CSV.

    Raises:
        NotFound: it was a secret ballot.
    """
    if ballot.secrecy != "open":
        raise NotFound("This was a secret ballot: who voted how is recorded nowhere.")
    lines: list[list[Any]] = [["Name", "Member number", "Vote", "Cast at (UTC)"]]
    for row in db.session.execute(queries.recorded_votes(declaration)):
        cast_at = row.cast_at.astimezone(UTC).isoformat(timespec="seconds")
        lines.append([row.name, row.member_number, row.choice, cast_at])
    name = f"votes-{declaration.year}-{declaration.number}.csv"
    return _file(_table(lines), name, "text/csv")


def _as_json(ballot: Ballot, declaration: Declaration) -> dict[str, Any]:
    body = declaration.body
    return {
        "ballot_result": declaration.reference,
        "question": ballot.question,
        "secrecy": ballot.secrecy,
        "declared_at": declaration.declared_at.isoformat(),
        "declaration_digest": declaration.digest,
        "in_words": str(Sentence.from_json(body["arithmetic"])),
        "definition": json.loads(ballot.definition),
        "declaration": body,
    }


def _lines(ballot: Ballot, declaration: Declaration) -> list[list[Any]]:
    body = declaration.body
    figures = body["figures"]
    lines: list[list[Any]] = [
        ["Ballot result", declaration.reference],
        ["Question", ballot.question],
        ["Outcome", declaration.outcome],
        ["Rule", body["rule"]["title"]],
        ["Source of the rule", body["rule"]["source"]],
        ["In words", str(Sentence.from_json(body["arithmetic"]))],
        ["For", figures["for"]],
        ["Against", figures["against"]],
        ["Abstained", figures["abstained"]],
        ["Entitled", figures["entitled"]],
        ["Marked as having voted", figures["voted"]],
        ["Papers counted", figures["papers"]],
        ["Papers missing", figures["missing"]],
        ["Declaration digest (SHA-256)", declaration.digest],
        [],
        ["Turnout by service", "Entitled", "Voted"],
    ]
    for group in body["turnout"]:
        lines.append([", ".join(group["services"]), group["entitled"], group["voted"]])
    return lines


def _table(lines: Iterable[list[Any]]) -> str:
    return spreadsheets.BYTE_ORDER_MARK + spreadsheets.written(lines)


def _file(content: str, name: str, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

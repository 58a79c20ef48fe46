"""Results as files: what the page says, for a spreadsheet, a program, or another count."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from flask import Response
from flask_babel import gettext

from governance.ballots import papers, queries
from governance.ballots.models import Ballot, Declaration, Question
from governance.ballots.presentation.results import QuestionShown, question_shown
from governance.ballots.presentation.results.stages import StageTable
from governance.ballots.telling import told
from governance.infrastructure import spreadsheets
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.sentence import Sentence

OF_A_CLASS = ("for", "against", "abstained", "entitled")


def result(ballot: Ballot, declaration: Declaration, form: str) -> Response:
    """Return the result as CSV or JSON."""
    name = file_name(declaration, form)
    if form == "json":
        return _file(json.dumps(_as_json(ballot, declaration), indent=2), name, "application/json")
    return _file(_table(_lines(ballot, declaration)), name, "text/csv")


def file_name(declaration: Declaration, form: str) -> str:
    """Return what a file of a result is called."""
    return f"ballot-result-{declaration.year}-{declaration.number}.{form}"


def votes(ballot: Ballot, declaration: Declaration) -> Response:
    """Return the recorded votes of an open ballot as CSV.

    Raises:
        NotFound: it was a secret ballot.
    """
    if ballot.secrecy != "open":
        raise NotFound("This was a secret ballot: who voted how is recorded nowhere.")
    lines: list[list[Any]] = [["Name", "Member number", "Vote", "Cast at (UTC)", "Votes"]]
    for row in db.session.execute(queries.recorded_votes(declaration)):
        cast_at = row.cast_at.astimezone(UTC).isoformat(timespec="seconds")
        lines.append([row.name, row.member_number, row.choice, cast_at, row.weight])
    name = f"votes-{declaration.year}-{declaration.number}.csv"
    return _file(_table(lines), name, "text/csv")


def ballot_papers(question: Question, declaration: Declaration) -> Response:
    """Return the papers of one question as a BLT file, those alike added up."""
    name = f"papers-{declaration.year}-{declaration.number}-{question.number}.blt"
    return _file(papers.as_blt(question, declaration), name, "text/plain")


def _as_json(ballot: Ballot, declaration: Declaration) -> dict[str, Any]:
    found = told(ballot, declaration)
    said: dict[str, Any] = {
        "ballot_result": declaration.reference,
        "question": ballot.question,
        "secrecy": ballot.secrecy,
        "declared_at": declaration.declared_at.isoformat(),
        "declaration_digest": declaration.digest,
    }
    if "arithmetic" in found.body:
        said["in_words"] = str(Sentence.from_json(found.body["arithmetic"]))
    if not found.is_whole:
        said["withheld"] = _withheld(found.fewest)
    definition = json.loads(ballot.definition)
    return said | {"definition": definition, "declaration": found.body}


def _withheld(fewest: int) -> str:
    if not fewest:
        return (
            "How many voted in which way is not told, as it was few in one of them; the "
            "declaration's digest covers it."
        )
    return (
        f"Fewer than {fewest} papers were cast in secret: only who is elected and the turnout are "
        "told, and the declaration's digest covers more than stands here."
    )


def _lines(ballot: Ballot, declaration: Declaration) -> Iterator[list[Any]]:
    found = told(ballot, declaration)
    body = found.body
    yield ["Ballot result", declaration.reference]
    yield ["Question", ballot.question]
    yield ["Outcome", declaration.outcome]
    if not found.questions:
        yield from _motion_lines(body)
    figures = body["figures"]
    yield ["Entitled", figures["entitled"]]
    yield ["Marked as having voted", figures["voted"]]
    yield ["Papers counted", figures["papers"]]
    yield ["Papers missing", figures["missing"]]
    yield ["Declaration digest (SHA-256)", declaration.digest]
    for each in found.questions:
        yield []
        yield from _question_lines(question_shown(each), found.fewest)
    yield []
    yield ["Turnout by service", "Entitled", "Voted"]
    for group in body["turnout"]:
        yield [", ".join(group["services"]), group["entitled"], group["voted"]]


def _motion_lines(body: Any) -> Iterator[list[Any]]:
    yield ["Rule", body["rule"]["title"]]
    yield ["Source of the rule", body["rule"]["source"]]
    yield ["In words", str(Sentence.from_json(body["arithmetic"]))]
    yield ["For", body["figures"]["for"]]
    yield ["Against", body["figures"]["against"]]
    yield ["Abstained", body["figures"]["abstained"]]
    if "votes" in body["figures"]:
        yield ["All votes", body["figures"]["votes"]]
        for name in ("for", "against", "abstained"):
            yield [f"Members {name}", body["figures"][f"members_{name}"]]
    for each in body.get("classes", ()):
        figures = each["figures"]
        yield [each["title"], each["outcome"], *(figures[name] for name in OF_A_CLASS)]


def _question_lines(shown: QuestionShown, fewest: int) -> Iterator[list[Any]]:
    yield [f"Question {shown.number}", shown.text]
    yield ["Counted by", shown.kind]
    yield ["Source of the rule", shown.source]
    yield ["Result", shown.word]
    yield ["In words", shown.outcome]
    if shown.elected:
        yield [shown.word, *shown.elected]
    for fact in shown.facts:
        yield [fact["label"], fact["value"]]
    if shown.is_withheld:
        yield ["Figures", _withheld(fewest)]
    yield from _tables(shown)
    for tie in shown.ties:
        yield ["Tie", tie.where, tie.tied, tie.how, tie.chosen]
    if shown.margin:
        yield ["How close it was", shown.margin]


def _tables(shown: QuestionShown) -> Iterator[list[Any]]:
    if shown.answers:
        yield [column["title"] for column in shown.answers.table.columns]
        yield from shown.answers.table.rows
    if shown.stages:
        yield from _stage_lines(shown.stages.table)
    for table in shown.figures.tables if shown.figures else ():
        yield [table.caption]
        yield [column["title"] for column in table.columns]
        yield from table.rows


def _stage_lines(table: StageTable) -> Iterator[list[Any]]:
    """Yield the stage table: of each stage the transfer and the votes, of the first the votes."""
    heads: list[Any] = [gettext("Candidate")]
    for head in table.heads:
        stage = gettext("Stage %(number)s: %(title)s", number=head.number, title=head.action)
        heads += [f"{stage}, {gettext('Transfer')}"] if head.number > 1 else []
        heads.append(f"{stage}, {gettext('Votes')}")
    yield [*heads, gettext("Outcome")]
    for row in (*table.rows, table.lost):
        cells = [cell for pair in row.cells for cell in pair][1:]
        yield [row.name, *cells, row.status]
    for name, sums in ((gettext("Quota"), table.quotas), (gettext("Sum"), table.sums)):
        if sums:
            yield [name, *[cell for each in sums for cell in ("", each)][1:]]


def _table(lines: Iterable[list[Any]]) -> str:
    return spreadsheets.BYTE_ORDER_MARK + spreadsheets.written(lines)


def _file(content: str, name: str, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

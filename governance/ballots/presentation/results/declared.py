"""Finding a declaration, and the recorded votes of an open ballot."""

from typing import Any

from governance.ballots import queries
from governance.ballots.models import Ballot, Declaration
from governance.ballots.presentation.naming import paper_in_words
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound

PER_PAGE = 100


def declared(ballot_id: int) -> tuple[Ballot, Declaration]:
    """Return the ballot and its declaration.

    Raises:
        NotFound: nothing is declared yet, so there is no figure to show to anybody.
    """
    ballot, declaration = queries.ballot(ballot_id), queries.declaration(ballot_id)
    if declaration is None:
        raise NotFound(
            "This ballot has no result yet: until it is declared nobody can see how the votes "
            "are falling.",
            next_step="The ballot's page says when it closes.",
        )
    return ballot, declaration


def of_votes(ballot_id: int, *, page: int) -> dict[str, Any]:
    """Return a page of the recorded votes of an open ballot."""
    ballot, declaration = declared(ballot_id)
    if ballot.secrecy != "open":
        raise NotFound("This was a secret ballot: who voted how is recorded nowhere.")
    pages = max(1, -(-declaration.body["figures"]["voted"] // PER_PAGE))
    shown = min(max(page, 1), pages)
    part = queries.recorded_votes(declaration).limit(PER_PAGE).offset((shown - 1) * PER_PAGE)
    by_shares = queries.all_votes(ballot_id) is not None
    rows = [
        [
            row.name,
            str(row.member_number or ""),
            _in_words(ballot, row.choice),
            *([f"{row.weight:,}"] if by_shares else []),
        ]
        for row in db.session.execute(part)
    ]
    return {
        "ballot": ballot,
        "declaration": declaration,
        "rows": rows,
        "by_shares": by_shares,
        "page": shown,
        "pages": pages,
        "total": declaration.body["figures"]["voted"],
    }


def _in_words(ballot: Ballot, paper: str) -> str:
    """Return what a paper says; of several questions each with its number."""
    lines = paper_in_words(ballot, paper)
    if len(lines) == 1:
        return lines[0][1]
    return "; ".join(f"{question.number}: {answer}" for question, answer in lines)

"""Declared results of any size, without a roll and a box of as many: for pages and sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from governance.ballots import box, service
from governance.ballots.models import Ballot, Declaration
from governance.ballots.nonce import Nonce
from governance.ballots.service.counting import results_of
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.reckoning.counting.blt import BltFile
from tests.factories.ballots import asking, make_paper


def make_result(
    *questions: service.QuestionPlanned,
    papers: Mapping[str, int],
    secrecy: str = "secret_simple",
    **details: Any,
) -> Ballot:
    """Return a ballot that is declared with these papers, given as (text: how many)."""
    ballot = make_paper(*questions, secrecy=secrecy, **details)
    number = sum(papers.values())
    root = put_in_the_box(ballot, papers) if secrecy != "open" else ""
    body = {
        "v": 3,
        "ballot": ballot.id,
        "figures": {"entitled": number * 2, "voted": number, "papers": number, "missing": 0},
        "rules": {"version": ballot.rules_version or 0, "digest": ballot.rules_digest},
        "turnout": [],
        "definition_hash": ballot.definition_hash,
        "roll_hash": ballot.roll_hash,
        "box_root": root,
        "outcome": "declared",
        "questions": results_of(ballot, papers, root=root),
    }
    kept = {"ballot_id": ballot.id, "year": 2026, "number": ballot.id, "outcome": "declared"}
    row = kept | {"body": body, "digest": digest(body), "declared_at": ballot.closes_at}
    db.session.execute(insert(Declaration), [row])
    mine = update(Ballot).where(Ballot.id == ballot.id)
    db.session.execute(mine.values(state="closed", closed_at=ballot.closes_at))
    db.session.execute(mine.values(state="declared"))
    db.session.refresh(ballot)
    return ballot


def put_in_the_box(ballot: Ballot, papers: Mapping[str, int]) -> str:
    """Put papers in the ballot's box and seal it; return its digest."""
    db.session.commit()
    rows = [
        {"ballot_id": ballot.id, "key": nonce.key, "tracker": nonce.tracker, "answers": text}
        for text, number in papers.items()
        for nonce in (Nonce.fresh(ballot.id) for _ in range(number))
    ]
    with box.transaction() as connection:
        connection.execute(insert(box.paper), rows)
    return box.seal(ballot.id).root


def of_a_file(
    file: BltFile, *, title: str = "", method: str = "scottish_stv", **details: Any
) -> Ballot:
    """Return the declared ballot that an election read from a BLT file would have been."""
    question = asking(method, *file.names, seats=file.election.seats, text=title or file.title)
    papers = {_text(ranking): number for ranking, number in file.election.papers.items()}
    return make_result(question, papers=papers, title=title or file.title, **details)


def _text(ranking: Sequence[int]) -> str:
    return " ".join(map(str, ranking))

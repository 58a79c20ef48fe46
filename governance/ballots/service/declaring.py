"""Counting a closed ballot and declaring its result, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from governance.ballots import box
from governance.ballots.events import (
    BallotDeclared,
    MotionVoted,
    QuestionDecided,
    TurnoutRecorded,
)
from governance.ballots.models import Ballot, Declaration, OpenPaper, Question
from governance.ballots.queries import (
    fewest_told,
    lock_of,
    rules_of,
    turnout,
    turnout_by_service,
)
from governance.ballots.service.counting import results_of
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.reckoning.turnout import turnout_by_group
from governance.rulebook.queries import named_on

# What of the result of its only question stands in a declaration on one motion.
OF_A_MOTION = (
    *("outcome", "rule", "arithmetic", "remarks", "needed", "whole", "quorum", "taking_part"),
    *("effect", "payload", "amendment"),
)
# A voter marked in the last second may still be on the way to the box, or press again.
GRACE = timedelta(minutes=2)
NUMBERS_LOCK = "declarations"


def declare_due(now: datetime) -> int:
    """Declare every closed ballot whose papers are all in, or whose grace is over.

    One with more papers than marks is never declared: the office is told, see `is_overfull`.
    """
    return sum(declare(ballot_id, now) for ballot_id in closed_ballots())


def closed_ballots() -> Sequence[int]:
    """Return the ballots that wait for their declaration, in the order in which they closed."""
    closed = select(Ballot.id).where(Ballot.state == "closed").order_by(Ballot.closes_at, Ballot.id)
    return db.session.scalars(closed).all()


def declare(ballot_id: int, now: datetime) -> bool:
    """Declare one closed ballot if its papers are all in, or its grace is over."""
    lock_for_transaction(lock_of(ballot_id))
    ballot = db.session.get_one(Ballot, ballot_id, populate_existing=True)
    if ballot.state != "closed":
        return False
    marked = turnout(ballot_id)
    if ballot.secrecy == "open":
        alike, papers, root = _open_papers(ballot_id), marked, ""
    else:
        assert ballot.closed_at is not None
        in_the_box = box.papers_in(ballot_id)
        if in_the_box < marked and now < ballot.closed_at + GRACE:
            return False
        if in_the_box > marked:  # somebody put papers in, or one of the two is an older copy
            return False
        contents = box.seal(ballot_id)
        alike, papers, root = contents.alike, contents.papers, contents.root
        publish(TurnoutRecorded(at=now, ballot_id=ballot_id, marked=marked, box_root=root))
    results = results_of(ballot, alike, root=root)
    common = _common(ballot, papers=papers, marked=marked, root=root)
    _store(ballot, common, results, now)
    return True


def _open_papers(ballot_id: int) -> dict[str, int]:
    counted = (
        select(OpenPaper.choice, func.count().label("papers"))
        .where(OpenPaper.ballot_id == ballot_id)
        .group_by(OpenPaper.choice)
    )
    return {row.choice: row.papers for row in db.session.execute(counted)}


def _common(ballot: Ballot, *, papers: int, marked: int, root: str) -> dict[str, Any]:
    """Return what a declaration says of the ballot as a whole."""
    groups = turnout_by_group(
        turnout_by_service(ballot.id), least=fewest_told(day_of(ballot.opens_at))
    )
    return {
        "v": 3,
        "ballot": ballot.id,
        "figures": {
            "entitled": ballot.roll_size,
            "voted": marked,
            "papers": papers,
            "missing": marked - papers,
        },
        "rules": _rules(ballot),
        "turnout": [
            {"services": list(group.names), "entitled": group.entitled, "voted": group.papers}
            for group in groups
        ],
        "definition_hash": ballot.definition_hash,
        "roll_hash": ballot.roll_hash,
        "box_root": root,
    }


def _body(
    ballot: Ballot, common: dict[str, Any], results: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return the whole declaration: of one motion its result, else of every question its own."""
    if not ballot.is_on_a_motion:
        return common | {"outcome": "declared", "questions": list(results)}
    (result,) = results
    figures = result["figures"] | common["figures"]
    return (
        common | {key: result[key] for key in OF_A_MOTION if key in result} | {"figures": figures}
    )


def _rules(ballot: Ballot) -> dict[str, Any]:
    """Return the rules under which the ballot opened, of one that did not name them yet too."""
    assert ballot.opened_at is not None
    return rules_of(ballot) or named_on(day_of(ballot.opened_at), known_seq=ballot.known_seq)


def _store(
    ballot: Ballot, common: dict[str, Any], results: Sequence[dict[str, Any]], now: datetime
) -> None:
    lock_for_transaction(NUMBERS_LOCK)
    body = _body(ballot, common, results)
    year = day_of(now).year
    highest = select(func.max(Declaration.number)).where(Declaration.year == year)
    number = (db.session.scalar(highest) or 0) + 1
    declaration = {
        "ballot_id": ballot.id,
        "year": year,
        "number": number,
        "outcome": body["outcome"],
        "body": body,
        "digest": digest(body),
        "declared_at": now,
    }
    db.session.execute(insert(Declaration), [declaration])
    db.session.execute(update(Ballot).where(Ballot.id == ballot.id).values(state="declared"))
    db.session.refresh(ballot)
    on_motion = ballot.is_on_a_motion
    publish(
        BallotDeclared(
            at=now,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            outcome=body["outcome"],
            declaration_digest=digest(body),
            result=f"{year}/{number}",
            resolution_kind=ballot.questions[0].resolution_kind if on_motion else "",
            figures=body["figures"],
            arithmetic=body["arithmetic"] if on_motion else {},
            rules=body["rules"],
            amendment_id=ballot.amendment_id,
        )
    )
    for question, result in zip(ballot.questions, results, strict=True):
        publish(_decided(question, result, common, result_no=f"{year}/{number}", now=now))


def _decided(
    question: Question,
    result: Mapping[str, Any],
    common: Mapping[str, Any],
    *,
    result_no: str,
    now: datetime,
) -> QuestionDecided:
    about: dict[str, Any] = {
        "at": now,
        "ballot_id": question.ballot_id,
        "question": question.number,
        "result": result_no,
    }
    if question.motion_id is None:
        return QuestionDecided(**about, elected=tuple(result["elected"]))
    return MotionVoted(
        **about,
        motion_id=question.motion_id,
        amendment_id=question.amendment_id,
        outcome=result["outcome"],
        resolution_kind=question.resolution_kind,
        figures=result["figures"] | common["figures"],
        arithmetic=result["arithmetic"],
        rules=common["rules"],
    )

"""Counting a closed ballot and declaring its result, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from governance.ballots import box
from governance.ballots.events import BallotDeclared, TurnoutRecorded
from governance.ballots.models import Ballot, Declaration, OpenPaper
from governance.ballots.queries import (
    fewest_told,
    lock_of,
    rules_of,
    turnout,
    turnout_by_service,
)
from governance.ballots.quorum import as_quorum
from governance.ballots.subject import subject_of
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.reckoning.resolutions.decision import Decision
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.turnout import turnout_by_group
from governance.rulebook.queries import named_on

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
        choices, papers, root = _open_choices(ballot_id), marked, ""
    else:
        assert ballot.closed_at is not None
        in_the_box = box.papers_in(ballot_id)
        if in_the_box < marked and now < ballot.closed_at + GRACE:
            return False
        if in_the_box > marked:  # somebody put papers in, or one of the two is an older copy
            return False
        contents = box.seal(ballot_id)
        choices, papers, root = contents.choices, contents.papers, contents.root
        publish(TurnoutRecorded(at=now, ballot_id=ballot_id, marked=marked, box_root=root))
    _store(ballot, _body(ballot, choices, papers=papers, marked=marked, root=root), now)
    return True


def _open_choices(ballot_id: int) -> dict[str, int]:
    counted = (
        select(OpenPaper.choice, func.count().label("papers"))
        .where(OpenPaper.ballot_id == ballot_id)
        .group_by(OpenPaper.choice)
    )
    return {row.choice: row.papers for row in db.session.execute(counted)}


def _body(
    ballot: Ballot, choices: Mapping[str, int], *, papers: int, marked: int, root: str
) -> dict[str, Any]:
    figures = Figures(
        votes_for=choices.get("for", 0),
        against=choices.get("against", 0),
        abstained=choices.get("abstain", 0),
        entitled=ballot.roll_size,
    )
    kind = kind_named(ballot.resolution_kind)
    decision = kind.decide(figures, quorum=as_quorum(ballot.quorum))
    groups = turnout_by_group(
        turnout_by_service(ballot.id), least=fewest_told(day_of(ballot.opens_at))
    )
    return {
        "v": 2,
        "ballot": ballot.id,
        "outcome": decision.outcome.value,
        "figures": {
            "for": figures.votes_for,
            "against": figures.against,
            "abstained": figures.abstained,
            "entitled": figures.entitled,
            "voted": marked,
            "papers": papers,
            "missing": marked - papers,
        },
        "rule": {"kind": kind.name, "title": kind.title, "source": kind.source},
        "rules": _rules(ballot),
        **subject_of(ballot),
        **_reasons(decision),
        "turnout": [
            {"services": list(group.names), "entitled": group.entitled, "voted": group.papers}
            for group in groups
        ],
        "definition_hash": ballot.definition_hash,
        "roll_hash": ballot.roll_hash,
        "box_root": root,
    }


def _rules(ballot: Ballot) -> dict[str, Any]:
    """Return the rules under which the ballot opened, of one that did not name them yet too."""
    assert ballot.opened_at is not None
    return rules_of(ballot) or named_on(day_of(ballot.opened_at), known_seq=ballot.known_seq)


def _reasons(decision: Decision) -> dict[str, Any]:
    return {
        "arithmetic": decision.arithmetic.as_json(),
        "remarks": [remark.as_json() for remark in decision.remarks],
        "needed": decision.needed,
        "whole": decision.whole,
        "quorum": decision.quorum,
        "taking_part": decision.taking_part,
    }


def _store(ballot: Ballot, body: dict[str, Any], now: datetime) -> None:
    lock_for_transaction(NUMBERS_LOCK)
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
    publish(
        BallotDeclared(
            at=now,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            outcome=body["outcome"],
            declaration_digest=digest(body),
            result=f"{year}/{number}",
            resolution_kind=ballot.resolution_kind,
            figures=body["figures"],
            arithmetic=body["arithmetic"],
            rules=body["rules"],
            amendment_id=ballot.amendment_id,
        )
    )

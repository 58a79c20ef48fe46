"""Closing ballots at their time, and noting turnout while they are open."""

from datetime import datetime

from sqlalchemy import insert, select, update

from governance.ballots import box
from governance.ballots.events import BallotClosed, TurnoutRecorded
from governance.ballots.models import Ballot, TurnoutCheckpoint
from governance.ballots.queries import fewest_told, lock_of, turnout
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import after_commit, db, lock_for_transaction
from governance.infrastructure.events import publish


def close_due(now: datetime) -> int:
    """Close every open ballot whose time has come and return how many were closed."""
    due = select(Ballot.id).where(Ballot.state == "open", Ballot.closes_at <= now)
    return sum(_close(ballot_id, now) for ballot_id in db.session.scalars(due).all())


def keep_checkpoints(now: datetime) -> int:
    """Note each open ballot's turnout once a day, and have its box put in order.

    Only when ten or more papers came since the last note: a smaller step could be one person's.
    """
    open_now = select(Ballot).where(Ballot.state == "open", Ballot.closes_at > now)
    return sum(_keep_checkpoint(ballot, now) for ballot in db.session.scalars(open_now).all())


def _close(ballot_id: int, now: datetime) -> bool:
    lock_for_transaction(lock_of(ballot_id))
    closing = (
        update(Ballot)
        .where(Ballot.id == ballot_id, Ballot.state == "open")
        .values(state="closed", closed_at=now)
        .returning(Ballot.id)
    )
    if db.session.scalar(closing) is None:
        return False
    motion_id = db.session.get_one(Ballot, ballot_id).motion_id
    publish(
        BallotClosed(at=now, ballot_id=ballot_id, motion_id=motion_id, marked=turnout(ballot_id))
    )
    return True


def _keep_checkpoint(ballot: Ballot, now: datetime) -> bool:
    if ballot.secrecy != "open":
        ballot_id = ballot.id
        fewest = fewest_told(day_of(now))
        after_commit(lambda: _put_in_order(ballot_id, fewest))
    today = day_of(now)
    last = db.session.scalars(
        select(TurnoutCheckpoint)
        .where(TurnoutCheckpoint.ballot_id == ballot.id)
        .order_by(TurnoutCheckpoint.day.desc())
        .limit(1)
    ).first()
    marked = turnout(ballot.id)
    if last is not None and last.day >= today:
        return False
    if marked - (last.marked if last else 0) < fewest_told(today):
        return False
    row = {"ballot_id": ballot.id, "day": today, "marked": marked}
    db.session.execute(insert(TurnoutCheckpoint), [row])
    publish(TurnoutRecorded(at=now, ballot_id=ballot.id, marked=marked, box_root=""))
    return True


def _put_in_order(ballot_id: int, least: int) -> None:
    box.rewrite(ballot_id, least=least)

"""Calling a ballot off: nothing in it counts, and what it asked may be put again."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from governance.ballots import batch, box
from governance.ballots.events import BallotCalledOff, MotionCalledOff, QuestionCalledOff
from governance.ballots.models import Ballot, Question
from governance.ballots.queries import is_overfull, together_with
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import after_commit, db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest


def call_off(ballot: Ballot, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop a ballot that is planned or open; nothing in it counts, the motion may be put again.

    A closed one only if it cannot be counted, for it would hold its motion up for ever. Those of
    the other classes of the same vote are stopped with it.

    Raises:
        Refused: it has closed already.
    """
    states = ("closed",) if is_overfull(ballot) else ("planned", "open")
    if not _stopped(ballot, states, reason=reason, actor=actor, now=now):
        raise Refused(
            "This ballot has already closed, so it cannot be called off.",
            next_step="Its result will be declared. If it must not stand, put a new motion.",
        )
    for each in together_with(ballot):
        if each.id != ballot.id:
            _stopped(each, ("planned", "open", "closed"), reason=reason, actor=actor, now=now)


def _stopped(
    ballot: Ballot, states: tuple[str, ...], *, reason: str, actor: Actor, now: datetime
) -> bool:
    """Stop one ballot if it stands in one of these states, and tell; say whether it was stopped."""
    stoppable = (Ballot.id == ballot.id) & Ballot.state.in_(states)
    stopped = (
        update(Ballot)
        .where(stoppable)
        .values(state="called_off", called_off_reason=reason, closed_at=now)
        .returning(Ballot.id)
    )
    if db.session.scalar(stopped) is None:
        return False
    db.session.refresh(ballot)
    if ballot.secrecy != "open":
        ballot_id = ballot.id
        after_commit(lambda: _close_the_box(ballot_id))
    publish(
        BallotCalledOff(
            at=now,
            by=actor.party_id,
            ballot_id=ballot.id,
            motion_id=ballot.motion_id,
            reason_digest=digest(reason),
            amendment_id=ballot.amendment_id,
        )
    )
    for question in ballot.questions:
        publish(_called_off(question, actor, now))
    return True


def _called_off(question: Question, actor: Actor, now: datetime) -> QuestionCalledOff:
    about: dict[str, Any] = {"at": now, "by": actor.party_id, "ballot_id": question.ballot_id}
    if question.motion_id is None:
        return QuestionCalledOff(**about, question=question.number)
    return MotionCalledOff(
        **about,
        question=question.number,
        motion_id=question.motion_id,
        amendment_id=question.amendment_id,
    )


def _close_the_box(ballot_id: int) -> None:
    """Let no paper in any more, and leave those inside in no order of arrival."""
    box.seal(ballot_id)
    batch.forget(ballot_id)

"""Putting an amendment to a ballot, and what becomes of it there."""

from datetime import date, datetime
from typing import Protocol

from sqlalchemy import update

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.motions.amendment_events import (
    AmendmentBalloted,
    AmendmentReleased,
    AmendmentResolved,
)
from governance.motions.models import Amendment, Motion
from governance.motions.queries import amendments as queries
from governance.motions.service.amendments.checking import (
    NotOpenToAmendment,
    hold_with,
    refuse_closed,
)
from governance.motions.service.amendments.ending import ended, told
from governance.motions.service.amendments.taking_in import take_in
from governance.motions.service.deciding import BallotEnded, Decided
from governance.reckoning.canonical import digest


class AmendmentBallotEnded(BallotEnded, Protocol):
    """What `release` needs to know of a ballot that was called off."""

    @property
    def amendment_id(self) -> int | None: ...


class AmendmentDecided(Decided, AmendmentBallotEnded, Protocol):
    """What `resolve` needs to know of a declared ballot, or of a decision at a meeting."""


def mark_balloted(amendment: Amendment, *, actor: Actor, now: datetime) -> Motion:
    """Say that a ballot on the amendment is planned; return its motion, which stays as it is.

    Raises:
        NotOpenToAmendment: it lacks seconders or was decided, another is voted on first or now, or
            the motion is not seconded itself.
    """
    motion = hold_with(amendment)
    refuse_closed(motion, now=now)
    _refuse_early(amendment, motion, day_of(now))
    if not _moved(amendment, before="seconded", after="balloted"):
        raise NotOpenToAmendment(
            "This amendment does not wait for a ballot.",
            next_step="Its page shows where it stands.",
        )
    publish(AmendmentBalloted(**told(amendment, actor.party_id, now)))
    return motion


def release(event: AmendmentBallotEnded) -> None:
    """Have the amendment wait for another ballot: its own was called off."""
    amendment = db.session.get_one(Amendment, event.amendment_id)
    if _moved(amendment, before="balloted", after="seconded"):
        publish(AmendmentReleased(**told(amendment, event.by, event.at)))


def resolve(event: AmendmentDecided, *, note: str = "") -> None:
    """Record on the amendment what the members decided; carried, it is in the motion at once."""
    amendment = db.session.get_one(Amendment, event.amendment_id)
    motion = hold_with(amendment)
    before = ("balloted",) if event.decided_by == "ballot" else ("seconded",)
    was_there = ended(
        amendment, motion, before=before, after=event.outcome, now=event.at, note=note
    )
    assert was_there, "a declared ballot is on an amendment that was balloted"
    publish(
        AmendmentResolved(
            **told(amendment, event.by, event.at),
            version=motion.version,
            outcome=event.outcome,
            resolution_kind=event.resolution_kind,
            figures=event.figures,
            arithmetic=event.arithmetic,
            decided_by=event.decided_by,
            decided_ref=event.decided_ref,
            rules=event.rules,
            decided_on=event.decided_on,
            note_digest=digest(["v1", note]),
        )
    )
    if event.outcome == "carried":
        take_in(motion, amendment, "carried", actor=Actor(party_id=event.by), now=event.at)


def refuse_out_of_turn(amendment: Amendment, motion: Motion) -> None:
    """Refuse a vote on an amendment before those that come first in the order."""
    order = queries.voting_order(motion)
    if order and amendment.state == "seconded" and order[0].id != amendment.id:
        raise NotOpenToAmendment(
            f"{order[0].short_reference} is voted on before this one.",
            next_step="The chair sets the order of votes.",
        )


def _refuse_early(amendment: Amendment, motion: Motion, today: date) -> None:
    if motion.stands_on(today) != "seconded":
        raise NotOpenToAmendment(
            "The motion itself does not wait for a ballot, so its amendments are not voted on.",
            next_step="Its page shows where it stands.",
        )
    voting = queries.balloted_amendment(motion.id)
    if voting is not None:
        raise NotOpenToAmendment(
            f"The members are voting on {voting.short_reference}.",
            next_step="Amendments of a motion are voted on one after the other.",
        )
    refuse_out_of_turn(amendment, motion)


def _moved(amendment: Amendment, *, before: str, after: str) -> bool:
    move = (
        update(Amendment)
        .where(Amendment.id == amendment.id, Amendment.state == before)
        .values(state=after)
        .returning(Amendment.id)
        .execution_options(synchronize_session=False)
    )
    is_moved = db.session.scalar(move) is not None
    db.session.refresh(amendment)
    return is_moved

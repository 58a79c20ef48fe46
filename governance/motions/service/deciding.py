"""How a motion ends: withdrawn by its mover, or balloted and resolved."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import update

from governance.effects.effect import as_list
from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.motions.events import (
    MotionBalloted,
    MotionReleased,
    MotionResolved,
    MotionWithdrawn,
)
from governance.motions.models import Motion


class NotOpenToThat(Refused):
    """The motion is at a point of its way where this cannot be done."""


class BallotEnded(Protocol):
    """What `release` needs to know of a ballot that was called off."""

    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def motion_id(self) -> int: ...


class Decided(BallotEnded, Protocol):
    """What `resolve` needs to know of a declared ballot, or of a decision at a meeting."""

    @property
    def outcome(self) -> str: ...
    @property
    def resolution_kind(self) -> str: ...
    @property
    def figures(self) -> dict[str, int]: ...
    @property
    def arithmetic(self) -> dict[str, Any]: ...
    @property
    def decided_by(self) -> str: ...
    @property
    def decided_ref(self) -> str: ...
    @property
    def rules(self) -> dict[str, Any]: ...


def withdraw(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Take the motion back; doing it again changes nothing.

    Raises:
        NotAllowed: for anyone but its mover.
        NotOpenToThat: once it is put to a ballot.
    """
    if actor.party_id is None or actor.party_id != motion.mover_id:
        raise NotAllowed(
            "Only the person who proposed a motion can withdraw it.",
            next_step="If it should not go on, say so in its discussion.",
        )
    if _moved(motion.id, before=("proposed", "seconded"), after="withdrawn", closed_at=now):
        db.session.refresh(motion)
        publish(MotionWithdrawn(at=now, by=actor.party_id, motion_id=motion.id))
        return
    db.session.refresh(motion)
    if motion.state != "withdrawn":
        raise NotOpenToThat(
            "This motion has been put to a ballot, so it can no longer be withdrawn.",
            next_step="The members decide it now. Speak to the secretary if it must not go on.",
        )


def mark_balloted(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Say that a ballot on the motion is planned; two ballots at once are one too many.

    Raises:
        NotOpenToThat: unless the motion is seconded and waiting.
    """
    if not _moved(motion.id, before=("seconded",), after="balloted"):
        db.session.refresh(motion)
        raise _not_waiting(motion)
    db.session.refresh(motion)
    publish(MotionBalloted(at=now, by=actor.party_id, motion_id=motion.id))


def release(event: BallotEnded) -> None:
    """Have the motion wait for another ballot: its own was called off."""
    if _moved(event.motion_id, before=("balloted",), after="seconded"):
        publish(MotionReleased(at=event.at, by=event.by, motion_id=event.motion_id))


def resolve(event: Decided) -> None:
    """Record on the motion what the members decided."""
    moved = _moved(event.motion_id, before=("balloted",), after=event.outcome, closed_at=event.at)
    assert moved, "a declared ballot is on a motion that was balloted"
    publish(
        MotionResolved(
            at=event.at,
            by=event.by,
            motion_id=event.motion_id,
            outcome=event.outcome,
            resolution_kind=event.resolution_kind,
            figures=event.figures,
            arithmetic=event.arithmetic,
            decided_by=event.decided_by,
            decided_ref=event.decided_ref,
            rules=event.rules,
        )
    )


def _moved(
    motion_id: int, *, before: tuple[str, ...], after: str, closed_at: datetime | None = None
) -> bool:
    """Move the motion on if it is still where it was thought to be; say whether it moved."""
    closing = {} if closed_at is None else {"consequences": _told(motion_id, closed_at)}
    move = (
        update(Motion)
        .where(Motion.id == motion_id, Motion.state.in_(before))
        .values(state=after, closed_at=closed_at, **closing)
        .returning(Motion.id)
        .execution_options(synchronize_session="fetch")
    )
    return db.session.scalar(move) is not None


def _told(motion_id: int, closed_at: datetime) -> list[Any]:
    """Return what the motion would change as things stand now, to be read once they do not."""
    motion = db.session.get_one(Motion, motion_id)
    return as_list(
        effect_named(motion.effect).consequences(motion.payload, today=day_of(closed_at))
    )


def _not_waiting(motion: Motion) -> NotOpenToThat:
    sentences = {
        "proposed": "This motion still needs seconders, so it cannot go to a ballot yet.",
        "balloted": "This motion is already put to a ballot.",
        "withdrawn": "This motion was withdrawn, so it cannot go to a ballot.",
    }
    said = sentences.get(motion.state, "This motion has been decided already.")
    return NotOpenToThat(said, next_step="Load the motion's page again to see where it stands.")

"""How a motion ends: withdrawn by its mover, or balloted and resolved."""

from datetime import date, datetime
from typing import Any, Protocol

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.motions.events import (
    MotionBalloted,
    MotionReleased,
    MotionResolved,
    MotionWithdrawn,
)
from governance.motions.models import Motion
from governance.motions.queries.course import may_be_put_from
from governance.motions.service.moving import NotOpenToThat, in_words, moved
from governance.motions.service.undecided import (
    hold_without_undecided_amendments,
    hold_without_voting,
)

MAY_BE_WITHDRAWN = ("proposed", "seconded", "remitted")


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
    def decided_on(self) -> date: ...
    @property
    def rules(self) -> dict[str, Any]: ...


def withdraw(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Take the motion back; doing it again changes nothing.

    Raises:
        NotAllowed: for anyone but its mover.
        NotOpenToThat: once it is put to a ballot or a meeting, or has ended.
        AmendmentsFirst: while the members vote on one of its amendments.
    """
    if actor.party_id is None or actor.party_id != motion.mover_id:
        raise NotAllowed(
            "Only the person who proposed a motion can withdraw it.",
            next_step="If it should not go on, say so in its discussion.",
        )
    hold_without_voting(motion)
    if moved(motion.id, before=MAY_BE_WITHDRAWN, after="withdrawn", closed_at=now):
        db.session.refresh(motion)
        publish(MotionWithdrawn(at=now, by=actor.party_id, motion_id=motion.id))
        return
    db.session.refresh(motion)
    if motion.state != "withdrawn":
        raise NotOpenToThat(
            _NOT_WITHDRAWN.get(motion.state, _DECIDED),
            next_step="Its page shows where it stands. The secretary knows what can be done.",
        )


def mark_balloted(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Say that a ballot on the motion is planned; two ballots at once are one too many.

    Raises:
        NotOpenToThat: unless the motion is seconded and waiting, and its time to discuss is over.
        AmendmentsFirst: amendments of it are undecided.
    """
    hold_without_undecided_amendments(motion)
    if motion.state == "seconded":
        refuse_early(motion, day_of(now))
    if not moved(motion.id, before=("seconded",), after="balloted"):
        db.session.refresh(motion)
        raise not_waiting(motion)
    db.session.refresh(motion)
    publish(MotionBalloted(at=now, by=actor.party_id, motion_id=motion.id))


def release(event: BallotEnded) -> None:
    """Have the motion wait for another ballot: its own was called off."""
    if moved(event.motion_id, before=("balloted",), after="seconded"):
        publish(MotionReleased(at=event.at, by=event.by, motion_id=event.motion_id))


def resolve(event: Decided) -> None:
    """Record on the motion what the members decided."""
    is_moved = moved(
        event.motion_id,
        before=("balloted", "to_meeting", "to_confirm"),
        after=event.outcome,
        closed_at=event.at,
    )
    assert is_moved, "what is decided was put to a ballot or sent to a meeting"
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
            decided_on=event.decided_on,
            rules=event.rules,
        )
    )


def refuse_early(motion: Motion, today: date) -> None:
    """Refuse a motion that is put off, or that members still have time to discuss."""
    from_day = may_be_put_from(motion, today)
    if today < from_day:
        put_off = motion.stands_on(today) == "adjourned"
        why = "is put off" if put_off else "is still open for discussion"
        raise NotOpenToThat(
            f"This motion {why}: it may be put to a ballot from {in_words(from_day)}.",
            next_step="Do it on that day or later.",
        )


def not_waiting(motion: Motion) -> NotOpenToThat:
    """Return the refusal of what only a seconded, waiting motion is open to."""
    sentences = {
        "proposed": "This motion still needs seconders, so it cannot go to a ballot yet.",
        "balloted": "This motion is already put to a ballot.",
        "withdrawn": "This motion was withdrawn, so it cannot go to a ballot.",
        "out_of_order": "This motion is ruled out of order, so it cannot go to a ballot.",
        "remitted": "Others have still to report on this motion, so it cannot go to a ballot yet.",
        "to_meeting": "This motion is sent to a meeting, which will decide it.",
        "to_confirm": "A first meeting has passed this motion, and a second must confirm it.",
        "composited": "This motion is part of a composite, which goes to a ballot in its place.",
    }
    said = sentences.get(motion.state, "This motion has been decided already.")
    return NotOpenToThat(said, next_step="Load the motion's page again to see where it stands.")


_DECIDED = "This motion was put to a ballot or a meeting and is decided, so it stays as it is."
_NOT_WITHDRAWN = {
    "balloted": "This motion has been put to a ballot, so it can no longer be withdrawn.",
    "to_meeting": "This motion has been sent to a meeting, so it can no longer be withdrawn.",
    "out_of_order": "This motion is ruled out of order, so it need not be withdrawn.",
    "composited": "This motion is part of a composite, so it cannot be withdrawn alone.",
    "to_confirm": "A first meeting has passed this motion, so it can no longer be withdrawn.",
}

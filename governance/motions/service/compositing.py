"""Bringing motions together: one mover asks, each agrees or declines; then one goes on for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.members.queries import is_member_on
from governance.motions.course_events import (
    CompositeAsked,
    CompositeDeclined,
    CompositeMade,
    MotionComposited,
    MotionUncomposited,
)
from governance.motions.models import Composite, CompositePart, Motion, Secondment, StepKind
from governance.motions.permissions import Motions
from governance.motions.queries.composites import MAY_GO_INTO_ONE, composite_that_is
from governance.motions.queries.course import newest_step
from governance.motions.service.good_standing import is_barred
from governance.motions.service.moving import NotOpenToThat, moved, published, write_step
from governance.motions.service.proposing import check_words, propose
from governance.motions.service.taking_up import carry_over
from governance.motions.service.undecided import hold_without_undecided_amendments
from governance.reckoning.rules.kinds.membership import WhileSuspended


class CannotBringTogether(Refused):
    """These motions cannot be brought together."""

    title = "These motions cannot be brought together"


@dataclass(frozen=True)
class Words:
    """What the composite says. It does what one of its motions would: `effect_of`, or nothing."""

    title: str
    text: str
    reason: str
    cost: str = ""
    effect_of: int | None = None


class Ended(Protocol):
    """What `return_parts` needs to know of the end of a motion that may be a composite."""

    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def motion_id(self) -> int: ...


class Appealed(Ended, Protocol):
    """What `bring_parts_back` needs to know of an appeal that was decided."""

    @property
    def allowed(self) -> bool: ...


def ask_to_bring_together(
    motion: Motion, others: Sequence[Motion], words: Words, *, actor: Actor, now: datetime
) -> Composite:
    """Ask the movers of other motions to have one in the place of theirs and this.

    Raises:
        NotAllowed: for anyone but the motion's mover.
        CannotBringTogether: fewer than two, or one has moved on.
        NotAMotion: saying which part of the words needs changing.
    """
    if actor.party_id is None or not may(actor, Motions.COMPOSE, motion):
        raise NotAllowed("Only the mover of a motion can bring it together with others.")
    parts = list({each.id: each for each in (motion, *others)}.values())
    if len(parts) < 2:
        raise CannotBringTogether(
            "There is nothing to bring it together with.", next_step="Choose another motion."
        )
    _refuse_moved_on(parts, now)
    check_words(words.title, words.text, words.reason, words.cost)
    source = next((each for each in parts if each.id == words.effect_of), None)
    composite = Composite(
        by_id=actor.party_id,
        title=words.title,
        text=words.text,
        reason=words.reason,
        cost=words.cost,
        category=motion.category,
        effect=source.effect if source else "none",
        payload=source.payload if source else {},
        asked_at=now,
        parts=[CompositePart(motion_id=each.id, mover_id=each.mover_id) for each in parts],
    )
    db.session.add(composite)
    db.session.flush()
    publish(CompositeAsked(at=now, by=actor.party_id, composite_id=composite.id))
    answer_composite(composite, agrees=True, actor=actor, now=now)
    return composite


def answer_composite(
    composite: Composite, *, agrees: bool, actor: Actor, now: datetime
) -> Motion | None:
    """Agree or decline, for every motion of this person in it; the last to agree makes it.

    Returns the motion that it became, if this was the last answer it waited for.

    Raises:
        NotOpenToThat: it is answered, made or declined already, or a motion has moved on.
    """
    # The composite's row is held, so that of two who agree at once one is the last.
    db.session.refresh(composite, with_for_update=True)
    answered = (
        update(CompositePart)
        .where(CompositePart.composite_id == composite.id, CompositePart.answer == "")
        .where(CompositePart.mover_id == actor.party_id)
        .values(answer="agrees" if agrees else "declines", answered_at=now)
        .returning(CompositePart.motion_id)
        .execution_options(synchronize_session=False)
    )
    if composite.state != "asked" or not db.session.scalars(answered).all():
        raise NotOpenToThat(
            "This composite does not wait for your answer.", next_step="Its page says why."
        )
    db.session.expire(composite, ["parts"])
    if not agrees:
        composite.state, composite.ended_at = "declined", now
        db.session.flush()
        publish(CompositeDeclined(at=now, by=actor.party_id, composite_id=composite.id))
        return None
    if any(part.answer != "agrees" for part in _parts(composite)):
        return None
    return _make(composite, actor=actor, now=now)


def drop_composite(composite: Composite, *, actor: Actor) -> None:
    """Give up a composite that was not made; nothing of it is kept."""
    db.session.refresh(composite, with_for_update=True)
    if actor.party_id != composite.by_id:
        raise NotAllowed("Only whoever asked for a composite can give it up.")
    if composite.state == "made":
        raise NotOpenToThat(
            "This composite is a motion now.", next_step="Its mover can withdraw it."
        )
    for part in composite.parts:
        db.session.delete(part)
    db.session.delete(composite)
    db.session.flush()


def return_parts(event: Ended) -> None:
    """Have the motions go on that a composite stood for: it was withdrawn or ruled out."""
    composite = composite_that_is(event.motion_id)
    if composite is None:
        return
    actor = Actor(party_id=event.by)
    for motion in _motions_in(composite):
        joined = newest_step(motion.id, StepKind.COMPOSITED)
        if joined is None or not moved(
            motion.id, before=("composited",), after=joined.details["before"]
        ):
            continue
        step = write_step(motion, StepKind.UNCOMPOSITED, about=joined, actor=actor, now=event.at)
        publish(MotionUncomposited(**published(step, motion)))


def bring_parts_back(event: Appealed) -> None:
    """Have a composite stand again for those of its motions that have not moved on meanwhile."""
    composite = composite_that_is(event.motion_id) if event.allowed else None
    if composite is None:
        return
    whole = db.session.get_one(Motion, event.motion_id)
    for motion in _motions_in(composite):
        if motion.state in MAY_GO_INTO_ONE:
            _put_into(motion, whole, actor=Actor(party_id=event.by), now=event.at)


def _make(composite: Composite, *, actor: Actor, now: datetime) -> Motion:
    parts = _motions_in(composite)
    for motion in parts:
        hold_without_undecided_amendments(motion)
    _refuse_moved_on(parts, now)
    whole = propose(
        composite.title,
        composite.text,
        composite.reason,
        composite.cost,
        effect=composite.effect,
        payload=composite.payload,
        category=composite.category,
        actor=_mover(composite, now),
        now=now,
    )
    for motion in parts:
        _put_into(motion, whole, actor=actor, now=now)
    composite.state, composite.ended_at, composite.motion_id = "made", now, whole.id
    db.session.flush()
    publish(
        CompositeMade(
            at=now,
            by=actor.party_id,
            composite_id=composite.id,
            motion_id=whole.id,
            part_ids=tuple(each.id for each in parts),
            movers=tuple(each.mover_id for each in parts),
        )
    )
    ids = [each.id for each in parts]
    supporters = db.session.scalars(
        select(Secondment.party_id).where(Secondment.motion_id.in_(ids))
    )
    everyone = {*supporters, *(each.mover_id for each in parts)}
    carry_over(whole, everyone, of=ids, actor=actor, now=now)
    return whole


def _put_into(motion: Motion, whole: Motion, *, actor: Actor, now: datetime) -> None:
    before = motion.state
    is_moved = moved(motion.id, before=(before,), after="composited", closed_at=now)
    assert is_moved, "the motion's row is held"
    step = write_step(
        motion,
        StepKind.COMPOSITED,
        details={"as": whole.id, "reference": whole.reference, "before": before},
        actor=actor,
        now=now,
    )
    publish(MotionComposited(**published(step, motion), as_motion_id=whole.id))


def _mover(composite: Composite, now: datetime) -> Actor:
    """Return whoever asked, as the mover of what they asked for: still a member."""
    mover = Actor(party_id=composite.by_id, roles=frozenset({Role.MEMBER}))
    is_gone = not is_member_on(composite.by_id, day_of(now))
    if is_gone or is_barred(mover, WhileSuspended.PROPOSE, on=day_of(now)):
        raise CannotBringTogether(
            "Whoever asked for this composite is no member any more, or is suspended.",
            next_step="Another mover can ask for one.",
        )
    return mover


def _refuse_moved_on(parts: Sequence[Motion], now: datetime) -> None:
    for motion in parts:
        if motion.stands_on(day_of(now)) not in MAY_GO_INTO_ONE:
            raise CannotBringTogether(
                f"Motion {motion.reference} has moved on, so it cannot be brought together with"
                " others now.",
                next_step="Its page shows where it stands.",
            )


def _parts(composite: Composite) -> Sequence[CompositePart]:
    of_it = select(CompositePart).where(CompositePart.composite_id == composite.id)
    return db.session.scalars(
        of_it.order_by(CompositePart.motion_id), execution_options={"populate_existing": True}
    ).all()


def _motions_in(composite: Composite) -> list[Motion]:
    """Return its motions in the order in which they are held, the same for everybody."""
    ids = [part.motion_id for part in _parts(composite)]
    held = select(Motion).where(Motion.id.in_(ids)).order_by(Motion.id).with_for_update()
    return list(db.session.scalars(held, execution_options={"populate_existing": True}))

"""A withdrawn motion that one of its seconders takes up as its mover."""

from collections.abc import Collection, Sequence
from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.motions.course_events import MotionTakenUp, SecondmentsCarried
from governance.motions.models import Motion, Secondment, StepKind
from governance.motions.queries.course import may_be_taken_up_until
from governance.motions.queries.motion import has_seconded, seconders_of
from governance.motions.service.moving import NotOpenToThat, hold, published, write_step
from governance.motions.service.proposing import propose
from governance.motions.service.seconding import note_enough_seconders


def take_up(motion: Motion, *, actor: Actor, now: datetime) -> Motion:
    """Propose a withdrawn motion again, in its words, with the support that it had.

    It is a new motion, as whoever moves one stays its mover; the others who seconded it second it.

    Raises:
        NotAllowed: for anyone who did not second it.
        NotOpenToThat: it is not withdrawn, is taken up already, or its time is over.
    """
    if not actor.is_member or not has_seconded(motion.id, actor.party_id):
        raise NotAllowed("Only somebody who seconded a motion can take it up.")
    hold(motion)
    until = may_be_taken_up_until(motion, day_of(now))
    if until is None or day_of(now) > until:
        raise NotOpenToThat(
            "This motion can no longer be taken up.", next_step="You can propose a motion anew."
        )
    taken = propose(
        motion.title,
        motion.text,
        motion.reason,
        motion.cost,
        effect=motion.effect,
        payload=motion.payload,
        category=motion.category,
        co_authors=[each.party_id for each in motion.co_authors],
        actor=actor,
        now=now,
    )
    others = [party_id for party_id, _name in seconders_of(motion.id)]
    carry_over(taken, others, of=[motion.id], actor=actor, now=now)
    step = write_step(
        motion,
        StepKind.TAKEN_UP,
        details={"as": taken.id, "reference": taken.reference},
        actor=actor,
        now=now,
    )
    publish(MotionTakenUp(**published(step, motion), as_motion_id=taken.id))
    return taken


def carry_over(
    motion: Motion,
    supporters: Collection[int],
    *,
    of: Sequence[int],
    actor: Actor,
    now: datetime,
) -> None:
    """Have those who supported other motions second the one that goes on, each once."""
    authors = {motion.mover_id, *(each.party_id for each in motion.co_authors)}
    parties = sorted(set(supporters) - authors)
    db.session.add_all(Secondment(motion_id=motion.id, party_id=each, at=now) for each in parties)
    db.session.flush()
    publish(
        SecondmentsCarried(
            at=now,
            by=actor.party_id,
            motion_id=motion.id,
            from_motion_ids=tuple(of),
            party_ids=tuple(parties),
        )
    )
    note_enough_seconders(motion, actor=actor, now=now)

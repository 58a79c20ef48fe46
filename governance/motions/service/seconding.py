"""Supporting that a motion be decided; the last seconder needed moves it on, once."""

from datetime import datetime

from sqlalchemy import func, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.motions.events import MotionSeconded, SecondmentGiven
from governance.motions.models import Motion, Secondment
from governance.motions.service.good_standing import refuse_the_suspended
from governance.reckoning.rules.kinds.membership import WhileSuspended


class CannotSecond(Refused):
    """This person cannot second this motion, or not any more."""

    title = "You cannot second this motion"


def second(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Add the member's support; doing it again changes nothing.

    Raises:
        NotInGoodStanding: for a suspended member.
        CannotSecond: for its authors, for anyone but a member, and once the motion has moved on.
    """
    if not actor.is_member or actor.party_id is None:
        raise CannotSecond(
            "Only members can second a motion.", next_step="You can still read and discuss it."
        )
    refuse_the_suspended(actor, WhileSuspended.SECOND, now=now)
    if actor.party_id == motion.mover_id:
        raise CannotSecond(
            "You proposed this motion, so somebody else has to second it.",
            next_step="Ask colleagues who agree with it to open its page.",
        )
    if actor.party_id in {each.party_id for each in motion.co_authors}:
        raise CannotSecond(
            "You wrote this motion with its mover, so somebody else has to second it.",
            next_step="Ask colleagues who agree with it to open its page.",
        )
    # The motion's row is held, so that seconders come one after the other and none is the
    # "last one needed" twice; the primary key holds for whatever else might write.
    db.session.refresh(motion, with_for_update=True)
    if db.session.get(Secondment, (motion.id, actor.party_id)) is not None:
        return
    if motion.state not in ("proposed", "seconded"):
        raise CannotSecond(
            "This motion is past the point of needing seconders, so nothing was added.",
            next_step="Its page shows how it went on.",
        )
    db.session.add(Secondment(motion_id=motion.id, party_id=actor.party_id, at=now))
    db.session.flush()
    publish(SecondmentGiven(at=now, by=actor.party_id, motion_id=motion.id))
    note_enough_seconders(motion, actor=actor, now=now)


def note_enough_seconders(motion: Motion, *, actor: Actor, now: datetime) -> None:
    """Move the motion on if it now has the seconders it needs."""
    given = (
        select(func.count())
        .select_from(Secondment)
        .where(Secondment.motion_id == motion.id)
        .scalar_subquery()
    )
    complete = (
        update(Motion)
        .where(Motion.id == motion.id, Motion.state == "proposed", Motion.seconders_needed <= given)
        .values(state="seconded", seconded_at=now)
        .returning(Motion.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(complete) is None:
        return
    db.session.refresh(motion)
    publish(MotionSeconded(at=now, by=actor.party_id, motion_id=motion.id))

"""Supporting that an amendment be decided; the last seconder needed moves it on, once."""

from datetime import datetime

from sqlalchemy import func, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions.amendment_events import AmendmentSeconded, AmendmentSecondmentGiven
from governance.motions.models import Amendment, AmendmentSecondment
from governance.motions.permissions import Motions
from governance.motions.service.amendments.checking import hold_with, refuse_closed
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.seconding import CannotSecond
from governance.reckoning.rules.kinds.membership import WhileSuspended


def second(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Add the member's support; doing it again changes nothing.

    Raises:
        NotInGoodStanding: for a suspended member.
        CannotSecond: for its mover, for anyone but a member, and once the amendment has moved on.
        NotOpenToAmendment: the motion itself has moved on.
    """
    if not actor.is_member or actor.party_id is None:
        raise CannotSecond(
            "Only members can second an amendment.", next_step="You can still read and discuss it."
        )
    refuse_the_suspended(actor, WhileSuspended.SECOND, now=now)
    if not may(actor, Motions.SECOND_AMENDMENT, amendment):
        raise CannotSecond(
            "You proposed this amendment, so somebody else has to second it.",
            next_step="Ask colleagues who agree with it to open its page.",
        )
    motion = hold_with(amendment)
    if db.session.get(AmendmentSecondment, (amendment.id, actor.party_id)) is not None:
        return
    refuse_closed(motion, now=now)
    if amendment.state not in ("proposed", "seconded"):
        raise CannotSecond(
            "This amendment is past the point of needing seconders, so nothing was added.",
            next_step="Its page shows how it went on.",
        )
    db.session.add(AmendmentSecondment(amendment_id=amendment.id, party_id=actor.party_id, at=now))
    db.session.flush()
    publish(
        AmendmentSecondmentGiven(
            at=now, by=actor.party_id, motion_id=amendment.motion_id, amendment_id=amendment.id
        )
    )
    note_enough_seconders(amendment, actor=actor, now=now)


def note_enough_seconders(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Move the amendment on if it now has the seconders it needs."""
    given = (
        select(func.count())
        .select_from(AmendmentSecondment)
        .where(AmendmentSecondment.amendment_id == amendment.id)
        .scalar_subquery()
    )
    enough = Amendment.state == "proposed", Amendment.seconders_needed <= given
    complete = (
        update(Amendment)
        .where(Amendment.id == amendment.id, *enough)
        .values(state="seconded", seconded_at=now)
        .returning(Amendment.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(complete) is None:
        return
    db.session.refresh(amendment)
    publish(
        AmendmentSeconded(
            at=now, by=actor.party_id, motion_id=amendment.motion_id, amendment_id=amendment.id
        )
    )

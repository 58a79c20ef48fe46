"""What a motion's mover says to an amendment: accepted, it is in the motion at once."""

from datetime import datetime

from sqlalchemy import update

from governance.effects.registry import effect_named
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions.amendment_events import AmendmentAccepted, AmendmentDeclined
from governance.motions.models import Amendment, Motion
from governance.motions.permissions import Motions
from governance.motions.queries import amendments as queries
from governance.motions.queries import has_written
from governance.motions.service.amendments.checking import (
    NotOpenToAmendment,
    hold_with,
    refuse_closed,
)
from governance.motions.service.amendments.ending import UNDECIDED, ended, told
from governance.motions.service.amendments.taking_in import take_in
from governance.motions.service.good_standing import refuse_the_suspended
from governance.reckoning.rules.kinds.membership import WhileSuspended

MEMBERS_VOTE = "The members vote on it."


def accept(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Make the amendment one's own: the motion says so at once. Again, it changes nothing.

    Raises:
        NotAllowed: for anyone but the motion's mover.
        NotInGoodStanding: for a suspended one.
        NotOpenToAmendment: the motion or the amendment has moved on; it is the mover's own; or the
            members have voted, or are to vote, on what it would change.
    """
    motion = hold_with(amendment)
    _require_mover(motion, actor)
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    if amendment.state == "accepted":
        return
    obstacle = obstacle_to_accepting(amendment, motion)
    if obstacle:
        raise NotOpenToAmendment(obstacle, next_step=MEMBERS_VOTE)
    refuse_closed(motion, now=now)
    _check_effect(amendment, motion, now=now)
    was_open = ended(amendment, motion, before=UNDECIDED, after="accepted", now=now)
    if not was_open:
        raise _moved_on()
    publish(AmendmentAccepted(**told(amendment, actor.party_id, now), version=motion.version))
    take_in(motion, amendment, "friendly", actor=actor, now=now)


def decline(amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    """Say that one does not make the amendment one's own; once it is seconded, members vote.

    Raises:
        NotAllowed: for anyone but the motion's mover.
        NotOpenToAmendment: the amendment has moved on.
    """
    motion = hold_with(amendment)
    _require_mover(motion, actor)
    if amendment.declined_at is not None:
        return
    declined = (
        update(Amendment)
        .where(Amendment.id == amendment.id, Amendment.state.in_(UNDECIDED))
        .values(declined_at=now)
        .returning(Amendment.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(declined) is None:
        raise _moved_on()
    db.session.refresh(amendment)
    publish(AmendmentDeclined(**told(amendment, actor.party_id, now)))


def obstacle_to_accepting(amendment: Amendment, motion: Motion) -> str:
    """Return why the mover may not accept an open amendment, or nothing."""
    if amendment.mover_id == motion.mover_id or has_written(motion.id, amendment.mover_id):
        return "An amendment by those who wrote the motion is not theirs to accept."
    voting = queries.balloted_amendment(motion.id)
    if voting is not None:
        return f"While the members vote on {voting.short_reference} the motion stays as it is."
    if amendment.state not in UNDECIDED:
        return ""
    touched = queries.places(amendment, motion.version)
    voted = queries.voted_places(motion)
    for place in sorted(touched & voted.keys()):
        return (
            f"The members have voted on {voted[place][0].short_reference}, which is about the same."
        )
    for other in queries.voting_order(motion):
        if other.id != amendment.id and touched & queries.places(other, motion.version):
            return f"{other.short_reference} is about the same, and has its seconders."
    return ""


def _check_effect(amendment: Amendment, motion: Motion, *, now: datetime) -> None:
    """Refuse what could not take effect as things stand today, with what came in meanwhile.

    Raises:
        CannotTakeEffect: saying why.
    """
    payload = queries.payload_at(amendment, motion.version)
    if payload is not None and amendment.state in UNDECIDED:
        effect_named(motion.effect).checked(payload, today=day_of(now))


def _require_mover(motion: Motion, actor: Actor) -> None:
    if not may(actor, Motions.ANSWER_AMENDMENTS, motion):
        raise NotAllowed(
            "Only the person who proposed the motion can accept or decline an amendment.",
            next_step="If you agree with it, second it.",
        )


def _moved_on() -> NotOpenToAmendment:
    return NotOpenToAmendment(
        "This amendment has moved on, so it cannot be answered any more.",
        next_step="Its page shows where it stands.",
    )

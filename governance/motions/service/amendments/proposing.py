"""Putting an amendment to the others: brought up to the text of now, checked, on the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.motions.amendment_events import AmendmentProposed
from governance.motions.models import Amendment, Motion
from governance.motions.permissions import Motions
from governance.motions.queries.support import amendment_seconders_needed
from governance.motions.service.amendments.checking import check, refuse_closed
from governance.motions.service.amendments.seconding import note_enough_seconders
from governance.motions.service.good_standing import refuse_the_suspended
from governance.motions.service.moving import hold
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.texts.amending import Change


def propose(
    motion: Motion,
    changes: Sequence[Change],
    reason: str,
    *,
    payload: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Amendment:
    """Put an amendment of the motion as it reads now to the members, under its next number.

    Raises:
        NotAllowed: for anyone but a member.
        NotInGoodStanding: for a suspended one.
        NotOpenToAmendment: the motion has moved on, or the rules know no amendments.
        NotAnAmendment: it changes nothing, negates, or lacks a reason.
    """
    if actor.party_id is None or not may(actor, Motions.AMEND):
        raise NotAllowed(
            "Only members can propose an amendment.", next_step="Ask a member to propose it."
        )
    refuse_the_suspended(actor, WhileSuspended.PROPOSE, now=now)
    hold(motion)
    refuse_closed(motion, now=now)
    checked = check(motion, changes, payload, reason, now=now)
    amendment = Amendment(
        motion_id=motion.id,
        number=_next_number(motion),
        mover_id=actor.party_id,
        version=motion.version,
        changes=[change.as_json() for change in changes],
        payload=checked,
        reason=reason,
        digest=digest_of_amendment(motion.version, changes, checked, reason),
        seconders_needed=amendment_seconders_needed(day_of(now)),
        proposed_at=now,
    )
    db.session.add(amendment)
    db.session.flush()
    _publish(motion, amendment, actor=actor, now=now)
    note_enough_seconders(amendment, actor=actor, now=now)
    return amendment


def digest_of_amendment(
    version: int, changes: Sequence[Change], payload: Mapping[str, Any] | None, reason: str
) -> str:
    """Return the digest by which the record covers what an amendment would change, and why."""
    done = [change.as_json() for change in changes]
    return digest(["v1", version, done, None if payload is None else dict(payload), reason])


def _publish(motion: Motion, amendment: Amendment, *, actor: Actor, now: datetime) -> None:
    publish(
        AmendmentProposed(
            at=now,
            by=actor.party_id,
            motion_id=motion.id,
            amendment_id=amendment.id,
            reference=f"{motion.reference}/{amendment.short_reference}",
            version=amendment.version,
            seconders_needed=amendment.seconders_needed,
            digest=amendment.digest,
        )
    )


def _next_number(motion: Motion) -> int:
    """Return the motion's next number; its row is held, so there are no gaps."""
    last = select(func.max(Amendment.number)).where(Amendment.motion_id == motion.id)
    return (db.session.scalar(last) or 0) + 1

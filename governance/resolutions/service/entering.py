"""A carried motion enters the register, and what it does is done: once, with its declaration."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.events import publish
from governance.motions.events import MotionResolved
from governance.motions.models import Motion
from governance.record import service as record
from governance.resolutions import queries
from governance.resolutions.digests import digest_of
from governance.resolutions.events import ResolutionEntered
from governance.resolutions.models import RESOLUTION, Resolution
from governance.resolutions.service.enacting import enact


def enter(event: MotionResolved) -> None:
    """Enter what the members carried in the register, and have its effect done.

    A second time changes nothing. What was lost, or too few took part in, is with its motion.
    """
    if event.outcome != "carried" or queries.resolution_of(event.motion_id) is not None:
        return
    motion = db.session.get_one(Motion, event.motion_id, populate_existing=True)
    resolution = Resolution(
        series=RESOLUTION,
        decided_by=event.decided_by,
        decided_ref=event.decided_ref,
        motion_id=motion.id,
        title=motion.title,
        text=motion.text,
        effect=motion.effect,
        payload=motion.payload,
        consequences=motion.consequences or [],
        resolution_kind=event.resolution_kind,
        figures=event.figures,
        arithmetic=event.arithmetic,
        decided_on=event.decided_on,
    )
    actor = Actor(party_id=event.by)
    keep(resolution, rules=event.rules, actor=actor, now=event.at)
    enact(resolution, how="resolution", actor=actor, now=event.at)


def keep(resolution: Resolution, *, rules: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Give a decision the next number of its year, and enter it with its link.

    The record's lock is held from here until the transaction ends, so numbers have no gaps and
    come in the order of the links.
    """
    resolution.recorded_seq = record.claim()
    resolution.year = resolution.decided_on.year
    resolution.number = _next_number(resolution.series, resolution.year)
    resolution.entered_at = now
    resolution.rules_version, resolution.rules_digest = rules["version"], rules["digest"]
    resolution.digest = digest_of(resolution)
    db.session.add(resolution)
    db.session.flush()
    publish(
        ResolutionEntered(
            at=now,
            by=actor.party_id,
            resolution_id=resolution.id,
            reference=resolution.reference,
            decided_by=resolution.decided_by,
            decided_ref=resolution.decided_ref,
            decided_on=resolution.decided_on,
            motion_id=resolution.motion_id,
            resolution_kind=resolution.resolution_kind,
            rules=dict(rules),
            digest=resolution.digest,
        )
    )


def _next_number(series: str, year: int) -> int:
    last = select(func.max(Resolution.number)).where(
        Resolution.series == series, Resolution.year == year
    )
    return (db.session.scalar(last) or 0) + 1

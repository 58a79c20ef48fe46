"""Telling members something of a resolution afterwards."""

from datetime import datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import require
from governance.reckoning.canonical import digest
from governance.record import service as record
from governance.resolutions.events import ResolutionRemarked
from governance.resolutions.models import Remark, Resolution
from governance.resolutions.permissions import Resolutions

LONGEST_REMARK = 4_000


class NotARemark(Refused):
    """What was typed is too long, or nothing."""

    status = 422


def remark(resolution: Resolution, text: str, *, actor: Actor, now: datetime) -> Remark:
    """Tell members how a resolution was carried out, or what was done where it could not be.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotARemark: it is empty or too long.
    """
    require(actor, Resolutions.REMARK)
    if not text.strip() or len(text) > LONGEST_REMARK:
        raise NotARemark(
            f"A remark must have between 1 and {LONGEST_REMARK:,} characters.",
            next_step="Go back and change it.",
        )
    made = Remark(resolution_id=resolution.id, text=text, at=now, recorded_seq=record.claim())
    db.session.add(made)
    db.session.flush()
    publish(
        ResolutionRemarked(
            at=now,
            by=actor.party_id,
            resolution_id=resolution.id,
            remark_id=made.id,
            digest=digest(["v1", text]),
        )
    )
    return made

"""Reads of what a motion said at each point of its way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import Motion, MotionVersion


@dataclass(frozen=True)
class Version:
    """A version as it is read: its row, and who made it."""

    row: MotionVersion
    made_by: str


def versions_of(motion_id: int) -> list[Version]:
    """Return a motion's versions, the newest first."""
    found = _listing(motion_id).order_by(MotionVersion.number.desc())
    return [Version(*row) for row in db.session.execute(found)]


def version(motion_id: int, number: int) -> Version:
    """Return one version of a motion.

    Raises:
        NotFound: it has no version of that number.
    """
    found = db.session.execute(_listing(motion_id).where(MotionVersion.number == number))
    row = found.one_or_none()
    if row is None:
        raise NotFound(
            "This motion has no such version.", next_step="Choose one on the page of its versions."
        )
    return Version(*row)


def amended_on(motion: Motion) -> datetime | None:
    """Return when the motion got the words it has now, or None if it was never amended."""
    if motion.version == 1:
        return None
    newest = db.session.get_one(MotionVersion, (motion.id, motion.version))
    return newest.at


def _listing(motion_id: int) -> Select[MotionVersion, str]:
    return (
        select(MotionVersion, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == MotionVersion.made_by)
        .where(MotionVersion.motion_id == motion_id)
    )

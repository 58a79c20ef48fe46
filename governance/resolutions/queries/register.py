"""Reads of the register of resolutions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.standing import Standing
from governance.resolutions.models import Enactment, Resolution
from governance.resolutions.queries.standing import standings_on


@dataclass(frozen=True)
class Entered:
    """A resolution, what became of its effect, and how it stands on a day.

    `changed_by` are the later resolutions that changed some or all of what it set.
    """

    resolution: Resolution
    enactment: Enactment
    standing: Standing
    changed_by: tuple[Resolution, ...] = ()


def entered(resolution_id: int, day: date) -> Entered:
    """Return one resolution as it stands on a day.

    Raises:
        NotFound: there is none.
    """
    found = next(iter(_entered([resolution_id], day)), None)
    if found is None:
        raise NotFound(
            "There is no resolution at this address.", next_step="Look for it under Decisions."
        )
    return found


def resolution_of(motion_id: int) -> Resolution | None:
    """Return the resolution that a motion became, if it was carried."""
    return db.session.scalar(select(Resolution).where(Resolution.motion_id == motion_id))


def _entered(ids: Iterable[int], day: date) -> list[Entered]:
    found = (
        select(Resolution, Enactment)
        .join(Enactment, Enactment.resolution_id == Resolution.id)
        .where(Resolution.id.in_(list(ids)))
        .order_by(Resolution.recorded_seq.desc())
    )
    standings = standings_on(day)
    return [
        Entered(
            resolution,
            enactment,
            standings[resolution.id].standing,
            _all_of(standings[resolution.id].changed_by),
        )
        for resolution, enactment in db.session.execute(found)
    ]


def _all_of(ids: tuple[int, ...]) -> tuple[Resolution, ...]:
    if not ids:
        return ()
    found = select(Resolution).where(Resolution.id.in_(ids)).order_by(Resolution.recorded_seq)
    return tuple(db.session.scalars(found))

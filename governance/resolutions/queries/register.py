"""Reads of the register of resolutions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, or_, select

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
    holds_from: date | None = None
    changed_by: tuple[Resolution, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Which resolutions are asked for; what is empty asks for all."""

    words: str = ""
    year: int | None = None
    decided_by: str = ""
    effect: str = ""
    standing: str = ""


def found(asked: Asked, day: date) -> list[int]:
    """Return the ids of the resolutions asked for, as they stand on a day, the newest first."""
    ids = db.session.scalars(_chosen(asked)).all()
    if not asked.standing:
        return list(ids)
    standings = standings_on(day)
    return [each for each in ids if standings[each].standing == asked.standing]


def entered_all(ids: Iterable[int], day: date) -> list[Entered]:
    """Return these resolutions as they stand on a day, the newest first."""
    rows = (
        select(Resolution, Enactment)
        .join(Enactment, Enactment.resolution_id == Resolution.id)
        .where(Resolution.id.in_(list(ids)))
        .order_by(Resolution.decided_on.desc(), Resolution.recorded_seq.desc())
    )
    standings = standings_on(day)
    made = []
    for resolution, enactment in db.session.execute(rows).all():
        stands = standings[resolution.id]
        later = _all_of(stands.changed_by)
        made.append(Entered(resolution, enactment, stands.standing, stands.holds_from, later))
    return made


def entered(resolution_id: int, day: date) -> Entered:
    """Return one resolution as it stands on a day.

    Raises:
        NotFound: there is none.
    """
    made = next(iter(entered_all([resolution_id], day)), None)
    if made is None:
        raise NotFound(
            "There is no resolution at this address.", next_step="Look for it under Decisions."
        )
    return made


def resolution_of(motion_id: int) -> Resolution | None:
    """Return the resolution that a motion became, if it was carried."""
    return db.session.scalar(select(Resolution).where(Resolution.motion_id == motion_id))


def years() -> Sequence[int]:
    """Return the years of which there are resolutions, the newest first."""
    return db.session.scalars(
        select(Resolution.year).distinct().order_by(Resolution.year.desc())
    ).all()


def effects_had() -> Sequence[str]:
    """Return the names of the effects that resolutions had."""
    return db.session.scalars(select(Resolution.effect).distinct()).all()


def _chosen(asked: Asked) -> Select[int]:
    chosen = select(Resolution.id).order_by(
        Resolution.decided_on.desc(), Resolution.recorded_seq.desc()
    )
    for column, value in (
        (Resolution.year, asked.year),
        (Resolution.decided_by, asked.decided_by),
        (Resolution.effect, asked.effect),
    ):
        if value:
            chosen = chosen.where(column == value)
    for word in asked.words.split():
        has_it = (
            column.icontains(word, autoescape=True)
            for column in (Resolution.title, Resolution.text)
        )
        chosen = chosen.where(or_(*has_it, _is_called(word)))
    return chosen


def _is_called(word: str) -> ColumnElement[bool]:
    """Whether the word is the number that people quote, 2026/3."""
    year, _slash, number = word.partition("/")
    if not (year.isdecimal() and number.isdecimal() and len(word) < 12):
        return false()
    return (Resolution.year == int(year)) & (Resolution.number == int(number))


def _all_of(ids: tuple[int, ...]) -> tuple[Resolution, ...]:
    if not ids:
        return ()
    later = select(Resolution).where(Resolution.id.in_(ids)).order_by(Resolution.recorded_seq)
    return tuple(db.session.scalars(later))

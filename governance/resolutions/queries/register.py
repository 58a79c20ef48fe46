"""Reads of the register of resolutions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from governance.effects.effect import State
from governance.effects.models import Mandate, PolicyVersion
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.standing import Standing
from governance.resolutions.models import BoardDecision, Enactment, Remark, Resolution
from governance.resolutions.queries.standing import standings_on


@dataclass(frozen=True)
class Entered:
    """A resolution, what became of its effect, and how it stands on a day.

    `changed_by` are the later resolutions that changed some or all of what it set; `board` is what
    there is of a board decision besides. `is_hidden` says that this reader may not have its text.
    """

    resolution: Resolution
    enactment: Enactment
    standing: Standing
    holds_from: date | None = None
    changed_by: tuple[Resolution, ...] = ()
    board: BoardDecision | None = None
    is_hidden: bool = False

    @property
    def text(self) -> str:
        """What was decided, or nothing where this reader may not have it."""
        return "" if self.is_hidden else self.resolution.text


@dataclass(frozen=True)
class Reader:
    """Who reads, and on which day: of the board's, members see what is published."""

    day: date
    sees_the_boards: bool = False


@dataclass(frozen=True)
class Asked:
    """Which resolutions are asked for; what is empty asks for all."""

    words: str = ""
    year: int | None = None
    decided_by: str = ""
    effect: str = ""
    standing: str = ""


def found(asked: Asked, reader: Reader) -> list[int]:
    """Return the ids of the resolutions asked for, as they stand for a reader, the newest first."""
    ids = db.session.scalars(_chosen(asked, reader)).all()
    if not asked.standing:
        return list(ids)
    standings = standings_on(reader.day)
    return [each for each in ids if standings[each].standing == asked.standing]


def entered_all(ids: Iterable[int], reader: Reader) -> list[Entered]:
    """Return those of these resolutions that a reader sees, as they stand, the newest first."""
    rows = (
        select(Resolution, Enactment, BoardDecision)
        .join(Enactment, Enactment.resolution_id == Resolution.id)
        .outerjoin(BoardDecision, BoardDecision.resolution_id == Resolution.id)
        .where(Resolution.id.in_(list(ids)), _is_seen_by(reader))
        .order_by(*_NEWEST_FIRST)
    )
    standings = standings_on(reader.day)
    return [
        Entered(
            resolution,
            enactment,
            standings[resolution.id].standing,
            standings[resolution.id].holds_from,
            _all_of(standings[resolution.id].changed_by, reader),
            board,
            is_hidden=board is not None and board.is_confidential and not reader.sees_the_boards,
        )
        for resolution, enactment, board in db.session.execute(rows).all()
    ]


def entered(resolution_id: int, reader: Reader) -> Entered:
    """Return one resolution as it stands for a reader.

    Raises:
        NotFound: there is none, or none that this reader may see yet.
    """
    made = next(iter(entered_all([resolution_id], reader)), None)
    if made is None:
        raise NotFound(
            "There is no resolution at this address.", next_step="Look for it under Decisions."
        )
    return made


def seen(resolution_id: int | None, reader: Reader) -> Resolution | None:
    """Return the resolution, if there is one and the reader may see it."""
    return None if resolution_id is None else next(iter(_all_of((resolution_id,), reader)), None)


def resolution_of(motion_id: int) -> Resolution | None:
    """Return the resolution that a motion became, if it was carried."""
    return db.session.scalar(select(Resolution).where(Resolution.motion_id == motion_id))


def resolution_that_made(adoption_id: int) -> Resolution | None:
    """Return the resolution that made a change of rules, if one of the register did."""
    made = (
        select(Resolution)
        .join(Enactment, Enactment.resolution_id == Resolution.id)
        .where(Enactment.adoption_id == adoption_id)
    )
    return db.session.scalar(made)


def remarks_on(resolution_id: int) -> Sequence[Remark]:
    """Return what members were told of a resolution afterwards, in order."""
    told = select(Remark).where(Remark.resolution_id == resolution_id).order_by(Remark.recorded_seq)
    return db.session.scalars(told).all()


def failed_in_silence() -> Sequence[Resolution]:
    """Return what is decided and could not be done, and nobody has told what was done instead."""
    told = select(Remark.resolution_id)
    failed = (
        select(Resolution)
        .join(Enactment, Enactment.resolution_id == Resolution.id)
        .where(Enactment.state == State.FAILED, Resolution.id.not_in(told))
        .order_by(Resolution.recorded_seq)
    )
    return db.session.scalars(failed).all()


@dataclass(frozen=True)
class Made:
    """What a resolution made, each where there is one."""

    policy: PolicyVersion | None
    mandate: Mandate | None


def made_by(resolution_id: int) -> Made:
    """Return the version of a policy or the mandate that a resolution made."""
    version = select(PolicyVersion).where(PolicyVersion.resolution_id == resolution_id)
    mandate = select(Mandate).where(Mandate.resolution_id == resolution_id)
    return Made(db.session.scalar(version), db.session.scalar(mandate))


def years() -> Sequence[int]:
    """Return the years of which there are resolutions, the newest first."""
    return db.session.scalars(
        select(Resolution.year).distinct().order_by(Resolution.year.desc())
    ).all()


def effects_had() -> Sequence[str]:
    """Return the names of the effects that resolutions had."""
    return db.session.scalars(select(Resolution.effect).distinct()).all()


_NEWEST_FIRST = (Resolution.decided_on.desc(), Resolution.recorded_seq.desc())


def _chosen(asked: Asked, reader: Reader) -> Select[int]:
    chosen = (
        select(Resolution.id)
        .outerjoin(BoardDecision, BoardDecision.resolution_id == Resolution.id)
        .where(_is_seen_by(reader))
        .order_by(*_NEWEST_FIRST)
    )
    for column, value in (
        (Resolution.year, asked.year),
        (Resolution.decided_by, asked.decided_by),
        (Resolution.effect, asked.effect),
    ):
        if value:
            chosen = chosen.where(column == value)
    for word in asked.words.split():
        in_title = Resolution.title.icontains(word, autoescape=True)
        in_text = Resolution.text.icontains(word, autoescape=True) & _has_a_text_for(reader)
        chosen = chosen.where(or_(in_title, in_text, _is_called(word)))
    return chosen


def _is_seen_by(reader: Reader) -> ColumnElement[bool]:
    if reader.sees_the_boards:
        return true()
    return BoardDecision.publish_on.is_(None) | (BoardDecision.publish_on <= reader.day)


def _has_a_text_for(reader: Reader) -> ColumnElement[bool]:
    if reader.sees_the_boards:
        return true()
    return BoardDecision.is_confidential.is_not(True)


def _is_called(word: str) -> ColumnElement[bool]:
    """Whether the word is the number that people quote, 2026/3."""
    year, _slash, number = word.partition("/")
    if not (year.isdecimal() and number.isdecimal() and len(word) < 12):
        return false()
    return (Resolution.year == int(year)) & (Resolution.number == int(number))


def _all_of(ids: tuple[int, ...], reader: Reader) -> tuple[Resolution, ...]:
    """Return those of these resolutions that the reader sees."""
    if not ids:
        return ()
    later = (
        select(Resolution)
        .outerjoin(BoardDecision, BoardDecision.resolution_id == Resolution.id)
        .where(Resolution.id.in_(ids), _is_seen_by(reader))
        .order_by(Resolution.recorded_seq)
    )
    return tuple(db.session.scalars(later))

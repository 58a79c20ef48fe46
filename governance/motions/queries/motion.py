"""Reads of motions and their seconders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import CoAuthor, Comment, Motion, Secondment

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])

STATES = (
    "proposed",
    "seconded",
    "adjourned",
    "remitted",
    "balloted",
    "to_meeting",
    "to_confirm",
    "carried",
    "lost",
    "inquorate",
    "withdrawn",
    "out_of_order",
    "composited",
    "lapsed",
)
# A motion that is adjourned is one of the first two, until its day.
UNDECIDED = ("proposed", "seconded", "remitted", "balloted", "to_meeting", "to_confirm")


@dataclass(frozen=True)
class Listed:
    """A motion in a list: its row, who moved it, and how far it is."""

    motion: Motion
    mover: str
    seconders: int
    comments: int


_SECONDERS = (
    select(func.count())
    .select_from(Secondment)
    .where(Secondment.motion_id == Motion.id)
    .correlate(Motion)
    .scalar_subquery()
)
_COMMENTS = (
    select(func.count())
    .select_from(Comment)
    .where(Comment.motion_id == Motion.id, Comment.removed_at.is_(None))
    .correlate(Motion)
    .scalar_subquery()
)


def motion(motion_id: int) -> Motion:
    """Return the motion.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Motion, motion_id)
    if found is None:
        raise _no_motion()
    return found


def listed(motion_id: int) -> Listed:
    """Return the motion with who moved it and how far it is.

    Raises:
        NotFound: there is none.
    """
    row = db.session.execute(_listing().where(Motion.id == motion_id)).one_or_none()
    if row is None:
        raise _no_motion()
    return Listed(*row)


def motions_found(
    *,
    states: Sequence[str] = (),
    title: str = "",
    category: str = "",
    today: date | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Listed]:
    """Return the motions in these states (or all), with these words in their titles, of a kind.

    With a day, those that are put off beyond it are "adjourned", and in no other state.
    """
    found = _chosen(_listing(), states, title, category, today)
    page = found.order_by(Motion.year.desc(), Motion.number.desc()).limit(limit).offset(offset)
    return [Listed(*row) for row in db.session.execute(page)]


def count_of_motions(
    *,
    states: Sequence[str] = (),
    title: str = "",
    category: str = "",
    today: date | None = None,
) -> int:
    """Return how many `motions_found` would return without a limit."""
    counted = _chosen(select(func.count()).select_from(Motion), states, title, category, today)
    return db.session.scalar(counted) or 0


def waiting_for_ballot(today: date) -> list[Listed]:
    """Return the seconded motions that are not put off, the one that has waited longest first."""
    waiting = _chosen(_listing(), ("seconded",), today=today)
    waiting = waiting.order_by(Motion.seconded_at, Motion.id)
    return [Listed(*row) for row in db.session.execute(waiting)]


def seconders_of(motion_id: int) -> list[tuple[int, str]]:
    """Return the party ids and names of a motion's seconders in the order they came."""
    seconders = (
        select(Secondment.party_id, func.coalesce(RegisterEntry.name, ""))
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Secondment.party_id)
        .where(Secondment.motion_id == motion_id)
        .order_by(Secondment.at, Secondment.party_id)
    )
    return [(party_id, name) for party_id, name in db.session.execute(seconders)]


def co_authors_of(motion_id: int) -> list[str]:
    """Return the names of those who wrote the motion with its mover, by name."""
    named = (
        select(func.coalesce(RegisterEntry.name, ""))
        .select_from(CoAuthor)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == CoAuthor.party_id)
        .where(CoAuthor.motion_id == motion_id)
        .order_by(RegisterEntry.sort_name, CoAuthor.party_id)
    )
    return list(db.session.scalars(named))


def has_written(motion_id: int, party_id: int | None) -> bool:
    """Say whether that person wrote the motion with its mover."""
    return party_id is not None and db.session.get(CoAuthor, (motion_id, party_id)) is not None


def has_seconded(motion_id: int, party_id: int | None) -> bool:
    """Say whether that person supports that the motion be decided."""
    return party_id is not None and db.session.get(Secondment, (motion_id, party_id)) is not None


def _no_motion() -> NotFound:
    return NotFound("There is no motion at this address.", next_step="Look for it under Decisions.")


def _listing() -> Select[Motion, str, int, int]:
    return select(Motion, func.coalesce(RegisterEntry.name, ""), _SECONDERS, _COMMENTS).outerjoin(
        RegisterEntry, RegisterEntry.party_id == Motion.mover_id
    )


def _chosen(
    query: Query,
    states: Sequence[str],
    title: str = "",
    category: str = "",
    today: date | None = None,
) -> Query:
    if states:
        query = query.where(_stands(states, today))
    if category:
        query = query.where(Motion.category == category)
    for word in title.split():
        query = query.where(Motion.title.icontains(word, autoescape=True))
    return query


def _stands(states: Sequence[str], today: date | None) -> ColumnElement[bool]:
    """Return that a motion stands in one of these states, on a day as `Motion.stands_on` says."""
    if today is None:
        return Motion.state.in_(states)
    may_be_put_off = Motion.state.in_(("proposed", "seconded"))
    is_put_off = may_be_put_off & (func.coalesce(Motion.adjourned_until, today) > today)
    chosen = Motion.state.in_(states) & ~is_put_off
    return chosen | is_put_off if "adjourned" in states else chosen

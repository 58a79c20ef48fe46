"""Who looked at people: written when a page was read, shown to whom it was about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Insert, and_, func, insert, or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.as_at import AsAt
from governance.members.inspection_models import RegisterAccess
from governance.members.models import RegisterEntry, Spell
from governance.record.models import Link

LOOKS_SHOWN = 20
READ_AT_ONCE = 100
WHOLE_REGISTER = ("file", "print", "document")
EVERYBODY = "everybody"
"""Among whom a list is that can have anybody of the register in it."""


@dataclass(frozen=True)
class Among:
    """That a party can be in the lists of this key: what was looked at before it was, is not told.

    `since` and `since_seq`: when, and by which link of the record (None: as long as there is one).
    """

    key: str
    since: datetime | None = None
    since_seq: int | None = None


@dataclass(frozen=True)
class Look:
    """That somebody looked on a day: who ("": the platform), at what, and how often.

    `title` is what the log has of it, if anything; `pages` which pages of a list they were.
    """

    on: date
    by: str
    what: str
    times: int
    title: str = ""
    filters: str = ""
    pages: tuple[int, ...] = ()


def look(
    what: str,
    *,
    subject_id: int | None = None,
    title: str | None = None,
    among: str | None = None,
    page: int | None = None,
    filters: Iterable[str] = (),
    at: AsAt,
    actor: Actor,
    now: datetime,
) -> Insert:
    """Return the row that says who looked at what; `web.transactions` writes it."""
    return insert(RegisterAccess).values(
        at=now,
        by_id=actor.party_id,
        what=what,
        subject_id=subject_id,
        on_day=at.on,
        known_seq=at.known,
        title=title,
        among=among,
        page=page,
        filters=", ".join(filters) or None,
    )


def looks_at(party_id: int) -> list[Look]:
    """Return who looked at pages and files about somebody alone, the latest first.

    One line for all that somebody looked at in the same way on a day: the log has each. What people
    look up of themselves is left out.
    """
    return _looks(RegisterAccess.subject_id == party_id, party_id)


def looks_at_lists(party_id: int, *, most: int = LOOKS_SHOWN) -> list[Look]:
    """Return who looked at lists in which somebody could have been, the latest first."""
    log = RegisterAccess
    before_lists_had_names = and_(log.among.is_(None), log.what.in_(WHOLE_REGISTER))
    could_be = (_could_be(each) for each in _lists_of(party_id))
    return _looks(or_(before_lists_had_names, *could_be), party_id, most=most)


def _lists_of(party_id: int) -> Iterator[Among]:
    """Yield the lists that somebody can be in, those of features above the register too."""
    known = select(func.min(Spell.recorded_seq)).where(Spell.party_id == party_id)
    first = db.session.scalar(known)
    link = db.session.get(Link, first) if first is not None else None
    yield Among(EVERYBODY, link.recorded_at if link else None, first)
    told: Iterable[Callable[[int], Iterable[Among]]] = current_app.extensions["folkmoot_lists_of"]
    for lists_of in told:
        yield from lists_of(party_id)


def _could_be(among: Among) -> ColumnElement[bool]:
    log = RegisterAccess
    conditions: list[ColumnElement[bool]] = [log.among == among.key]
    if among.since is not None:
        conditions.append(log.at >= among.since)
    if among.since_seq is not None:
        conditions.append(or_(log.known_seq.is_(None), log.known_seq >= among.since_seq))
    return and_(*conditions)


def _looks(asked: ColumnElement[bool], party_id: int, *, most: int = LOOKS_SHOWN) -> list[Look]:
    log, by = RegisterAccess, RegisterEntry
    found = (
        select(log.at, log.by_id, by.name, log.what, log.title, log.filters, log.page)
        .outerjoin(by, by.party_id == log.by_id)
        .where(asked, log.by_id.is_distinct_from(party_id))
        .order_by(log.id.desc())
        .execution_options(yield_per=READ_AT_ONCE)
    )
    with db.session.execute(found) as rows:
        return list(islice(_day_by_day(rows), most))


def _day_by_day(rows: Iterator[Any]) -> Iterator[Look]:
    """Yield a line for each who looked at a thing on a day, reading no further than is asked."""
    for day, of_day in groupby(rows, key=lambda row: day_of(row.at)):
        pages: dict[tuple[Any, ...], list[int | None]] = {}
        for row in of_day:
            said = (row.name or "", row.what, row.title or "", row.filters or "")
            pages.setdefault((row.by_id, *said), []).append(row.page)
        for (_by_id, name, what, title, filters), seen in pages.items():
            numbers = tuple(sorted({page for page in seen if page is not None}))
            yield Look(day, name, what, len(seen), title, filters, numbers)

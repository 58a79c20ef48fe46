"""Who looked at the full register: written when a page was read, shown to whom it was about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Insert, insert, or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members.as_at import AsAt
from governance.members.inspection_models import RegisterAccess
from governance.members.models import RegisterEntry

LOOKS_SHOWN = 20
READ_AT_ONCE = 100
WHOLE_REGISTER = ("file", "print", "document")


@dataclass(frozen=True)
class Look:
    """That somebody looked on a day: who ("": the platform), at what, and how often."""

    on: date
    by: str
    what: str
    times: int


def look(
    what: str, *, subject_id: int | None = None, at: AsAt, actor: Actor, now: datetime
) -> Insert:
    """Return the row that says who looked at what; `web.transactions` writes it."""
    return insert(RegisterAccess).values(
        at=now,
        by_id=actor.party_id,
        what=what,
        subject_id=subject_id,
        on_day=at.on,
        known_seq=at.known,
    )


def looks_at(party_id: int) -> list[Look]:
    """Return who looked at somebody's page, or took the whole register, the latest first.

    One line for all that somebody looked at in the same way on a day: the log has each. What people
    look up of themselves is left out.
    """
    log, by = RegisterAccess, RegisterEntry
    found = (
        select(log.at, log.by_id, by.name, log.what)
        .outerjoin(by, by.party_id == log.by_id)
        .where(
            or_(log.subject_id == party_id, log.what.in_(WHOLE_REGISTER)),
            log.by_id.is_distinct_from(party_id),
        )
        .order_by(log.id.desc())
        .execution_options(yield_per=READ_AT_ONCE)
    )
    with db.session.execute(found) as rows:
        return list(islice(_day_by_day(rows), LOOKS_SHOWN))


def _day_by_day(rows: Iterator[Any]) -> Iterator[Look]:
    """Yield a line for each who looked at a thing on a day, reading no further than is asked."""
    for day, of_day in groupby(rows, key=lambda row: day_of(row.at)):
        times = Counter((row.by_id, row.name or "", row.what) for row in of_day)
        for (_by_id, name, what), number in times.items():
            yield Look(day, name, what, number)

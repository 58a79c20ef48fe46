"""Who looked at the full register: written when a page was read, shown to whom it was about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Insert, insert, or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.members.as_at import AsAt
from governance.members.inspection_models import RegisterAccess
from governance.members.models import RegisterEntry

LOOKS_SHOWN = 20
WHOLE_REGISTER = ("file", "print", "document")


@dataclass(frozen=True)
class Look:
    """That somebody looked: when, who (None: the platform), and at what."""

    at: datetime
    by: str
    what: str


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

    What people look up of themselves is left out.
    """
    log, by = RegisterAccess, RegisterEntry
    found = (
        select(log.at, by.name, log.what)
        .outerjoin(by, by.party_id == log.by_id)
        .where(
            or_(log.subject_id == party_id, log.what.in_(WHOLE_REGISTER)),
            log.by_id.is_distinct_from(party_id),
        )
        .order_by(log.id.desc())
        .limit(LOOKS_SHOWN)
    )
    return [Look(row.at, row.name or "", row.what) for row in db.session.execute(found)]

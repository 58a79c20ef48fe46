"""The standing of a membership on a day: good, unless a suspension is in force.

It is stored nowhere but in the suspensions themselves (docs/decisions/0013), so there is one truth,
and it is read as at any day and as known at any link. Who is no member has no standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, or_, select

from governance.infrastructure.database import db
from governance.members.claims import holds_on, is_of_the_society, known_at, suspends
from governance.members.models import RegisterEntry, Spell
from governance.record.models import Link

ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """How a membership stands on a day."""

    GOOD = "good"
    SUSPENDED = "suspended"


IN_WORDS = {None: "", Standing.GOOD: "In good standing", Standing.SUSPENDED: "Suspended"}
"""For files; pages have words of their own."""


@dataclass(frozen=True)
class Suspension:
    """A suspension as it stands in the register; `last_day` is in it.

    `decided_by` is whose decision it was, as told to the member; `reason` is for officers.
    """

    first_day: date
    last_day: date | None
    decided_by: str
    reason: str
    entered_at: datetime
    entered_by: str
    link: int


def the_suspended(on: date, known: int | None = None) -> Select[int]:
    """Select (party_id) of those whom a suspension is in force against on the day."""
    return select(Spell.party_id).where(suspends(), holds_on(on), known_at(known))


def suspended_among(ids: Sequence[int], on: date, known: int | None = None) -> set[int]:
    """Return which of these parties are suspended on the day."""
    return set(db.session.scalars(the_suspended(on, known).where(Spell.party_id.in_(ids))))


def standings_of(ids: Sequence[int], on: date, known: int | None = None) -> dict[int, Standing]:
    """Return the standing of those among these parties who are members on the day."""
    members = select(Spell.party_id).where(
        is_of_the_society(), Spell.party_id.in_(ids), holds_on(on), known_at(known)
    )
    suspended = suspended_among(ids, on, known)
    return {
        party_id: Standing.SUSPENDED if party_id in suspended else Standing.GOOD
        for party_id in db.session.scalars(members)
    }


def is_suspended(party_id: int, on: date) -> bool:
    """Say whether a suspension is in force against the party on the day."""
    return party_id in suspended_among([party_id], on)


def suspension_of(
    party_id: int, on: date, known: int | None = None, *, to_come: bool = True
) -> Suspension | None:
    """Return the suspension that is in force on the day, else the next to come if that is asked."""
    of_day = or_(Spell.valid_to.is_(None), Spell.valid_to > on) if to_come else holds_on(on)
    told = (Spell.valid_from, Spell.valid_to, Spell.data, Link.recorded_at, Link.seq)
    found = (
        select(*told, RegisterEntry.name)
        .join(Link, Link.seq == Spell.recorded_seq)
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Link.by)
        .where(Spell.party_id == party_id, suspends(), known_at(known), of_day)
        .order_by(Spell.valid_from)
        .limit(1)
    )
    row = db.session.execute(found).one_or_none()
    if row is None:
        return None
    words = row.data or {}
    return Suspension(
        first_day=row.valid_from,
        last_day=row.valid_to - ONE_DAY if row.valid_to else None,
        decided_by=words.get("decided_by") or "",
        reason=words.get("reason") or "",
        entered_at=row.recorded_at,
        entered_by=row.name or "",
        link=row.seq,
    )

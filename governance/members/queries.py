"""Reads of the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from governance.infrastructure.database import db
from governance.members.as_at import BINDS_AT_ONCE, AsAt, entries_at
from governance.members.claims import holds_on, is_of_the_society, known_at, suspends
from governance.members.main_posts import main_posts_of_several
from governance.members.models import RegisterEntry, Society, Spell

LARGEST_NUMBER = 2**31 - 1  # PostgreSQL compares a member number with no greater one


@dataclass(frozen=True)
class Assignment:
    """A post of somebody: its number, since when it is as `data` says, and until before when."""

    number: str
    valid_from: date
    valid_to: date | None
    data: Mapping[str, Any]


def society() -> Society | None:
    """Return the society whose platform this is, or None before it is set up."""
    return db.session.get(Society, 1)


def member_count(on: date) -> int:
    """Return how many are members on that day, suspended ones included."""
    of_ours = (is_of_the_society(), known_at(None), holds_on(on))
    return db.session.scalar(select(func.count(Spell.party_id.distinct())).where(*of_ours)) or 0


def entry(party_id: int) -> RegisterEntry | None:
    """Return a party's entry, or None if the register does not know the party."""
    return db.session.get(RegisterEntry, party_id)


def party_numbered(member_number: int | None) -> int | None:
    """Return the party with this member number, if there is one."""
    if member_number is None or member_number > LARGEST_NUMBER:
        return None
    numbered = select(RegisterEntry.party_id).where(RegisterEntry.member_number == member_number)
    return db.session.scalar(numbered)


def everybody() -> Select[RegisterEntry]:
    """Select every entry of the register, in order of party."""
    return select(RegisterEntry).order_by(RegisterEntry.party_id)


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of these parties; unknown ones are left out."""
    return _column_of(ids, RegisterEntry.name)


def addresses_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the e-mail addresses of these parties; those without one are left out."""
    return {party: email for party, email in _column_of(ids, RegisterEntry.email).items() if email}


def entitled_at(day: date, *, known_seq: int | None = None) -> Select[int, str]:
    """Select (party_id, service) of those who may vote on that day, in order of party.

    A member on the day, in good standing on it; in the service of the main post that they held
    that day; as the register stood at the link `known_seq` of the record (as it stands now,
    without it).
    """
    # One pass over the spells of the day: joins of the three kinds have no good plan on SQLite.
    service = case((Spell.kind == "employment", Spell.data["service"].as_string()))
    roll = (
        select(Spell.party_id, func.min(service).label("service"))
        .where(
            or_(Spell.kind == "employment", is_of_the_society(), suspends()),
            holds_on(day),
            known_at(known_seq),
        )
        .group_by(Spell.party_id)
        .having(_any_is("membership") == 1, _any_is("restriction") == 0)
        .subquery("roll")
    )
    # Few hold two posts at once: for them the least service will not do.
    main = main_posts_of_several(day, known_seq)
    told = case((main.c.party_id.is_not(None), main.c.service), else_=roll.c.service)
    return (
        select(roll.c.party_id, func.coalesce(told, "").label("service"))
        .outerjoin(main, main.c.party_id == roll.c.party_id)
        .order_by(roll.c.party_id)
    )


def is_member_on(party_id: int, day: date, *, key: str = "") -> bool:
    """Say whether the party is a member on that day, suspended or not.

    `key` is "" for the society itself, else that of another legal entity's book.
    """
    of_party = (Spell.party_id == party_id, Spell.kind == "membership", Spell.key == key)
    of_day = (known_at(None), holds_on(day))
    return db.session.scalar(select(Spell.id).where(*of_party, *of_day).limit(1)) is not None


def members_on(day: date, *, known_seq: int | None = None) -> Select[int]:
    """Select (party_id) of the members on that day, suspended ones too, in order of party."""
    of_ours = (is_of_the_society(), holds_on(day), known_at(known_seq))
    return select(Spell.party_id).where(*of_ours).order_by(Spell.party_id)


def at_work_on(day: date, *, known_seq: int | None = None) -> Select[int]:
    """Select (party_id) of those who work here on that day, members or not."""
    at_work = Spell.kind == "employment", holds_on(day), known_at(known_seq)
    return select(Spell.party_id).where(*at_work)


def names_at(ids: Iterable[int], day: date, *, known_seq: int | None = None) -> dict[int, str]:
    """Return what these parties were called on that day, as known at a link of the record.

    Of whom only a later or an earlier name was known, that one; unknown ones are left out.
    """
    return {party: then.name for party, then in entries_at(ids, AsAt(day, known_seq)).items()}


def employment_on(party_id: int, day: date, *, known_seq: int | None = None) -> list[Assignment]:
    """Return somebody's posts on that day, as known at a link of the record, by their number."""
    at_work = (Spell.party_id == party_id, Spell.kind == "employment", holds_on(day))
    found = select(Spell).where(*at_work, known_at(known_seq)).order_by(Spell.key)
    return [
        Assignment(row.key, row.valid_from, row.valid_to, row.data or {})
        for row in db.session.scalars(found)
    ]


def born_on(party_id: int, *, known_seq: int | None = None) -> date | None:
    """Return somebody's date of birth, if one is recorded: by the latest words about them."""
    told = select(Spell.data).where(
        Spell.party_id == party_id, Spell.kind == "contact", Spell.key == "", known_at(known_seq)
    )
    days = [
        (data or {}).get("born") for data in db.session.scalars(told.order_by(Spell.valid_from))
    ]
    return next((date.fromisoformat(day) for day in reversed(days) if day), None)


def suspensions_of(
    party_id: int, *, on: date | None = None, since: date | None = None
) -> list[Spell]:
    """Return the party's suspensions: all, those of a day, or those not over by a day."""
    found = select(Spell).where(Spell.party_id == party_id, suspends(), known_at(None))
    if on is not None:
        found = found.where(holds_on(on))
    if since is not None:
        found = found.where(or_(Spell.valid_to.is_(None), Spell.valid_to > since))
    return list(db.session.scalars(found.order_by(Spell.valid_from)))


def _any_is(kind: str) -> ColumnElement[int]:
    return func.max(case((Spell.kind == kind, 1), else_=0))


def _column_of(ids: Iterable[int], column: InstrumentedAttribute[str]) -> dict[int, str]:
    wanted = list(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), BINDS_AT_ONCE):
        chunk = wanted[start : start + BINDS_AT_ONCE]
        rows = db.session.execute(
            select(RegisterEntry.party_id, column).where(RegisterEntry.party_id.in_(chunk))
        )
        found.update((row[0], row[1]) for row in rows)
    return found

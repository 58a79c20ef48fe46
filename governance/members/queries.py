"""Reads of the register."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry, Society, Spell

BINDS_AT_ONCE = 5_000


def society() -> Society | None:
    """Return the society whose platform this is, or None before it is set up."""
    return db.session.get(Society, 1)


def member_count(on: date) -> int:
    """Return how many are members on that day, suspended ones included."""
    of_ours = (Spell.kind == "membership", Spell.key == "")
    standing = (*of_ours, Spell.superseded_seq.is_(None), holds_on(on))
    return db.session.scalar(select(func.count(Spell.party_id.distinct())).where(*standing)) or 0


def entry(party_id: int) -> RegisterEntry | None:
    """Return a party's entry, or None if the register does not know the party."""
    return db.session.get(RegisterEntry, party_id)


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

    A member on the day, not suspended on it; in the service they worked in that day; as the
    register stood at the link `known_seq` of the record (as it stands now, without it).
    """
    # One pass over the spells of the day: joins of the three kinds have no good plan on SQLite.
    service = case((Spell.kind == "employment", Spell.data["service"].as_string()))
    return (
        select(Spell.party_id, func.coalesce(func.min(service), "").label("service"))
        .where(
            Spell.kind.in_(("membership", "employment", "restriction")),
            or_(Spell.kind != "membership", Spell.key == ""),
            holds_on(day),
            known_at(known_seq),
        )
        .group_by(Spell.party_id)
        .having(_any_is("membership") == 1, _any_is("restriction") == 0)
        .order_by(Spell.party_id)
    )


def is_member_on(party_id: int, day: date, *, key: str = "") -> bool:
    """Say whether the party is a member on that day, suspended or not.

    `key` is "" for the society itself, else that of another legal entity's book.
    """
    of_party = (Spell.party_id == party_id, Spell.kind == "membership", Spell.key == key)
    standing = (Spell.superseded_seq.is_(None), holds_on(day))
    return db.session.scalar(select(Spell.id).where(*of_party, *standing).limit(1)) is not None


def suspensions_of(
    party_id: int, *, on: date | None = None, since: date | None = None
) -> list[Spell]:
    """Return the party's suspensions: all, those of a day, or those not over by a day."""
    of_party = (Spell.party_id == party_id, Spell.kind == "restriction")
    found = select(Spell).where(*of_party, Spell.superseded_seq.is_(None))
    if on is not None:
        found = found.where(holds_on(on))
    if since is not None:
        found = found.where(or_(Spell.valid_to.is_(None), Spell.valid_to > since))
    return list(db.session.scalars(found.order_by(Spell.valid_from)))


def holds_on(day: date) -> ColumnElement[bool]:
    """Claim that a spell holds on the day."""
    return and_(Spell.valid_from <= day, or_(Spell.valid_to.is_(None), Spell.valid_to > day))


def _any_is(kind: str) -> ColumnElement[int]:
    return func.max(case((Spell.kind == kind, 1), else_=0))


def known_at(seq: int | None) -> ColumnElement[bool]:
    """Claim that a spell stood at the link (stands now, without one)."""
    if seq is None:
        return Spell.superseded_seq.is_(None)
    not_yet = or_(Spell.superseded_seq.is_(None), Spell.superseded_seq > seq)
    return and_(Spell.recorded_seq <= seq, not_yet)


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

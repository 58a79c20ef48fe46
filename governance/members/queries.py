"""Reads of the register."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry, Society, Spell

BINDS_AT_ONCE = 5_000


def society() -> Society | None:
    """Return the society whose platform this is, or None before it is set up."""
    return db.session.get(Society, 1)


def member_count(on: date) -> int:
    """Return how many are members on that day, suspended ones included."""
    standing = (Spell.kind == "membership", Spell.superseded_seq.is_(None), _holds(Spell, on))
    return db.session.scalar(select(func.count(Spell.party_id.distinct())).where(*standing)) or 0


def entry(party_id: int) -> RegisterEntry | None:
    """Return a party's entry, or None if the register does not know the party."""
    return db.session.get(RegisterEntry, party_id)


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
    membership, employment, restriction = aliased(Spell), aliased(Spell), aliased(Spell)
    suspended = (
        select(restriction.id)
        .where(
            restriction.party_id == membership.party_id,
            restriction.kind == "restriction",
            _holds(restriction, day),
            _known(restriction, known_seq),
        )
        .exists()
    )
    at_work = and_(
        employment.party_id == membership.party_id,
        employment.kind == "employment",
        _holds(employment, day),
        _known(employment, known_seq),
    )
    service = func.coalesce(func.min(employment.data["service"].as_string()), "")
    return (
        select(membership.party_id.label("party_id"), service.label("service"))
        .outerjoin(employment, at_work)
        .where(
            membership.kind == "membership",
            _holds(membership, day),
            _known(membership, known_seq),
            ~suspended,
        )
        .group_by(membership.party_id)
        .order_by(membership.party_id)
    )


def _holds(spell: type[Spell], day: date) -> ColumnElement[bool]:
    return and_(spell.valid_from <= day, or_(spell.valid_to.is_(None), spell.valid_to > day))


def _known(spell: type[Spell], seq: int | None) -> ColumnElement[bool]:
    if seq is None:
        return spell.superseded_seq.is_(None)
    not_yet = or_(spell.superseded_seq.is_(None), spell.superseded_seq > seq)
    return and_(spell.recorded_seq <= seq, not_yet)


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

"""Finding the accounts that a transaction names; those of parties are opened when first needed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger.models import Account
from governance.ledger.places import Leg, Place

BINDS_AT_ONCE = 5_000
FEW = 100
ACCOUNTS: Any = Account.__table__


class NoSuchPlace(Refused):
    """The book has no such account."""

    status = 422


def accounts_of(
    book_id: int, legs: Sequence[Leg], *, seq: int
) -> tuple[dict[Place, Any], list[Any]]:
    """Return the account of each place, and those of parties that were opened now for it.

    Raises:
        NoSuchPlace: the chart of the book does not have it.
    """
    places = sorted(
        {place for leg in legs for place in (leg.debit, leg.credit)},
        key=lambda place: (place.unit, place.code, place.party_id or 0),
    )
    chart = chart_accounts(book_id)
    found = accounts_at(book_id, places, chart)
    missing = [place for place in places if place not in found]
    opened = _opened(missing, chart, seq) if missing else []
    found.update((Place(row.unit, row.code, row.party_id), row) for row in opened)
    return found, opened


def accounts_at(
    book_id: int, places: Sequence[Place], chart: Mapping[Place, Any]
) -> dict[Place, Any]:
    """Return the account of each place that has one by now."""
    found = _of_parties(book_id, places)
    found.update((place, chart[place]) for place in places if place in chart)
    return found


def chart_accounts(book_id: int) -> dict[Place, Any]:
    """Return the accounts of the chart, by their places."""
    of_chart = select(ACCOUNTS).where(ACCOUNTS.c.book_id == book_id, ACCOUNTS.c.party_id.is_(None))
    return {Place(row.unit, row.code): row for row in db.session.execute(of_chart)}


def _of_parties(book_id: int, places: Sequence[Place]) -> dict[Place, Any]:
    parties = sorted({place.party_id for place in places if place.party_id is not None})
    codes = {place.code for place in places if place.party_id is not None}
    wanted = set(places)
    found: dict[Place, Any] = {}
    for start in range(0, len(parties), BINDS_AT_ONCE):
        chunk = parties[start : start + BINDS_AT_ONCE]
        own = select(ACCOUNTS).where(
            ACCOUNTS.c.book_id == book_id,
            ACCOUNTS.c.party_id.in_(chunk),
            ACCOUNTS.c.code.in_(codes),
        )
        for row in db.session.execute(own):
            place = Place(row.unit, row.code, row.party_id)
            if place in wanted:
                found[place] = row
    return found


def _opened(places: Sequence[Place], chart: Mapping[Place, Any], seq: int) -> list[Any]:
    rows = []
    for place in places:
        entry = chart.get(Place(place.unit, place.code))
        if entry is None or place.party_id is None or not entry.per_party:
            raise NoSuchPlace(
                f"The book has no account {place.code} for this. Open it first, or choose another."
            )
        rows.append(row_for(entry, place, seq))
    if len(rows) > FEW:
        return _opened_and_read_again(places, chart, rows)
    opening = insert(ACCOUNTS).returning(*ACCOUNTS.c, sort_by_parameter_order=True)
    return list(db.session.connection().execute(opening, rows))


def _opened_and_read_again(
    places: Sequence[Place], chart: Mapping[Place, Any], rows: Sequence[Mapping[str, Any]]
) -> list[Any]:
    """Open thousands of accounts: having each returned takes several times as long."""
    db.session.connection().execute(insert(ACCOUNTS), rows)
    found = accounts_at(rows[0]["book_id"], places, chart)
    return [found[place] for place in places]


def row_for(entry: Any, place: Place, seq: int) -> Mapping[str, Any]:
    """Return the row of a party's own account under an entry of the chart."""
    return {
        "book_id": entry.book_id,
        "unit": place.unit,
        "code": place.code,
        "name": entry.name,
        "kind": entry.kind,
        "normal": entry.normal,
        "floored": entry.floored,
        "per_party": False,
        "party_id": place.party_id,
        "opened_seq": seq,
    }

"""Where units go from and to, named by code: `Place` and `Leg`, before accounts are looked up."""

from dataclasses import dataclass

from governance.ledger import charts
from governance.ledger.units import GBP, LEAVE, shares_of


@dataclass(frozen=True, order=True)
class Place:
    """An account by its unit and code, and whose it is where parties have accounts of their own."""

    unit: str
    code: str
    party_id: int | None = None


@dataclass(frozen=True)
class Leg:
    """An amount that goes from the account that is debited to the one that is credited."""

    debit: Place
    credit: Place
    amount: int


def money(code: str, party_id: int | None = None) -> Place:
    """Return a place for pence."""
    return Place(GBP, code, party_id)


def capital_of(class_code: str) -> Place:
    """Return where the share capital of a class stands."""
    return Place(GBP, charts.capital_code(class_code))


def held(share_class_id: int, party_id: int) -> Place:
    """Return where a party's shares of a class stand."""
    return Place(shares_of(share_class_id), charts.HELD, party_id)


def shares_at(share_class_id: int, code: str) -> Place:
    """Return where shares of a class that nobody holds stand: unissued, cancelled, redeemed."""
    return Place(shares_of(share_class_id), code)


def leave_of(party_id: int) -> Place:
    """Return where a party's leave stands, in minutes."""
    return Place(LEAVE, charts.LEAVE_HELD, party_id)


LEAVE_GRANTED = Place(LEAVE, charts.LEAVE_GRANTED)

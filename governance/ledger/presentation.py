"""The ledger in words: units, amounts, accounts, and the names of parties to those who may."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries.banking import Overdrawn
from governance.ledger.queries.holdings import share_classes
from governance.ledger.queries.membership_shares import members_resting_on
from governance.ledger.queries.statements import Standing, Sums, sums_of
from governance.ledger.units import GBP, LEAVE, hours, shares_of, written_day
from governance.members.queries import names_of
from governance.reckoning.money import pounds

NOTHING = "–"


@dataclass(frozen=True)
class Group:
    """The accounts of one unit, with their sums."""

    title: str
    unit: str
    rows: Sequence[Standing]
    sums: Sums


def figure(unit: str, amount: int) -> str:
    """Return an amount without its unit, which the table's heading has: £12.00, 7:30, 1,250."""
    if unit == GBP:
        return pounds(amount)
    if unit == LEAVE:
        return hours(amount)
    return f"{'−' if amount < 0 else ''}{abs(amount):,}"


def side(unit: str, amount: int) -> str:
    """Return a figure of one column, or a dash for nought."""
    return figure(unit, amount) if amount else NOTHING


def caution(each: Overdrawn) -> str:
    """Return what to look at where a payment left a bank account overdrawn."""
    return gettext(
        "%(bank)s is overdrawn by %(pounds)s on %(day)s. It was entered all the same: check the"
        " amount, the day, and what the bank says.",
        bank=each.name,
        pounds=pounds(each.pence),
        day=written_day(each.on),
    )


def members_resting(book: Book, seq: int, actor: Actor, *, today: date) -> list[tuple[int, str]]:
    """Return (party, name) of the members to whom its reversal would leave no share they need."""
    found = members_resting_on(book, seq, on=today)
    names = whose(found, actor)
    return [(party_id, names[party_id]) for party_id in found]


def units_of(book_id: int) -> dict[str, str]:
    """Return what each unit of a book is called."""
    known = {GBP: gettext("Money"), LEAVE: gettext("Leave, in hours and minutes")}
    return known | {shares_of(each.id): each.name for each in share_classes(book_id)}


def grouped(rows: Sequence[Standing], titles: Mapping[str, str]) -> list[Group]:
    """Return the accounts in groups of one unit each, money first."""
    return [
        Group(
            titles.get(sums.unit, sums.unit),
            sums.unit,
            [row for row in rows if row.unit == sums.unit],
            sums,
        )
        for sums in sums_of(rows)
    ]


def whose(ids: Iterable[int | None], actor: Actor) -> dict[int | None, str]:
    """Return how each party is called to this reader: by name, or by number only."""
    wanted = {party_id for party_id in ids if party_id is not None}
    may_read = permissions.may(actor, Ledger.READ_NAMES)
    names = names_of(wanted) if may_read else {}
    called: dict[int | None, str] = {
        party_id: names.get(party_id) or gettext("Party %(number)s", number=party_id)
        for party_id in wanted
    }
    return called | {None: ""}


def parties_in(rows: Iterable[Any], *columns: str) -> set[int | None]:
    """Return the parties that these columns of the rows name."""
    return {getattr(row, column) for row in rows for column in columns}


def kind_in_words(kind: str) -> str:
    """Return a kind of transaction as a heading."""
    return kind[:1].upper() + kind[1:]


def in_account(name: str, party: str) -> str:
    """Return an account with whose it is."""
    return f"{name}: {party}" if party else name

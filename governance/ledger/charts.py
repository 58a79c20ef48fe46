"""Charts of accounts: the accounts a book begins with, by the kind of legal entity.

Codes mean the same in every book, so that what posts need not know whose it is; names are those
that the entity's own accounts use. A book may open further accounts; these cannot be taken away.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from governance.ledger.units import GBP, LEAVE

BANK = "1000"
PAYROLL = "1100"
DEBTORS = "1200"
FIXED_ASSETS = "1500"
CREDITORS = "2000"
DUE_TO_MEMBERS = "2100"
INTEREST_DUE = "2110"
DIVIDENDS_DUE = "2120"
UNCLAIMED = "2200"
LOANS = "2300"
RESERVES = "3100"
RETAINED = "3200"
DESIGNATED = "3300"
RESTRICTED = "3400"
INCOME = "4000"
OTHER_INCOME = "4100"
STAFF_COSTS = "5000"
OTHER_COSTS = "5100"
INTEREST = "5900"
DISTRIBUTED = "5950"
LEAVE_GRANTED = "8000"
LEAVE_HELD = "8100"

# Each class has an account of its own beneath share capital: 3000-A.
SHARE_CAPITAL = "3000"

# Where shares of a class stand.
UNISSUED = "unissued"
HELD = "held"
CANCELLED = "cancelled"
REDEEMED = "redeemed"
WITHDRAWN = "withdrawn"
FORFEITED = "forfeited"
CONVERTED = "converted"


@dataclass(frozen=True)
class Entry:
    """An account of a chart, before it has a number."""

    unit: str
    code: str
    name: str
    kind: str
    normal: str
    floored: bool = False
    per_party: bool = False


def _asset(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "asset", "debit")


def _owed(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "liability", "credit", floored=True, per_party=True)


def _liability(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "liability", "credit")


def _equity(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "equity", "credit")


def _income(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "income", "credit")


def _expense(code: str, name: str) -> Entry:
    return Entry(GBP, code, name, "expense", "debit")


EVERY_BOOK = (
    _asset(BANK, "Bank"),
    _asset(PAYROLL, "Payroll deductions to come"),
    _asset(DEBTORS, "Debtors"),
    _asset(FIXED_ASSETS, "Fixed assets"),
    _liability(CREDITORS, "Creditors"),
    _liability(UNCLAIMED, "Unclaimed money of members"),
    _equity(RESERVES, "General reserve"),
    _equity(RETAINED, "Surplus carried forward"),
    _equity(DESIGNATED, "Designated funds"),
    _income(INCOME, "Income from contracts"),
    _income(OTHER_INCOME, "Other income"),
    _expense(STAFF_COSTS, "Staff costs"),
    _expense(OTHER_COSTS, "Other costs"),
)
WITH_SHARES = (
    _owed(DUE_TO_MEMBERS, "Due to members for shares"),
    _owed(DIVIDENDS_DUE, "Dividends and bonuses due"),
    _expense(DISTRIBUTED, "Dividends and bonuses"),
)
WITH_INTEREST = (
    _owed(INTEREST_DUE, "Share interest due"),
    _owed(LOANS, "Loans from members"),
    _expense(INTEREST, "Interest on share capital"),
)
WITH_RESTRICTED_FUNDS = (_equity(RESTRICTED, "Restricted funds"),)
WITH_LEAVE = (
    Entry(LEAVE, LEAVE_GRANTED, "Leave granted", "issue", "debit"),
    Entry(LEAVE, LEAVE_HELD, "Leave held", "holder", "credit", floored=True, per_party=True),
)

# Kind of legal entity -> its name, its accounts, and what it calls some of them.
KINDS: dict[str, tuple[str, tuple[Entry, ...], dict[str, str]]] = {
    "society": (
        "Co-operative society",
        (*EVERY_BOOK, *WITH_SHARES, *WITH_INTEREST, *WITH_LEAVE),
        {RESERVES: "Reserves"},
    ),
    "cbs": (
        "Community benefit society",
        (*EVERY_BOOK, *WITH_SHARES, *WITH_INTEREST, *WITH_LEAVE),
        {RESERVES: "General reserve (held for the community)"},
    ),
    "cic_shares": (
        "Community interest company limited by shares",
        (*EVERY_BOOK, *WITH_SHARES, *WITH_LEAVE),
        {RESERVES: "Asset-locked reserve", RETAINED: "Profit and loss account"},
    ),
    "cic_guarantee": (
        "Community interest company limited by guarantee",
        (*EVERY_BOOK, *WITH_LEAVE),
        {RESERVES: "Asset-locked reserve", RETAINED: "Profit and loss account"},
    ),
    "charity": (
        "Charitable company limited by guarantee",
        (*EVERY_BOOK, *WITH_RESTRICTED_FUNDS, *WITH_LEAVE),
        {RESERVES: "Unrestricted funds", RETAINED: "Net movement in funds"},
    ),
    "company": (
        "Company limited by shares",
        (*EVERY_BOOK, *WITH_SHARES, *WITH_LEAVE),
        {RESERVES: "Other reserves", RETAINED: "Profit and loss account"},
    ),
    "trust": (
        "Employee-ownership trust",
        (*EVERY_BOOK, _owed(DIVIDENDS_DUE, "Bonuses due"), _expense(DISTRIBUTED, "Bonuses")),
        {RESERVES: "Trust fund", RETAINED: "Income carried forward"},
    ),
}
WITHOUT_SHARES = frozenset({"cic_guarantee", "charity", "trust"})


def chart_of(kind: str) -> Iterator[Entry]:
    """Yield the accounts that a book of this kind begins with."""
    _name, entries, names = KINDS[kind]
    for entry in entries:
        yield replace(entry, name=names.get(entry.code, entry.name))


def is_bank(code: str, kind: str) -> bool:
    """Say whether an account is a bank account or cash: an asset from 1000 to before 1100."""
    return kind == "asset" and BANK <= code < PAYROLL


def chart_of_class(unit: str, code: str, name: str, *, has_par: bool) -> Iterator[Entry]:
    """Yield the accounts that a class of shares needs."""
    yield Entry(unit, UNISSUED, f"{name}: unissued", "issue", "debit")
    yield Entry(unit, HELD, f"{name}: held", "holder", "credit", floored=True, per_party=True)
    for ended in (CANCELLED, REDEEMED, WITHDRAWN, FORFEITED, CONVERTED):
        yield Entry(unit, ended, f"{name}: {ended}", "issue", "credit")
    if has_par:
        capital = capital_code(code)
        yield Entry(GBP, capital, f"Share capital: {name}", "equity", "credit", floored=True)


def capital_code(class_code: str) -> str:
    """Return the code of a class's share capital."""
    return f"{SHARE_CAPITAL}-{class_code}"

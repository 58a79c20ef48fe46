"""What the pages of a book show: figures, entries with their legs, statements, and the result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from governance.infrastructure.actor import Actor
from governance.ledger import charts
from governance.ledger.models import Account, Book, Transaction
from governance.ledger.presentation import figure, in_account, kind_in_words, parties_in, whose
from governance.ledger.queries import postings
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.due import PAYABLE, Due
from governance.ledger.queries.postings import Movements
from governance.ledger.queries.statements import (
    OF_THE_RESULT,
    Standing,
    result,
    trial_balance,
    year_of,
)
from governance.ledger.units import GBP, written
from governance.reckoning.money import pounds

PROFIT = frozenset({"company", "cic_shares", "cic_guarantee"})


@dataclass(frozen=True)
class LegLine:
    """An amount, the account that is debited, and the one that is credited."""

    debit: str
    debit_href: str
    credit: str
    credit_href: str
    amount: str


@dataclass(frozen=True)
class Entry:
    """A transaction with its first legs."""

    transaction: Transaction
    kind: str
    legs: Sequence[LegLine]
    further: int


@dataclass(frozen=True)
class MovementLine:
    """A row of an account's page."""

    on: date
    seq: int
    kind: str
    opposite: str
    note: str
    debit: str
    credit: str
    balance: str


@dataclass(frozen=True)
class Statement:
    """A page of an account: its balance at the top, its movements, and how they end."""

    brought_forward: str
    lines: Sequence[MovementLine]
    carried_forward: str


@dataclass(frozen=True)
class DueGroup:
    """What is due by one account: account, party, whose it is, how much."""

    code: str
    name: str
    sum: str
    rows: Sequence[tuple[int, int, str, str]]


@dataclass(frozen=True)
class Part:
    """Some accounts of a kind, with their sum."""

    title: str
    rows: Sequence[tuple[str, str]]
    sum: str


@dataclass(frozen=True)
class Summary:
    """The year's result and the balance sheet."""

    result: Sequence[Part]
    outcome: str
    outcome_pounds: str
    sheet: Sequence[Part]
    net_assets: str


def legal_form(book: Book) -> str:
    """Return the legal form of an entity in words."""
    return charts.KINDS[book.kind][0]


def figures_of(book: Book, at: AsAt) -> list[dict[str, Any]]:
    """Return the tiles of a book's front page."""
    rows = [row for row in trial_balance(book.id, at) if row.unit == GBP]
    by_code = {row.code: row for row in rows}
    due = [by_code[code] for code in PAYABLE if code in by_code]
    owed_to = sum(row.parties for row in due)
    capital = sum(row.balance for row in rows if row.code.startswith(charts.SHARE_CAPITAL))
    bank = by_code.get(charts.BANK)
    tiles = [
        _tile(gettext("In the bank"), -bank.balance if bank else 0),
        _tile(gettext("Due to members"), sum(row.balance for row in due))
        | (
            {"note": ngettext("to %(num)s of them", "to %(num)s of them", owed_to)}
            if owed_to
            else {}
        ),
        _tile(
            profit_words(book.kind, gettext("Surplus not carried forward yet")),
            sum(row.balance for row in rows if row.kind in OF_THE_RESULT),
        ),
    ]
    if book.kind not in charts.WITHOUT_SHARES:
        tiles.insert(1, _tile(gettext("Share capital"), capital))
    return tiles


def entries(found: Sequence[Transaction], actor: Actor, book_id: int) -> list[Entry]:
    """Return transactions with their first legs in words."""
    told = postings.first_legs_of([each.seq for each in found])
    every = [leg for legs in told.values() for leg in legs]
    names = whose(parties_in(every, "debit_party_id", "credit_party_id"), actor)
    return [
        Entry(
            each,
            kind_in_words(each.kind),
            [leg_line(leg, names, book_id) for leg in told[each.seq]],
            each.transfers - len(told[each.seq]),
        )
        for each in found
    ]


def leg_line(leg: Any, names: dict[int | None, str], book_id: int) -> LegLine:
    """Return a leg in words, with the way to both accounts."""
    return LegLine(
        in_account(leg.debit_name, names[leg.debit_party_id]),
        url_for("ledger.book_account", book_id=book_id, account_id=leg.debit_id),
        in_account(leg.credit_name, names[leg.credit_party_id]),
        url_for("ledger.book_account", book_id=book_id, account_id=leg.credit_id),
        written(leg.unit, leg.amount),
    )


def statement(moves: Movements, page: int, actor: Actor) -> Statement:
    """Return a page of an account's movements with the balance after each."""
    account = moves.account
    sign = natural_sign(account)
    balance = moves.before(page)
    brought = figure(account.unit, sign * balance)
    rows = moves.page(page)
    names = whose(parties_in(rows, "party_id", "own_party_id"), actor)
    lines = []
    for row in rows:
        balance += row.change
        own = names[row.own_party_id] if account.per_party else ""
        lines.append(
            MovementLine(
                on=row.effective_on,
                seq=row.seq,
                kind=kind_in_words(row.kind),
                opposite=in_account(row.name, names[row.party_id]),
                note=" · ".join(said for said in (own, row.memo) if said),
                debit=figure(account.unit, -row.change) if row.change < 0 else "",
                credit=figure(account.unit, row.change) if row.change > 0 else "",
                balance=figure(account.unit, sign * balance),
            )
        )
    return Statement(brought, lines, figure(account.unit, sign * balance))


def parties(rows: Iterable[Any], account: Account, actor: Actor) -> list[tuple[int, str, str]]:
    """Return each party's account with whose it is and what stands in it."""
    found = list(rows)
    names = whose(parties_in(found, "party_id"), actor)
    return [(row.id, names[row.party_id], figure(account.unit, natural(row))) for row in found]


def due_in_groups(rows: Sequence[Due], actor: Actor) -> list[DueGroup]:
    """Return what is due by account, each party with the amount."""
    names = whose(parties_in(rows, "party_id"), actor)
    return [
        DueGroup(
            code=code,
            name=found[0].name,
            sum=pounds(sum(each.pence for each in found)),
            rows=[
                (each.account_id, each.party_id, names[each.party_id], pounds(each.pence))
                for each in found
            ],
        )
        for code, group in groupby(rows, key=lambda each: each.code)
        for found in [list(group)]
    ]


def natural(row: Any) -> int:
    """Return a balance as its own side makes it greater."""
    return natural_sign(row) * int(row.balance)


def natural_sign(account: Any) -> int:
    """Return 1 where credits make a balance greater, else -1."""
    return 1 if account.normal == "credit" else -1


def summary(book: Book, first: date, at: AsAt) -> Summary:
    """Return the year's result until that day, and the balance sheet at its end."""
    standing = [row for row in trial_balance(book.id, at, with_nought=True) if row.unit == GBP]
    moved = result(book.id, first, at)
    income = [(row, moved.get(row.code, 0)) for row in standing if row.kind == "income"]
    spent = [(row, -moved.get(row.code, 0)) for row in standing if row.kind == "expense"]
    outcome = sum(amount for _row, amount in income) - sum(amount for _row, amount in spent)
    assets = [(row, -row.balance) for row in standing if row.kind == "asset"]
    owed = [(row, row.balance) for row in standing if row.kind == "liability"]
    equity = [(row.name, row.balance) for row in standing if row.kind == "equity"]
    not_carried = sum(row.balance for row in standing if row.kind in OF_THE_RESULT)
    if not_carried:
        words = profit_words(book.kind, gettext("Surplus not carried forward yet"))
        equity.append((words, not_carried))
    words = _funds_words(book.kind)
    return Summary(
        result=[_part(gettext("Income"), income), _part(gettext("Costs"), spent)],
        outcome=_outcome_words(book.kind, outcome, is_whole=at.on == year_of(book, at.on)[1]),
        outcome_pounds=pounds(abs(outcome)),
        sheet=[
            _part(gettext("What it has"), assets),
            _part(gettext("What it owes"), owed),
            _named(words, equity),
        ],
        net_assets=pounds(sum(amount for _r, amount in assets) - sum(a for _r, a in owed)),
    )


def profit_words(kind: str, surplus: str) -> str:
    """Return what a company calls it, where the others say surplus."""
    return gettext("Profit not carried forward yet") if kind in PROFIT else surplus


def _outcome_words(kind: str, outcome: int, *, is_whole: bool) -> str:
    if outcome < 0:
        return gettext("Loss of the year") if is_whole else gettext("Loss of the year so far")
    if kind in PROFIT:
        return gettext("Profit of the year") if is_whole else gettext("Profit of the year so far")
    return gettext("Surplus of the year") if is_whole else gettext("Surplus of the year so far")


def _funds_words(kind: str) -> str:
    if kind in ("charity", "trust"):
        return gettext("Its funds")
    if kind == "cic_guarantee":
        return gettext("Its reserves")
    return gettext("Share capital and reserves")


def _part(title: str, rows: Sequence[tuple[Standing, int]]) -> Part:
    return _named(title, [(row.name, amount) for row, amount in rows])


def _named(title: str, rows: Sequence[tuple[str, int]]) -> Part:
    shown = [(name, pounds(amount)) for name, amount in rows if amount]
    return Part(title, shown, pounds(sum(amount for _name, amount in rows)))


def _tile(label: str, pence: int) -> dict[str, Any]:
    return {"label": label, "value": pounds(pence)}

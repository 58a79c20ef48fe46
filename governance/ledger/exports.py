"""Lists of the ledger as CSV, made piece by piece as they are sent; amounts are plain decimals."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.spreadsheets import BYTE_ORDER_MARK, harmless
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.showing import how_it_adds_up
from governance.ledger.presentation import parties_in, whose
from governance.ledger.queries.due import Due
from governance.ledger.queries.postings import JournalSearch, Movements
from governance.ledger.queries.statements import Standing
from governance.ledger.units import GBP, LEAVE

LINES_AT_ONCE = 2_000
UNITS = {GBP: "GBP", LEAVE: "minutes"}


def trial_balance(rows: Sequence[Standing], titles: dict[str, str]) -> Iterator[str]:
    """Yield a trial balance, or a chart with what stands in it."""
    yield _first("Code", "Account", "Kind", "Unit", "Debit", "Credit", "Parties")
    for row in rows:
        yield _lines(
            [
                row.code,
                row.name,
                row.kind,
                unit(row.unit, titles),
                plain(row.unit, row.debit),
                plain(row.unit, row.credit),
                row.parties if row.per_party else None,
            ]
        )


def account(moves: Movements, titles: dict[str, str], actor: Actor) -> Iterator[str]:
    """Yield an account's movements with the balance after each."""
    own = moves.account
    sign = 1 if own.normal == "credit" else -1
    balance = moves.brought_forward()
    yield _first(
        "Day", "Transaction", "Kind", "Opposite code", "Opposite account", "Opposite party",
        "Whose", "Note", "Key", "Unit", "Debit", "Credit", "Balance",
    )  # fmt: skip
    for piece in moves.in_pieces():
        names = whose(parties_in(piece, "party_id", "own_party_id"), actor)
        for row in piece:
            balance += row.change
            yield _lines(
                [
                    row.effective_on, row.seq, row.kind, row.code, row.name, names[row.party_id],
                    names[row.own_party_id], row.memo, row.key, unit(own.unit, titles),
                    plain(own.unit, max(-row.change, 0)), plain(own.unit, max(row.change, 0)),
                    plain(own.unit, sign * balance),
                ]
            )  # fmt: skip


def journal(
    search: JournalSearch, titles: dict[str, str], actor: Actor, *, with_notes: bool = True
) -> Iterator[str]:
    """Yield a line for each leg, oldest first."""
    yield _first(
        "Day", "Transaction", "Leg", "Kind", "Debit code", "Debit account", "Debit party",
        "Credit code", "Credit account", "Credit party", "Unit", "Amount", "Note", "Key",
        "Reverses",
    )  # fmt: skip
    for piece in search.in_pieces():
        names = whose(parties_in(piece, "debit_party_id", "credit_party_id"), actor)
        for leg in piece:
            yield _lines(
                [
                    leg.effective_on, leg.seq, leg.n, leg.kind,
                    leg.debit_code, leg.debit_name, names[leg.debit_party_id],
                    leg.credit_code, leg.credit_name, names[leg.credit_party_id],
                    unit(leg.unit, titles), plain(leg.unit, leg.amount),
                    leg.memo if with_notes else None, leg.key,
                    leg.reverses_seq,
                ]
            )  # fmt: skip


def money_due(rows: Sequence[Due], actor: Actor) -> Iterator[str]:
    """Yield what is due to whom, for the file that the bank is sent."""
    names = whose(parties_in(rows, "party_id"), actor)
    yield _first("Account", "Party", "Name", "GBP")
    for row in rows:
        yield _lines([row.name, row.party_id, names[row.party_id], plain(GBP, row.pence)])


def distribution(made: Distribution, lines: Iterator[Any], actor: Actor) -> Iterator[str]:
    """Yield everybody's part, with how it adds up in words."""
    yield _first("Party", "Name", "GBP", "How it adds up")
    while piece := list(islice(lines, LINES_AT_ONCE)):
        names = whose(parties_in(piece, "party_id"), actor)
        for line in piece:
            says = " ".join(how_it_adds_up(made.ending, line))
            yield _lines([line.party_id, names[line.party_id], plain(GBP, line.pence), says])


def plain(unit: str, amount: int) -> Decimal | int:
    """Return an amount as a spreadsheet adds it up: pounds with pence, shares, minutes."""
    return Decimal(amount).scaleb(-2) if unit == GBP else amount


def unit(unit: str, titles: dict[str, str]) -> str:
    """Return what an amount is of."""
    return UNITS.get(unit) or titles.get(unit, unit)


def _first(*headings: str) -> str:
    return BYTE_ORDER_MARK + _lines(headings)


def _lines(cells: Iterable[Any]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([_cell(cell) for cell in cells])
    return file.getvalue()


def _cell(cell: Any) -> Any:
    """Words are kept from being taken for formulas; figures stay figures."""
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else cell

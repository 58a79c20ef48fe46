"""What the society brings from its old books: its register of shares, its audited balances."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from governance.demonstration.people import Person
from governance.demonstration.savers import Saver
from governance.demonstration.staff_shapes import uk
from governance.ledger import charts
from governance.reckoning.money import pounds

# What there was on the day of the opening balances, in pence; the rest is the surplus.
ASSETS_PENCE = {
    charts.BANK: 1_146_208_37,
    charts.DEBTORS: 788_412_55,
    charts.FIXED_ASSETS: 486_250_00,
}
DEBTORS_PENCE = ASSETS_PENCE[charts.DEBTORS]
OWED_PENCE = {
    charts.CREDITORS: 402_115_83,
    charts.RESERVES: 900_000_00,
    charts.DESIGNATED: 120_000_00,
}


def holdings_file(people: Sequence[Person], savers: Sequence[Saver], *, until: date) -> bytes:
    """Return the register of shares as it stood that day: a line for each holding."""
    lines = [
        [person.employee_ref, "A", 1, uk(person.member_since), pounds(100)]
        for person in people
        if person.member_since and not person.has_applied
        if person.left is None or person.left > until
    ]
    lines += [
        [
            saver.person.employee_ref,
            "B",
            saver.pounds,
            uk(saver.bought_on),
            pounds(100 * saver.pounds),
        ]
        for saver in savers
        if saver.bought_on <= until
    ]
    headings = ["Employee reference", "Class", "Number of shares", "Date acquired", "Amount paid"]
    return _written([headings, *lines])


def balances_file(capital_pence: Mapping[str, int]) -> bytes:
    """Return the trial balance of the old books; the surplus carried forward balances it."""
    owed = {code: pence for code, pence in capital_pence.items() if pence} | OWED_PENCE
    surplus = sum(ASSETS_PENCE.values()) - sum(owed.values())
    lines = [[code, pounds(pence), ""] for code, pence in ASSETS_PENCE.items()]
    lines += [[code, "", pounds(pence)] for code, pence in owed.items()]
    return _written(
        [["Account", "Debit", "Credit"], *lines, [charts.RETAINED, "", pounds(surplus)]]
    )


def _written(lines: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()

"""Lines of a trial balance, which must come to the same on both sides, to the penny."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from governance.ledger.importing.cells import Cells, Problem, lines_of
from governance.ledger.importing.columns import Field
from governance.ledger.importing.settings import Settings
from governance.members.importing.files import Table
from governance.reckoning.money import pounds


@dataclass(frozen=True)
class Balance:
    """What stands in an account, as written: credits less debits, in pence."""

    line: int
    account: str
    party: str
    pence: int


@dataclass
class Balances:
    """What was read of a trial balance."""

    rows: list[Balance] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: int = 0


def read_balances(table: Table, mapping: Mapping[str, str], settings: Settings) -> Balances:
    """Read every line, and compare both sides."""
    found = Balances()
    debits = credits = 0
    for cells in lines_of(table, mapping, settings):
        if cells.is_total():
            found.warnings.append(f"Line {cells.line} adds the others up, so it was left out.")
            continue
        found.lines += 1
        row = _balance(cells)
        if row is None:
            found.problems.append(cells.problem)
            continue
        debits += max(-row.pence, 0)
        credits += max(row.pence, 0)
        found.rows.append(row)
    if not found.problems and debits != credits:
        found.problems.append(_unbalanced(debits, credits))
    return found


def _balance(cells: Cells) -> Balance | None:
    account = cells.reference(Field.ACCOUNT, required=True)
    party = cells.reference(Field.PARTY)
    debit, credit = cells.pence(Field.DEBIT) or 0, cells.pence(Field.CREDIT) or 0
    if debit and credit:
        cells.refuse(
            Field.CREDIT, "There is an amount on both sides. Enter the balance on one of them."
        )
    if cells.problem.sentences:
        return None
    return Balance(cells.line, account, party, credit - debit)


def _unbalanced(debits: int, credits: int) -> Problem:
    more = "Debits are" if debits > credits else "Credits are"
    sentence = (
        f"Debits come to {pounds(debits)} and credits to {pounds(credits)}. {more} "
        f"{pounds(abs(debits - credits))} more, and both must come to the same. Look for an "
        "account that is missing or stands in the wrong column."
    )
    return Problem(0, sentences=[sentence])

"""Reading a file of pay: who, by employee reference or member number, and how much in pounds."""

import re
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.members.importing.files import Table, read_table, read_text
from governance.members.models import Party

POUNDS = re.compile(r"£?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?", re.ASCII)
REFERENCE = ("employee reference", "employee ref", "employee_ref", "reference", "payroll number")
NUMBER = ("member number", "member_number", "member")
PAY = ("pay", "gross pay", "pay in pounds", "total pay")


class NotReadAsPay(Refused):
    """The file cannot be read as pay."""

    status = 422


def pay_in(content: bytes) -> dict[str, int]:
    """Return {party: pence} of a file.

    Raises:
        NotReadAsPay: with the lines to put right; nothing is taken from it.
        UnreadableFile: it is no table at all.
    """
    table = read_table(read_text(content).text)
    who, pay = _column(table, (*REFERENCE, *NUMBER)), _column(table, PAY)
    parties = _parties(by_number=table.headings[who].strip().lower() in NUMBER)
    found: dict[str, int] = {}
    wrong = []
    for row in table.rows():
        cells = [*row.cells, *[""] * len(table.headings)]
        party_id, pence = parties.get(cells[who].strip()), _pence(cells[pay])
        if party_id is None or pence is None or str(party_id) in found:
            wrong.append(row.line)
            continue
        found[str(party_id)] = pence
    if table.broken is not None:
        raise NotReadAsPay(f"Line {table.broken[0]}: {table.broken[1]}")
    if wrong:
        lines = ", ".join(str(line) for line in wrong[:10])
        few = "1 line has" if len(wrong) == 1 else f"{len(wrong):,} lines have"
        raise NotReadAsPay(
            f"{few} nobody whom we know, somebody twice, or a sum that is not in"
            f" pounds: {lines}. Correct them in the file and choose it again."
        )
    return found


def _column(table: Table, names: tuple[str, ...]) -> int:
    for place, heading in enumerate(table.headings):
        if heading.strip().lower() in names:
            return place
    raise NotReadAsPay(
        f"The file has no column “{names[0].capitalize()}”. Give its first line that heading."
    )


def _parties(*, by_number: bool) -> dict[str, int]:
    column: Any = Party.member_number if by_number else Party.employee_ref
    found = select(column, Party.id).where(column.is_not(None))
    return {str(row[0]): row[1] for row in db.session.execute(found)}


def _pence(typed: str) -> int | None:
    found = POUNDS.fullmatch(typed.strip())
    if found is None:
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))

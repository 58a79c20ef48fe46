"""One line's cells by field, and what is wrong with them in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from governance.ledger.importing import amounts
from governance.ledger.importing.columns import Field
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import LABELS
from governance.members.importing import values
from governance.members.importing.files import Table
from governance.members.importing.values import Unreadable

LONGEST_REFERENCE = 60
Value = TypeVar("Value")


@dataclass
class Problem:
    """What is wrong with a line; line 0 is the file as a whole."""

    line: int
    reference: str = ""
    holder: str = ""
    sentences: list[str] = field(default_factory=list)


class Cells:
    """A line's cells."""

    def __init__(
        self, line: int, cells: Sequence[str], places: Mapping[Field, int], settings: Settings
    ) -> None:
        self.line = line
        self._cells = cells
        self._places = places
        self._settings = settings
        self.problem = Problem(line, self.text(Field.REFERENCE)[:60], self.holder_text()[:40])

    def has(self, name: Field) -> bool:
        """Say whether the file has a column for this."""
        return name in self._places

    def text(self, name: Field) -> str:
        """Return the cell without needless spaces."""
        place = self._places.get(name)
        if place is None or place >= len(self._cells):
            return ""
        return " ".join(self._cells[place].split())

    def holder_text(self) -> str:
        """Return whom the line is about, as written."""
        names = (Field.HOLDER, Field.TO, Field.FROM, Field.ACCOUNT)
        return next((text for name in names if (text := self.text(name))), "")

    def is_total(self) -> bool:
        """Say whether the line adds the others up, as spreadsheets do at the end."""
        words = {cell.strip(" :").casefold() for cell in self._cells}
        return bool(words & {"total", "totals", "grand total", "sum"})

    def reference(self, name: Field, *, required: bool = False) -> str:
        """Read a reference that no spreadsheet has changed."""
        found = self.read(
            name, lambda text: values.reference(text, LONGEST_REFERENCE), required=required
        )
        return found or ""

    def day(self, name: Field, *, required: bool = False) -> date | None:
        """Read a day."""
        dates = self._settings.dates
        return self.read(name, lambda text: values.day(text, dates), required=required)

    def shares(self, name: Field, *, required: bool = False) -> int | None:
        """Read a number of shares."""
        return self.read(name, amounts.shares, required=required)

    def pence(self, name: Field) -> int | None:
        """Read money; an empty cell is None."""
        return self.read(name, lambda text: amounts.pence(text, self._settings.money))

    def read(
        self, name: Field, reader: Callable[[str], Value], *, required: bool = False
    ) -> Value | None:
        """Read a cell; what is wrong with it goes to the line's problem."""
        text = self.text(name)
        if not text:
            if required:
                self.refuse(name, "It is empty.")
            return None
        try:
            values.refuse_what_is_spoilt(text)
            return reader(text)
        except Unreadable as problem:
            self.refuse(name, str(problem))
            return None

    def refuse(self, name: Field, sentence: str) -> None:
        """Note what is wrong with a cell."""
        self.problem.sentences.append(f"{LABELS[name]}: {sentence}")


def lines_of(table: Table, mapping: Mapping[str, str], settings: Settings) -> Iterator[Cells]:
    """Yield each line that has something in it; a broken quotation mark is the last one's."""
    places = {Field(name): table.headings.index(heading) for name, heading in mapping.items()}
    for row in table.rows():
        yield Cells(row.line, row.cells, places, settings)
    if table.broken is not None:
        line, sentence = table.broken
        last = Cells(line, [], {}, settings)
        last.problem.sentences.append(sentence)
        yield last

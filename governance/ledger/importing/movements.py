"""Lines of holdings and of share transactions, as movements of shares on their days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from governance.ledger.importing.cells import Cells, Problem, lines_of
from governance.ledger.importing.columns import Field
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import Shape
from governance.ledger.units import SHARES, written
from governance.members.importing.files import Table
from governance.members.importing.headings import bare

ENDING = "end"
LONGEST_CODE = 40

# Kind of transaction -> what registers call it, as compared.
WORDS: dict[str, tuple[str, ...]] = {
    "issue": ("issue", "issued", "allotment", "allotted", "subscription", "purchase", "bought"),
    "transfer": ("transfer", "transferred", "sale", "sold", "gift", "passedon"),
    "withdrawal": ("withdrawal", "withdrawn"),
    "redemption": ("redemption", "redeemed", "buyback", "boughtback", "repurchase"),
    "cancellation": ("cancellation", "cancelled", "canceled", "surrender", "surrendered"),
    "forfeiture": ("forfeiture", "forfeited"),
    "conversion": ("conversion", "converted"),
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words}
ENDINGS = ("transfer", "withdrawal", "redemption", "cancellation", "forfeiture")


@dataclass(frozen=True)
class Movement:
    """Shares that came, passed on or ended on a day, with people as the file writes them.

    `part` tells what a line says of the end of shares from how they came.
    """

    line: int
    kind: str
    on: date
    share_class: str
    units: int
    from_holder: str = ""
    to_holder: str = ""
    paid_pence: int | None = None
    reference: str = ""
    part: str = ""
    into_class: str = ""
    into_units: int = 0

    @property
    def holder(self) -> str:
        """Whom the line is about."""
        return self.to_holder or self.from_holder


@dataclass
class Reading:
    """What was read of a file: movements, and what is wrong with lines."""

    movements: list[Movement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: int = 0
    units: int = 0


def read_movements(
    table: Table, shape: str, mapping: Mapping[str, str], settings: Settings
) -> Reading:
    """Read every line."""
    found = Reading()
    for cells in lines_of(table, mapping, settings):
        if cells.is_total():
            _compare_total(cells, found)
            continue
        found.lines += 1
        one = _held if shape == Shape.HOLDINGS else _moved
        movements = list(one(cells))
        if cells.problem.sentences:
            found.problems.append(cells.problem)
            continue
        found.movements += movements
        found.units += movements[0].units
    return found


def _compare_total(cells: Cells, found: Reading) -> None:
    """A line that adds the others up is nobody's; if it adds up to something else, say so."""
    told = cells.shares(Field.UNITS)
    if told is not None and not found.problems and told != found.units:
        cells.problem.sentences = [
            f"This line gives a total of {written(SHARES, told)}, and the lines above it come to "
            f"{found.units:,}. Look for the line that is missing or differs, or leave this one out."
        ]
        found.problems.append(cells.problem)
        return
    found.warnings.append(f"Line {cells.line} adds the others up, so it was left out.")


def _held(cells: Cells) -> Iterator[Movement]:
    holder = cells.reference(Field.HOLDER, required=True)
    share_class = _class_of(cells, Field.CLASS)
    units = cells.shares(Field.UNITS, required=True)
    on = cells.day(Field.ON, required=True)
    paid = cells.pence(Field.PAID)
    reference = cells.reference(Field.REFERENCE)
    ended_on = cells.day(Field.ENDED_ON)
    if units is None or on is None:
        return
    yield Movement(
        cells.line, "issue", on, share_class, units,
        to_holder=holder, paid_pence=paid, reference=reference,
    )  # fmt: skip
    if ended_on is not None:
        yield from _ended(cells, holder, share_class, units, on, ended_on, reference)
    elif cells.text(Field.ENDED_HOW) or cells.text(Field.ENDED_TO):
        cells.refuse(Field.ENDED_ON, "It is empty, and the line says that the shares ended.")


def _ended(
    cells: Cells, holder: str, share_class: str, units: int, on: date, ended_on: date,
    reference: str,
) -> Iterator[Movement]:  # fmt: skip
    ended = cells.shares(Field.ENDED_UNITS) or units
    to_holder = cells.reference(Field.ENDED_TO)
    word = cells.text(Field.ENDED_HOW) or ("transferred" if to_holder else "")
    kind = KINDS.get(bare(word), "")
    if kind not in ENDINGS:
        cells.refuse(
            Field.ENDED_HOW, "Write transferred, withdrawn, redeemed, cancelled or forfeited."
        )
    if kind == "transfer" and not to_holder:
        cells.refuse(Field.ENDED_TO, "Say who has the shares now.")
    if ended_on < on:
        cells.refuse(Field.ENDED_ON, "It is before the day on which they were acquired.")
    if ended > units:
        cells.refuse(Field.ENDED_UNITS, f"It is more than the {units:,} that the line is about.")
    yield Movement(
        cells.line, kind, ended_on, share_class, ended, from_holder=holder,
        to_holder=to_holder if kind == "transfer" else "", reference=reference, part=ENDING,
    )  # fmt: skip


def _moved(cells: Cells) -> Iterator[Movement]:
    kind = KINDS.get(bare(cells.text(Field.KIND)), "")
    if not kind:
        cells.refuse(
            Field.KIND,
            "Write issue, transfer, withdrawal, redemption, cancellation, forfeiture or "
            "conversion.",
        )
    from_holder = cells.reference(Field.FROM, required=bool(kind) and kind != "issue")
    to_holder = cells.reference(Field.TO, required=kind in ("issue", "transfer"))
    if kind == "issue" and from_holder:
        cells.refuse(Field.FROM, "Shares that are issued come from nobody. Leave it empty.")
    if kind not in ("", "issue", "transfer") and to_holder not in ("", from_holder):
        cells.refuse(Field.TO, f"By a {kind} shares pass to nobody. Leave it empty.")
    share_class, on = _class_of(cells, Field.CLASS), cells.day(Field.DAY, required=True)
    units, paid = cells.shares(Field.UNITS, required=True), cells.pence(Field.PAID)
    reference = cells.reference(Field.REFERENCE, required=True)
    into_class, into_units = "", 0
    if kind == "conversion":
        into_class = _class_of(cells, Field.INTO_CLASS)
        into_units = cells.shares(Field.INTO_UNITS) or units or 0
        if not into_class:
            cells.refuse(Field.INTO_CLASS, "Say which class the shares became.")
    if units is None or on is None:
        return
    yield Movement(
        cells.line, kind, on, share_class, units, from_holder=from_holder,
        to_holder=to_holder if kind in ("issue", "transfer") else "", paid_pence=paid,
        reference=reference, into_class=into_class, into_units=into_units,
    )  # fmt: skip


def _class_of(cells: Cells, name: Field) -> str:
    """Return the class as written; the only one of a book need not be."""
    return cells.text(name)[:LONGEST_CODE]

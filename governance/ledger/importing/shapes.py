"""The three kinds of file: their columns, what registers call them, and an example line of each."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from governance.ledger.importing.columns import COLUMNS, EXAMPLES, Field
from governance.members.importing import headings as staff
from governance.members.importing.headings import bare


class Shape(StrEnum):
    """What a file tells."""

    HOLDINGS = "holdings"
    TRANSACTIONS = "transactions"
    BALANCES = "balances"


TITLES = {
    Shape.HOLDINGS: "Holdings: the present register of shares",
    Shape.TRANSACTIONS: "Share transactions: issues, transfers and what ended shares",
    Shape.BALANCES: "Opening balances: a trial balance at one day",
}
IN_A_SENTENCE = {
    Shape.HOLDINGS: "holdings",
    Shape.TRANSACTIONS: "share transactions",
    Shape.BALANCES: "opening balances",
}


def fields_of(shape: str) -> tuple[Field, ...]:
    """Return the fields of a shape in the order in which they are asked for."""
    return tuple(COLUMNS[shape])


def guess(
    shape: str, headings: Sequence[str], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return field -> heading: as remembered where the file still has it, else by its name."""
    there = set(headings)
    found = {field: name for field, name in (remembered or {}).items() if name in there}
    if remembered and not missing(shape, found):
        return found
    for field, (synonyms, _needed) in COLUMNS[shape].items():
        for synonym in () if field in found else synonyms:
            left = [name for name in headings if name not in found.values()]
            match = next((name for name in left if bare(name) == bare(synonym)), None)
            if match is not None:
                found[str(field)] = match
                break
    return found


def missing(shape: str, mapped: Mapping[str, str]) -> list[str]:
    """Return a sentence for each column that the shape cannot do without."""
    return [
        f"Choose the column for “{LABELS[field]}”."
        for field, (_synonyms, needed) in COLUMNS[shape].items()
        if needed and not mapped.get(field)
    ]


def another_kind(shape: str, headings: Sequence[str]) -> str:
    """Return a sentence if the headings are those of another kind of file, else nothing."""
    if not missing(shape, guess(shape, headings)):
        return ""
    for other in Shape:
        if other != shape and not missing(other, guess(other, headings)):
            return (
                f"This looks like a file of {IN_A_SENTENCE[other]}, and you chose "
                f"{IN_A_SENTENCE[Shape(shape)]}. Choose what the file holds and upload it again."
            )
    if not staff.missing(staff.guess(headings)):
        return (
            "This looks like a file of staff from an HR system. Upload it under Office, Import; "
            "here go files of shares and of money."
        )
    return ""


def template(shape: str) -> list[list[str]]:
    """Return the rows of a file to fill in: headings and example lines."""
    return [[LABELS[field] for field in COLUMNS[shape]], *EXAMPLES[shape]]


LABELS: dict[Field, str] = {
    Field.HOLDER: "Holder",
    Field.CLASS: "Class of shares",
    Field.UNITS: "Number of shares",
    Field.ON: "Date acquired",
    Field.PAID: "Amount paid",
    Field.REFERENCE: "Certificate or reference",
    Field.ENDED_ON: "Ended on",
    Field.ENDED_HOW: "How they ended",
    Field.ENDED_TO: "Passed to",
    Field.ENDED_UNITS: "Number ended",
    Field.DAY: "Date",
    Field.KIND: "Type",
    Field.FROM: "From",
    Field.TO: "To",
    Field.INTO_CLASS: "Into class",
    Field.INTO_UNITS: "Into number of shares",
    Field.ACCOUNT: "Account",
    Field.DEBIT: "Debit",
    Field.CREDIT: "Credit",
    Field.PARTY: "Member",
}

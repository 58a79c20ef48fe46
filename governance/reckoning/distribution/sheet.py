"""A distribution as a table for people and as JSON for programs, whole numbers throughout."""

from collections.abc import Iterator, Mapping
from typing import Any

from governance.reckoning.distribution.outcome import Distribution, Line

HEADINGS_OF_AN_ELEMENT = ("amount", "of", "numerator", "denominator", "pence")


def headings(distribution: Distribution) -> tuple[str, ...]:
    """Return the headings of the table: the recipient, five for each element, the total."""
    bases = [str(entitlement.basis) for entitlement in distribution.entitlements]
    columns = [f"{basis}: {each}" for basis in bases for each in HEADINGS_OF_AN_ELEMENT]
    return ("recipient", *columns, "total pence")


def rows(distribution: Distribution) -> Iterator[tuple[str | int, ...]]:
    """Return a row for each recipient; numerator ÷ denominator is the pence before rounding."""
    for line in distribution.lines:
        yield (line.recipient_id, *_cells(line), line.pence)


def as_json(distribution: Distribution) -> dict[str, Any]:
    """Return the distribution as JSON keeps it, to be hashed and to be checked by others."""
    return {
        "method": distribution.method,
        "rounding": str(distribution.rounding),
        "pot_pence": distribution.pot_pence,
        "total_pence": distribution.total_pence,
        "residue_pence": distribution.residue_pence,
        "residue_to": distribution.residue_to,
        "lines": [_line(line) for line in distribution.lines],
    }


def _cells(line: Line) -> Iterator[int]:
    for element in line.elements:
        yield element.amount
        yield element.entitlement.whole
        yield element.exact_pence.numerator
        yield element.exact_pence.denominator
        yield element.pence


def _line(line: Line) -> Mapping[str, Any]:
    return {
        "recipient": line.recipient_id,
        "pence": line.pence,
        "elements": [
            {
                "basis": str(element.entitlement.basis),
                "amount": element.amount,
                "of": element.entitlement.whole,
                "exact": [element.exact_pence.numerator, element.exact_pence.denominator],
                "pence": element.pence,
            }
            for element in line.elements
        ],
    }

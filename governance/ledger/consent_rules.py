"""How a class consents, as the book keeps it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from governance.reckoning.consents import ConsentRule
from governance.reckoning.resolutions.majority import Basis, Majority


def as_json(majority: Majority, *, lapses_when_unheld: bool) -> dict[str, Any]:
    """Return the setting as JSON keeps it."""
    share = majority.share
    kept = [str(majority.basis), share.numerator, share.denominator, majority.is_strict]
    return {"majority": kept, "lapses_when_unheld": lapses_when_unheld}


def from_json(kept: Mapping[str, Any], *, code: str, title: str) -> ConsentRule:
    """Return the rule that `as_json` kept."""
    basis, above, below, is_strict = kept["majority"]
    majority = Majority(Basis(basis), Fraction(above, below), is_strict=is_strict)
    return ConsentRule(code, title, majority, lapses_when_unheld=kept["lapses_when_unheld"])

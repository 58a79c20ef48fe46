"""A quorum as the book keeps it (JSON) and as reckoning takes it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from governance.reckoning.resolutions.quorum import Quorum


def as_quorum(kept: Mapping[str, Any]) -> Quorum:
    """Return the quorum: {"participation": 50 | [1, 4], "counts_abstentions": true, "approval": …}.

    A whole number is a number of people; a pair is a share of those entitled.
    """
    return Quorum(
        participation=_threshold(kept.get("participation")),
        counts_abstentions=kept.get("counts_abstentions", True),
        approval=_threshold(kept.get("approval")),
    )


def _threshold(kept: int | list[int] | None) -> Fraction | int | None:
    if isinstance(kept, list):
        return Fraction(kept[0], kept[1])
    return kept

"""Whole pence by weights: rounded down, or by largest remainder so that the pot is spent."""

from collections.abc import Sequence


def split_down(pot: int, weights: Sequence[int]) -> list[int]:
    """Give everybody their share of the pot, rounded down."""
    whole = _whole(pot, weights)
    return [pot * weight // whole for weight in weights]


def split_by_largest_remainder(
    pot: int, weights: Sequence[int], *, order: Sequence[int] | None = None
) -> list[int]:
    """Round everybody down and give a penny more to those from whom rounding took most.

    The parts add up to the pot. Of equal remainders the one earlier in `order` goes first; without
    one, the earlier in the list. `order` names every place of the list once.
    """
    whole = _whole(pot, weights)
    parts = split_down(pot, weights)
    left = pot - sum(parts)
    places = order if order is not None else range(len(weights))
    # Sorting keeps the order of equals, so the order given decides between them.
    by_remainder = sorted(places, key=lambda place: -(pot * weights[place] % whole))
    for place in by_remainder[:left]:
        parts[place] += 1
    return parts


def _whole(pot: int, weights: Sequence[int]) -> int:
    whole = sum(weights)
    if pot < 0 or whole < 1 or min(weights) < 0:
        raise ValueError("A pot of 0 or more is split by weights of 0 or more, not all of them 0.")
    return whole

"""Filling seats from the top of an order; where those who are equal would overfill them, by lot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from governance.reckoning.counting.count import Elected, Step, Tie
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.lots import is_an_order, order_from_papers


@dataclass(frozen=True)
class Filling:
    """Who takes the seats, the ties at the last of them, and the lot order if there is one."""

    elected: tuple[Elected, ...]
    ties: tuple[Tie, ...]
    lot_order: tuple[int, ...] | None


def filled(
    election: Election, groups: Iterable[Sequence[int]], lot_order: Sequence[int] | None
) -> Filling:
    """Fill the seats from groups of equals, best first; the lot order chooses within the last.

    Of those who are equal at the last seats the one earliest in the lot order is chosen, then the
    next, until the seats are full: one tie for each.
    """
    if lot_order is not None and not is_an_order(lot_order, candidates=election.candidates):
        raise ValueError("A lot order names every candidate once.")
    order = tuple(lot_order) if lot_order is not None else None
    chosen: list[int] = []
    ties: list[Tie] = []
    for group in groups:
        seats = election.seats - len(chosen)
        if 0 < seats < len(group):
            order = order or order_from_papers(election)
            ties = _drawn(sorted(group), seats, order)
            group = [tie.chosen for tie in ties]
        chosen += sorted(group)[:seats]
    return Filling(tuple(Elected(each, 1) for each in chosen), tuple(ties), order)


def groups_by_votes(votes: Sequence[int], candidates: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the candidates in groups of equal votes, the most first; votes are by number."""
    equals: dict[int, list[int]] = {}
    for candidate in candidates:
        equals.setdefault(votes[candidate - 1], []).append(candidate)
    return [tuple(equals[number]) for number in sorted(equals, reverse=True)]


def _drawn(group: Sequence[int], seats: int, order: Sequence[int]) -> list[Tie]:
    left = sorted(group, key=order.index)
    ties = []
    for chosen in left[:seats]:
        still = tuple(sorted(left[left.index(chosen) :]))
        ties.append(Tie(1, Step.ELECT, still, still, chosen))
    return ties

"""Scottish STV once more, written to be plain and slow, for the fast one to be held against.

Every paper is its own object, values are Fractions cut at five places, and nothing is shared with
the program but the meaning of the lot order. It follows the Order's text rule by rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

FIVE_PLACES = 10**5
Tie = tuple[int, str, tuple[int, ...], tuple[int, ...], int]


@dataclass
class Paper:
    preferences: tuple[int, ...]
    value: Fraction
    holder: int | None

    def move_on(self, continuing: set[int]) -> None:
        after = self.preferences.index(self.holder) + 1 if self.holder else 0
        self.holder = next((c for c in self.preferences[after:] if c in continuing), None)


def slow_count(
    candidates: int, seats: int, papers: dict[tuple[int, ...], int], lot_order: Sequence[int]
) -> tuple[list[int], list[tuple[str, list[Fraction]]], list[Tie]]:
    """Return the elected, sorted, each stage with the votes of each after it, and every tie."""
    everyone = range(1, candidates + 1)
    on_table = [
        Paper(ranking, Fraction(1), None)
        for ranking, number in papers.items()
        for _ in range(number)
        if ranking
    ]
    continuing, elected, fixed = set(everyone), [], {}
    if candidates <= seats:
        return list(everyone), [], []
    for paper in on_table:
        paper.move_on(continuing)
    quota = Fraction(len(on_table) // (seats + 1) + 1)
    stages: list[tuple[str, list[Fraction]]] = []
    ties: list[Tie] = []

    def votes_of(candidate: int) -> Fraction:
        held = sum((p.value for p in on_table if p.holder == candidate), Fraction(0))
        return fixed.get(candidate, held)

    def rank(candidate: int) -> tuple[list[Fraction], int]:
        """Higher stands higher: votes from the latest stage back, then the lot."""
        return (
            [votes[candidate - 1] for _, votes in reversed(stages)],
            -lot_order.index(candidate),
        )

    def note_tie(chosen: int, among: Iterable[int], what: str) -> None:
        equal = tuple(sorted(c for c in among if votes_of(c) == votes_of(chosen)))
        alike = tuple(c for c in equal if rank(c)[0] == rank(chosen)[0])
        if len(equal) > 1:
            drawn = alike if len(alike) > 1 else ()
            ties.append((len(stages) + 1, what, equal, drawn, chosen))

    def close(action: str) -> None:
        stages.append((action, [votes_of(c) for c in everyone]))
        for candidate in sorted(continuing):
            if votes_of(candidate) >= quota:
                elected.append(candidate)
                continuing.remove(candidate)
        if len(continuing) == seats - len(elected):
            elected.extend(continuing)
            continuing.clear()

    close("first preferences")
    while len(elected) < seats:
        in_surplus = [c for c in elected if votes_of(c) > quota]
        if in_surplus:
            candidate = max(in_surplus, key=rank)
            note_tie(candidate, in_surplus, "surplus")
            total, surplus = votes_of(candidate), votes_of(candidate) - quota
            for paper in [p for p in on_table if p.holder == candidate]:
                exact = surplus * paper.value / total
                paper.value = Fraction(floor(exact * FIVE_PLACES), FIVE_PLACES)
                paper.move_on(continuing)
            fixed[candidate] = quota
            close(f"surplus {candidate}")
        else:
            candidate = min(continuing, key=rank)
            note_tie(candidate, continuing, "exclude")
            continuing.remove(candidate)
            for paper in [p for p in on_table if p.holder == candidate]:
                paper.move_on(continuing)
            close(f"exclude {candidate}")
    return sorted(elected), stages, ties

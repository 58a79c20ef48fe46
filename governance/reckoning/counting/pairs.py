"""Comparing options two by two: how many papers prefer each to each, and what paths of it give."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.papers import Placed

Pairs: TypeAlias = tuple[tuple[int, ...], ...]


def pairs_of(election: Election) -> Pairs:
    """Return, by number, how many papers rank the option of a row above that of a column.

    An option that a paper does not rank is below all that it ranks.
    """
    counted = _from_places if isinstance(election, Placed) else _from_rankings
    pairs = counted(election.candidates, election.countable)
    if not election.withdrawn:
        return pairs
    gone = {each - 1 for each in election.withdrawn}
    return tuple(
        tuple(0 if other in gone else papers for other, papers in enumerate(row)) for row in pairs
    )


def strongest_paths(pairs: Pairs, options: Sequence[int]) -> Pairs:
    """Return the strength of the strongest path from each option to each.

    A path is as strong as its weakest link; a link is a defeat, by the papers that are for it.
    """
    size = len(pairs)
    strength = [[0] * size for _ in range(size)]
    inner = [each - 1 for each in options]
    for one in inner:
        for other in inner:
            if pairs[one][other] > pairs[other][one]:
                strength[one][other] = pairs[one][other]
    for between in inner:
        onward = strength[between]
        for start in inner:
            first, row = strength[start][between], strength[start]
            if first and start != between:
                for end in inner:
                    link = min(first, onward[end])
                    if link > row[end] and end != start:
                        row[end] = link
    return tuple(map(tuple, strength))


def in_order(paths: Pairs, options: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """Return the options in groups, best first: each time those whom none of the rest beats."""
    left = sorted(options)
    groups = []
    while left:
        best = tuple(
            each
            for each in left
            if all(paths[other - 1][each - 1] <= paths[each - 1][other - 1] for other in left)
        )
        groups.append(best)
        left = [each for each in left if each not in best]
    return tuple(groups)


def _from_rankings(candidates: int, papers: Mapping[Ranking, int]) -> Pairs:
    """Sort papers by who is ranked and who before them, as bits: few sorts, however many papers."""
    sorts: list[dict[int, int]] = [{} for _ in range(candidates)]
    for ranking, number in papers.items():
        before = 0
        for option in ranking:
            of_option = sorts[option - 1]
            of_option[before] = of_option.get(before, 0) + number
            before |= 1 << option - 1
    pairs = [[0] * candidates for _ in range(candidates)]
    for option, of_option in enumerate(sorts):
        row = pairs[option]
        for before, number in of_option.items():
            for other in range(candidates):
                if not before >> other & 1 and other != option:
                    row[other] += number
    return tuple(map(tuple, pairs))


def _from_places(candidates: int, papers: Mapping[Ranking, int]) -> Pairs:
    pairs = [[0] * candidates for _ in range(candidates)]
    for marks, number in papers.items():
        places = [place or candidates + 1 for place in marks]
        for option, place in enumerate(places):
            row = pairs[option]
            for other, its_place in enumerate(places):
                if place < its_place:
                    row[other] += number
    return tuple(map(tuple, pairs))

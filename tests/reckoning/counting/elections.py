"""Small elections to count: drawn from a number, the same one each time, or by hypothesis."""

import random

from hypothesis import strategies as st

from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.registry import CountingMethod, Fills

ORDER = tuple[int, ...]


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """Elections of up to seven candidates, blank papers and withdrawals among them."""
    candidates = draw(st.integers(1, 7))
    numbers = st.permutations(range(1, candidates + 1))
    ranking = st.tuples(numbers, st.integers(0, candidates)).map(lambda p: tuple(p[0][: p[1]]))
    papers = draw(st.dictionaries(ranking, st.integers(1, 40), max_size=12))
    withdrawn = draw(st.frozensets(st.integers(1, candidates), max_size=2))
    return Election(candidates, draw(st.integers(1, 5)), papers, withdrawn)


def drawn_election(number: int, *, seats: int | None = None) -> tuple[Election, ORDER]:
    """Return an election of up to eight candidates, with ties and short papers, and a lot order."""
    dice = random.Random(number)
    candidates = dice.randint(1, 8)
    everyone = range(1, candidates + 1)
    appeal = [dice.random() + 0.1 for _ in everyone]
    papers: dict[Ranking, int] = {}
    for _ in range(dice.randint(0, 14)):
        liked = sorted(everyone, key=lambda each: dice.random() * appeal[each - 1], reverse=True)
        papers[tuple(liked[: dice.randint(0, candidates)])] = dice.choice([1, 2, 3, 5, 17])
    order = tuple(dice.sample(everyone, candidates))
    drawn = dice.randint(1, 4)
    return Election(candidates, drawn if seats is None else seats, papers), order


def seats_for(method: CountingMethod) -> int | None:
    """Return how many seats a method must have, None where it takes any number."""
    return 1 if method.fills is Fills.ONE_SEAT else None


def crowded_election(number: int, *, seats: int | None = None) -> tuple[Election, ORDER]:
    """Return an election of six to nine candidates with many different papers, and a lot order."""
    dice = random.Random(f"crowded {number}")
    candidates = dice.randint(6, 9)
    everyone = range(1, candidates + 1)
    appeal = [dice.random() + 0.1 for _ in everyone]
    papers: dict[Ranking, int] = {}
    for _ in range(dice.randint(20, 60)):
        liked = sorted(everyone, key=lambda each: dice.random() * appeal[each - 1], reverse=True)
        papers[tuple(liked[: dice.randint(1, candidates)])] = dice.randint(1, 9)
    order = tuple(dice.sample(everyone, candidates))
    drawn = dice.randint(2, 4)
    return Election(candidates, drawn if seats is None else seats, papers), order

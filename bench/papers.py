"""Ranked papers drawn from a fixed seed: 10 candidates, some liked better, most papers short."""

import random
from collections import Counter

from governance.reckoning.counting.election import Ranking

CANDIDATES = 10
SEATS = 5


def seeded_papers(number: int, *, seed: int = 2026) -> Counter[Ranking]:
    """Return so many papers by ranking: some candidates are liked better, most papers are short."""
    dice = random.Random(seed)
    appeal = [dice.random() + 0.2 for _ in range(CANDIDATES)]
    papers: Counter[Ranking] = Counter()
    for _ in range(number):
        liking = {each + 1: dice.random() * appeal[each] for each in range(CANDIDATES)}
        length = dice.randint(1, CANDIDATES)
        papers[tuple(sorted(liking, key=liking.__getitem__, reverse=True)[:length])] += 1
    return papers


def one_by_one(papers: Counter[Ranking]) -> list[Ranking]:
    """Return every paper by itself, mixed, as they come out of a box."""
    mixed = list(papers.elements())
    random.Random(1).shuffle(mixed)
    return mixed

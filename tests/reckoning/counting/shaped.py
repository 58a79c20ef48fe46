"""The same papers in the shape of any way of counting, so that every way can be tried on them."""

from governance.reckoning.counting.election import Election, Ranking, merged
from governance.reckoning.counting.papers import ANSWERS, election_of
from governance.reckoning.counting.registry import CountingMethod, Shape
from tests.reckoning.counting.elections import seats_for


def shaped(method: CountingMethod, election: Election) -> Election:
    """Return an election of the method's shape, with papers made from those of a ranked one."""
    seats = seats_for(method) or election.seats
    papers = merged(
        (_marks(method.shape, ranking, election.candidates, seats), number)
        for ranking, number in election.papers.items()
    )
    if method.shape is Shape.YES_NO:
        return election_of(Shape.YES_NO, len(ANSWERS), 1, papers)
    return election_of(
        method.shape, election.candidates, seats, papers, withdrawn=election.withdrawn
    )


def _marks(shape: Shape, ranking: Ranking, candidates: int, seats: int) -> Ranking:
    if shape is Shape.RANK:
        return ranking
    if shape is Shape.YES_NO:
        return tuple(1 + option % len(ANSWERS) for option in ranking[:1])
    if shape is Shape.ONE:
        return ranking[:1]
    if shape is Shape.SEVERAL:
        return tuple(sorted(ranking[:seats]))
    everyone = range(1, candidates + 1)
    return tuple(max(0, 5 - ranking.index(each)) if each in ranking else 0 for each in everyone)

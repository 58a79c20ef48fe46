"""Scottish STV: what papers count, and what is no election."""

import pytest

from governance.reckoning.counting.count import UNIT
from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.registry import method_named

SCOTTISH = method_named("scottish_stv")


def test_blank_papers_are_turnout_and_not_valid() -> None:
    count = SCOTTISH.count(Election(3, 1, {(1, 2): 5, (2,): 3, (): 4}))

    assert (count.valid, count.blank, count.quota) == (8, 4, 5 * UNIT)


def test_a_paper_for_withdrawn_candidates_only_is_blank() -> None:
    count = SCOTTISH.count(Election(4, 1, {(4,): 2, (1,): 3, (2, 4): 1}, frozenset({4})))

    assert (count.valid, count.blank) == (4, 2)


@pytest.mark.parametrize(
    ("candidates", "seats", "papers", "withdrawn"),
    [
        (0, 1, {}, []),
        (2, 0, {}, []),
        (2, 1, {(1,): 0}, []),
        (2, 1, {(1,): -3}, []),
        (2, 1, {(1, 1): 1}, []),
        (2, 1, {(3,): 1}, []),
        (2, 1, {(0,): 1}, []),
        (2, 1, {}, [3]),
    ],
)
def test_what_is_not_an_election_is_not_counted(
    candidates: int, seats: int, papers: dict[Ranking, int], withdrawn: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"candidate|papers"):
        Election(candidates, seats, papers, frozenset(withdrawn))

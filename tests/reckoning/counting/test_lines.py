"""Rankings as lines: the same, whether bytes or tuples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.counting.election import Election
from governance.reckoning.counting.lines import are_rankings, lines_of, without
from governance.reckoning.counting.registry import method_named

RANKINGS = st.lists(st.lists(st.integers(1, 9), unique=True).map(tuple), max_size=8)


@given(RANKINGS, st.sets(st.integers(1, 9)))
def test_candidates_are_struck_from_all_lines(
    rankings: list[tuple[int, ...]], gone: set[int]
) -> None:
    expected = [tuple(each for each in ranking if each not in gone) for ranking in rankings]

    for candidates in (9, 300):
        struck = without(gone, lines_of(rankings, candidates))
        assert [tuple(line) for line in struck][: len(rankings)] == expected


@pytest.mark.parametrize("candidates", [9, 300])
@pytest.mark.parametrize("line", [(1, 1), (2, 3, 2), (0, 1), (999,)])
def test_a_line_that_ranks_a_stranger_or_somebody_twice_is_none(
    candidates: int, line: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=r"\(.*\) does not rank candidates"):
        Election(candidates, 1, {(1, 2): 3, line: 1})
    if 999 not in line:
        assert not are_rankings(lines_of([(1, 2), line], candidates), candidates)


def test_hundreds_of_candidates_count_as_few_do() -> None:
    few = Election(5, 3, {(1, 2, 3): 40, (2, 1, 4): 38, (3,): 10, (4,): 8, (5,): 4})
    many = Election(300, 3, few.papers, frozenset(range(6, 301)))
    order = tuple(range(1, 301))
    counts = [
        method_named("scottish_stv").count(each, lot_order=order[: each.candidates])
        for each in (few, many)
    ]

    assert counts[0].elected == counts[1].elected
    assert [stage.votes for stage in counts[0].stages] == [
        stage.votes[:5] for stage in counts[1].stages
    ]

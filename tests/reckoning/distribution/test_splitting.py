"""Whole pence by weights, in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.distribution.splitting import split_by_largest_remainder, split_down


@pytest.mark.parametrize(
    ("pot", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (1, [1] * 3, [1, 0, 0]),
        (100, [1, 2, 3], [17, 33, 50]),
        (100, [0, 5], [0, 100]),
        (10, [47, 16, 16, 12, 6, 3], [5, 2, 2, 1, 0, 0]),
        (0, [3, 4], [0, 0]),
        (5, [0, 1], [0, 5]),
        (7, [10**30, 10**30], [4, 3]),
    ],
)
def test_the_largest_remainders_have_the_pennies_left(
    pot: int, weights: list[int], parts: list[int]
) -> None:
    assert split_by_largest_remainder(pot, weights) == parts


@given(
    st.integers(0, 10**7),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any),
)
def test_nobody_without_a_penny_more_lost_more_by_rounding_than_somebody_with_one(
    pot: int, weights: list[int]
) -> None:
    parts = split_by_largest_remainder(pot, weights)

    down = split_down(pot, weights)
    lost = [pot * weight % sum(weights) for weight in weights]
    given_one = [lost[n] for n, part in enumerate(parts) if part == down[n] + 1]
    given_none = [lost[n] for n, part in enumerate(parts) if part == down[n]]
    assert len(given_one) + len(given_none) == len(weights)
    assert sum(parts) == pot
    assert max(given_none, default=0) <= min(given_one, default=sum(weights))


def test_of_equal_remainders_the_earlier_in_the_order_goes_first() -> None:
    assert split_by_largest_remainder(100, [1, 1, 1], order=[2, 0, 1]) == [33, 33, 34]


def test_rounded_down_equals_are_alike() -> None:
    assert split_down(100, [1, 1, 1]) == [33, 33, 33]


@pytest.mark.parametrize(("pot", "weights"), [(-1, [1]), (1, []), (1, [0]), (1, [2, -1])])
def test_what_cannot_be_split_is_a_mistake(pot: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights of 0 or more"):
        split_down(pot, weights)

"""Percentages are exact, and never on the wrong side of what had to be reached."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.percentages import percentage

THREE_QUARTERS = Fraction(3, 4)


@pytest.mark.parametrize(
    ("part", "whole", "needed", "written"),
    [
        (297, 361, THREE_QUARTERS, "82.27"),
        (64, 361, None, "17.73"),
        (3, 4, THREE_QUARTERS, "75"),
        (74_996, 100_000, THREE_QUARTERS, "74.99"),
        (299_999, 400_000, THREE_QUARTERS, "74.99"),
        (299_999, 400_000, None, "75"),
        (50_001, 100_000, Fraction(1, 2), "50.01"),
        (2, 3, Fraction(2, 3), "66.67"),
        (666_660, 1_000_000, Fraction(2, 3), "66.66"),
        (1, 1_000_000, None, "0.01"),
        (999_999, 1_000_000, None, "99.99"),
        (0, 7, None, "0"),
        (7, 7, None, "100"),
        (1, 8, None, "12.5"),
    ],
)
def test_a_share_is_written_in_hundredths(
    part: int, whole: int, needed: Fraction | None, written: str
) -> None:
    assert percentage(part, whole, needed=needed) == written


def test_whole_percents_keep_their_noughts() -> None:
    assert [percentage(part, 10, places=0) for part in (1, 2, 10)] == ["10", "20", "100"]


@given(
    st.integers(1, 10**7).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    st.integers(0, 100).map(lambda percent: Fraction(percent, 100)),
)
def test_what_is_written_stands_to_the_needed_share_as_the_votes_do(
    share: tuple[int, int], needed: Fraction
) -> None:
    exact = Fraction(*share)

    written = Fraction(percentage(*share, needed=needed)) / 100

    assert (written > needed, written < needed) == (exact > needed, exact < needed)
    assert abs(written - exact) < Fraction(1, 10_000)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_part_has_no_percentage(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="not a part"):
        percentage(part, whole)

"""Motions by the rules: never asking for more support than can be found, and their times."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.rules.kinds.motions import MotionRules

USUAL = MotionRules()


@pytest.mark.parametrize(
    ("asked", "members", "needed"),
    [
        (2, 400, 2),
        (20, 400, 20),
        (20, 21, 20),
        (20, 20, 19),
        (20, 6, 5),
        (3, 3, 2),
        (2, 3, 2),
        (2, 1, 2),  # a society has three members at least
        (0, 400, 0),
        (0, 1, 0),
    ],
)
def test_how_many_second_a_motion(asked: int, members: int, needed: int) -> None:
    rules = replace(USUAL, seconders=asked, amendment_seconders=asked)

    assert rules.seconders_in(members) == needed
    assert rules.amendment_seconders_in(members) == needed


@given(st.integers(0, 20), st.integers(1, 50), st.integers(3, 5000))
def test_everybody_but_the_mover_is_always_enough(
    seconders: int, appellants: int, members: int
) -> None:
    rules = replace(USUAL, seconders=seconders, appellants=appellants)

    assert 0 <= rules.seconders_in(members) < members
    assert 1 <= rules.appellants_in(members) < members


@pytest.mark.parametrize(("days", "first"), [(0, date(2026, 6, 24)), (14, date(2026, 7, 8))])
def test_when_a_motion_may_be_put(days: int, first: date) -> None:
    assert replace(USUAL, discussion_days=days).may_be_put_from(date(2026, 6, 24)) == first


@pytest.mark.parametrize(
    ("months", "lost_on", "again"),
    [
        (6, date(2026, 8, 31), date(2027, 2, 28)),
        (0, date(2026, 8, 31), date(2026, 8, 31)),
        (24, date(2026, 6, 24), date(2028, 6, 24)),
    ],
)
def test_when_a_lost_motion_may_come_again(months: int, lost_on: date, again: date) -> None:
    assert replace(USUAL, resubmission_months=months).may_come_again_on(lost_on) == again

"""The board by the rules: seats, quorum, and the limits of what it decides by itself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.rules.kinds.board import BoardRules, Delegated

USUAL = BoardRules()


@pytest.mark.parametrize(
    ("percent", "least", "directors", "needed"),
    [
        (50, 2, 12, 6),
        (50, 2, 11, 6),
        (50, 2, 3, 2),
        (25, 2, 5, 2),
        (75, 2, 3, 3),
        (50, 3, 2, 2),  # a board short of directors: all of them
        (50, 2, 0, 0),
    ],
)
def test_the_quorum_of_the_board(percent: int, least: int, directors: int, needed: int) -> None:
    rules = replace(USUAL, quorum_percent=percent, quorum_least=least)

    assert rules.quorum(directors) == Quorum(participation=needed)


@given(st.integers(25, 75), st.integers(1, 8), st.integers(1, 25))
def test_a_whole_board_is_always_quorate(percent: int, least: int, directors: int) -> None:
    rules = replace(USUAL, quorum_percent=percent, quorum_least=least)
    everybody = Figures(votes_for=directors, against=0, abstained=0, entitled=directors)

    assert rules.quorum(directors).is_met(everybody)


@pytest.mark.parametrize(("directors", "allowed"), [(2, False), (3, True), (12, True), (13, False)])
def test_how_many_directors_there_may_be(directors: int, allowed: bool) -> None:
    assert USUAL.is_number_allowed(directors) is allowed


@pytest.mark.parametrize(("kept", "seats", "others"), [(0, 9, 9), (3, 9, 6), (12, 9, 0)])
def test_places_that_are_kept_for_nobody(kept: int, seats: int, others: int) -> None:
    assert replace(USUAL, employee_places=kept).places_for_others(seats) == others


@pytest.mark.parametrize(
    ("pence", "spent", "may"),
    [
        (10_000_00, 0, True),
        (10_000_01, 0, False),
        (10_000_00, 40_000_00, True),
        (10_000_00, 40_000_01, False),
        (1, 50_000_00, False),
    ],
)
def test_what_the_board_may_spend(pence: int, spent: int, may: bool) -> None:
    assert USUAL.may_spend(pence, spent_this_year=spent) is may


def test_a_board_that_may_spend_nothing_spends_nothing() -> None:
    rules = replace(USUAL, most_in_one_decision=0, most_in_a_year=0)

    assert not rules.may_spend(1, spent_this_year=0)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (USUAL, {Delegated.ADMIT, Delegated.FILL_A_VACANCY}),
        (replace(USUAL, may_admit=False), {Delegated.FILL_A_VACANCY}),
        (
            replace(USUAL, may_expel=True, may_fill_vacancies=False),
            {Delegated.ADMIT, Delegated.EXPEL},
        ),
    ],
)
def test_what_is_left_to_the_board(rules: BoardRules, allowed: set[Delegated]) -> None:
    assert {act for act in Delegated if rules.may(act)} == allowed


@pytest.mark.parametrize(
    ("casting_vote", "chair_is_for", "carried"),
    [(False, True, False), (False, False, False), (True, True, True), (True, False, False)],
)
def test_a_tie(casting_vote: bool, chair_is_for: bool, carried: bool) -> None:
    rules = replace(USUAL, casting_vote=casting_vote)

    assert rules.carries_a_tie(chair_is_for=chair_is_for) is carried


@pytest.mark.parametrize(
    ("rules", "until"),
    [
        (USUAL, date(2027, 6, 1)),
        (replace(USUAL, filled_until="end_of_term"), date(2028, 6, 1)),
        (replace(USUAL, may_fill_vacancies=False), None),
    ],
)
def test_how_long_a_vacancy_is_filled(rules: BoardRules, until: date | None) -> None:
    meeting, end = date(2027, 6, 1), date(2028, 6, 1)

    assert rules.serves_until(next_annual_meeting=meeting, end_of_term=end) == until


def test_nobody_serves_beyond_the_term_they_fill() -> None:
    meeting, end = date(2028, 6, 1), date(2027, 6, 1)

    assert USUAL.serves_until(next_annual_meeting=meeting, end_of_term=end) == end


def test_a_decision_is_published_within_its_days() -> None:
    assert USUAL.publish_by(date(2026, 6, 24)) == date(2026, 7, 1)
    assert replace(USUAL, publish_days=0).publish_by(date(2026, 6, 24)) == date(2026, 6, 24)

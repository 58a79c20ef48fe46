"""Terms that keep a board in turn, and terms in a row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.elections.rotation import (
    Serving,
    last_day_of_term,
    retiring_in,
    terms_in_a_row,
    terms_in_turn,
    years_left,
)

FIRST = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("vacant", "seats", "staying", "terms"),
    [
        (9, 9, [], (3, 3, 3, 2, 2, 2, 1, 1, 1)),
        (3, 9, [1, 1, 1, 2, 2, 2], (3, 3, 3)),
        (1, 9, [1, 1, 2, 2, 2, 3, 3, 3], (1,)),
        (4, 4, [], (3, 3, 2, 1)),
        (1, 1, [], (3,)),
        (0, 3, [1, 2], ()),
    ],
)
def test_terms_in_turn(vacant: int, seats: int, staying: list[int], terms: tuple[int, ...]) -> None:
    assert terms_in_turn(vacant, seats=seats, term_years=3, staying=staying) == terms


@given(st.integers(1, 25), st.integers(1, 5))
def test_a_board_elected_at_once_retires_in_equal_parts(seats: int, years: int) -> None:
    terms = terms_in_turn(seats, seats=seats, term_years=years, staying=[])

    ending = [terms.count(year) for year in range(1, years + 1)]
    assert sum(ending) == seats
    assert max(ending) - min(ending) <= 1


@pytest.mark.parametrize(
    ("last_day", "years"),
    [
        (date(2027, 6, 30), 1),
        (date(2027, 12, 31), 1),
        (date(2028, 1, 1), 2),
        (date(2029, 12, 31), 3),
        (date(2040, 1, 1), 3),
        (None, 3),
    ],
)
def test_years_that_somebody_still_serves(last_day: date | None, years: int) -> None:
    assert years_left(last_day, on=FIRST, most=3) == years


def test_a_term_ends_on_the_day_before_its_anniversary() -> None:
    assert last_day_of_term(date(2027, 1, 1), 3) == date(2029, 12, 31)
    assert last_day_of_term(date(2028, 2, 29), 1) == date(2029, 2, 27)


def served(*years: tuple[int, int], counts: bool = True) -> list[Serving]:
    return [Serving(1, date(a, 1, 1), date(b, 12, 31), counts) for a, b in years]


@pytest.mark.parametrize(
    ("terms", "row"),
    [
        (served(), (0, None)),
        (served((2018, 2020), (2021, 2023), (2024, 2026)), (3, FIRST)),
        (served((2018, 2020), (2022, 2024)), (1, date(2025, 1, 1))),
        (served((2024, 2028)), (1, FIRST)),
        ([*served((2024, 2026)), *served((2023, 2023), counts=False)], (1, FIRST)),
        ([Serving(1, date(2024, 1, 1), None)], (1, FIRST)),
        (served((2027, 2029)), (0, None)),
    ],
)
def test_terms_in_a_row(terms: list[Serving], row: tuple[int, date | None]) -> None:
    assert terms_in_a_row(terms, away_years=1, until=FIRST) == row


def test_who_retires_in_which_year() -> None:
    everybody = [
        Serving(1, FIRST, date(2028, 6, 30)),
        Serving(2, FIRST, date(2028, 3, 31)),
        Serving(3, FIRST, None),
        Serving(4, FIRST, date(2029, 3, 31)),
    ]

    assert [each.party_id for each in retiring_in(2028, everybody)] == [2, 1]

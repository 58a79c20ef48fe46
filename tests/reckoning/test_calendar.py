"""Days as the law counts them, at the ends of months and on 29 February above all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning import calendar

# England and Wales; 26 December 2026 is a Saturday, so the Monday stands for it.
CHRISTMAS_2026 = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
DAYS = st.dates(date(1940, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "number", "last"),
    [
        (date(2026, 11, 25), 5, date(2026, 12, 2)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
        (date(2026, 12, 25), 0, date(2026, 12, 25)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: date, number: int, last: date) -> None:
    assert calendar.working_days_after(day, number, CHRISTMAS_2026) == last


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=20))
def test_working_days_counted_forwards_are_as_many_counted_back(
    day: date, number: int, holidays: set[date]
) -> None:
    last = calendar.working_days_after(day, number, holidays)

    assert calendar.working_days_between(day, last, holidays) == number


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        calendar.working_days_after(date(2026, 11, 25), -1, set())


@pytest.mark.parametrize(
    ("given_on", "meeting_on", "days"),
    [
        (date(2026, 11, 1), date(2026, 11, 16), 14),
        (date(2026, 11, 1), date(2026, 11, 15), 13),
        (date(2028, 2, 15), date(2028, 3, 1), 14),
        (date(2027, 2, 15), date(2027, 3, 1), 13),
        (date(2026, 11, 1), date(2026, 11, 2), 0),
        (date(2026, 11, 1), date(2026, 11, 1), -1),
    ],
)
def test_clear_days_leave_out_both_ends(given_on: date, meeting_on: date, days: int) -> None:
    assert calendar.clear_days_between(given_on, meeting_on) == days


@given(DAYS, st.integers(0, 60))
def test_the_last_day_for_notice_leaves_just_the_clear_days(meeting: date, days: int) -> None:
    assert calendar.clear_days_between(calendar.last_day_for_notice(meeting, days), meeting) == days


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 9, 3), 6, date(2027, 3, 3)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(
    day: date, months: int, later: date
) -> None:
    assert calendar.months_after(day, months) == later


def test_years_after_29_february_are_28_february_in_common_years() -> None:
    born = date(2024, 2, 29)

    assert calendar.years_after(born, 1) == date(2025, 2, 28)
    assert calendar.years_after(born, 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2026, 9, 3), date(2027, 3, 2), 5),
        (date(2026, 9, 3), date(2027, 3, 3), 6),
        (date(2027, 1, 31), date(2027, 2, 27), 0),
        (date(2027, 1, 31), date(2027, 2, 28), 1),
        (date(2027, 1, 31), date(2027, 3, 30), 1),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 9, 3), date(2026, 9, 3), 0),
        (date(2026, 9, 3), date(2026, 1, 3), 0),
    ],
)
def test_only_whole_months_have_passed(since: date, on: date, months: int) -> None:
    assert calendar.completed_months(since, on) == months


@given(DAYS, st.integers(0, 600))
def test_months_are_complete_on_the_day_they_end_and_not_before(since: date, months: int) -> None:
    end = calendar.months_after(since, months)

    assert calendar.completed_months(since, end) == months
    assert months == 0 or calendar.completed_months(since, end - timedelta(days=1)) == months - 1


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2016, 11, 26), date(2026, 11, 25), 9),
        (date(2016, 11, 25), date(2026, 11, 25), 10),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
    ],
)
def test_only_whole_years_have_passed(since: date, on: date, years: int) -> None:
    assert calendar.completed_years(since, on) == years


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 11, 25), date(2026, 11, 24), 15),
        (date(2010, 11, 25), date(2026, 11, 25), 16),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2025, 2, 28), 16),
        (date(2008, 2, 29), date(2025, 3, 1), 17),
        (date(2026, 11, 25), date(2026, 11, 25), 0),
    ],
)
def test_an_age_is_attained_on_the_birthday(born: date, day: date, age: int) -> None:
    assert calendar.age_on(born, day) == age


@given(DAYS, st.integers(0, 110))
def test_the_day_of_an_age_is_the_first_on_which_one_is_so_old(born: date, years: int) -> None:
    day = calendar.day_of_age(born, years)

    assert calendar.age_on(born, day) == years
    assert years == 0 or calendar.age_on(born, day - timedelta(days=1)) == years - 1


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the day of their birth"):
        calendar.age_on(date(2026, 11, 25), date(2026, 11, 24))


def test_a_day_is_written_with_its_month_translated() -> None:
    words = calendar.day_in_words(date(2027, 3, 3))

    assert str(words) == "3 March 2027"
    assert words.translated(lambda text: "Mawrth" if text == "March" else text) == "3 Mawrth 2027"


def test_one_month_is_not_months() -> None:
    assert [str(calendar.months_in_words(months)) for months in (0, 1, 12)] == [
        "0 months",
        "1 month",
        "12 months",
    ]

"""Interest on share capital, day by day, in leap years and within the highest rate."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from governance.reckoning.distribution.basis import Balance, Recipient
from governance.reckoning.distribution.outcome import Distribution
from governance.reckoning.distribution.registry import method_named
from governance.reckoning.distribution.terms import CannotSplit, Terms
from governance.reckoning.distribution.wording import how_it_adds_up

FIVE, FOUR = Fraction(5, 100), Fraction(4, 100)


def interest(
    *balances: tuple[date, int],
    rate: Fraction = FIVE,
    highest: Fraction | None = FIVE,
    first: date | None = date(2027, 1, 1),
    last: date | None = date(2027, 12, 31),
) -> Distribution:
    holder = Recipient("ada", balances=tuple(Balance(*each) for each in balances))
    terms = Terms(rate=rate, highest_rate=highest, first_day=first, last_day=last)
    return method_named("interest").distribute([holder], terms)


@pytest.mark.parametrize(
    ("balances", "pence"),
    [
        # A whole year of £1,000.00 at 5%.
        ([(date(2020, 1, 1), 1_000_00)], 50_00),
        # From 1 July: 184 of 365 days; 5000 × 184 ÷ 365 = 2520.54 pence.
        ([(date(2027, 7, 1), 1_000_00)], 25_20),
        # Paid in on the last day: one day, 13.69 pence.
        ([(date(2027, 12, 31), 1_000_00)], 13),
        # Withdrawn on the first day: nothing of the year is left; £1.00 is, from July.
        ([(date(2020, 1, 1), 1_000_00), (date(2027, 1, 1), 0), (date(2027, 7, 1), 1_00)], 2),
        # £1,000.00 to 30 June (181 days), £500.00 then (184 days), in any order given.
        ([(date(2027, 7, 1), 500_00), (date(2020, 1, 1), 1_000_00)], 37_39),
        # What comes after the period does not count.
        ([(date(2020, 1, 1), 1_000_00), (date(2028, 1, 1), 9_999_00)], 50_00),
    ],
)
def test_each_day_earns_on_its_own_balance(balances: list[tuple[date, int]], pence: int) -> None:
    assert interest(*balances).total_pence == pence


def test_29_february_earns_like_any_other_day() -> None:
    leap = {"first": date(2028, 1, 1), "last": date(2028, 12, 31)}
    balance = (date(2020, 1, 1), 365_000_00)

    outcome = interest(balance, rate=FOUR, **leap)

    assert outcome.total_pence == 366 * 40_00
    assert interest(balance, rate=FOUR).total_pence == 365 * 40_00


def test_a_leap_year_at_the_highest_rate_is_held_to_a_years_interest() -> None:
    leap = {"first": date(2028, 1, 1), "last": date(2028, 12, 31)}

    assert interest((date(2020, 1, 1), 1_000_00), **leap).total_pence == 50_00


def test_the_line_says_how_the_interest_adds_up() -> None:
    [line] = interest((date(2027, 7, 1), 1_000_00), rate=FOUR).lines

    assert [str(each) for each in how_it_adds_up(line)] == [
        "£184,000.00 (the balance of each day, added up) × 4% ÷ 365 = £20.1643…, so £20.16."
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rate": Fraction(51, 1000)}, r"^5\.1% is more than the 5% that the rules allow\."),
        ({"highest": None}, "Enter the highest rate that the rules allow"),
        ({"first": None}, "Enter the first and the last day"),
        ({"last": None}, "Enter the first and the last day"),
        ({"last": date(2026, 12, 31)}, "The last day must not be before the first"),
        ({"last": date(2028, 1, 1)}, "a year at most"),
        ({"first": date(2028, 1, 1), "last": date(2029, 1, 1)}, "a year at most"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(CannotSplit, match=said):
        interest((date(2020, 1, 1), 1_000_00), **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2027, 3, 1), date(2028, 2, 29), 366),
        (date(2028, 2, 29), date(2029, 2, 28), 366),
        (date(2028, 3, 1), date(2029, 2, 28), 365),
        (date(2028, 2, 29), date(2028, 2, 29), 1),
    ],
)
def test_a_year_may_begin_or_end_on_29_february(first: date, last: date, days: int) -> None:
    outcome = interest((date(2020, 1, 1), 365_00), rate=FOUR, first=first, last=last)

    assert outcome.total_pence == days * 4


@pytest.mark.parametrize(
    ("balances", "said"),
    [
        ([(date(2027, 1, 1), 1), (date(2027, 1, 1), 2)], r"two balances for one day: 1\."),
        ([(date(2027, 1, 1), 5), (date(2027, 5, 1), -1)], r"a balance below 0: 1\."),
        ([], "Nobody had a balance in the period"),
    ],
)
def test_unclear_balances_are_refused(balances: list[tuple[date, int]], said: str) -> None:
    with pytest.raises(CannotSplit, match=said):
        interest(*balances)


@given(
    st.lists(
        st.tuples(st.integers(0, 700), st.integers(0, 10_000_000)),
        min_size=1,
        max_size=6,
        unique_by=lambda step: step[0],
    )
)
def test_interest_is_what_a_slow_clerk_adds_up_day_by_day(steps: list[tuple[int, int]]) -> None:
    steps.append((-1, 1_00))
    begin, first = date(2026, 1, 1), date(2027, 1, 1)
    balances = [(begin + timedelta(days=after), pence) for after, pence in steps]
    pence_days = 0
    for number in range(365):
        day = first + timedelta(days=number)
        pence_days += max((since, pence) for since, pence in balances if since <= day)[1]
    assume(pence_days)

    [line] = interest(*balances, rate=FOUR).lines

    expected = pence_days * FOUR / 365
    assert (line.exact_pence, line.pence) == (expected, int(expected))

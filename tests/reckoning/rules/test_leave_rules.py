"""The leave market's rules, tried on the design's worked examples."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.rules.kinds.leave import LeaveRules
from governance.reckoning.rules.kinds.leave.limits import Window
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible
from governance.reckoning.statutes import NATIONAL_LIVING_WAGE_PENCE, NoFigureYet
from governance.reckoning.working_time import FULL_TIME

NOVEMBER = date(2026, 11, 25)
BEFORE_APRIL = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days_a_week", "weekly_hours", "fte", "extra_hours", "floor_hours"),
    [
        (5, "37.5", 1_000_000, 0, "210"),
        (4, "37.5", 1_000_000, 0, "210"),
        (3, "22.5", 600_000, 0, "126"),
        (6, "37.5", 1_000_000, 0, "175"),  # 28 days, and not 33.6
        (5, "37", 986_667, 0, "207.5"),  # 207.2 hours, in whole lots
        (5, "37.5", 1_000_000, 10, "220"),
        (3, "22.5", 600_000, 10, "132"),
        (2, "7.75", 206_667, 0, "43.5"),  # 43.4 hours
    ],
)
def test_what_everybody_keeps(
    days_a_week: int, weekly_hours: str, fte: int, extra_hours: int, floor_hours: str
) -> None:
    rules = LeaveRules(statutory_floor_extra_minutes=extra_hours * 60)

    lots = rules.statutory_floor_lots(
        days_a_week=Fraction(days_a_week),
        weekly_minutes=int(Fraction(weekly_hours) * 60),
        fte=fte,
        on=NOVEMBER,
    )

    assert Fraction(lots, 2) == Fraction(floor_hours)


@given(
    days=st.fractions(min_value=1, max_value=7, max_denominator=10),
    minutes=st.integers(0, 3_600),
    extra=st.integers(0, 6_000),
)
def test_nobody_keeps_less_than_statute_gives(days: Fraction, minutes: int, extra: int) -> None:
    rules = LeaveRules(statutory_floor_extra_minutes=extra)

    lots = rules.statutory_floor_lots(
        days_a_week=days, weekly_minutes=minutes, fte=FULL_TIME, on=NOVEMBER
    )

    by_law = min(Fraction("5.6"), 28 / days) * minutes
    assert by_law + extra <= lots * 30 < by_law + extra + 30


@pytest.mark.parametrize(
    ("fte", "hours"),
    [
        (1_000_000, "37.5"),
        (600_000, "22.5"),
        (986_667, "37"),  # 37.0000125 hours
        (986_666, "36.5"),  # 36.999975: rounded down to whole lots
        (13_000, "0"),
        (0, "0"),
    ],
)
def test_most_that_one_may_trade_is_by_hours_rounded_down(fte: int, hours: str) -> None:
    rules = LeaveRules()

    lots = {rules.most_sold_lots(fte), rules.most_bought_lots(fte), rules.most_carried_lots(fte)}

    assert lots == {int(Fraction(hours) * 2)}


@pytest.mark.parametrize(
    ("values", "day", "collar"),
    [
        ({}, NOVEMBER, (1280, 3000)),
        ({}, BEFORE_APRIL, (1240, 3000)),
        ({"tick_pence": 2}, NOVEMBER, (1272, 3000)),
        ({"price_floor_pence": 1400}, NOVEMBER, (1400, 3000)),
        # Voted before the wage rose: the wage holds.
        ({"price_floor_pence": 1240}, NOVEMBER, (1280, 3000)),
        ({"mode": "tariff", "tariff_pence": 1600}, NOVEMBER, (1600, 1600)),
    ],
)
def test_the_collar_of_a_day(values: dict[str, Any], day: date, collar: tuple[int, int]) -> None:
    found = LeaveRules(**values).collar_on(day)

    assert (found.floor_pence, found.ceiling_pence) == collar


def test_no_price_is_below_the_living_wage_of_the_day() -> None:
    for day in (BEFORE_APRIL, NOVEMBER):
        collar = LeaveRules(price_floor_pence=20).collar_on(day)
        assert collar.floor_pence >= NATIONAL_LIVING_WAGE_PENCE.on(day)


def test_a_day_whose_living_wage_is_not_known_has_no_collar() -> None:
    with pytest.raises(NoFigureYet, match="known from 2025-04-01"):
        LeaveRules().collar_on(date(2025, 3, 31))


@pytest.mark.parametrize(
    ("price", "refusal"),
    [
        (1280, None),
        (1600, None),
        (3000, None),
        (1260, "between £12.80 and £30.00"),
        (3020, "between £12.80 and £30.00"),
        (1590, "in steps of £0.20"),
    ],
)
def test_a_price_is_within_the_collar_and_on_a_step(price: int, refusal: str | None) -> None:
    said = LeaveRules().collar_on(NOVEMBER).refusal_of(price)

    assert (said is None) if refusal is None else refusal in str(said)


def test_the_nearest_price_of_the_collar() -> None:
    collar = LeaveRules().collar_on(NOVEMBER)

    assert [collar.nearest(price) for price in (1, 1600, 9_000)] == [1280, 1600, 3000]


def test_the_first_auction_is_measured_from_the_tariff_unless_told() -> None:
    assert LeaveRules().first_reference_pence == 1600
    assert LeaveRules(reference_pence=1711).first_reference_pence == 1711


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"tick_pence": 25, "tariff_pence": 1600, "price_ceiling_pence": 3000}, "tick_pence"),
        ({"tariff_pence": 1610}, "tariff_pence"),
        ({"price_ceiling_pence": 3010}, "price_ceiling_pence"),
        ({"price_floor_pence": 1290}, "price_floor_pence"),
        ({"price_floor_pence": 3200}, "price_ceiling_pence"),
        ({"tariff_pence": 3200}, "tariff_pence"),
        ({"price_floor_pence": 1700}, "tariff_pence"),
        ({"reference_pence": 3001}, "reference_pence"),
        ({"window_opens_months": 10}, "window_closes_months"),
        ({"mode": "own_rate"}, "pot_cap_pence"),
        ({"eligible_classes": ()}, "eligible_classes"),
    ],
)
def test_what_cannot_hold_together(values: dict[str, Any], key: str) -> None:
    keyed = {f"leave.{name}": value for name, value in values.items()}

    with pytest.raises(NotPossible) as refused:
        Rulebook.usual().changed(keyed)

    assert refused.value.key == f"leave.{key}"


def test_own_rates_stand_with_a_most_and_a_closed_market_needs_nobody() -> None:
    rules = Rulebook.usual().changed(
        {"leave.mode": "own_rate", "leave.pot_cap_pence": 100, "leave.enabled": False}
    )

    assert rules.changed({"leave.eligible_classes": ()}).of(LeaveRules).eligible_classes == ()


@pytest.mark.parametrize(
    ("values", "day", "year", "window"),
    [
        (
            {},
            NOVEMBER,
            (date(2026, 4, 1), date(2027, 3, 31)),
            Window(date(2026, 4, 1), date(2027, 1, 31)),
        ),
        (
            {},
            BEFORE_APRIL,
            (date(2025, 4, 1), date(2026, 3, 31)),
            Window(date(2025, 4, 1), date(2026, 1, 31)),
        ),
        (
            {
                "leave_year_month": "january",
                "window_opens_months": 1,
                "window_closes_months": 0,
            },
            NOVEMBER,
            (date(2026, 1, 1), date(2026, 12, 31)),
            Window(date(2026, 2, 1), date(2026, 12, 31)),
        ),
        (
            {"leave_year_day": 6},
            date(2026, 4, 5),
            (date(2025, 4, 6), date(2026, 4, 5)),
            Window(date(2025, 4, 6), date(2026, 2, 5)),
        ),
    ],
)
def test_the_leave_year_and_its_window(
    values: dict[str, Any], day: date, year: tuple[date, date], window: Window
) -> None:
    rules = LeaveRules(**values)

    assert (rules.leave_year_of(day), rules.window_of(day)) == (year, window)


@given(
    month=st.sampled_from(["january", "april", "september"]),
    day=st.integers(1, 28),
    on=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
def test_a_day_is_in_its_leave_year(month: str, day: int, on: date) -> None:
    first, last = LeaveRules(leave_year_month=month, leave_year_day=day).leave_year_of(on)

    assert first <= on <= last
    assert (last - first).days in {364, 365}


def test_service_counts_in_whole_months() -> None:
    rules = LeaveRules(least_service_months=6)

    assert rules.has_served_enough(date(2026, 5, 25), on=NOVEMBER)
    assert not rules.has_served_enough(date(2026, 5, 26), on=NOVEMBER)


@pytest.mark.parametrize(
    ("weeks", "day_pence"),
    [("260_5", "96.15"), ("261_5", "95.79"), ("365_7", "95.89"), ("52", "96.15")],
)
def test_a_day_of_25000_a_year(weeks: str, day_pence: str) -> None:
    hour = LeaveRules(weeks_per_year=weeks).hourly_pence(2_500_000, weekly_minutes=2_250)

    assert round(hour * Fraction("7.5")) == int(Fraction(day_pence) * 100)

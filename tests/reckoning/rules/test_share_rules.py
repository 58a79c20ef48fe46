"""Shares by the rules: interest, the largest holding, waiting times and reminders."""

from dataclasses import replace
from datetime import date

import pytest

from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.rules.kinds.shares import MORE_THAN_HALF, THREE_QUARTERS, ShareRules

USUAL = ShareRules()
PER_CENT_PPM = 10_000


@pytest.mark.parametrize(
    ("rules", "base_rate_ppm", "highest_ppm"),
    [
        (USUAL, 0, 5 * PER_CENT_PPM),
        (USUAL, 3 * PER_CENT_PPM, 5 * PER_CENT_PPM),
        (USUAL, 3 * PER_CENT_PPM + 1, 5 * PER_CENT_PPM + 1),
        (USUAL, 4 * PER_CENT_PPM, 6 * PER_CENT_PPM),
        (replace(USUAL, interest_above_base=0), 37_500, 5 * PER_CENT_PPM),
        (replace(USUAL, interest_above_base=0, interest_in_any_case=0), 37_500, 37_500),
        (replace(USUAL, interest_above_base=150, interest_in_any_case=0), 37_500, 52_500),
        (replace(USUAL, interest_above_base=None), 4 * PER_CENT_PPM, None),
    ],
)
def test_the_highest_interest(
    rules: ShareRules, base_rate_ppm: int, highest_ppm: int | None
) -> None:
    assert rules.highest_interest_ppm(base_rate_ppm) == highest_ppm


@pytest.mark.parametrize(
    ("largest", "on", "pence"),
    [
        (None, date(2026, 11, 25), 100_000_00),
        (None, date(2014, 4, 5), 20_000_00),
        (None, date(1980, 1, 1), 20_000_00),
        (50_000_00, date(2026, 11, 25), 50_000_00),
        (50_000_00, date(2014, 4, 5), 20_000_00),
        (100_000_00, date(2026, 11, 25), 100_000_00),
    ],
)
def test_the_largest_holding_is_the_laws_of_the_day_or_less(
    largest: int | None, on: date, pence: int
) -> None:
    assert replace(USUAL, largest_holding=largest).largest_holding_pence(on) == pence


@pytest.mark.parametrize(
    ("days", "from_day"),
    [(0, date(2026, 11, 25)), (1, date(2026, 11, 26)), (90, date(2027, 2, 23))],
)
def test_shares_are_withdrawn_after_their_notice(days: int, from_day: date) -> None:
    rules = replace(USUAL, withdrawal_notice_days=days)

    assert rules.may_be_withdrawn_on(date(2026, 11, 25)) == from_day


@pytest.mark.parametrize(
    ("months", "from_day"),
    [(1, date(2026, 2, 28)), (3, date(2026, 4, 30)), (12, date(2027, 1, 31))],
)
def test_whoever_cannot_be_found_is_waited_for(months: int, from_day: date) -> None:
    assert replace(USUAL, untraced_months=months).untraced_from(date(2026, 1, 31)) == from_day


def test_the_office_is_reminded_of_shares_not_paid_for() -> None:
    approved_on = date(2026, 11, 1)

    assert not USUAL.is_overdue(approved_on, date(2026, 11, 30))
    assert USUAL.is_overdue(approved_on, date(2026, 12, 1))
    assert replace(USUAL, unpaid_after_days=7).is_overdue(approved_on, date(2026, 11, 8))


def test_the_office_is_reminded_of_who_leaves_soon() -> None:
    assert USUAL.leaves_soon_until(date(2026, 12, 1)) == date(2027, 1, 1)


def test_money_nobody_claims_is_reminded_of() -> None:
    assert USUAL.is_unclaimed_since(date(2026, 11, 25)) == date(2025, 11, 25)
    assert replace(USUAL, unclaimed_days=30).is_unclaimed_since(date(2026, 11, 25)) == date(
        2026, 10, 26
    )


@pytest.mark.parametrize(
    ("says", "votes_for", "is_enough"),
    [
        (MORE_THAN_HALF, 50, False),
        (MORE_THAN_HALF, 51, True),
        (THREE_QUARTERS, 74, False),
        (THREE_QUARTERS, 75, True),
    ],
)
def test_of_a_class_all_votes_count(says: str, votes_for: int, is_enough: bool) -> None:
    majority = replace(USUAL, class_consent=says).consent_of_a_class()

    assert majority.is_reached(Figures(votes_for, 0, 0, entitled=100)) is is_enough

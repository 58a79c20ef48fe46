"""Proxies by the rules: who, for how many, and until when."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.calendar import is_working_day, working_hours_before
from governance.reckoning.rules.kinds.proxies import ProxyRules

USUAL = ProxyRules()
LONDON = ZoneInfo("Europe/London")
EASTER = {date(2026, 4, 3), date(2026, 4, 6)}


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "meeting_at", "until"),
    [
        (48, at(6, 24, 19), at(6, 22, 19)),  # Wednesday: Monday
        (48, at(6, 23, 19), at(6, 19, 19)),  # Tuesday: Friday, the weekend left out
        (48, at(6, 22, 19), at(6, 18, 19)),  # Monday: Thursday
        (24, at(6, 24, 19), at(6, 23, 19)),
        (0, at(6, 24, 19), at(6, 24, 19)),
        (48, at(4, 7, 10), at(4, 1, 10)),  # after Easter: Good Friday and Monday left out
        (48, at(6, 20, 11), at(6, 18, 0)),  # a Saturday: two whole working days
        (24, at(6, 21, 23), at(6, 19, 0)),
        (1, at(6, 22, 0, 30), at(6, 19, 23, 30)),  # half an hour of Monday, half of Friday
        (48, at(3, 30, 9), at(3, 26, 9)),  # the clocks go forward on Sunday 29 March
        (24, at(6, 23, 0), at(6, 22, 0)),
    ],
)
def test_a_proxy_is_appointed_until(hours: int, meeting_at: datetime, until: datetime) -> None:
    assert replace(USUAL, cut_off_hours=hours).appointed_until(meeting_at, EASTER) == until


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 23), st.integers(0, 48))
def test_the_hours_left_out_are_those_of_days_that_are_not_working_days(
    day: date, hour: int, hours: int
) -> None:
    meeting_at = datetime.combine(day, time(hour), tzinfo=LONDON)

    until = working_hours_before(meeting_at, hours, EASTER)

    between, counted = until, 0
    while between < meeting_at:
        counted += is_working_day(between.date(), EASTER)
        between += timedelta(hours=1)
    assert counted == hours


@pytest.mark.parametrize(
    ("demanded_at", "poll_at", "until"),
    [
        (at(6, 22, 19), at(6, 24, 19), at(6, 22, 19)),  # 48 hours later: when demanded
        (at(6, 22, 19), at(6, 24, 20), at(6, 23, 20)),
        (at(6, 19, 19), at(6, 22, 20), at(6, 19, 20)),
    ],
)
def test_a_proxy_for_a_poll_taken_later(
    demanded_at: datetime, poll_at: datetime, until: datetime
) -> None:
    assert USUAL.appointed_for_poll_until(demanded_at, poll_at, EASTER) == until


def test_a_proxy_is_taken_back_until_the_meeting_or_the_cut_off() -> None:
    meeting_at = at(6, 24, 19)

    until_cut_off = replace(USUAL, revocable_until_start=False)

    assert USUAL.revocable_until(meeting_at, EASTER) == meeting_at
    assert until_cut_off.revocable_until(meeting_at, EASTER) == at(6, 22, 19)


@pytest.mark.parametrize(
    ("rules", "is_member", "is_chair", "held", "may"),
    [
        (USUAL, True, False, 4, True),
        (USUAL, True, False, 5, False),
        (USUAL, False, False, 4, True),
        (USUAL, False, False, 5, False),
        (USUAL, False, True, 900, True),
        (replace(USUAL, holders="members"), False, False, 0, False),
        (replace(USUAL, holders="members"), False, True, 900, True),
        (replace(USUAL, most_per_holder=None), True, False, 500, True),
        (replace(USUAL, most_per_holder=1), True, False, 1, False),
        (replace(USUAL, allowed=False), True, True, 0, False),
    ],
)
def test_who_may_be_a_proxy(
    rules: ProxyRules, is_member: bool, is_chair: bool, held: int, may: bool
) -> None:
    assert rules.may_hold(is_member=is_member, is_chair=is_chair, held=held) is may

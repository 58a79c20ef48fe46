"""Notice by the rules: counted back from the meeting, in clear days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.calendar import clear_days_between, working_days_after
from governance.reckoning.rules.kinds.notice import Channel, Meeting, NoticeRules

USUAL = NoticeRules()
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("meeting", "days", "last"),
    [
        (Meeting.GENERAL, {}, date(2026, 6, 9)),  # 15 days before: 14 clear
        (Meeting.ANNUAL, {}, date(2026, 6, 9)),
        (Meeting.ANNUAL, {"annual_days": 21}, date(2026, 6, 2)),
        (Meeting.GENERAL, {"annual_days": 21}, date(2026, 6, 9)),
        (Meeting.GENERAL, {"general_days": 7}, date(2026, 6, 16)),
        (Meeting.SPECIAL_BUSINESS, {}, date(2026, 5, 26)),
    ],
)
def test_the_last_day_to_give_notice(meeting: Meeting, days: dict[str, int], last: date) -> None:
    rules = replace(USUAL, **days)

    found = rules.last_day_to_give(date(2026, 6, 24), meeting)

    assert found == last
    assert clear_days_between(found, date(2026, 6, 24)) == rules.clear_days(meeting)


@pytest.mark.parametrize(
    ("meeting_on", "channel", "days", "last"),
    [
        # Given by Tuesday 9 June: what is sent on the Sunday is, two working days later.
        (date(2026, 6, 24), Channel.EMAIL, {}, date(2026, 6, 7)),
        (date(2026, 6, 24), Channel.EMAIL, {"email_days": 0}, date(2026, 6, 9)),
        (date(2026, 6, 24), Channel.POST, {"post_days": 1}, date(2026, 6, 8)),
        # Given by Tuesday 29 December: the 25th and 28th are bank holidays.
        (date(2027, 1, 13), Channel.POST, {}, date(2026, 12, 23)),
    ],
)
def test_the_last_day_to_send_a_notice(
    meeting_on: date, channel: Channel, days: dict[str, int], last: date
) -> None:
    rules = replace(USUAL, **days)

    assert rules.last_day_to_send(meeting_on, channel, CHRISTMAS) == last


@given(DAYS, st.sampled_from(Channel), st.integers(1, 5))
def test_what_is_sent_on_the_last_day_arrives_in_time_and_a_day_later_it_does_not(
    meeting_on: date, channel: Channel, days: int
) -> None:
    rules = replace(USUAL, email_days=days, post_days=days)

    sent = rules.last_day_to_send(meeting_on, channel, CHRISTMAS)

    def given_on(day: date) -> date:
        return working_days_after(day, days, CHRISTMAS)

    assert clear_days_between(given_on(sent), meeting_on) >= rules.general_days
    assert clear_days_between(given_on(sent + timedelta(days=1)), meeting_on) < rules.general_days


def test_motions_reach_the_secretary_before_the_notice_that_has_them() -> None:
    meeting_on = date(2026, 6, 24)

    assert USUAL.last_day_for_motions(meeting_on) == date(2026, 6, 2)
    assert USUAL.last_day_for_motions(meeting_on) <= USUAL.last_day_to_give(meeting_on)


@pytest.mark.parametrize(
    ("percent", "votes", "members", "agreed"),
    [
        (90, 90, 60, True),
        (90, 89, 60, False),
        (90, 90, 50, False),  # the votes, but not more than half of the members
        (90, 90, 51, True),
        (95, 94, 100, False),
        (95, 95, 100, True),
        (None, 100, 100, False),
    ],
)
def test_short_notice(percent: int | None, votes: int, members: int, agreed: bool) -> None:
    rules = replace(USUAL, short_notice_percent=percent)

    assert agreed is rules.is_short_notice_agreed(
        votes=votes, all_votes=100, members=members, all_members=100
    )


def test_nobody_agrees_to_short_notice_where_there_are_no_votes() -> None:
    assert not USUAL.is_short_notice_agreed(votes=0, all_votes=0, members=0, all_members=0)


@pytest.mark.parametrize(
    ("percent", "members", "needed"),
    [(5, 100, 5), (5, 101, 6), (5, 10, 1), (10, 2999, 300), (1, 0, 1), (1, 5000, 50)],
)
def test_how_many_may_require_a_meeting(percent: int, members: int, needed: int) -> None:
    assert replace(USUAL, requisition_percent=percent).members_to_require(members) == needed


def test_a_meeting_that_members_require_is_called_and_held_in_time() -> None:
    called_by, held_by = USUAL.required_meeting_by(date(2026, 3, 1))

    assert called_by == date(2026, 3, 22)
    assert held_by == date(2026, 4, 19)
    assert clear_days_between(called_by, held_by) >= USUAL.general_days


@pytest.mark.parametrize(
    ("taken_up_on", "last"),
    [
        (date(2026, 6, 7), None),  # adjourned for 13 days
        (date(2026, 6, 8), date(2026, 5, 31)),  # for 14: seven clear days before
        (date(2026, 7, 1), date(2026, 6, 23)),
    ],
)
def test_notice_of_an_adjourned_meeting(taken_up_on: date, last: date | None) -> None:
    assert USUAL.last_day_for_notice_anew(date(2026, 5, 25), taken_up_on) == last


@given(st.integers(7, 30), st.integers(1, 14), DAYS)
def test_there_is_always_a_day_to_give_notice_anew(after: int, days: int, adjourned: date) -> None:
    rules = replace(USUAL, adjourned_after_days=after, adjourned_days=days)
    if list(rules.contradictions()):
        return

    last = rules.last_day_for_notice_anew(adjourned, adjourned + timedelta(days=after))

    assert last is not None
    assert last >= adjourned

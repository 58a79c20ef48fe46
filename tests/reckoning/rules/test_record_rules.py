"""Records by the rules: kept for as long as they say, and never less than the law's."""

from dataclasses import replace
from datetime import date

import pytest

from governance.reckoning import statutes
from governance.reckoning.rules.kinds.records import RecordRules
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.statutes import Figure

USUAL = RecordRules()
DAY = date(2026, 2, 28)


def test_what_is_kept_until_when() -> None:
    assert USUAL.years_of_minutes(DAY) == 10
    assert USUAL.years_of_former_members(DAY) == 10
    assert USUAL.years_of_staff(DAY) == 6
    assert USUAL.years_of_accounting(DAY) == 6
    assert USUAL.papers_until(DAY) == date(2027, 2, 28)
    assert USUAL.draft_until(DAY) is None


def test_the_rules_may_keep_it_for_longer() -> None:
    longer = RecordRules(
        minutes_years=30,
        former_members_years=12,
        staff_years=7,
        accounting_years=10,
        ballot_papers_years=5,
        drafts_months=6,
    )

    assert longer.years_of_minutes(DAY) == 30
    assert longer.years_of_former_members(DAY) == 12
    assert longer.years_of_staff(DAY) == 7
    assert longer.years_of_accounting(DAY) == 10
    assert longer.papers_until(DAY) == date(2031, 2, 28)
    assert longer.draft_until(date(2026, 8, 31)) == date(2027, 2, 28)


def test_a_day_before_the_law_is_judged_by_its_first_figure() -> None:
    assert USUAL.years_of_minutes(date(1990, 1, 1)) == 10


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("records.minutes_years", statutes.MINUTES_RETENTION_YEARS),
        ("records.former_members_years", statutes.FORMER_MEMBER_RETENTION_YEARS),
        ("records.staff_years", statutes.STAFF_RETENTION_YEARS),
        ("records.accounting_years", statutes.ACCOUNTING_RECORDS_YEARS),
    ],
)
def test_nothing_is_kept_for_less_than_the_law_asks(key: str, figure: Figure) -> None:
    setting = setting_of(key)

    assert setting.least == figure.newest.value
    assert figure.newest.source in setting.source


def test_the_register_is_never_shown_later_than_the_law_asks() -> None:
    setting = setting_of("records.inspection_working_days")

    assert setting.most == statutes.INSPECTION_WORKING_DAYS.newest.value


def test_a_request_to_inspect_is_answered_in_working_days() -> None:
    friday, monday = date(2026, 12, 18), date(2026, 12, 28)

    assert USUAL.inspection_due_on(friday, {date(2026, 12, 25), monday}) == date(2026, 12, 29)
    assert replace(USUAL, inspection_working_days=1).inspection_due_on(friday, set()) == date(
        2026, 12, 21
    )


def test_the_books_of_a_year_are_closed_within_months_of_its_end() -> None:
    assert USUAL.closed_by(date(2026, 3, 31)) == date(2026, 6, 30)
    assert replace(USUAL, close_months=9).closed_by(date(2026, 5, 31)) == date(2027, 2, 28)

"""Who takes part in a bonus, and whom alone the law lets the scheme leave out."""

from datetime import date

import pytest

from governance.reckoning.distribution.participation import (
    Employee,
    ParticipationRule,
    objection_to_rule,
    participation,
)

AWARD = date(2027, 3, 31)


@pytest.mark.parametrize(("months", "allowed"), [(-1, False), (0, True), (12, True), (13, False)])
def test_no_more_than_a_years_service_may_be_asked_for(months: int, allowed: bool) -> None:
    objection = objection_to_rule(ParticipationRule(least_service_months=months), on=AWARD)

    assert (objection is None) == allowed


def test_a_rule_that_asks_too_much_is_told_what_to_do() -> None:
    objection = objection_to_rule(ParticipationRule(least_service_months=13), on=AWARD)

    assert str(objection) == (
        "The service asked for must be 12 months at most. Enter fewer months, or 0 for none."
    )


def test_everybody_takes_part_where_the_scheme_asks_for_nothing() -> None:
    people = [Employee("ada", AWARD), Employee("bob", date(2001, 1, 1), date(2027, 3, 1))]

    assert participation(people, ParticipationRule(), on=AWARD).taking_part == ("ada", "bob")


def test_service_is_enough_on_the_day_it_is_reached() -> None:
    people = [Employee("ada", date(2026, 9, 30)), Employee("bob", date(2026, 10, 1))]

    outcome = participation(people, ParticipationRule(least_service_months=6), on=date(2027, 3, 30))

    assert outcome.taking_part == ("ada",)
    assert {each: str(reason) for each, reason in outcome.left_out.items()} == {
        "bob": "The scheme asks for 6 months of service, which is reached on 1 April 2027."
    }


@pytest.mark.parametrize(
    ("found_on", "is_left_out"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
        (None, False),
    ],
)
def test_gross_misconduct_keeps_out_for_a_year(found_on: date | None, is_left_out: bool) -> None:
    rule = ParticipationRule(leaves_out_gross_misconduct=True)

    outcome = participation([Employee("bob", date(2001, 1, 1), found_on)], rule, on=AWARD)

    assert ("bob" in outcome.left_out) == is_left_out


def test_the_reason_says_when_misconduct_was_found() -> None:
    rule = ParticipationRule(leaves_out_gross_misconduct=True)

    outcome = participation([Employee("bob", date(2001, 1, 1), date(2026, 9, 1))], rule, on=AWARD)

    assert str(outcome.left_out["bob"]) == (
        "Gross misconduct was found on 1 September 2026, in the 12 months before the award."
    )

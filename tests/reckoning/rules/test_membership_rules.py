"""Membership by the rules: who may join, and what a suspended member may do."""

from dataclasses import replace
from datetime import date

import pytest

from governance.reckoning.eligibility import Applicant, Criterion, EligibilityRule, eligibility
from governance.reckoning.rules.kinds.membership import MembershipRules, WhileSuspended

TODAY = date(2026, 11, 25)
USUAL = MembershipRules()
NURSE = Applicant(born_on=date(1990, 3, 3), contract_minutes=(2250,), started_on=date(2026, 6, 1))


def test_the_rule_that_people_are_tested_by_has_every_figure() -> None:
    rules = MembershipRules(
        employees_only=False,
        least_age=18,
        least_minutes_a_week=960,
        least_service_months=6,
        probation_over=False,
    )

    assert rules.eligibility() == EligibilityRule(
        is_for_employees=False,
        least_age_years=18,
        least_minutes_a_week=960,
        least_service_months=6,
        needs_probation_over=False,
    )


@pytest.mark.parametrize(
    ("rules", "who", "unmet"),
    [
        (USUAL, NURSE, set()),
        (replace(USUAL, least_service_months=6), NURSE, {Criterion.SERVICE}),
        (replace(USUAL, least_service_months=5), NURSE, set()),
        (USUAL, replace(NURSE, contract_minutes=(479,)), {Criterion.HOURS}),
        (USUAL, replace(NURSE, contract_minutes=(240, 240)), set()),
        (replace(USUAL, least_minutes_a_week=0), replace(NURSE, contract_minutes=(1,)), set()),
        (USUAL, replace(NURSE, born_on=date(2010, 11, 26)), {Criterion.AGE}),
        (USUAL, replace(NURSE, born_on=date(2010, 11, 25)), set()),
        (replace(USUAL, least_age=0), replace(NURSE, born_on=None), set()),
        (USUAL, replace(NURSE, probation_until=date(2026, 11, 26)), {Criterion.PROBATION}),
        (
            replace(USUAL, probation_over=False),
            replace(NURSE, probation_until=date(2026, 11, 26)),
            set(),
        ),
        (USUAL, replace(NURSE, contract_minutes=()), {Criterion.EMPLOYMENT}),
        (replace(USUAL, employees_only=False), replace(NURSE, contract_minutes=()), set()),
    ],
)
def test_who_may_join(rules: MembershipRules, who: Applicant, unmet: set[Criterion]) -> None:
    found = eligibility(who, rules.eligibility(), on=TODAY)

    assert {test.criterion for test in found.unmet} == unmet


@pytest.mark.parametrize(
    ("left", "act", "may"),
    [
        (("discuss",), WhileSuspended.DISCUSS, True),
        (("discuss",), WhileSuspended.PROPOSE, False),
        (("discuss",), WhileSuspended.SECOND, False),
        ((), WhileSuspended.DISCUSS, False),
        (("propose", "stand"), WhileSuspended.PROPOSE, True),
        (("propose", "stand"), WhileSuspended.STAND, True),
        (("propose", "stand"), WhileSuspended.SECOND, False),
    ],
)
def test_what_a_suspended_member_may(left: tuple[str, ...], act: WhileSuspended, may: bool) -> None:
    assert replace(USUAL, while_suspended=left).may_while_suspended(act) is may


def test_voting_is_not_among_what_can_be_left_to_a_suspended_member() -> None:
    (setting,) = [each for each in USUAL.settings() if each.name == "while_suspended"]

    assert {name for name, _words in setting.options} == {act.value for act in WhileSuspended}
    assert not any("vote" in words for _name, words in setting.options)

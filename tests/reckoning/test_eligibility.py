"""Who may join: each test met or not, its reason, and the first day on which it would be met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.eligibility import Applicant, Criterion, eligibility
from governance.reckoning.rules.kinds.membership import MembershipRules

TODAY = date(2027, 1, 25)
USUAL = MembershipRules().eligibility()
SIX_MONTHS = replace(USUAL, least_service_months=6)
ADA = Applicant(
    born_on=date(1990, 5, 1),
    contract_minutes=(8 * 60,),
    started_on=date(2020, 1, 1),
    continuity_from=date(2020, 1, 1),
)


def test_who_meets_every_test_can_join() -> None:
    outcome = eligibility(ADA, SIX_MONTHS, on=TODAY)

    assert outcome.is_eligible
    assert outcome.first_day == TODAY
    assert str(outcome.summary) == "You can join."
    assert [test.criterion for test in outcome.tests] == list(Criterion)


@pytest.mark.parametrize(
    ("facts", "criterion", "reason", "met_on"),
    [
        (
            {"started_on": date(2026, 9, 3), "continuity_from": date(2026, 9, 3)},
            Criterion.SERVICE,
            "You have worked here for 4 months; the rule asks for 6 months, which you reach on"
            " 3 March 2027.",
            date(2027, 3, 3),
        ),
        (
            {"started_on": date(2026, 8, 31), "continuity_from": None},
            Criterion.SERVICE,
            "You have worked here for 4 months; the rule asks for 6 months, which you reach on"
            " 28 February 2027.",
            date(2027, 2, 28),
        ),
        (
            {"started_on": date(2027, 1, 4), "continuity_from": date(2026, 12, 1)},
            Criterion.SERVICE,
            "Your service counts from 1 December 2026 and is 1 month; the rule asks for 6 months,"
            " which you reach on 1 June 2027.",
            date(2027, 6, 1),
        ),
        (
            {"started_on": None, "continuity_from": None},
            Criterion.SERVICE,
            "We do not hold the day from which your service counts. Ask the secretary to enter it.",
            None,
        ),
        (
            {"born_on": date(2011, 2, 10)},
            Criterion.AGE,
            "You are 15; you are 16 on 10 February 2027, the age needed.",
            date(2027, 2, 10),
        ),
        (
            {"born_on": None},
            Criterion.AGE,
            "We do not hold your date of birth. The secretary asks you before you join.",
            None,
        ),
        (
            {"born_on": date(2027, 2, 10)},
            Criterion.AGE,
            "Your date of birth is still to come. Ask the secretary to correct it.",
            None,
        ),
        (
            {"contract_minutes": (240, 239)},
            Criterion.HOURS,
            "Your contract is only 7 hours 59 minutes a week; the rule asks for 8 hours.",
            None,
        ),
        (
            {"probation_until": date(2027, 1, 26)},
            Criterion.PROBATION,
            "You are on probation; it is over on 26 January 2027.",
            date(2027, 1, 26),
        ),
        (
            {"contract_minutes": ()},
            Criterion.EMPLOYMENT,
            "You do not work here, and this membership is for employees.",
            None,
        ),
        (
            {"is_suspended": True},
            Criterion.SUSPENSION,
            "You are suspended.",
            None,
        ),
        (
            {"is_suspended": True, "suspended_until": date(2027, 5, 1)},
            Criterion.SUSPENSION,
            "You are suspended until 1 May 2027.",
            date(2027, 5, 1),
        ),
    ],
)
def test_what_is_missing_is_told_with_the_day_on_which_it_is_met(
    facts: dict[str, object], criterion: Criterion, reason: str, met_on: date | None
) -> None:
    outcome = eligibility(replace(ADA, **facts), SIX_MONTHS, on=TODAY)  # type: ignore[arg-type]

    [missing] = outcome.unmet
    assert (missing.criterion, str(missing.reason), missing.met_on) == (criterion, reason, met_on)
    assert outcome.first_day == met_on


def test_who_starts_later_is_told_when() -> None:
    starter = replace(ADA, started_on=date(2027, 2, 1), continuity_from=date(2027, 2, 1))

    outcome = eligibility(starter, SIX_MONTHS, on=TODAY)

    assert [str(test.reason) for test in outcome.unmet] == [
        "You start work here on 1 February 2027.",
        "Your service begins on 1 February 2027; the rule asks for 6 months, which you reach on"
        " 1 August 2027.",
    ]
    assert str(outcome.summary) == "You can join from 1 August 2027."


def test_who_starts_today_works_here_today() -> None:
    starter = replace(ADA, started_on=TODAY, continuity_from=TODAY)

    outcome = eligibility(starter, SIX_MONTHS, on=TODAY)

    assert [str(test.reason) for test in outcome.unmet] == [
        "You have worked here for 0 months; the rule asks for 6 months, which you reach on"
        " 25 July 2027."
    ]


def test_without_a_rule_of_its_own_a_society_asks_for_no_service() -> None:
    starter = replace(ADA, started_on=TODAY, continuity_from=TODAY)

    assert eligibility(starter, USUAL, on=TODAY).is_eligible


def test_service_before_a_transfer_of_undertakings_counts() -> None:
    transferred = replace(ADA, started_on=date(2027, 1, 4), continuity_from=date(2015, 4, 1))

    assert eligibility(transferred, SIX_MONTHS, on=TODAY).is_eligible


def test_the_hours_of_all_assignments_add_up() -> None:
    two_posts = replace(ADA, contract_minutes=(240, 240))

    assert eligibility(two_posts, SIX_MONTHS, on=TODAY).is_eligible


def test_probation_is_over_on_its_first_day_after() -> None:
    assert eligibility(replace(ADA, probation_until=TODAY), SIX_MONTHS, on=TODAY).is_eligible


def test_a_class_for_others_asks_nothing_of_employment() -> None:
    neighbour = Applicant(born_on=date(1990, 5, 1))

    outcome = eligibility(neighbour, replace(USUAL, is_for_employees=False), on=TODAY)

    assert outcome.is_eligible
    assert [test.criterion for test in outcome.tests] == [Criterion.AGE, Criterion.SUSPENSION]


def test_the_first_day_is_the_last_of_those_needed() -> None:
    young = replace(
        ADA,
        born_on=date(2011, 2, 10),
        started_on=date(2026, 9, 3),
        continuity_from=date(2026, 9, 3),
    )

    outcome = eligibility(young, SIX_MONTHS, on=TODAY)

    assert outcome.first_day == date(2027, 3, 3)
    assert eligibility(young, SIX_MONTHS, on=date(2027, 3, 3)).is_eligible


def test_without_a_known_day_for_one_there_is_none_for_all() -> None:
    young = replace(ADA, born_on=date(2011, 2, 10), contract_minutes=(60,))

    outcome = eligibility(young, SIX_MONTHS, on=TODAY)

    assert outcome.first_day is None
    assert str(outcome.summary) == "You cannot join yet."


@given(
    st.dates(date(1950, 1, 1), date(2026, 12, 31)),
    st.dates(date(2000, 1, 1), date(2028, 12, 31)),
    st.dates(date(2000, 1, 1), date(2028, 12, 31)),
    st.integers(0, 24),
)
def test_one_can_join_on_the_first_day_and_not_on_the_day_before(
    born: date, started: date, probation: date, months: int
) -> None:
    person = replace(
        ADA, born_on=born, started_on=started, continuity_from=started, probation_until=probation
    )
    rule = replace(USUAL, least_service_months=months)

    outcome = eligibility(person, rule, on=TODAY)

    assert outcome.first_day is not None
    assert eligibility(person, rule, on=outcome.first_day).is_eligible
    if not outcome.is_eligible:
        day_before = outcome.first_day - timedelta(days=1)
        assert not eligibility(person, rule, on=day_before).is_eligible

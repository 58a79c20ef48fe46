"""Who may become a member: each test of the rule, met or not, with its reason in words.

Facts are those of one day. Words are for the person who applies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.reckoning.calendar import (
    age_on,
    completed_months,
    day_in_words,
    day_of_age,
    months_after,
    months_in_words,
)
from governance.reckoning.sentence import Sentence, Value, translatable
from governance.reckoning.working_time import hours_in_words


@dataclass(frozen=True)
class EligibilityRule:
    """What a class of membership asks for. The rulebook sets it, and says what is usual."""

    is_for_employees: bool
    least_age_years: int
    least_minutes_a_week: int
    least_service_months: int
    needs_probation_over: bool


@dataclass(frozen=True)
class Applicant:
    """What is known of a person on the day.

    `contract_minutes`: the minutes a week of each assignment, none for who does not work here.
    `continuity_from`: the day from which service counts, before `started_on` after a transfer of
    undertakings. `probation_until` and `suspended_until` are the first days after.
    """

    born_on: date | None = None
    contract_minutes: tuple[int, ...] = ()
    started_on: date | None = None
    continuity_from: date | None = None
    probation_until: date | None = None
    is_suspended: bool = False
    suspended_until: date | None = None


class Criterion(StrEnum):
    """What is tested."""

    EMPLOYMENT = "employment"
    AGE = "age"
    HOURS = "hours"
    PROBATION = "probation"
    SERVICE = "service"
    SUSPENSION = "suspension"


@dataclass(frozen=True)
class Test:
    """One criterion: met or not, why, and the first day on which it would be met, if known."""

    __test__ = False  # A value of ours, nothing for pytest to collect.

    criterion: Criterion
    is_met: bool
    reason: Sentence
    met_on: date | None = None


@dataclass(frozen=True)
class Eligibility:
    """Every test that the rule asks for, on one day."""

    on: date
    tests: tuple[Test, ...]

    @property
    def is_eligible(self) -> bool:
        """Whether every test is met."""
        return not self.unmet

    @property
    def unmet(self) -> tuple[Test, ...]:
        """The tests that are not met."""
        return tuple(test for test in self.tests if not test.is_met)

    @property
    def first_day(self) -> date | None:
        """The first day on which all are met if nothing else changes; None if none is known."""
        days = [test.met_on for test in self.unmet]
        known = [day for day in days if day is not None]
        return max([self.on, *known]) if len(known) == len(days) else None

    @property
    def summary(self) -> Sentence:
        """The outcome in a sentence."""
        if self.is_eligible:
            return Sentence("You can join.")
        if self.first_day is None:
            return Sentence("You cannot join yet.")
        return Sentence("You can join from %(day)s.", {"day": day_in_words(self.first_day)})


def eligibility(applicant: Applicant, rule: EligibilityRule, *, on: date) -> Eligibility:
    """Test a person against a rule on a day; without employment nothing of it is tested further."""
    return Eligibility(on, tuple(_tests(applicant, rule, on)))


def _tests(applicant: Applicant, rule: EligibilityRule, on: date) -> Iterator[Test]:
    if rule.is_for_employees:
        yield _employment(applicant, on)
    if rule.least_age_years:
        yield _age(applicant, rule, on)
    if rule.is_for_employees and applicant.contract_minutes:
        yield from _tests_of_employment(applicant, rule, on)
    yield _suspension(applicant)


def _tests_of_employment(applicant: Applicant, rule: EligibilityRule, on: date) -> Iterator[Test]:
    if rule.least_minutes_a_week:
        yield _hours(applicant, rule)
    if rule.needs_probation_over:
        yield _probation(applicant, on)
    if rule.least_service_months:
        yield _service(applicant, rule, on)


def _employment(applicant: Applicant, on: date) -> Test:
    if not applicant.contract_minutes:
        reason = Sentence("You do not work here, and this membership is for employees.")
        return Test(Criterion.EMPLOYMENT, False, reason)
    if applicant.started_on is not None and applicant.started_on > on:
        values: dict[str, Value] = {"day": day_in_words(applicant.started_on)}
        reason = Sentence("You start work here on %(day)s.", values)
        return Test(Criterion.EMPLOYMENT, False, reason, applicant.started_on)
    return Test(Criterion.EMPLOYMENT, True, Sentence("You work here."))


def _age(applicant: Applicant, rule: EligibilityRule, on: date) -> Test:
    if applicant.born_on is None:
        reason = Sentence(
            "We do not hold your date of birth. The secretary asks you before you join."
        )
        return Test(Criterion.AGE, False, reason)
    if applicant.born_on > on:
        reason = Sentence("Your date of birth is still to come. Ask the secretary to correct it.")
        return Test(Criterion.AGE, False, reason)
    age = age_on(applicant.born_on, on)
    met_on = day_of_age(applicant.born_on, rule.least_age_years)
    values: dict[str, Value] = {
        "age": age,
        "needed": rule.least_age_years,
        "day": day_in_words(met_on),
    }
    if age >= rule.least_age_years:
        return Test(Criterion.AGE, True, Sentence("You are %(needed)s or older.", values))
    reason = Sentence("You are %(age)s; you are %(needed)s on %(day)s, the age needed.", values)
    return Test(Criterion.AGE, False, reason, met_on)


def _hours(applicant: Applicant, rule: EligibilityRule) -> Test:
    minutes = sum(applicant.contract_minutes)
    values: dict[str, Value] = {
        "minutes": hours_in_words(minutes),
        "needed": hours_in_words(rule.least_minutes_a_week),
    }
    if minutes >= rule.least_minutes_a_week:
        reason = Sentence(
            "Your contract is %(minutes)s a week; the rule asks for %(needed)s.", values
        )
        return Test(Criterion.HOURS, True, reason)
    reason = Sentence(
        "Your contract is only %(minutes)s a week; the rule asks for %(needed)s.", values
    )
    return Test(Criterion.HOURS, False, reason)


def _probation(applicant: Applicant, on: date) -> Test:
    if applicant.probation_until is None:
        return Test(Criterion.PROBATION, True, Sentence("You are not on probation."))
    values: dict[str, Value] = {"day": day_in_words(applicant.probation_until)}
    if applicant.probation_until <= on:
        return Test(Criterion.PROBATION, True, Sentence("Your probation is over.", values))
    reason = Sentence("You are on probation; it is over on %(day)s.", values)
    return Test(Criterion.PROBATION, False, reason, applicant.probation_until)


def _service(applicant: Applicant, rule: EligibilityRule, on: date) -> Test:
    since = applicant.continuity_from or applicant.started_on
    if since is None:
        reason = Sentence(
            "We do not hold the day from which your service counts. Ask the secretary to enter it."
        )
        return Test(Criterion.SERVICE, False, reason)
    months = completed_months(since, on)
    met_on = months_after(since, rule.least_service_months)
    values: dict[str, Value] = {
        "months": months_in_words(months),
        "needed": months_in_words(rule.least_service_months),
        "since": day_in_words(since),
        "day": day_in_words(met_on),
    }
    if months >= rule.least_service_months:
        reason = Sentence(
            "Your service counts from %(since)s; the rule asks for %(needed)s.", values
        )
        return Test(Criterion.SERVICE, True, reason)
    return Test(Criterion.SERVICE, False, Sentence(_service_words(applicant, on), values), met_on)


def _service_words(applicant: Applicant, on: date) -> str:
    since, started_on = applicant.continuity_from, applicant.started_on
    if (since or started_on or on) > on:
        return _SERVICE_TO_COME
    if since is not None and started_on is not None and since != started_on:
        return _SERVICE_FROM_BEFORE
    return _SERVICE_HERE


def _suspension(applicant: Applicant) -> Test:
    if not applicant.is_suspended:
        return Test(Criterion.SUSPENSION, True, Sentence("You are not suspended."))
    if applicant.suspended_until is None:
        return Test(Criterion.SUSPENSION, False, Sentence("You are suspended."))
    values: dict[str, Value] = {"day": day_in_words(applicant.suspended_until)}
    reason = Sentence("You are suspended until %(day)s.", values)
    return Test(Criterion.SUSPENSION, False, reason, applicant.suspended_until)


_SERVICE_HERE = translatable(
    "You have worked here for %(months)s; the rule asks for %(needed)s, which you reach on %(day)s."
)
_SERVICE_FROM_BEFORE = translatable(
    "Your service counts from %(since)s and is %(months)s; the rule asks for %(needed)s, which you"
    " reach on %(day)s."
)
_SERVICE_TO_COME = translatable(
    "Your service begins on %(since)s; the rule asks for %(needed)s, which you reach on %(day)s."
)

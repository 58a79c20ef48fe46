"""Who takes part in a bonus of an employee-owned company: everybody but those the law lets out.

Income Tax (Earnings and Pensions) Act 2003, section 312C(3) and (4): a least continuous service of
at most 12 months, and gross misconduct found in the 12 months before, may keep somebody out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.reckoning.calendar import day_in_words, months_after, months_in_words
from governance.reckoning.sentence import Sentence, Value, translatable
from governance.reckoning.statutes import MISCONDUCT_MONTHS, MOST_SERVICE_FOR_BONUS_MONTHS


@dataclass(frozen=True)
class ParticipationRule:
    """What the scheme asks for; it may ask for nothing."""

    least_service_months: int = 0
    leaves_out_gross_misconduct: bool = False


@dataclass(frozen=True)
class Employee:
    """Somebody employed on the day that decides, with what may keep them out."""

    id: str
    continuity_from: date
    misconduct_found_on: date | None = None


@dataclass(frozen=True)
class Participation:
    """Who takes part, by id, and who is left out with the reason; everybody is in one of them."""

    taking_part: tuple[str, ...]
    left_out: dict[str, Sentence]


def objection_to_rule(rule: ParticipationRule, *, on: date) -> Sentence | None:
    """Return why the law does not allow the rule, or None."""
    most = MOST_SERVICE_FOR_BONUS_MONTHS.on(on)
    if not 0 <= rule.least_service_months <= most:
        return Sentence(_SERVICE_TOO_LONG, {"most": months_in_words(most)})
    return None


def participation(
    employees: Iterable[Employee], rule: ParticipationRule, *, on: date
) -> Participation:
    """Tell who takes part in an award that is determined on this day."""
    taking_part, left_out = [], {}
    for employee in employees:
        reason = _reason_to_leave_out(employee, rule, on)
        if reason is None:
            taking_part.append(employee.id)
        else:
            left_out[employee.id] = reason
    return Participation(tuple(taking_part), left_out)


def _reason_to_leave_out(employee: Employee, rule: ParticipationRule, on: date) -> Sentence | None:
    enough_on = months_after(employee.continuity_from, rule.least_service_months)
    if on < enough_on:
        values: dict[str, Value] = {
            "needed": months_in_words(rule.least_service_months),
            "day": day_in_words(enough_on),
        }
        return Sentence(_SERVICE_TOO_SHORT, values)
    found_on = employee.misconduct_found_on
    if not rule.leaves_out_gross_misconduct or found_on is None:
        return None
    months = MISCONDUCT_MONTHS.on(on)
    if found_on <= on < months_after(found_on, months):
        said = {"day": day_in_words(found_on), "months": months_in_words(months)}
        return Sentence(_MISCONDUCT, said)
    return None


_SERVICE_TOO_LONG = translatable(
    "The service asked for must be %(most)s at most. Enter fewer months, or 0 for none."
)
_SERVICE_TOO_SHORT = translatable(
    "The scheme asks for %(needed)s of service, which is reached on %(day)s."
)
_MISCONDUCT = translatable(
    "Gross misconduct was found on %(day)s, in the %(months)s before the award."
)

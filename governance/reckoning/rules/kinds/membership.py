"""Membership: who may join, and what a member may do whose membership is suspended."""

from dataclasses import dataclass
from enum import StrEnum

from governance.reckoning.eligibility import EligibilityRule
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import Options, Unit, choices, number, yes_no
from governance.reckoning.sentence import Sentence
from governance.reckoning.statutes import MOST_SERVICE_FOR_BONUS_MONTHS

MODEL = "Co-operatives UK, worker co-operative model articles, 2012 [G]"


class WhileSuspended(StrEnum):
    """What the rules may leave to a member whose membership is suspended."""

    DISCUSS = "discuss"
    PROPOSE = "propose"
    SECOND = "second"
    STAND = "stand"


_ACTS: Options = (
    (WhileSuspended.DISCUSS.value, "take part in discussions"),
    (WhileSuspended.PROPOSE.value, "propose motions and amendments"),
    (WhileSuspended.SECOND.value, "second motions and amendments"),
    (WhileSuspended.STAND.value, "stand for election"),
)


@rule_kind
@dataclass(frozen=True)
class MembershipRules(RuleKind):
    """Who may be a member. A suspended member is on no roll, whatever the rules say."""

    name = "membership"
    title = "Membership and eligibility"
    about = "Who may become a member, and what a member may do whose membership is suspended."

    employees_only: bool = yes_no(
        "Employees only",
        "Only people who work here may become members.",
        "Whoever the board admits may become a member, whether they work here or not.",
        default=True,
        help="Where members are not only those who work here, this is no.",
        source=f"{MODEL}: members are employees",
    )
    least_age: int = number(
        "Least age",
        "Whoever becomes a member is %(value)s old or more.",
        says_zero="There is no least age for members.",
        default=16,
        unit=Unit.YEARS,
        least=0,
        most=18,
        help="Nobody of full age can be kept out by it.",
        source=f"{MODEL}: 16; the 2014 Act leaves younger members to the rules [G]",
    )
    least_minutes_a_week: int = number(
        "Least working time",
        "Whoever becomes a member works here by a contract of at least %(value)s a week.",
        says_zero="A contract of any hours is enough to become a member.",
        default=480,
        unit=Unit.MINUTES,
        least=0,
        most=960,
        help="More than two days a week would keep out many who work part time.",
        source=f"{MODEL}: 8 hours a week",
    )
    least_service_months: int = number(
        "Least service",
        "Whoever becomes a member has worked here for %(value)s or more.",
        says_zero="Nobody has to have worked here for any time before becoming a member.",
        default=0,
        unit=Unit.MONTHS,
        least=0,
        most=24,
        help="Of what an employee ownership trust pays, nobody is left out for longer service than"
        " 12 months.",
        source="None unless the rules ask for it; of an employee ownership trust: "
        + MOST_SERVICE_FOR_BONUS_MONTHS.newest.cited,
    )
    probation_over: bool = yes_no(
        "Probation first",
        "Nobody becomes a member before their probation is over.",
        "People may become members while they are on probation.",
        default=True,
        help="By then both sides know whether they stay.",
        source=f"{MODEL}: probation first",
    )
    while_suspended: tuple[str, ...] = choices(
        "While suspended",
        "A member whose membership is suspended may, besides reading: %(value)s.",
        says_zero="A member whose membership is suspended may read, and nothing else.",
        default=(WhileSuspended.DISCUSS.value,),
        options=_ACTS,
        help="They neither vote nor count towards a quorum, whatever is chosen here.",
        source="Practice [J]; the society’s own rules on discipline",
    )

    def eligibility(self) -> EligibilityRule:
        """Return what is asked of whoever applies to join."""
        return EligibilityRule(
            is_for_employees=self.employees_only,
            least_age_years=self.least_age,
            least_minutes_a_week=self.least_minutes_a_week,
            least_service_months=self.least_service_months,
            needs_probation_over=self.probation_over,
        )

    def may_while_suspended(self, act: WhileSuspended) -> bool:
        """Say whether a suspended member may do this."""
        return act in self.while_suspended

    def while_suspended_in_words(self) -> Sentence:
        """Return what a suspended member may do and what not, besides reading."""
        words = dict(_ACTS)
        may = tuple(Sentence(words[act]) for act in words if act in self.while_suspended)
        may_not = tuple(Sentence(words[act]) for act in words if act not in self.while_suspended)
        if not may:
            return Sentence("A suspended member may not: %(acts)s.", {"acts": may_not})
        if not may_not:
            return Sentence("A suspended member may still: %(acts)s.", {"acts": may})
        return Sentence(
            "A suspended member may still: %(may)s. They may not: %(may_not)s.",
            {"may": may, "may_not": may_not},
        )

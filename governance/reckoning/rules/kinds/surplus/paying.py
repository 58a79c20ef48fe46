"""Surplus: dividends, bonuses and interest that depends on results, and their caps.

Interest on shares is a cost and no part of the surplus: it stands among the rules on shares.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import (
    ChangedBy,
    NotPossible,
    Unit,
    choice,
    choices,
    number,
    yes_no,
)
from governance.reckoning.sentence import Sentence

SAME_TERMS = "HMRC EIM03054; Taxation of Chargeable Gains Act 1992, section 236K"
CONTRIBUTION = (
    "Model rules of societies (Co-operatives UK, after 2014): equally, or by a formula that"
    " recognises what each contributes"
)
BASES = (
    ("equal", "equally"),
    ("hours", "by paid hours"),
    ("pay", "by pay"),
    ("service", "by length of service"),
)
# What a distribution weighs for each of them.
BASIS_OF = {
    "equal": Basis.HEADS,
    "hours": Basis.MINUTES,
    "pay": Basis.PAY,
    "service": Basis.SERVICE,
    "shares": Basis.SHARES,
}


@dataclass(frozen=True)
class SurplusPaying(RuleKind):
    """What is paid out of the surplus, and how it is shared."""

    performance_interest_percent: int = number(
        "Interest that depends on results",
        "Interest that depends on the society’s results is at most %(value)s of the debt a year.",
        default=0,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No interest depends on the society’s results.",
        help="Law caps it in a community interest company; elsewhere it is seldom.",
        source="SI 2005/1788, regulation 21, of community interest companies [G]",
    )
    dividend_cap_percent: int = number(
        "Cap of dividends",
        "Dividends are at most %(value)s of the profits that may be distributed.",
        default=35,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No dividends are paid out of profits.",
        help="Law caps it in a community interest company; others may set their own.",
        source="SI 2005/1788, regulations 19 and 22, of community interest companies",
    )
    dividend_basis: str = choice(
        "How dividends are shared",
        "Dividends are shared %(value)s.",
        default="equal",
        options=(*BASES, ("shares", "by shares held")),
        help="Equally, where members count and not what they hold.",
        source=CONTRIBUTION,
    )
    bonus_factors: tuple[str, ...] = choices(
        "How a bonus is shared",
        "A bonus is shared: %(value)s.",
        default=("equal",),
        options=BASES,
        help="Of an employee ownership trust law allows no others.",
        source=SAME_TERMS,
        changed_by=ChangedBy.POLICY,
    )
    bonus_adds_up: bool = yes_no(
        "Several factors",
        "Where a bonus has several factors, each has a sum of its own, and these are added.",
        "Where a bonus has several factors, they are multiplied.",
        default=True,
        help="Of an employee ownership trust law has it so; a product would favour the few.",
        source=SAME_TERMS,
        changed_by=ChangedBy.NOBODY,
    )
    bonus_service_months: int = number(
        "Service for a bonus",
        "A bonus needs %(value)s of service.",
        default=0,
        unit=Unit.MONTHS,
        least=0,
        most=24,
        says_zero="A bonus needs no time of service.",
        help="Of an employee ownership trust not longer than a year.",
        source="Income Tax (Earnings and Pensions) Act 2003, section 312C(3)",
        changed_by=ChangedBy.POLICY,
    )
    bonus_leaves_out_misconduct: bool = yes_no(
        "Gross misconduct",
        "Whoever was found in gross misconduct in the year before has no bonus.",
        "A bonus is also for whoever was found in gross misconduct.",
        default=False,
        help="Law lets an employee ownership trust leave them out.",
        source="Income Tax (Earnings and Pensions) Act 2003, section 312C(4)",
        changed_by=ChangedBy.POLICY,
    )
    bonus_rounding: str = choice(
        "Pennies of a bonus",
        "What a bonus comes to is rounded %(value)s.",
        default="down",
        options=(
            ("down", "down, and what is left goes to the reserve"),
            ("largest_remainder", "so that the whole sum is paid, and equals may differ by 1p"),
        ),
        help="Down is alike for equals; the other pays out every penny.",
        source=f"{SAME_TERMS} [J]",
        changed_by=ChangedBy.POLICY,
    )
    bonus_pays_on_costs: bool = yes_no(
        "Employer’s contributions",
        "The employer’s National Insurance on a bonus is paid from the sum for it.",
        "The employer’s National Insurance on a bonus is paid besides the sum for it.",
        default=True,
        help="Else a bonus costs more than the sum that was voted.",
        source="Practice [J]",
        changed_by=ChangedBy.POLICY,
    )

    def most_dividend_pence(self, distributable_pence: int) -> int:
        """Return the most that may be paid in dividends out of profits that may be distributed."""
        return max(0, distributable_pence) * self.dividend_cap_percent // 100

    def contradictions_of_paying(
        self, *, dividend_least: int, bonus_most: int
    ) -> Iterator[NotPossible]:
        """Yield what the heads ask for and these rules do not let be paid."""
        if dividend_least > self.dividend_cap_percent:
            yield _impossible(
                "dividend_cap_percent", "The cap of dividends is less than their least."
            )
        if bonus_most and not self.bonus_factors:
            yield _impossible("bonus_factors", "Select how a bonus is shared.")


def _impossible(name: str, words: str) -> NotPossible:
    return NotPossible(f"surplus.{name}", Sentence(words))

"""Shares: the policies that hold for every class, beside the terms of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from governance.reckoning.calendar import months_after
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import ChangedBy, Unit, choice, number, yes_no
from governance.reckoning.statutes import MOST_WITHDRAWABLE_SHARES_PENCE

HANDBOOK = "Community Shares Handbook, 3.2"
BASIS_POINT_PPM = 100  # a hundredth of a per cent, in millionths
MORE_THAN_HALF, THREE_QUARTERS = "more_than_half", "three_quarters"
OF_A_CLASS = {
    MORE_THAN_HALF: Majority(Basis.ENTITLED, Fraction(1, 2), is_strict=True),
    THREE_QUARTERS: Majority(Basis.ENTITLED, Fraction(3, 4), is_strict=False),
}


@rule_kind
@dataclass(frozen=True)
class ShareRules(RuleKind):
    """What holds for shares of every class."""

    name = "shares"
    title = "Shares"
    about = "What holds for shares of every class; the rights of each class stand in its terms."

    nominal_pence: int = number(
        "Nominal value",
        "A share of a new class has the value of %(value)s, unless its terms say otherwise.",
        default=1_00,
        unit=Unit.PENCE,
        least=1,
        most=1_000_00,
        help="One pound is usual, so that as many shares as pounds are held.",
        source="Model rules of societies: £1 [G]",
    )
    class_consent: str = choice(
        "Consent of a class",
        "Where a class must consent and its terms do not say how, %(value)s must be for it.",
        default=MORE_THAN_HALF,
        options=(
            (MORE_THAN_HALF, "more than half of all its votes"),
            (THREE_QUARTERS, "three quarters of all its votes"),
        ),
        help="All votes of the class count, so silence is no consent.",
        source="Practice of shareholders’ agreements [J]; 2006 Act, section 630, asks for three"
        " quarters to vary the rights of a class [G]",
    )
    transfers_need_consent: bool = yes_no(
        "Consent to transfers",
        "Shares pass from one holder to another only with the consent of the board.",
        "Shares pass from one holder to another without the consent of the board.",
        default=True,
        help="So that nobody becomes a holder whom the rules would not admit.",
        source="Model rules let the board refuse any transfer [G]; 2006 Act, section 771",
    )
    interest_above_base: int | None = number(
        "Highest interest above base rate",
        "Interest on shares is at most %(value)s a year above the base rate of the Bank of"
        " England, or the rate below if that is more.",
        says_zero="Interest on shares is at most the base rate of the Bank of England, or the rate"
        " below if that is more.",
        says_none="The rules set no highest rate of interest above base rate.",
        default=200,
        unit=Unit.BASIS_POINTS,
        least=0,
        most=500,
        may_be_none=True,
        help="Interest is what is needed to obtain and keep capital, and no more.",
        source=f"{HANDBOOK}: 2% above base rate or 5%, whichever is more [G]; FCA, RFCCBS 6.1",
    )
    interest_in_any_case: int = number(
        "Interest allowed in any case",
        "Interest on shares of up to %(value)s a year is allowed whatever the base rate is.",
        says_zero="No rate of interest is allowed whatever the base rate is.",
        default=500,
        unit=Unit.BASIS_POINTS,
        least=0,
        most=800,
        help="While base rate is low, capital would otherwise earn next to nothing.",
        source=f"{HANDBOOK}: 2% above base rate or 5%, whichever is more [G]",
    )
    largest_holding: int | None = number(
        "Largest holding",
        "Nobody holds withdrawable shares of more than %(value)s.",
        says_none="Nobody holds more withdrawable shares than the law allows.",
        default=None,
        unit=Unit.PENCE,
        least=1_00,
        most=MOST_WITHDRAWABLE_SHARES_PENCE.newest.value,
        may_be_none=True,
        help="So that no single holder can hurt the society by withdrawing.",
        source=MOST_WITHDRAWABLE_SHARES_PENCE.newest.cited,
    )
    withdrawal_notice_days: int = number(
        "Notice of a withdrawal",
        "Shares are withdrawn %(value)s after their holder asked, or later.",
        says_zero="Shares may be withdrawn as soon as the board agrees.",
        default=0,
        unit=Unit.DAYS,
        least=0,
        most=365,
        help="Time for the society to find the money.",
        source=f"{HANDBOOK}: three months in many model rules [G]",
    )
    untraced_months: int = number(
        "Wait for whoever cannot be found",
        "The membership of somebody who cannot be found ends %(value)s after a letter to their last"
        " known address, or later.",
        default=3,
        unit=Unit.MONTHS,
        least=1,
        most=36,
        help="Time for a letter to be sent on and answered.",
        source="Community Shares Handbook, 3.2.11: the rules deal with untraceable members [G]",
    )
    unpaid_after_days: int = number(
        "Reminder of shares not paid for",
        "The office is reminded of shares not paid for %(value)s after they were approved.",
        default=30,
        unit=Unit.DAYS,
        least=7,
        most=365,
        help="One pay day at least, where shares are paid for from pay.",
        source="Practice [J]",
        changed_by=ChangedBy.POLICY,
    )
    leaving_soon_days: int = number(
        "Reminder of who leaves",
        "The office is reminded of whoever leaves within the next %(value)s.",
        default=31,
        unit=Unit.DAYS,
        least=1,
        most=92,
        help="Time to prepare what becomes of their shares and their office.",
        source="Practice [J]",
        changed_by=ChangedBy.POLICY,
    )

    unclaimed_days: int = number(
        "Reminder of money nobody claims",
        "The finance officer is reminded of money owed to a former member for %(value)s.",
        default=365,
        unit=Unit.DAYS,
        least=30,
        most=2190,
        help="Six years at most: after them a claim may be too late.",
        source="Limitation Act 1980, section 5; practice [J]",
        changed_by=ChangedBy.POLICY,
    )

    def highest_interest_ppm(self, base_rate_ppm: int) -> int | None:
        """Return the highest rate of interest in millionths, by the base rate of the day.

        None: the rules set none, and whoever declares interest says where the rate stands.
        """
        if self.interest_above_base is None:
            return None
        above = base_rate_ppm + self.interest_above_base * BASIS_POINT_PPM
        return max(above, self.interest_in_any_case * BASIS_POINT_PPM)

    def largest_holding_pence(self, on: date) -> int:
        """Return the most withdrawable share capital of one holder: the law's or less."""
        first = MOST_WITHDRAWABLE_SHARES_PENCE.values[0].since
        lawful = MOST_WITHDRAWABLE_SHARES_PENCE.on(max(on, first))
        return lawful if self.largest_holding is None else min(lawful, self.largest_holding)

    def may_be_withdrawn_on(self, asked_on: date) -> date:
        """Return the first day on which shares asked for on a day may be withdrawn."""
        return asked_on + timedelta(days=self.withdrawal_notice_days)

    def untraced_from(self, written_on: date) -> date:
        """Return the first day on which a membership can end for want of an answer to a letter."""
        return months_after(written_on, self.untraced_months)

    def is_overdue(self, approved_on: date, on: date) -> bool:
        """Say whether shares approved on a day and not paid for are to be reminded of."""
        return on >= approved_on + timedelta(days=self.unpaid_after_days)

    def consent_of_a_class(self) -> Majority:
        """Return how much of a class consents to what needs its consent."""
        return OF_A_CLASS[self.class_consent]

    def is_unclaimed_since(self, on: date) -> date:
        """Return the day such that money due on it or before is to be reminded of on a day."""
        return on - timedelta(days=self.unclaimed_days)

    def leaves_soon_until(self, on: date) -> date:
        """Return the last day of leaving of which the office is reminded on a day."""
        return on + timedelta(days=self.leaving_soon_days)

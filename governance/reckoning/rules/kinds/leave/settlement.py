"""Leave market: how a trade is paid, checked, repaired and kept."""

from dataclasses import dataclass
from fractions import Fraction

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.kinds.leave.trading import POLICIES, PRACTICE, WAGE
from governance.reckoning.rules.setting import ChangedBy, Unit, choice, number, yes_no

SCHEMES = "The rules of each pension scheme, which differ [J]"
WEEKS = {
    "52": Fraction(52),
    "260_5": Fraction(260, 5),
    "261_5": Fraction(261, 5),
    "365_7": Fraction(365, 7),
}


@dataclass(frozen=True)
class LeaveSettlement(RuleKind):
    """Wages, pay runs, pensions, the pot, leave not taken, donations and records."""

    wage_check: bool = yes_no(
        "Check of the minimum wage",
        "Nobody’s pay falls below the minimum wage in any pay period by buying leave.",
        "The minimum wage is not checked.",
        default=True,
        help="Law: pay given up is not pay, whoever agreed to it.",
        source=f"{WAGE}, regulation 9; HMRC NMWM09300",
        changed_by=ChangedBy.NOBODY,
    )
    wage_basis: str = choice(
        "Hours of that check",
        "It is checked on %(value)s.",
        default="conservative",
        options=(
            ("conservative", "the contract’s hours"),
            ("reduced_hours", "the hours less the leave bought"),
        ),
        help="The second only with written advice: it may be arguable.",
        source="HMRC NMWM09300 [J]",
        changed_by=ChangedBy.POLICY,
    )
    weeks_per_year: str = choice(
        "Weeks of a year",
        "A year has %(value)s when an hour’s pay is worked out.",
        default="365_7",
        options=(
            ("52", "52 weeks"),
            ("260_5", "260 days, 5 a week"),
            ("261_5", "261 days, 5 a week"),
            ("365_7", "365 days, 7 a week"),
        ),
        help="How the payroll works out an hour’s pay.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    most_instalments: int = number(
        "Instalments of a buyer",
        "A buyer pays in equal parts to the end of the leave year, %(value)s at most.",
        default=12,
        unit=Unit.TIMES,
        least=1,
        most=12,
        help="A month each at the longest, so that nothing runs into the next year.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    seller_payment: str = choice(
        "Payment of a seller",
        "A seller is paid %(value)s.",
        default="lump",
        options=(("lump", "in one sum"), ("instalments", "in equal parts, if they choose so")),
        help="A lump sum can cut Universal Credit.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    float_cap_pence: int = number(
        "Most outstanding",
        "Sellers are paid before buyers have paid, up to %(value)s at any time.",
        default=2_500_000,
        unit=Unit.PENCE,
        least=0,
        most=1_000_000_000,
        says_zero="Sellers are paid only as buyers have paid.",
        help="What the society can lend for as long as buyers pay.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    pension_sold: bool = yes_no(
        "Pension on leave sold",
        "What a seller is paid counts for the pension.",
        "What a seller is paid does not count for the pension.",
        default=False,
        help="Look it up in the rules of the pension scheme.",
        source=SCHEMES,
        changed_by=ChangedBy.POLICY,
    )
    pension_bought: str = choice(
        "Pension on leave bought",
        "A buyer’s pension is on %(value)s.",
        default="full_pay",
        options=(("full_pay", "full pay"), ("reduced_pay", "the pay that is left")),
        help="Look it up in the rules of the pension scheme.",
        source=SCHEMES,
        changed_by=ChangedBy.POLICY,
    )
    pot_cap_pence: int = number(
        "Pot for the difference",
        "At own rates, the pot pays %(value)s in a leave year at most.",
        default=0,
        unit=Unit.PENCE,
        least=0,
        most=1_000_000_000,
        says_zero="There is no pot that pays a difference between rates.",
        help="Only where each hour is priced at its own rate of pay.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    spread_to: str = choice(
        "What own rates leave over",
        "What own rates leave over goes to %(value)s.",
        default="hardship",
        options=(("hardship", "the hardship pool"), ("reserve", "the reserve")),
        help="Only where each hour is priced at its own rate of pay.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    void_repair: str = choice(
        "When a trade falls away",
        "When one side of a trade falls away before it is settled, %(value)s.",
        default="substitute_then_trim",
        options=(
            ("substitute_then_trim", "the next order takes its place, else the other side is cut"),
            ("pot", "the pot takes its place"),
        ),
        help="So that a leaver does not undo a colleague’s plans.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    bought_unused: str = choice(
        "Bought leave not taken",
        "Bought leave not taken by the year’s end is %(value)s.",
        default="carry",
        options=(("carry", "carried into the next year"), ("lapse", "lost"), ("refund", "repaid")),
        help="It was paid for; carried, it is not lost.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    most_carried_minutes: int = number(
        "Most carried",
        "Somebody full time carries %(value)s of it at most, others in proportion.",
        default=2_250,
        unit=Unit.MINUTES,
        least=0,
        most=4_500,
        help="Leave that heaps up is not taken as rest.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    bought_use_order: str = choice(
        "Order of use",
        "Bought leave is taken %(value)s.",
        default="last",
        options=(("last", "after all other leave"), ("first", "before all other leave")),
        help="Statutory leave comes first, so that it is not lost.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    donation_percent: int = number(
        "Most given away",
        "Somebody may give away %(value)s of their leave above the statutory.",
        default=50,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="No leave is given away.",
        help="So that nobody gives away the rest they need themselves.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    donation_board: int = number(
        "Who grants from the hardship pool",
        "From the hardship pool %(value)s grant, whom the members elect.",
        default=3,
        unit=Unit.PEOPLE,
        least=2,
        most=12,
        help="Colleagues and not managers, for it is about hardship.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    suppress_below: int = number(
        "Smallest group in figures",
        "Figures of fewer than %(value)s are not shown.",
        default=10,
        unit=Unit.PEOPLE,
        least=5,
        most=100,
        help="So that nobody is known by a figure.",
        source="Practice of official statistics [J]",
        changed_by=ChangedBy.POLICY,
    )
    retention_years: int = number(
        "Records",
        "Records of leave and of what was paid for it are kept for %(value)s.",
        default=6,
        unit=Unit.YEARS,
        least=1,
        most=50,
        help="Law asks for six years; longer only with a reason.",
        source="Working Time Regulations 1998, regulation 16B, from 6 April 2026",
        changed_by=ChangedBy.POLICY,
    )

    @property
    def weeks(self) -> Fraction:
        """The weeks of a year by which an hour’s pay is worked out."""
        return WEEKS[self.weeks_per_year]

    def hourly_pence(self, yearly_pence: int, *, weekly_minutes: int) -> Fraction:
        """Return what an hour of somebody’s pay comes to, exactly."""
        return yearly_pence * 60 / (self.weeks * weekly_minutes)

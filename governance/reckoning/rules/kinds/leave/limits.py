"""Leave market: who may trade, when, and how much."""

from dataclasses import dataclass
from datetime import date, timedelta

from governance.reckoning.calendar import completed_months, months_after
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.kinds.leave.trading import POLICIES, PRACTICE
from governance.reckoning.rules.setting import ChangedBy, Unit, choice, choices, number, yes_no

WORKING_TIME = "Working Time Regulations 1998 (SI 1998/1833)"
MONTHS = (
    ("january", "January"),
    ("february", "February"),
    ("march", "March"),
    ("april", "April"),
    ("may", "May"),
    ("june", "June"),
    ("july", "July"),
    ("august", "August"),
    ("september", "September"),
    ("october", "October"),
    ("november", "November"),
    ("december", "December"),
)


@dataclass(frozen=True)
class Window:
    """The first and the last day on which leave of a leave year can be traded."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class LeaveLimits(RuleKind):
    """The leave year, what is kept, what may be traded, and who approves."""

    leave_year_month: str = choice(
        "Month in which the leave year begins",
        "The leave year begins in %(value)s.",
        default="april",
        options=MONTHS,
        help="As the contracts have it.",
        source=f"{WORKING_TIME}, regulation 13(3): by agreement",
        changed_by=ChangedBy.POLICY,
    )
    leave_year_day: int = number(
        "Day of that month",
        "It begins on day %(value)s of that month.",
        default=1,
        unit=Unit.TIMES,
        least=1,
        most=28,
        help="As the contracts have it.",
        source=f"{WORKING_TIME}, regulation 13(3): by agreement",
        changed_by=ChangedBy.POLICY,
    )
    only_above_statute: bool = yes_no(
        "Statutory leave",
        "Only leave above the statutory can be sold or given away.",
        "Statutory leave could be sold.",
        default=True,
        help="Statutory leave is for rest, and no agreement can sell it.",
        source=f"{WORKING_TIME}, regulations 13(9)(b), 13A(6) and 14: no pay in lieu",
        changed_by=ChangedBy.NOBODY,
    )
    statutory_floor_extra_minutes: int = number(
        "Kept besides",
        "Besides the statutory leave everybody keeps %(value)s, in proportion to their hours.",
        default=0,
        unit=Unit.MINUTES,
        least=0,
        most=6_000,
        says_zero="Nobody need keep more than the statutory leave.",
        help="More, where the society wants more rest than the law.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    most_sold_minutes: int = number(
        "Most sold in a year",
        "Somebody full time may sell %(value)s in a leave year, others in proportion.",
        default=2_250,
        unit=Unit.MINUTES,
        least=0,
        most=4_500,
        says_zero="No leave is sold.",
        help="One week, so that whoever is paid least does not sell their rest.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    most_bought_minutes: int = number(
        "Most bought in a year",
        "Somebody full time may buy %(value)s in a leave year, others in proportion.",
        default=2_250,
        unit=Unit.MINUTES,
        least=0,
        most=4_500,
        says_zero="No leave is bought.",
        help="A week is usual: the work must still be done.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    one_side_per_year: bool = yes_no(
        "One side in a year",
        "Nobody both sells and buys leave in one leave year.",
        "Somebody may both sell and buy leave in one leave year.",
        default=True,
        help="So that nobody trades on the price.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    no_resale: bool = yes_no(
        "No resale",
        "Leave that was bought is not sold on.",
        "Leave that was bought could be sold on.",
        default=True,
        help="Leave that could be turned into money again would be taxed as pay.",
        source="HMRC EIM00540: what can be turned into money is taxed as pay [J]",
        changed_by=ChangedBy.NOBODY,
    )
    most_orders: int = number(
        "Orders at once",
        "A member may have %(value)s at once.",
        default=3,
        unit=Unit.ORDERS,
        least=1,
        most=20,
        help="Enough for most, few enough to be looked through.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    window_opens_months: int = number(
        "When orders begin",
        "Orders begin %(value)s into the leave year.",
        default=0,
        unit=Unit.MONTHS,
        least=0,
        most=11,
        says_zero="Orders begin with the leave year.",
        help="Later, once everybody has planned their own leave.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    window_closes_months: int = number(
        "When orders end",
        "The last auction closes %(value)s before the leave year ends.",
        default=2,
        unit=Unit.MONTHS,
        least=0,
        most=11,
        says_zero="The last auction closes with the leave year.",
        help="So that what was bought can still be taken, and pay runs are left to pay for it.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    eligible_classes: tuple[str, ...] = choices(
        "Who may trade",
        "Trading is open to staff with: %(value)s.",
        default=("permanent", "fixed_term"),
        options=(
            ("permanent", "a permanent contract"),
            ("fixed_term", "a fixed term to the end of the leave year or longer"),
        ),
        help="Not to irregular hours or part of the year, whose leave grows with the hours worked,"
        " nor to term-time staff, people under notice and agency workers.",
        source=f"{WORKING_TIME}, regulation 15B [J]",
        changed_by=ChangedBy.POLICY,
    )
    least_service_months: int = number(
        "Service to trade",
        "Trading needs %(value)s of service.",
        default=6,
        unit=Unit.MONTHS,
        least=0,
        most=24,
        says_zero="Trading needs no time of service.",
        help="By then somebody knows what leave they need.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    approval_when: str = choice(
        "When a manager approves",
        "A manager approves cover %(value)s.",
        default="before_match",
        options=(("before_match", "before the auction"), ("after_match", "after the auction")),
        help="A manager sees hours and the team’s cover, never a price.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    approval_days: int = number(
        "Time to approve",
        "A manager answers within %(value)s.",
        default=5,
        unit=Unit.WORKING_DAYS,
        least=1,
        most=20,
        help="Cover is looked at while there is time to plan.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    silent_result: str = choice(
        "If a manager does not answer",
        "If a manager does not answer in time, the order is %(value)s.",
        default="escalate",
        options=(("escalate", "put to their deputy"), ("refuse", "refused")),
        help="An order is not lost because somebody is away.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    least_cover_percent: int = number(
        "Cover of a team",
        "A manager is warned where less than %(value)s of a team would be at work.",
        default=50,
        unit=Unit.PERCENT,
        least=0,
        most=100,
        says_zero="A manager is not warned of a team’s cover.",
        help="The manager decides; this is when they are warned.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    cool_off_days: int = number(
        "Time to think again",
        "An order to sell can be taken back for %(value)s.",
        default=3,
        unit=Unit.WORKING_DAYS,
        least=0,
        most=14,
        says_zero="There is no time to think again.",
        help="Time for second thoughts, for those who need the money most.",
        source="Protection of those paid least [J]",
        changed_by=ChangedBy.POLICY,
    )
    pools: str = choice(
        "Pools",
        "Leave is traded %(value)s.",
        default="one",
        options=(("one", "among all staff"), ("staff_group", "within each staff group")),
        help="Within staff groups a costly hour is not swapped for a cheaper one.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    least_pool_members: int = number(
        "Smallest pool",
        "A pool has at least %(value)s; a smaller one is joined to another.",
        default=30,
        unit=Unit.PEOPLE,
        least=2,
        most=1_000,
        help="In a small pool prices jump and people are known by them.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )

    def leave_year_of(self, day: date) -> tuple[date, date]:
        """Return the first and the last day of the leave year in which a day is."""
        month = [name for name, _words in MONTHS].index(self.leave_year_month) + 1
        begins = date(day.year, month, self.leave_year_day)
        if begins > day:
            begins = months_after(begins, -12)
        return begins, months_after(begins, 12) - timedelta(days=1)

    def window_of(self, day: date) -> Window:
        """Return when leave of the leave year of a day can be traded."""
        begins, _ends = self.leave_year_of(day)
        next_year = months_after(begins, 12)
        return Window(
            months_after(begins, self.window_opens_months),
            months_after(next_year, -self.window_closes_months) - timedelta(days=1),
        )

    def has_served_enough(self, continuity_from: date, *, on: date) -> bool:
        """Say whether somebody’s service is long enough to trade."""
        return completed_months(continuity_from, on) >= self.least_service_months

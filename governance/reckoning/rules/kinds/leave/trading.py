"""Leave market: how orders meet, and between which prices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.reckoning.money import pounds
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.setting import (
    ChangedBy,
    NotPossible,
    Unit,
    choice,
    number,
    yes_no,
)
from governance.reckoning.sentence import Sentence
from governance.reckoning.statutes import NATIONAL_LIVING_WAGE_PENCE

PRACTICE = "Simulated clearings of markets of 50 to 5,000 staff [J]"
POLICIES = "Employers’ schemes for buying and selling leave [J]"
WAGE = "National Minimum Wage Act 1998; SI 2015/621"


@dataclass(frozen=True)
class Collar:
    """The lowest and the highest price of an hour on a day, both allowed, in whole steps."""

    floor_pence: int
    ceiling_pence: int
    tick_pence: int

    def refusal_of(self, price_pence: int) -> Sentence | None:
        """Return why an hour cannot have this price, or None if it can."""
        if not self.floor_pence <= price_pence <= self.ceiling_pence:
            return Sentence(
                "The price of an hour must be between %(least)s and %(most)s.",
                {"least": pounds(self.floor_pence), "most": pounds(self.ceiling_pence)},
            )
        if price_pence % self.tick_pence:
            return Sentence(
                "The price of an hour must be in steps of %(step)s.",
                {"step": pounds(self.tick_pence)},
            )
        return None

    def nearest(self, price_pence: int) -> int:
        """Return the price within the collar that is nearest."""
        return min(max(price_pence, self.floor_pence), self.ceiling_pence)


@dataclass(frozen=True)
class LeaveTrading(RuleKind):
    """The market, its prices and its clearings."""

    enabled: bool = yes_no(
        "Leave market",
        "Colleagues may sell and buy leave from each other.",
        "Leave is not traded.",
        default=True,
        help="Where few want to trade, leave it off.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    mode: str = choice(
        "How leave changes hands",
        "Leave changes hands by %(value)s.",
        default="auction",
        options=(
            ("auction", "an auction with one price for all"),
            ("tariff", "a tariff that the members vote"),
            ("own_rate", "each one’s own rate of pay, the difference from a pot"),
            ("donation_only", "donation to a hardship pool only"),
        ),
        help="A tariff is the better choice under about 200 staff. At an own rate the pot can run"
        " short, so it needs a most.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    price_floor_pence: int | None = number(
        "Lowest price of an hour",
        "An hour is sold for %(value)s or more, and never for less than the National Living Wage.",
        default=None,
        unit=Unit.PENCE,
        least=1,
        most=20_000,
        may_be_none=True,
        says_none="An hour is sold for the National Living Wage of the day, rounded up to a whole"
        " step, or more.",
        help="Nobody sells rest for less than an hour’s work must be paid.",
        source=f"{WAGE}: the floor protects whoever is paid least [J]",
        changed_by=ChangedBy.POLICY,
    )
    price_ceiling_pence: int = number(
        "Highest price of an hour",
        "An hour is sold for %(value)s or less.",
        default=3000,
        unit=Unit.PENCE,
        least=1,
        most=20_000,
        help="So that rest is not for those alone who are paid most.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    tick_pence: int = number(
        "Step of prices",
        "Prices of an hour go in steps of %(value)s.",
        default=20,
        unit=Unit.PENCE,
        least=2,
        most=200,
        help="An even number, so that half an hour has a price in whole pence.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    tariff_pence: int = number(
        "Tariff",
        "Where there is a tariff, an hour is sold for %(value)s.",
        default=1600,
        unit=Unit.PENCE,
        least=1,
        most=20_000,
        help="One price for all is the better way with fewer than 200 staff.",
        source=POLICIES,
        changed_by=ChangedBy.POLICY,
    )
    reference_pence: int | None = number(
        "Reference of the first auction",
        "The price of the first auction is measured from %(value)s an hour.",
        default=None,
        unit=Unit.PENCE,
        least=1,
        most=20_000,
        may_be_none=True,
        says_none="The price of the first auction is measured from the tariff.",
        help="Later auctions are measured from the price before.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    most_move_basis_points: int = number(
        "Most by which the price moves",
        "Where one side wants more than the other, the price moves by %(value)s of the last one at"
        " most.",
        default=500,
        unit=Unit.BASIS_POINTS,
        least=0,
        most=10_000,
        says_zero="Where one side wants more than the other, the price stays as near the last one"
        " as it can.",
        help="So that no order moves the price far.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    ration_rule: str = choice(
        "Rationing",
        "Where not everybody at the price can be served, leave is shared %(value)s.",
        default="uniform",
        options=(
            ("uniform", "equally, up to what each asked for"),
            ("pro_rata", "in proportion to what each asked for"),
            ("time", "in the order of the orders"),
        ),
        help="Shared equally, nobody gains by asking for more than they want.",
        source="Uniform reallocation, under which nobody gains by asking for more [J]",
        changed_by=ChangedBy.POLICY,
    )
    remainder_rule: str = choice(
        "Last lots",
        "Single lots left over go %(value)s.",
        default="lottery",
        options=(("lottery", "by lot"), ("seq", "to the earlier order")),
        help="By lot, nobody gains by being at a desk first.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    cadence: str = choice(
        "How often",
        "There is an auction %(value)s.",
        default="monthly",
        options=(("weekly", "each week"), ("monthly", "each month"), ("quarterly", "each quarter")),
        help="Each week only with more than about 2,000 staff, or many an auction finds no trade.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    close_offset_days: int = number(
        "Close before the pay run",
        "An auction closes %(value)s before the payroll’s cut-off.",
        default=5,
        unit=Unit.WORKING_DAYS,
        least=1,
        most=20,
        help="Pay is given up well before it is due, and the payroll has time.",
        source="HMRC EIM42765: pay is given up well in advance of its payment [J]",
        changed_by=ChangedBy.POLICY,
    )
    least_orders_each_side: int = number(
        "Orders for an auction",
        "An auction trades if each side has %(value)s or more.",
        default=1,
        unit=Unit.ORDERS,
        least=1,
        most=50,
        help="More, where a price should come of several orders.",
        source=PRACTICE,
        changed_by=ChangedBy.POLICY,
    )
    lot_minutes: int = number(
        "Lot",
        "Leave is traded in lots of %(value)s.",
        default=30,
        unit=Unit.MINUTES,
        least=30,
        most=30,
        help="Short, so that those who work few hours can trade too.",
        source="No longer lot, so that part-time staff can trade [J]",
        changed_by=ChangedBy.NOBODY,
    )

    def collar_on(self, day: date) -> Collar:
        """Return between which prices an hour is sold on a day; under a tariff both are one."""
        if self.mode == "tariff":
            return Collar(self.tariff_pence, self.tariff_pence, self.tick_pence)
        wage = in_steps(NATIONAL_LIVING_WAGE_PENCE.on(day), self.tick_pence)
        return Collar(
            max(self.price_floor_pence or 0, wage), self.price_ceiling_pence, self.tick_pence
        )

    @property
    def first_reference_pence(self) -> int:
        """From what the price of the first auction is measured."""
        return self.reference_pence or self.tariff_pence

    def contradictions_of_prices(self) -> Iterator[NotPossible]:
        """Yield which prices are beyond the collar or between its steps."""
        if self.tick_pence % 2:
            yield _impossible("tick_pence", "The step of prices must be an even number of pence.")
        for name in ("price_floor_pence", "price_ceiling_pence", "tariff_pence"):
            if (getattr(self, name) or 0) % self.tick_pence:
                yield _impossible(name, "Prices must be in whole steps: one is between two.")
        floor = self.price_floor_pence or 0
        if floor > self.price_ceiling_pence:
            yield _impossible("price_ceiling_pence", "The highest price is below the lowest.")
        for name in ("tariff_pence", "reference_pence"):
            price = getattr(self, name)
            if price is not None and not floor <= price <= self.price_ceiling_pence:
                yield _impossible(
                    name, "The tariff and the reference must be between lowest and highest price."
                )


def in_steps(pence: int, tick_pence: int) -> int:
    """Round a price up to a whole step."""
    return -(-pence // tick_pence) * tick_pence


def _impossible(name: str, words: str) -> NotPossible:
    return NotPossible(f"leave.{name}", Sentence(words))

"""Leave market: colleagues sell and buy leave at one price; what the members voted of it.

Three locks no vote lifts: only leave above the statutory is sold, the minimum wage is checked, and
the records are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from governance.reckoning.rules.kinds.leave.limits import LeaveLimits
from governance.reckoning.rules.kinds.leave.settlement import LeaveSettlement
from governance.reckoning.rules.kinds.leave.trading import LeaveTrading
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import NotPossible
from governance.reckoning.sentence import Sentence
from governance.reckoning.statutes import (
    STATUTORY_LEAVE_MOST_DAYS,
    STATUTORY_LEAVE_TENTHS_OF_A_WEEK,
)
from governance.reckoning.working_time import FULL_TIME


# The fields of the last base are read first.
@rule_kind
@dataclass(frozen=True)
class LeaveRules(LeaveSettlement, LeaveLimits, LeaveTrading):
    """Who may sell and buy leave, within what limits, at what price, and how it is settled."""

    name = "leave"
    title = "Leave market"
    about = "How colleagues sell and buy leave above the statutory, at one price for all."

    def statutory_floor_lots(
        self, *, days_a_week: Fraction, weekly_minutes: int, fte: int, on: date
    ) -> int:
        """Return the lots of leave that somebody always keeps, rounded up.

        The weeks that law gives, or its most days if they are fewer, and what the rules add.
        """
        weeks = Fraction(STATUTORY_LEAVE_TENTHS_OF_A_WEEK.on(on), 10)
        most_weeks = STATUTORY_LEAVE_MOST_DAYS.on(on) / days_a_week
        minutes = min(weeks, most_weeks) * weekly_minutes
        minutes += Fraction(self.statutory_floor_extra_minutes * fte, FULL_TIME)
        return -(-minutes // self.lot_minutes)

    def most_sold_lots(self, fte: int) -> int:
        """Return the most lots that somebody of this FTE (in millionths) may sell in a year."""
        return self._lots_at(self.most_sold_minutes, fte)

    def most_bought_lots(self, fte: int) -> int:
        """Return the most lots that somebody of this FTE (in millionths) may buy in a year."""
        return self._lots_at(self.most_bought_minutes, fte)

    def most_carried_lots(self, fte: int) -> int:
        """Return the most bought lots that somebody may carry into the next leave year."""
        return self._lots_at(self.most_carried_minutes, fte)

    def _lots_at(self, full_time_minutes: int, fte: int) -> int:
        return full_time_minutes * fte // (FULL_TIME * self.lot_minutes)

    def contradictions(self) -> Iterator[NotPossible]:
        """Yield what of the prices, the time for orders and the ways of paying cannot be."""
        yield from self.contradictions_of_prices()
        if self.window_opens_months + self.window_closes_months >= 12:
            yield NotPossible(
                "leave.window_closes_months",
                Sentence("The time for orders would end before it begins."),
            )
        if self.mode == "own_rate" and not self.pot_cap_pence:
            yield NotPossible(
                "leave.pot_cap_pence",
                Sentence("At each one’s own rate a pot pays the difference, so it needs a most."),
            )
        if self.enabled and not self.eligible_classes:
            yield NotPossible(
                "leave.eligible_classes",
                Sentence("Nobody could trade leave: select who may, or close the market."),
            )

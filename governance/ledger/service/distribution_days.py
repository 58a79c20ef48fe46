"""The days of a distribution, asked at its approval: all have come; interest is paid once a day."""

from datetime import date

from governance.infrastructure.errors import Refused
from governance.ledger.distributing.models import Distribution
from governance.ledger.distributing.plan import Plan
from governance.ledger.queries import distributions as queries
from governance.ledger.units import written_day
from governance.reckoning.distribution.terms import Purpose


class NotKnownYet(Refused):
    """A day that anybody's part depends on has not come."""


class PaidBefore(Refused):
    """Interest on the class was approved for some of these days already."""


def refuse_what_is_not_known_yet(plan: Plan, today: date) -> None:
    """Refuse what depends on a day to come: who works here then, or holds what, nobody knows.

    Raises:
        NotKnownYet: with the day.
    """
    if plan.known_on > today:
        raise NotKnownYet(
            f"{written_day(plan.known_on)} has not come yet, and what everybody has depends on it. "
            "Nothing was posted. Approve it on that day or later."
        )


def refuse_interest_twice(distribution: Distribution) -> None:
    """Refuse a second run for one day: each within the highest rate, both would be above it.

    Raises:
        PaidBefore: with the days and the transaction.
    """
    before = queries.overlaps(distribution) if distribution.purpose == Purpose.INTEREST else []
    if before:
        raise PaidBefore(
            f"Interest from {written_day(before[0].first_day)} to "
            f"{written_day(before[0].last_day)} was approved already, as transaction "
            f"{before[0].seq}. Nothing was posted. Prepare this for other days, or reverse that "
            "one first."
        )

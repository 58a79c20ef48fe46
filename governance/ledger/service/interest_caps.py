"""The highest rate of interest on shares that the rules allow, and holding a plan to it."""

from dataclasses import replace
from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger.distributing.events import InterestCapSet
from governance.ledger.distributing.models import InterestCap
from governance.ledger.distributing.plan import Plan
from governance.ledger.models import Book
from governance.ledger.queries import distributions as queries
from governance.ledger.units import written_day
from governance.reckoning.canonical import digest
from governance.reckoning.distribution.terms import Purpose
from governance.record import service as record


class NoCap(Refused):
    """No highest rate of interest is known for the day."""

    status = 422


def set_interest_cap(
    book: Book, rate_ppm: int, *, valid_from: date, source: str, actor: Actor, now: datetime
) -> InterestCap:
    """Say which rate of interest the rules allow at most from a day on, and where it stands."""
    cap = InterestCap(
        book_id=book.id,
        valid_from=valid_from,
        rate_ppm=rate_ppm,
        source=source,
        recorded_seq=record.claim(),
    )
    db.session.add(cap)
    db.session.flush()
    publish(
        InterestCapSet(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            valid_from=valid_from,
            rate_ppm=rate_ppm,
            source_digest=digest(["v1", source]),
        )
    )
    return cap


def within_the_cap(book: Book, plan: Plan) -> Plan:
    """Return the plan with the highest rate in force on its last day, if it is of interest.

    Raises:
        NoCap: no highest rate is known for the day.
    """
    if plan.purpose != Purpose.INTEREST:
        return plan
    cap = queries.interest_cap_on(book.id, plan.last_day)
    if cap is None:
        raise NoCap(
            "No highest rate of interest is set that holds on "
            f"{written_day(plan.last_day)}. Set it first, as the rules have it."
        )
    return replace(plan, highest_ppm=cap.rate_ppm)

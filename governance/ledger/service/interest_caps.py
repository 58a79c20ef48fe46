"""The highest rate of interest on shares that the rules allow, and holding a plan to it."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

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
from governance.reckoning.distribution.wording import decimal
from governance.reckoning.rules.kinds.shares import ShareRules
from governance.record import service as record
from governance.rulebook.queries import rules_on

PPM_IN_A_PERCENT = 10_000


class NoCap(Refused):
    """No highest rate of interest is known for the day."""

    status = 422


class AboveTheRules(Refused):
    """The society's own rules on shares allow less."""

    status = 422


def set_interest_cap(
    book: Book,
    rate_ppm: int,
    *,
    valid_from: date,
    source: str,
    base_rate_ppm: int | None = None,
    actor: Actor,
    now: datetime,
) -> InterestCap:
    """Say which rate of interest the rules allow at most from a day on, and where it stands.

    Raises:
        AboveTheRules: of the society itself, its rulebook allows less at that base rate.
    """
    if not book.key:
        _refuse_above_the_rules(rate_ppm, base_rate_ppm, on=valid_from)
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


def _refuse_above_the_rules(rate_ppm: int, base_rate_ppm: int | None, *, on: date) -> None:
    highest = rules_on(on).of(ShareRules).highest_interest_ppm(base_rate_ppm or 0)
    if highest is None or rate_ppm <= highest:
        return
    if base_rate_ppm is None:
        raise AboveTheRules(
            f"The rules on shares allow {_percent(highest)} whatever the base rate of the Bank of "
            f"England is. Enter the base rate of {written_day(on)} if they allow more by it."
        )
    raise AboveTheRules(
        f"At a base rate of {_percent(base_rate_ppm)} the rules on shares allow at most "
        f"{_percent(highest)}."
    )


def _percent(ppm: int) -> str:
    return f"{decimal(Fraction(ppm, PPM_IN_A_PERCENT), places=4)}%"


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

"""The payment for shares of somebody who joins: noted here, posted when they are entered."""

from datetime import date, datetime

from governance.cases.kinds import Payment, State, Step
from governance.cases.models import Case
from governance.cases.service.steps import NotAsAsked, NotOpenToThat, move, refuse_unless, settled
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.holdings import first_day_of
from governance.ledger.service.posting import last_closed_day
from governance.ledger.units import written_day
from governance.reckoning.money import pounds


def receive_payment(
    case: Case,
    *,
    pence: int,
    how: Payment,
    reference: str,
    received_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Note that the shares are paid for: by bank with its reference, or by payroll deduction.

    Raises:
        NotAsAsked: another amount than the shares cost, no reference, a day before they applied,
            before there were such shares, in books that are closed, or to come.
        NotOpenToThat: the board has not approved, or it was noted before.
    """
    settled(case)
    refuse_payment(case)
    today = clock.day_of(now)
    day = received_on or today
    if pence != case.pence_due:
        raise NotAsAsked(
            f"The shares cost {pounds(case.pence_due)}, and {pounds(pence)} was entered. Enter the "
            "payment once it comes to the price; send back what is too much.",
            about="pence",
        )
    if not reference.strip():
        raise NotAsAsked(
            "Enter the bank's reference, or the month's pay that it comes from.", about="reference"
        )
    _refuse_a_day_without_payment(case, day, today)
    move(
        case,
        Step.PAYMENT,
        before=(State.APPROVED,),
        after=State.PAID,
        pence_paid=pence,
        words={
            "payment": how,
            "reference": reference.strip(),
            "received_on": day.isoformat(),
        },
        actor=actor,
        now=now,
    )


def refuse_payment(case: Case) -> None:
    """Refuse a payment for shares where none is awaited.

    Raises:
        NotOpenToThat: the board has not approved, it was received before, or nothing is to be paid.
    """
    refuse_unless(case, State.APPROVED)
    if not case.price_left:
        raise NotOpenToThat(
            "There is nothing to pay in this application.",
            next_step="Enter them as a member: nothing else is needed.",
        )


def _refuse_a_day_without_payment(case: Case, day: date, today: date) -> None:
    """Refuse a day on which nobody can have paid for these shares.

    The money may come with the application; the books of its day must be open; the shares must be.
    """
    if day > today:
        reason = "has not come yet. Enter the day on which it was received."
        raise NotAsAsked(f"{written_day(day)} {reason}", about="received_on")
    if day < case.opened_on:
        raise NotAsAsked(
            f"They applied on {written_day(case.opened_on)}. If the money came before, enter that "
            "day, and the day on which it came with the reference.",
            about="received_on",
        )
    share_class = db.session.get_one(ShareClass, case.share_class_id)
    since = first_day_of(share_class.id)
    if day < since:
        raise NotAsAsked(
            f"{share_class.name} begin on {written_day(since)}. Enter the payment for them on that "
            "day or later.",
            about="received_on",
        )
    closed = last_closed_day(share_class.book_id)
    if closed is not None and day <= closed:
        raise NotAsAsked(
            f"The books are closed up to {written_day(closed)}. Enter a day after it, and the day "
            "on which it came with the reference.",
            about="received_on",
        )

"""Paying the money that is due for ended shares."""

from datetime import date, datetime

from governance.cases.kinds import Kind, State, Step
from governance.cases.models import Case
from governance.cases.queries.listing import steps_of
from governance.cases.queries.owing import owed_in, payment_key
from governance.cases.service.steps import NotAsAsked, NotOpenToThat, move, settled
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.ledger import charts
from governance.ledger import service as ledger
from governance.ledger.places import Leg, money
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.units import written_day
from governance.reckoning.money import pounds


def pay_out(
    case: Case,
    *,
    pence: int | None = None,
    reference: str,
    paid_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Pay what is due for withdrawn or redeemed shares, or part of it, from the bank.

    What was paid under Books meanwhile is due no more.

    Raises:
        NotOpenToThat: nothing is due any more.
        NotAsAsked: more than is due, no reference, or a day before it was due.
    """
    settled(case)
    left = refuse_nothing_due(case)
    amount = left if pence is None else pence
    if not 0 < amount <= left:
        raise NotAsAsked(f"{pounds(left)} is due. Enter that, or less.", about="pence")
    if not reference.strip():
        raise NotAsAsked("Enter the bank's reference of the payment.", about="reference")
    day = paid_on or clock.day_of(now)
    _refuse_before_it_was_due(case, day)
    of_book = book_of_key(case.book_key)
    assert of_book is not None, "money is due from a book"
    posted = ledger.post(
        of_book.id,
        "payment",
        [Leg(money(charts.DUE_TO_MEMBERS, case.party_id), money(charts.BANK), amount)],
        effective_on=day,
        key=payment_key(case.id, case.steps + 1),
        memo=reference.strip(),
        actor=actor,
        now=now,
    )
    state = State(case.state)
    move(
        case,
        Step.PAID_OUT,
        before=(state,),
        after=state,
        pence_paid=max(case.pence_paid, case.pence_due - left + amount),
        words={
            "reference": reference.strip(),
            "paid_pence": amount,
            "paid_on": day.isoformat(),
        },
        results=[posted.seq],
        actor=actor,
        now=now,
    )


def refuse_nothing_due(case: Case) -> int:
    """Refuse a payment where nothing is due; return what is.

    Raises:
        NotOpenToThat: nothing is, any more or yet.
    """
    left = owed_in([case])[case.id].left
    if not left:
        raise NotOpenToThat("Nothing is due in this case. Nothing was changed.")
    return left


def _refuse_before_it_was_due(case: Case, day: date) -> None:
    """Refuse a day before that of the first run, or before they left."""
    runs = [step.taken_on for step in steps_of(case.id) if step.step == Step.WITHDRAWN]
    since = case.effect_on if case.kind == Kind.LEAVE else min(runs, default=None)
    if since is not None and day < since:
        raise NotAsAsked(
            f"The money is due since {written_day(since)}. Enter that day or a later one.",
            about="paid_on",
        )

"""Entering money by hand, and paying members what is due to them: each one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import Refused
from governance.ledger import charts
from governance.ledger.models import Book
from governance.ledger.pairing import Side, paired
from governance.ledger.places import Leg, money
from governance.ledger.queries.due import Due, money_due
from governance.ledger.service.posting import Posted, post, posted_under
from governance.ledger.units import written_day
from governance.reckoning.money import pounds
from governance.record import service as record


class DueHasChanged(Refused):
    """What is due is not what the officer saw."""


class NotDueYet(Refused):
    """It is due now, and was not yet on the day of the payment."""


def enter(
    book: Book,
    sides: Sequence[Side],
    *,
    on: date,
    memo: str,
    key: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Post a journal entry; its debits and credits come to the same."""
    return post(
        book.id,
        "journal entry",
        paired(sides),
        effective_on=on,
        key=key,
        memo=memo,
        actor=actor,
        now=now,
    )


def receive_or_pay(
    book: Book,
    pence: int,
    *,
    is_received: bool,
    account: str,
    bank: str = charts.BANK,
    on: date,
    memo: str = "",
    key: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Post money that came into the bank or left it, with what it was for."""
    legs = [Leg(money(bank), money(account), pence)]
    if not is_received:
        legs = [Leg(money(account), money(bank), pence)]
    kind = "receipt" if is_received else "payment"
    return post(book.id, kind, legs, effective_on=on, key=key, memo=memo, actor=actor, now=now)


def pay_what_is_due(
    book: Book,
    *,
    codes: Sequence[str],
    expected_pence: int,
    party_id: int | None = None,
    on: date,
    memo: str = "",
    key: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Pay from the bank all that is due by these accounts (or to one party), in one transaction.

    Raises:
        DueHasChanged: it is not what the officer was shown, so nothing is paid.
        NotDueYet: not all of it was due on that day.
    """
    record.claim()
    standing = posted_under(book.id, key)
    if standing is not None:
        return Posted(standing, is_new=False)
    today = clock.day_of(now)
    found = due_to(money_due(book.id, on, today=today, codes=codes), party_id)
    due_now = due_to(money_due(book.id, today, today=today, codes=codes), party_id)
    _refuse_another_sum(_sum(found), _sum(due_now), expected_pence, on)
    legs = [Leg(money(each.code, each.party_id), money(charts.BANK), each.pence) for each in found]
    return post(
        book.id,
        "payment to members",
        legs,
        effective_on=on,
        key=key,
        memo=memo,
        actor=actor,
        now=now,
    )


def _refuse_another_sum(due_then: int, due_now: int, expected: int, on: date) -> None:
    if due_then == expected:
        return
    if due_now == expected:
        raise NotDueYet(
            f"Of the {pounds(expected)} only {pounds(due_then)} was due on {written_day(on)}. "
            "Nothing was paid. Choose a later day."
        )
    raise DueHasChanged(
        f"What is due has changed since you looked: it is {pounds(due_now)} now, and was "
        f"{pounds(expected)}. Nothing was paid. Check the list and pay again."
    )


def _sum(found: Sequence[Due]) -> int:
    return sum(each.pence for each in found)


def due_to(found: Sequence[Due], party_id: int | None) -> list[Due]:
    """Return what is due to one party, or all of it."""
    return [each for each in found if party_id is None or each.party_id == party_id]

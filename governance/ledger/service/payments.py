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
from governance.reckoning.money import pounds
from governance.record import service as record


class DueHasChanged(Refused):
    """What is due is not what the officer saw."""


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
    """
    record.claim()
    standing = posted_under(book.id, key)
    if standing is not None:
        return Posted(standing, is_new=False)
    found = due_to(money_due(book.id, on, today=clock.day_of(now), codes=codes), party_id)
    total = sum(each.pence for each in found)
    if total != expected_pence:
        raise DueHasChanged(
            f"What is due has changed since you looked: it is {pounds(total)} now, and was "
            f"{pounds(expected_pence)}. Nothing was paid. Check the list and pay again."
        )
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


def due_to(found: Sequence[Due], party_id: int | None) -> list[Due]:
    """Return what is due to one party, or all of it."""
    return [each for each in found if party_id is None or each.party_id == party_id]

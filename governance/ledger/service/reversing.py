"""Undoing a transaction by its opposite, once: what was posted stays, and both are shown."""

from datetime import date, datetime

from sqlalchemy import or_, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.ledger.models import Account, Transaction, Transfer
from governance.ledger.places import Leg
from governance.ledger.queries.postings import reversal_of
from governance.ledger.queries.statements import CLOSING_ENTRY
from governance.ledger.service.floors import NotEnough
from governance.ledger.service.holders import refuse_more_than_may_be_held
from governance.ledger.service.posting import NotPosted, Posted, legs_of, post
from governance.ledger.units import written_day
from governance.record import service as record


class AlreadyReversed(Refused):
    """The transaction was reversed already."""


class BeforeItsTransaction(NotPosted):
    """The day of a reversal lies before that of what it reverses."""


def reverse(seq: int, *, effective_on: date, memo: str = "", actor: Actor, now: datetime) -> Posted:
    """Undo a transaction by its opposite, once.

    Raises:
        what `refuse_to_reverse` raises.
        BeforeItsTransaction: the day lies before that of the transaction.
        TooMany: a holder would have more shares back than the class or the law allows.
        NotEnough: something later rests on it; it says what to reverse first.
    """
    record.claim()
    original = refuse_to_reverse(seq)
    if effective_on < original.effective_on:
        raise BeforeItsTransaction(
            f"Transaction {seq} is of {written_day(original.effective_on)}. Choose that day or a "
            "later one for its reversal."
        )
    legs = [Leg(leg.credit, leg.debit, leg.amount) for leg in legs_of(seq)]
    refuse_more_than_may_be_held(legs, on=effective_on)
    try:
        return post(
            original.book_id,
            "reversal",
            legs,
            effective_on=effective_on,
            memo=memo,
            reverses=seq,
            actor=actor,
            now=now,
        )
    except NotEnough as refusal:
        raise _resting_on(original, refusal) from None


def refuse_to_reverse(seq: int) -> Transaction:
    """Return the transaction of a number; refuse one that no reversal can undo.

    Raises:
        NotPosted: there is no such transaction, or it is a reversal itself, or closed a year.
        AlreadyReversed: it was reversed before.
    """
    original = db.session.get(Transaction, seq)
    if original is None:
        raise NotPosted(f"Link {seq} of the record is no transaction. Check the number.")
    if original.reverses_seq is not None:
        raise NotPosted(
            f"Transaction {seq} is itself a reversal. Post the right transaction instead."
        )
    if original.kind == CLOSING_ENTRY:
        raise NotPosted(
            f"Transaction {seq} closed a year, and that year’s result would count in this one. "
            "Post what corrects the year instead, with its true date in the note."
        )
    reversal = reversal_of(seq)
    if reversal is not None:
        raise AlreadyReversed(
            f"Transaction {seq} was reversed already, by transaction {reversal}. Nothing was done."
        )
    return original


def _resting_on(original: Transaction, refusal: NotEnough) -> NotEnough:
    """Say in place of "not enough" that something later rests on it, and what came last."""
    last = _last_taken_from(refusal.account_id, original) if refusal.account_id else None
    if last is None:
        return refusal
    return NotEnough(
        f"What transaction {original.seq} brought is not there any more: it was paid out, passed "
        f"on or taken back since, last by transaction {last}. Reverse that one first, then this."
    )


def _last_taken_from(account_id: int, original: Transaction) -> int | None:
    """Return the newest transaction that stands and took from an account since the original."""
    account = db.session.get_one(Account, account_id)
    taking = Transfer.debit_id if account.normal == "credit" else Transfer.credit_id
    undone = select(Transaction.reverses_seq).where(Transaction.reverses_seq.is_not(None))
    found = (
        select(Transaction.seq)
        .join(Transfer, Transfer.seq == Transaction.seq)
        .where(
            taking == account_id,
            Transaction.reverses_seq.is_(None),
            Transaction.seq.not_in(undone),
            or_(
                Transaction.seq > original.seq,
                Transaction.effective_on > original.effective_on,
            ),
        )
    )
    return db.session.scalar(found.order_by(Transaction.seq.desc()).limit(1))

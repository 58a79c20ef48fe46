"""The shares that membership needs: whom a reversal leaves a member with none, or has left so."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from governance.infrastructure.database import db
from governance.ledger import charts
from governance.ledger.models import Account, Book, Transaction, Transfer
from governance.ledger.queries.holdings import share_classes, terms_of
from governance.ledger.terms import Holder
from governance.ledger.units import shares_of
from governance.members.claims import holds_on, known_at
from governance.members.models import Spell


def members_resting_on(book: Book, seq: int, *, on: date) -> list[int]:
    """Return the members of the day who have no share that membership needs but by a transaction.

    None where no class is needed: members may be without, or the entity has no shares.
    """
    units = _needed(book, on)
    brought = (
        select(Account.party_id)
        .join(Transfer, Transfer.credit_id == Account.id)
        .where(Transfer.seq == seq, *_held(book, units))
    )
    return _members_without(book, units, brought, on=on, but_for=seq)


def members_left_without(book: Book, *, on: date) -> list[int]:
    """Return the members of the day who have no share that membership needs since a reversal."""
    units = _needed(book, on)
    taken = (
        select(Account.party_id)
        .join(Transfer, Transfer.debit_id == Account.id)
        .join(Transaction, Transaction.seq == Transfer.seq)
        .where(
            Transaction.book_id == book.id,
            Transaction.reverses_seq.is_not(None),
            *_held(book, units),
        )
    )
    return _members_without(book, units, taken, on=on)


def _needed(book: Book, on: date) -> list[str]:
    """Return the units of the classes of which a member must keep some."""
    terms = {each.id: terms_of(each.id, on) for each in share_classes(book.id)}
    return [
        shares_of(class_id)
        for class_id, of_class in terms.items()
        if of_class.least and Holder.MEMBER in of_class.may_hold
    ]


def _held(book: Book, units: Collection[str]) -> Sequence[Any]:
    return Account.book_id == book.id, Account.code == charts.HELD, Account.unit.in_(units)


def _members_without(
    book: Book,
    units: Collection[str],
    parties: Select[Any],
    *,
    on: date,
    but_for: int | None = None,
) -> list[int]:
    if not units:
        return []
    members = select(Spell.party_id).where(
        Spell.kind == "membership",
        Spell.key == book.key,
        Spell.party_id.in_(parties),
        known_at(None),
        holds_on(on),
    )
    came, went = (
        select(func.coalesce(func.sum(Transfer.amount), 0))
        .where(side == Account.id, Transfer.seq != (but_for or 0))
        .scalar_subquery()
        for side in (Transfer.credit_id, Transfer.debit_id)
    )
    found = select(Account.party_id, came, went).where(
        *_held(book, units), Account.party_id.in_(members)
    )
    held: dict[int, int] = defaultdict(int)
    for party_id, credits, debits in db.session.execute(found):
        held[party_id] += int(credits) - int(debits)
    return sorted(party_id for party_id, number in held.items() if number <= 0)

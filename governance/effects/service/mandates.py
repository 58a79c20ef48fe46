"""Authorising a sum or a round, and noting the postings made under it."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from governance.effects.effect import Decided
from governance.effects.events import MandateGiven, MandateUsed
from governance.effects.models import Mandate, MandateUse
from governance.effects.permissions import Effects
from governance.effects.queries import mandates
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import require
from governance.ledger.models import Account, Book, Transaction, Transfer
from governance.ledger.units import GBP
from governance.reckoning.canonical import digest
from governance.reckoning.money import pounds
from governance.record import service as record


class CannotUse(Refused):
    """A posting cannot be noted under this mandate."""

    status = 422
    title = "This posting cannot be noted"

    def __init__(self, message: str, *, field: str = "", next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.field = field


def give_mandate(
    kind: str,
    *,
    book_key: str,
    purpose: str,
    pence: int | None,
    from_day: date,
    until_day: date | None,
    decided: Decided,
    actor: Actor,
    now: datetime,
) -> Mandate:
    """Authorise something from a day on, by a decision that was made."""
    mandate = Mandate(
        kind=kind,
        book_key=book_key,
        purpose=purpose,
        pence=pence,
        from_day=from_day,
        until_day=until_day,
        reference=decided.reference,
        resolution_id=decided.resolution_id,
        digest=digest_of_mandate(purpose),
        given_at=now,
        recorded_seq=record.claim(),
    )
    db.session.add(mandate)
    db.session.flush()
    publish(
        MandateGiven(
            at=now,
            by=actor.party_id,
            mandate_id=mandate.id,
            mandate_kind=kind,
            book_key=book_key,
            pence=pence,
            from_day=from_day,
            until_day=until_day,
            reference=mandate.reference,
            digest=mandate.digest,
        )
    )
    return mandate


def note_use(
    mandate_id: int, transaction_seq: int, pence: int, *, actor: Actor, now: datetime
) -> MandateUse:
    """Note that a posting was made under a mandate; the same again changes nothing.

    Raises:
        CannotUse: more than is left, a day outside the mandate's, a decision that was put right
            since, or a posting that is not there, of another legal entity, reversed, or noted
            elsewhere already.
    """
    require(actor, Effects.NOTE_USE)
    seq = record.claim()
    standing = mandates.standing_of(mandate_id)
    already = db.session.get(MandateUse, (mandate_id, transaction_seq))
    if already is not None and already.pence == pence:
        return already
    posted = _posting(standing.mandate, transaction_seq)
    _refuse_the_day(standing, posted)
    _refuse_too_much(standing, posted, pence)
    use = MandateUse(
        mandate_id=mandate_id,
        transaction_seq=transaction_seq,
        pence=pence,
        noted_at=now,
        recorded_seq=seq,
    )
    try:
        with db.session.begin_nested():
            db.session.add(use)
    except IntegrityError:
        raise CannotUse(
            "This posting is noted under this mandate already, with another amount.",
            field="transaction_seq",
            next_step="Reverse the posting if it was wrong, and note the right one.",
        ) from None
    publish(
        MandateUsed(
            at=now,
            by=actor.party_id,
            mandate_id=mandate_id,
            transaction_seq=transaction_seq,
            pence=pence,
        )
    )
    return use


def digest_of_mandate(purpose: str) -> str:
    """Return the digest by which a link covers what a mandate is for."""
    return digest(["v1", purpose])


def _posting(mandate: Mandate, transaction_seq: int) -> Transaction:
    posted = db.session.get(Transaction, transaction_seq)
    book = db.session.get(Book, posted.book_id) if posted else None
    if posted is None or book is None or book.key != mandate.book_key:
        raise CannotUse(
            "There is no posting of that number in these books.",
            field="transaction_seq",
            next_step="The number is on the posting’s page.",
        )
    reversal = select(Transaction.seq).where(Transaction.reverses_seq == posted.seq)
    if db.session.scalar(reversal) is not None or posted.reverses_seq is not None:
        raise CannotUse(
            "That posting was reversed, or reverses another.",
            field="transaction_seq",
            next_step="Note the one that stands.",
        )
    return posted


def _refuse_the_day(standing: mandates.Standing, posted: Transaction) -> None:
    if standing.is_put_right:
        raise CannotUse(
            "The decision by which this was authorised was put right by a later one.",
            field="transaction_seq",
            next_step="Note the posting under what the later one authorised, if it did.",
        )
    if not standing.is_open(posted.effective_on):
        raise CannotUse(
            "The posting is of a day on which this was not authorised.",
            field="transaction_seq",
            next_step="Check the day of the posting, or ask the members to authorise it.",
        )


def _refuse_too_much(standing: mandates.Standing, posted: Transaction, pence: int) -> None:
    free = _amount_of(posted) - mandates.used_of_posting(posted.seq)
    if pence > free:
        raise CannotUse(
            f"The posting has {pounds(free)} that are not noted yet.",
            field="pence",
            next_step="Enter that or less.",
        )
    left = standing.left_pence
    if left is not None and pence > left:
        raise CannotUse(
            f"Only {pounds(left)} of what was authorised are left.",
            field="pence",
            next_step="More needs another resolution.",
        )


def _amount_of(posted: Transaction) -> int:
    """Return the pence of a posting: what went from one account to another."""
    moved = (
        select(func.sum(Transfer.amount))
        .join(Account, Account.id == Transfer.debit_id)
        .where(Transfer.seq == posted.seq, Account.unit == GBP)
    )
    return int(db.session.scalar(moved) or 0)

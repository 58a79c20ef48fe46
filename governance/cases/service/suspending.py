"""The board suspends all withdrawals of a book, and lets them go on."""

from datetime import datetime

from governance.cases.events import WithdrawalsSwitched
from governance.cases.models import WithdrawalSwitch
from governance.cases.queries.withdrawals import suspension_of
from governance.cases.service.steps import NotAsAsked, sealed
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger.models import Book
from governance.ledger.units import written_day
from governance.record import service as record


class WithdrawalsSuspended(Refused):
    """The board lets no withdrawal be paid now."""


def suspend_withdrawals(
    of_book: Book, *, minute: str, reason: str, actor: Actor, now: datetime
) -> None:
    """Let no withdrawal of the book be paid, by decision of the board; asking goes on.

    Raises:
        NotAsAsked: without minute or reason.
        WithdrawalsSuspended: they are suspended already, with since when and why.
    """
    record.claim()
    if not minute.strip() or not reason.strip():
        raise NotAsAsked("Enter the board's minute and the reason: members are told it.")
    refuse_suspended(of_book)
    _switch(of_book, True, minute, reason, actor=actor, now=now)


def lift_suspension(of_book: Book, *, minute: str, actor: Actor, now: datetime) -> None:
    """Let withdrawals be paid again; if they are not suspended, nothing changes."""
    record.claim()
    if not minute.strip():
        raise NotAsAsked("Enter the board's minute of the decision.")
    if suspension_of(of_book) is not None:
        _switch(of_book, False, minute, "", actor=actor, now=now)


def refuse_suspended(of_book: Book) -> None:
    """Refuse what cannot be done while withdrawals of the book are suspended.

    Raises:
        WithdrawalsSuspended: with since when, by which minute and why.
    """
    suspension = suspension_of(of_book)
    if suspension is None:
        return
    said = suspension.words or {}
    minute = f" (minute: {said['minute']})" if said.get("minute") else ""
    why = f" Why: {said['reason']}" if said.get("reason") else ""
    raise WithdrawalsSuspended(
        f"The board suspended withdrawals on {written_day(suspension.switched_on)}{minute}, until "
        f"it lets them go on.{why}",
        next_step="Nothing is paid before. Once the board has decided, let withdrawals go on.",
    )


def _switch(
    of_book: Book, is_suspended: bool, minute: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    seq = record.claim()
    words, salt, words_digest = sealed({"minute": minute.strip(), "reason": reason.strip()})
    db.session.add(
        WithdrawalSwitch(
            seq=seq,
            book_id=of_book.id,
            switched_on=clock.day_of(now),
            is_suspended=is_suspended,
            words=words,
            salt=salt,
            digest=words_digest,
        )
    )
    db.session.flush()
    publish(
        WithdrawalsSwitched(
            at=now,
            by=actor.party_id,
            book_id=of_book.id,
            is_suspended=is_suspended,
            words_digest=words_digest,
        )
    )

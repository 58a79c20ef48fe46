"""Sending what is queued: claimed under a lease, marked before it is handed over, never twice.

`queued` → `sending` → `sent`, or back to `queued` for a later try, or `failed`. A mail that is
`sending` when its lease is over belonged to a worker that died in the middle: nobody knows whether
it went out, so it is `unconfirmed`, and only a person may send it again.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update

from governance.cases.queries.deaths import has_died
from governance.infrastructure.database import db, is_postgresql, reading
from governance.infrastructure.mail import Line, NotAnswered, NotReached, NotTaken
from governance.notifications.letters import Letter, letter_for
from governance.notifications.models import (
    REMINDER,
    REMINDER_ON_PAPER,
    TO_THE_DEAD,
    Mail,
    as_kept,
)
from governance.notifications.reminders import is_withheld
from governance.notifications.sources import Unwritable

LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
ONLY_ON_THE_PAGE = "There is no mail server here: it can only be read on the page of mails."
SERVER_NOT_REACHED = "The mail server could not be reached."
DIED = "The worker stopped while this was being handed over. It may have arrived, or not."


@dataclass(frozen=True)
class Claimed:
    """A mail that this worker alone may hand over, and its words (or why there are none)."""

    mail_id: int
    template: str
    attempts: int
    lease: datetime
    letter: Letter | None
    trouble: str = ""
    is_reminder: bool = False
    is_withheld: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one try."""

    state: str
    reason: str = ""
    is_unreached: bool = False


def is_waiting(*, now: datetime) -> bool:
    """Say whether there is anything to do, without taking the write lock to find out."""
    due = (Mail.state == "queued") & (Mail.next_attempt_at <= now)
    died = (Mail.state == "sending") & (Mail.lease_until < now)
    with reading() as connection:
        return bool(connection.scalar(select(exists().where(or_(due, died)))))


def give_up_on_the_dead(*, now: datetime) -> int:
    """Mark what a dead worker had in its hands as unconfirmed; return how many."""
    died = (Mail.state == "sending") & (Mail.lease_until < now)
    marked = update(Mail).where(died).values(state="unconfirmed", lease_until=None, last_error=DIED)
    return len(db.session.scalars(marked.returning(Mail.id)).all())


def claim(*, now: datetime) -> Claimed | None:
    """Take the mail that is due first, mark it as being sent, and write its words."""
    due = (Mail.state == "queued") & (Mail.next_attempt_at <= now)
    first = select(Mail.id).where(due).order_by(Mail.next_attempt_at, Mail.id).limit(1)
    if is_postgresql():
        first = first.with_for_update(skip_locked=True)
    lease = now + LEASE
    taken = (
        update(Mail)
        .where(Mail.id == first.scalar_subquery(), due)
        .values(state="sending", lease_until=lease, attempts=Mail.attempts + 1)
        .returning(Mail.id)
    )
    found = db.session.scalar(taken)
    if found is None:
        return None
    mail = db.session.get_one(Mail, found, populate_existing=True)
    if mail.party_id is not None and has_died(mail.party_id):
        return Claimed(mail.id, mail.template, mail.attempts, lease, None, TO_THE_DEAD)
    try:
        letter = letter_for(mail, now=now)
    except Unwritable as reason:
        return Claimed(mail.id, mail.template, mail.attempts, lease, None, str(reason))
    return Claimed(
        mail.id,
        mail.template,
        mail.attempts,
        lease,
        letter,
        is_reminder=mail.template in (REMINDER, REMINDER_ON_PAPER),
        is_withheld=is_withheld(mail, now),
    )


def hand_over(claimed: Claimed, line: Line | None) -> Outcome:
    """Give the mail to the server, outside any transaction, and say what became of it."""
    if claimed.letter is None:
        return Outcome("failed", claimed.trouble)
    if line is None:
        return Outcome("sent", ONLY_ON_THE_PAGE)
    if claimed.is_reminder:
        return _hand_over_reminder(claimed, line)
    try:
        line.hand_over(claimed.letter.as_message())
    except ValueError as reason:  # a line break in an address or a subject
        return Outcome("failed", f"It cannot be written as a mail: {reason}")
    except NotTaken as refusal:
        return Outcome("failed" if refusal.for_good else "queued", refusal.reason)
    except NotReached as trouble:
        return Outcome("queued", str(trouble), is_unreached=True)
    except NotAnswered as trouble:
        return Outcome("unconfirmed", f"The server did not say whether it took it. {trouble}")
    return Outcome("sent")


def _hand_over_reminder(claimed: Claimed, line: Line) -> Outcome:
    """Remind who has not voted, and nobody else; what becomes of the row is the same for both.

    It is not tried again, nor told that it was not taken: only a reminder that was sent could fail.
    """
    try:
        line.reach()
    except NotReached:
        return Outcome("queued", SERVER_NOT_REACHED, is_unreached=True)
    if not claimed.is_withheld:
        assert claimed.letter is not None
        with suppress(ValueError, NotTaken, NotReached, NotAnswered):
            line.hand_over(claimed.letter.as_message())
    return Outcome("sent")


def settle(claimed: Claimed, outcome: Outcome, *, now: datetime) -> None:
    """Write down what became of the mail, unless the lease was over and it is not ours now."""
    state, kept = outcome.state, as_kept(claimed.template, now)
    if state == "queued" and claimed.attempts > len(PAUSES):
        state = "failed"
    pause = PAUSES[claimed.attempts - 1] if state == "queued" else None
    mine = (
        (Mail.id == claimed.mail_id)
        & (Mail.state == "sending")
        & (Mail.lease_until == claimed.lease)
    )
    db.session.execute(
        update(Mail)
        .where(mine)
        .values(
            state=state,
            lease_until=None,
            next_attempt_at=kept if pause is None else now + pause,
            sent_at=kept if state == "sent" else None,
            last_error=outcome.reason,
        )
    )

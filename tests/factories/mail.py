"""Mails in the outbox."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select, update

from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.notifications.letters import Letter, letter_for
from governance.notifications.models import Mail
from governance.notifications.service import queue
from tests.machinery.clock import NOON

_numbers = count(1)


def make_mail(
    event_key: str = "",
    *,
    address: str = "ada@example.org",
    template: str = "anchor",
    context: dict[str, Any] | None = None,
    now: datetime = NOON,
    **details: Any,
) -> None:
    """Queue a mail; `details` are columns as they came to be later."""
    key = event_key or f"event {next(_numbers)}"
    queue(
        key,
        party_id=None,
        address=address,
        template=template,
        context=context if context is not None else {"anchor": f"7:{'a' * 64}"},
        now=now,
    )
    if details:
        db.session.execute(update(Mail).where(Mail.event_key == key).values(**details))


def the_mail(event_key: str = "") -> Mail:
    """Return the one mail (about that event), as the books have it."""
    query = select(Mail).execution_options(populate_existing=True)
    return db.session.scalars(
        query.where(Mail.event_key == event_key) if event_key else query
    ).one()


def mails(template: str = "", *, to: RegisterEntry | None = None) -> Sequence[Mail]:
    """Return the mails of that kind, to that person, in the order of queueing."""
    found = select(Mail).order_by(Mail.id)
    if template:
        found = found.where(Mail.template == template)
    if to is not None:
        found = found.where(Mail.party_id == to.party_id)
    return db.session.scalars(found).all()


def letters_to(entry: RegisterEntry) -> list[str]:
    """Return of which kinds the mails to a person are, in the order of queueing."""
    return [mail.template for mail in mails(to=entry)]


def letter(template: str) -> Letter:
    """Write the one mail of that kind, in both ways."""
    (mail,) = mails(template)
    written = letter_for(mail, now=NOON)
    assert "\n\n\n" not in written.text.partition("\n--\n")[0].rstrip()
    return written

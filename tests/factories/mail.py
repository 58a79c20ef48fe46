"""Mails in the outbox."""

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select, update

from governance.infrastructure.database import db
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

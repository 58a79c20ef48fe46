"""The head of the record, sent each day to the auditors, out of reach of who keeps the books."""

from datetime import datetime

from sqlalchemy import exists, select

from governance.accounts import queries as accounts
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import after_commit, db
from governance.members import queries as members
from governance.notifications.models import Mail
from governance.notifications.service import queue_many
from governance.record import queries as record
from governance.record.anchors import keep


def queue_anchor(event_key: str, *, now: datetime) -> int:
    """Queue the head for every auditor, keep it beside the database; return how many they are."""
    head = record.head()
    if head is None:
        return 0
    after_commit(lambda: keep(head, now=now))
    auditors = members.addresses_of(accounts.parties_with(Role.AUDITOR))
    queue_many(
        event_key,
        recipients=auditors.items(),
        template="anchor",
        context={"anchor": str(head)},
        now=now,
    )
    return len(auditors)


def queue_the_days_anchor(now: datetime) -> int:
    """Queue the head of the record for the auditors, once a day."""
    event_key = f"anchor of {day_of(now).isoformat()}"
    if db.session.scalar(select(exists().where(Mail.event_key == event_key))):
        return 0
    return queue_anchor(event_key, now=now)

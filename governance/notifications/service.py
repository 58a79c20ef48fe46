"""Queueing mails, in the transaction of the fact they tell of; and sending one again by hand."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal
from sqlalchemy.dialects import postgresql, sqlite

from governance.infrastructure.database import db, is_postgresql
from governance.notifications.models import Mail


def queue(
    event_key: str,
    *,
    party_id: int | None,
    address: str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
) -> None:
    """Queue one mail about one event; a second time for the same event and address is nothing."""
    queue_many(
        event_key, recipients=[(party_id, address)], template=template, context=context, now=now
    )


def queue_many(
    event_key: str,
    *,
    recipients: Iterable[tuple[int | None, str]],
    template: str,
    context: Mapping[str, Any],
    now: datetime,
) -> None:
    """Queue the same mail to many, given as (party_id, address); those without address are left."""
    shared = _shared(event_key, template=template, context=context, now=now)
    rows = [
        {**shared, "party_id": party_id, "address": address}
        for party_id, address in recipients
        if address
    ]
    if rows:
        db.session.execute(_insert().on_conflict_do_nothing(), rows)


def queue_for_all(
    event_key: str,
    *,
    recipients: Select[tuple[int, str]],
    template: str,
    context: Mapping[str, Any],
    now: datetime,
) -> None:
    """Queue the same mail to whomever the query finds, in one statement: (party_id, address).

    The query has a WHERE of its own, which leaves out empty addresses; SQLite needs one to tell the
    ON CONFLICT of the insert from the ON of a join.
    """
    shared = _shared(event_key, template=template, context=context, now=now)
    columns = [
        literal(value, Mail.__table__.c[name].type).label(name) for name, value in shared.items()
    ]
    chosen = recipients.add_columns(*columns)
    into = _insert().from_select(["party_id", "address", *shared], chosen, include_defaults=False)
    db.session.execute(into.on_conflict_do_nothing())


def _insert() -> Any:
    return postgresql.insert(Mail) if is_postgresql() else sqlite.insert(Mail)


def _shared(
    event_key: str, *, template: str, context: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "event_key": event_key,
        "template": template,
        "context": dict(context),
        "state": "queued",
        "attempts": 0,
        "created_at": now,
        "next_attempt_at": now,
        "last_error": "",
    }

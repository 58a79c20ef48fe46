"""Appending to the record: under one lock, gapless, each link with the hash of the one before."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import insert, select

from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.events import DomainEvent
from governance.reckoning.canonical import canonical
from governance.record.models import Link

GENESIS = "0" * 64
CHAIN_LOCK = "record"

# Written once, as each open vote waits for them while holding the lock.
_LINK: Any = Link.__table__
_NEWEST = select(_LINK.c.seq, _LINK.c.hash).order_by(_LINK.c.seq.desc()).limit(1)
_APPENDING = insert(_LINK)


def append(event: DomainEvent) -> None:
    """Make the event a link, if it is one for the record. Subscribed to every event."""
    if event.on_record:
        append_many([event])


def append_many(
    events: Sequence[DomainEvent], *, before_each: Callable[[int], object] | None = None
) -> int:
    """Append the events in order and return the sequence number of the first.

    `before_each` is called with each number before its link is written, for rows that the database
    takes with the very next link only.
    """
    first, previous = _claim()
    rows = []
    for seq, event in enumerate(events, start=first):
        row: dict[str, Any] = {
            "seq": seq,
            "kind": event.kind,
            "recorded_at": event.at,
            "by": event.by,
            "payload": canonical(_payload(event)).decode(),
            "prev_hash": previous,
        }
        row["hash"] = previous = hash_of(**row)
        rows.append(row)
    connection = db.session.connection()
    if before_each is None:
        connection.execute(_APPENDING, rows)
        return first
    for row in rows:
        before_each(row["seq"])
        connection.execute(_APPENDING, row)
    return first


def claim() -> int:
    """Lock the chain until this transaction ends and return the next link's number.

    For rows that carry the number of the very link that is about to be published.
    """
    return _claim()[0]


def hash_of(
    *, seq: int, kind: str, recorded_at: datetime, by: int | None, payload: str, prev_hash: str
) -> str:
    """Return a link's hash: SHA-256 of ["v1", previous, seq, kind, time, by, payload]."""
    moment = recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    covered = canonical(["v1", prev_hash, seq, kind, moment, by, payload])
    return hashlib.sha256(covered).hexdigest()


def _claim() -> tuple[int, str]:
    lock_for_transaction(CHAIN_LOCK)
    row = db.session.connection().execute(_NEWEST).one_or_none()
    return (row.seq + 1, row.hash) if row else (1, GENESIS)


_PLAIN = frozenset({int, str, bool, type(None)})


def _payload(event: DomainEvent) -> dict[str, Any]:
    names = (field.name for field in fields(event) if field.name not in ("at", "by"))
    return {name: _plain(getattr(event, name)) for name in names}


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:  # first, for a distribution has a quarter of a million of them
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value

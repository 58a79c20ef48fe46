"""Queueing mails, in the transaction of the fact they tell of; and sending one again by hand."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from governance.infrastructure.database import db, is_postgresql
from governance.infrastructure.errors import Refused
from governance.members.models import RegisterEntry
from governance.notifications.models import Mail, as_kept

# A receipt or a new password does not wait until a notice to thousands has gone out.
AHEAD = timedelta(days=1)
_SHARED = (
    "event_key",
    "template",
    "context",
    "state",
    "attempts",
    "created_at",
    "next_attempt_at",
    "last_error",
)

SENT_AGAIN_BY_HAND = ("failed", "unconfirmed")


class NotWaiting(Refused):
    """The mail went out, or is about to."""


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
    """Queue the same mail to several, given as (party_id, address); who has no address is left out.

    It goes out before what was queued for all.
    """
    shared = _shared(event_key, template=template, context=context, now=now)
    shared["next_attempt_at"] -= AHEAD
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
    recipients: Select[int, str],
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


def queue_for_party(
    event_key: str, *, party_id: int, template: str, context: Mapping[str, Any], now: datetime
) -> None:
    """Queue one mail to whatever address the register has of the party, if it has one.

    One statement, written once: each vote cast waits for it.
    """
    shared = _shared(event_key, template=template, context=context, now=now)
    shared["next_attempt_at"] -= AHEAD
    queueing = _queueing_for_party(is_postgresql())
    db.session.connection().execute(queueing, shared | {"party": party_id})


def send_again(mail: Mail, *, now: datetime) -> None:
    """Queue a mail once more that failed, or of which nobody knows whether it arrived.

    Raises:
        NotWaiting: it is not one of those; perhaps a colleague was quicker.
    """
    again = update(Mail).where(Mail.id == mail.id, Mail.state.in_(SENT_AGAIN_BY_HAND))
    queued = again.values(state="queued", attempts=0, next_attempt_at=now - AHEAD, last_error="")
    if db.session.scalar(queued.returning(Mail.id)) is None:
        raise NotWaiting(
            "This mail is not one that can be sent again.",
            next_step="Look at the list of mails: it may be on its way already.",
        )


def _insert() -> Any:
    return postgresql.insert(Mail) if is_postgresql() else sqlite.insert(Mail)


@cache
def _queueing_for_party(on_postgresql: bool) -> Any:
    entry: Any = RegisterEntry.__table__
    mail: Any = Mail.__table__
    values = [bindparam(name, type_=mail.c[name].type).label(name) for name in _SHARED]
    chosen = select(entry.c.party_id, entry.c.email, *values).where(
        entry.c.party_id == bindparam("party"), entry.c.email != ""
    )
    insert = postgresql.insert(mail) if on_postgresql else sqlite.insert(mail)
    columns = ["party_id", "address", *_SHARED]
    into = insert.from_select(columns, chosen, include_defaults=False)
    return into.on_conflict_do_nothing()


def _shared(
    event_key: str, *, template: str, context: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    kept = as_kept(template, now)
    return {
        "event_key": event_key,
        "template": template,
        "context": dict(context),
        "state": "queued",
        "attempts": 0,
        "created_at": kept,
        "next_attempt_at": kept,
        "last_error": "",
    }

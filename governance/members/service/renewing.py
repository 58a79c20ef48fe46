"""Register entries made anew as days pass: what was recorded ahead begins without a change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, union

from governance.infrastructure import clock
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db, reading
from governance.infrastructure.events import publish
from governance.members import entries
from governance.members.events import AddressChanged
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.service.spells import BINDS_AT_ONCE, forget, lines_of
from governance.record import service as record

# An entry tells of the day on which it was written. A worker that stood still for longer than this
# is not thought of; any change of the party renews its entry in any case.
LOOKS_BACK = timedelta(days=92)

Row = dict[str, Any]
_ENTRY: Any = RegisterEntry.__table__


def entries_of_days_past(now: datetime) -> list[int]:
    """Return the parties of whom something recorded ahead has begun or ended, beside any writer."""
    today = clock.day_of(now)
    with reading() as connection:
        turned = connection.scalars(_turned(today)).all()
        return [made["party_id"] for _, made in _differing(connection, turned, today)]


def renew_entries(party_ids: Sequence[int], *, now: datetime) -> int:
    """Have the entries of these parties tell of today; return how many told of a day before.

    An account follows an address that was recorded ahead and holds by now.
    """
    record.claim()
    old = list(_differing(db.session.connection(), party_ids, clock.day_of(now)))
    for kept, made in old:
        db.session.execute(delete(_ENTRY).where(_ENTRY.c.party_id == made["party_id"]))
        db.session.execute(insert(_ENTRY), made)
        forget(RegisterEntry, made["party_id"])
        if kept["email"] != made["email"]:
            publish(AddressChanged(at=now, by=WORKER.party_id, party_id=made["party_id"]))
    return len(old)


def _turned(today: date) -> Select[int]:
    """Select the parties of whom a stretch that stands has begun or ended not long ago."""
    days = (today - LOOKS_BACK, today)
    standing = select(Spell.party_id).where(Spell.superseded_seq.is_(None))
    either = union(
        standing.where(Spell.valid_from.between(*days)),
        standing.where(Spell.valid_to.between(*days)),
    ).subquery()
    return select(either.c.party_id).order_by(either.c.party_id)


def _differing(
    connection: Connection, party_ids: Sequence[int], today: date
) -> Iterator[tuple[Row, Row]]:
    """Yield the entry as it is kept and as it is today, of those for whom they differ."""
    for start in range(0, len(party_ids), BINDS_AT_ONCE):
        some = party_ids[start : start + BINDS_AT_ONCE]
        kept = connection.execute(select(_ENTRY).where(_ENTRY.c.party_id.in_(some)))
        of_today = {made["party_id"]: made for made in _of_today(connection, some, today)}
        for row in kept.mappings():
            if dict(row) != of_today[row["party_id"]]:
                yield dict(row), of_today[row["party_id"]]


def _of_today(connection: Connection, party_ids: Iterable[int], today: date) -> Iterator[Row]:
    spells: Any = Spell.__table__
    standing = (
        select(spells)
        .where(spells.c.party_id.in_(party_ids), spells.c.superseded_seq.is_(None))
        .order_by(spells.c.valid_from)
    )
    lines = lines_of(connection.execute(standing))
    told = select(Party.id, Party.kind, Party.member_number, Party.employee_ref)
    for party in connection.execute(told.where(Party.id.in_(party_ids))):
        yield entries.row(
            party.id,
            kind=party.kind,
            number=party.member_number,
            employee_ref=party.employee_ref or "",
            lines=lines.get(party.id, {}),
            today=today,
        )

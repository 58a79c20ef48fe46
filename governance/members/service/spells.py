"""Recording spells: the only writer of them, of member numbers, and of the entries beside them.

Everything happens under the record's lock, so two who record at once do it one after the other,
each reading what the other left. A change supersedes what it overlaps, states anew the ends that
stay, and is one link of the record for each party.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.members import entries
from governance.members.entries import Lines
from governance.members.events import AddressChanged, RegisterChanged
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.timeline import Stretch, difference, paint
from governance.reckoning.canonical import digest
from governance.record import service as record

BINDS_AT_ONCE = 5_000


class UnknownParty(Refused):
    """No such person."""

    status = 404
    title = "Page not found"


class NotThatWayRound(Refused):
    """The days do not follow one another."""


@dataclass
class Change:
    """One party's lines before and after; its reference, number and kind as the party has them."""

    party_id: int
    before: Lines
    after: Lines
    employee_ref: str = ""
    number: int | None = None
    kind: str = "person"
    given_number: int | None = field(default=None, init=False)


def put(
    party_id: int,
    kind: str,
    *,
    key: str = "",
    valid_from: date,
    valid_to: date | None,
    data: dict[str, Any] | None,
    actor: Actor,
    now: datetime,
) -> int | None:
    """Record what holds over these days, over whatever was there; None clears them.

    Returns the number of the link, or None when the register said so already.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise NotThatWayRound("The last day is before the first day. Check both dates.")
    record.claim()
    change = lines_standing_of(party_id)
    line = change.before.get((kind, key), [])
    change.after = change.before | {(kind, key): paint(line, valid_from, valid_to, data)}
    return write([change], actor=actor, now=now)


def write(changes: Sequence[Change], *, actor: Actor, now: datetime) -> int | None:
    """Record the changes, a link each in their order; return the first link's number, if any.

    The lines before must have been read under the record's lock, or be known to stand still.
    """
    changes = [change for change in changes if _differs(change)]
    if not changes:
        return None
    first = record.claim()
    _give_numbers(changes)
    gone, come, links = _rows(changes, first, by=actor.party_id, at=now)
    _supersede(gone)
    if come:
        db.session.execute(insert(Spell.__table__), come)  # type: ignore[arg-type]
    _renew_entries(changes, today=clock.day_of(now))
    assert record.append_many(links) == first
    for change in changes:
        if entries.address_changed(change.before, change.after, clock.day_of(now)):
            publish(AddressChanged(at=now, by=actor.party_id, party_id=change.party_id))
    return first


def lines_of(rows: Iterable[Any]) -> dict[int, Lines]:
    """Return each party's lines from rows of standing spells in order of their first day."""
    found: dict[int, Lines] = defaultdict(dict)
    for row in rows:
        stretch = Stretch(
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            data=row.data,
            salt=row.salt,
            digest=row.digest,
            spell_id=row.id,
            recorded_seq=row.recorded_seq,
        )
        found[row.party_id].setdefault((row.kind, row.key), []).append(stretch)
    return found


def lines_standing_of(party_id: int) -> Change:
    """Return a change of this party that changes nothing yet; call it under the record's lock."""
    party = db.session.execute(
        select(Party.employee_ref, Party.member_number, Party.kind).where(Party.id == party_id)
    ).one_or_none()
    if party is None:
        raise UnknownParty("Nobody is registered under this number.")
    spells = Spell.__table__
    standing = (
        select(spells)
        .where(spells.c.party_id == party_id, spells.c.superseded_seq.is_(None))
        .order_by(spells.c.valid_from)
    )
    lines = lines_of(db.session.execute(standing)).get(party_id, {})
    return Change(party_id, lines, lines, party.employee_ref or "", party.member_number, party.kind)


def _differs(change: Change) -> bool:
    return any(
        difference(change.before.get(place, []), line) != ([], [])
        for place, line in change.after.items()
    )


def _give_numbers(changes: Sequence[Change]) -> None:
    """Number those who have no number and become members now: once each, in order, without gaps."""
    newcomers = [change for change in changes if change.number is None and _has_joined(change)]
    if not newcomers:
        return
    # The numbers so far cannot move: whoever gives one holds the record's lock, as we do.
    last = db.session.scalar(select(func.max(Party.member_number))) or 0
    for number, change in enumerate(newcomers, start=last + 1):
        change.number = change.given_number = number
    rows = [{"party": change.party_id, "number": change.number} for change in newcomers]
    parties = Party.__table__
    numbered = update(parties).where(parties.c.id == bindparam("party"))  # type: ignore[arg-type]
    db.session.connection().execute(numbered.values(member_number=bindparam("number")), rows)
    for change in newcomers:
        forget(Party, change.party_id)


def _has_joined(change: Change) -> bool:
    return bool(entries.line_of(change.after, "membership"))


def _rows(
    changes: Sequence[Change], first: int, *, by: int | None, at: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[RegisterChanged]]:
    gone_rows: list[dict[str, Any]] = []
    come_rows: list[dict[str, Any]] = []
    links = []
    for seq, change in enumerate(changes, start=first):
        recorded: list[list[Any]] = []
        superseded: list[list[Any]] = []
        for (kind, key), line in sorted(change.after.items()):
            before = change.before.get((kind, key), [])
            gone, come = difference(before, line)
            for old in gone:
                gone_rows.append({"spell": old.spell_id, "seq": seq})
                superseded.append([kind, key, old.valid_from, old.recorded_seq])
            for new in come:
                sealed = seal(new)
                come_rows.append(_spell_row(change.party_id, kind, key, sealed, seq))
                recorded.append([kind, key, new.valid_from, new.valid_to, sealed.digest])
        links.append(
            RegisterChanged(
                at=at,
                by=by,
                party_id=change.party_id,
                member_number=change.given_number,
                recorded=recorded,
                superseded=superseded,
            )
        )
    return gone_rows, come_rows, links


def seal(stretch: Stretch) -> Stretch:
    """Salt and digest new words; an old stretch whose ends are stated anew keeps its seal."""
    if stretch.digest:
        return stretch
    salt = secrets.token_hex(16)
    return replace(stretch, salt=salt, digest=digest(["v1", salt, stretch.data]))


def _spell_row(party_id: int, kind: str, key: str, stretch: Stretch, seq: int) -> dict[str, Any]:
    return {
        "party_id": party_id,
        "kind": kind,
        "key": key,
        "valid_from": stretch.valid_from,
        "valid_to": stretch.valid_to,
        "recorded_seq": seq,
        "superseded_seq": None,
        "data": stretch.data,
        "salt": stretch.salt,
        "digest": stretch.digest,
    }


def _supersede(gone: list[dict[str, Any]]) -> None:
    if not gone:
        return
    spells = Spell.__table__
    superseded = update(spells).where(spells.c.id == bindparam("spell"))  # type: ignore[arg-type]
    db.session.connection().execute(superseded.values(superseded_seq=bindparam("seq")), gone)


def _renew_entries(changes: Sequence[Change], *, today: date) -> None:
    ids = [change.party_id for change in changes]
    table = RegisterEntry.__table__
    for start in range(0, len(ids), BINDS_AT_ONCE):
        chunk = ids[start : start + BINDS_AT_ONCE]
        db.session.execute(delete(table).where(table.c.party_id.in_(chunk)))  # type: ignore[arg-type]
    rows = [
        entries.row(
            change.party_id,
            kind=change.kind,
            number=change.number,
            employee_ref=change.employee_ref,
            lines=change.after,
            today=today,
        )
        for change in changes
    ]
    db.session.execute(insert(table), rows)  # type: ignore[arg-type]
    for party_id in ids:
        forget(RegisterEntry, party_id)


def forget(model: type[Party] | type[RegisterEntry], party_id: int) -> None:
    """Have the session read this row again: it was written beside it."""
    kept = db.session.identity_map.get(db.session.identity_key(model, party_id))
    if kept is not None:
        db.session.expire(kept)

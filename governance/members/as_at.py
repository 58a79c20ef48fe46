"""The register as it stood on a day, as known at a link of the record: read from the spells.

An entry of then has the shape of a register entry of now, so pages and files take either. It tells
nothing that began only after the day, but for the name of whoever had none yet.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.members import entries
from governance.members.claims import known_at
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.timeline import Stretch, on_or_before
from governance.record import queries as record

BINDS_AT_ONCE = 5_000
TOLD = ("contact", "employment", "membership")


class NotADay(Refused):
    """What was asked for is no day."""

    status = 400


class NoSuchLink(Refused):
    """The record has no link of that number."""

    status = 404


@dataclass(frozen=True)
class AsAt:
    """A day, and the link of the record up to which everything is known (None: all of it)."""

    on: date
    known: int | None = None


@dataclass(frozen=True)
class EntryThen:
    """The state of one party on a day, as known at a link."""

    party_id: int
    kind: str
    member_number: int | None
    name: str
    sort_name: str
    email: str
    employee_ref: str
    post: str
    service: str
    town: str
    member_from: date | None
    member_to: date | None
    employed_from: date | None
    employed_to: date | None


def asked_for(on: str, known: str, *, today: date) -> AsAt:
    """Return the day and the link that somebody asked for; blank ones are today and everything.

    Raises:
        NotADay: it is no date, such as 29 February of a common year.
        NoSuchLink: the record has no such link.
    """
    link = _link(known.strip()) if known.strip() else None
    return AsAt(_day(on.strip()) if on.strip() else today, link)


def recorded_at(link: int) -> datetime | None:
    """Return when the link was recorded."""
    found = record.link(link)
    return found.recorded_at if found else None


def entries_at(ids: Iterable[int], at: AsAt) -> dict[int, EntryThen]:
    """Return the entries of these parties as they stood; of whom nothing was known, none.

    Whoever came only later has an entry of a name alone.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[int, EntryThen] = {}
    for start in range(0, len(wanted), BINDS_AT_ONCE):
        found.update(_entries(wanted[start : start + BINDS_AT_ONCE], at))
    return found


def main_posts_at(ids: Collection[int], at: AsAt) -> dict[int, dict[str, Any]]:
    """Return what the main post of each of these parties says on the day, else what held last."""
    return {
        party_id: entries.words_on(lines, "employment", at.on, on_or_before)
        for party_id, lines in _lines(list(ids), at.known).items()
    }


def without_a_post_to_come(entry: RegisterEntry, today: date) -> RegisterEntry | EntryThen:
    """Return the present entry; of whoever starts on a day to come, without where they will work.

    The days stay: they say of themselves that they are to come.
    """
    if entry.employed_from is None or entry.employed_from <= today:
        return entry
    told = {each.name: getattr(entry, each.name) for each in fields(EntryThen)}
    return EntryThen(**told | {"post": "", "service": "", "town": ""})


def _entries(ids: list[int], at: AsAt) -> Iterator[tuple[int, EntryThen]]:
    lines = _lines(ids, at.known)
    numbered = _numbered_by(ids, at.known)
    parties = select(Party.id, Party.kind, Party.member_number, Party.employee_ref)
    for party in db.session.execute(parties.where(Party.id.in_(ids))):
        if party.id in lines:
            then = entries.row(
                party.id,
                kind=party.kind,
                number=party.member_number if party.id in numbered else None,
                employee_ref=party.employee_ref or "",
                lines=lines[party.id],
                today=at.on,
                pick=on_or_before,
            )
            yield party.id, EntryThen(**then)


def _lines(ids: list[int], known: int | None) -> dict[int, entries.Lines]:
    """Return each party's lines as known; offices and restrictions are no part of an entry."""
    columns = (Spell.party_id, Spell.kind, Spell.key, Spell.valid_from, Spell.valid_to, Spell.data)
    # Kinds are sorted out below: with them in the query SQLite walks the index of kinds instead.
    spells = (
        select(*columns)
        .where(Spell.party_id.in_(ids), known_at(known))
        .order_by(Spell.party_id, Spell.valid_from)
    )
    found: dict[int, entries.Lines] = {}
    for party_id, kind, key, begins, ends, data in db.session.execute(spells):
        if kind in TOLD:
            line = found.setdefault(party_id, {}).setdefault((kind, key), [])
            line.append(Stretch(begins, ends, data))
    return found


def _numbered_by(ids: list[int], known: int | None) -> set[int]:
    """Return who had a number at the link: it is given with the first spell of membership."""
    joined = select(Spell.party_id).where(
        Spell.party_id.in_(ids), Spell.kind == "membership", Spell.key == ""
    )
    if known is not None:
        joined = joined.where(Spell.recorded_seq <= known)
    return set(db.session.scalars(joined))


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise NotADay(
            f"“{told[:20]}” is not a day of the calendar.",
            next_step="Write the year, the month and the day, such as 2025-03-01.",
        ) from None


def _link(told: str) -> int:
    head = record.head()
    newest = head.seq if head else 0
    if not told.isdecimal() or len(told) > 15 or not 1 <= int(told) <= newest:
        raise NoSuchLink(
            f"The record has no link “{told[:20]}”.",
            next_step=f"Give a number from 1 to {newest}, or leave it empty.",
        )
    return int(told)

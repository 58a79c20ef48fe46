"""Membership of legal entities beside the society: the spells that have the key of their book."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.as_at import AsAt, EntryThen, entries_at
from governance.members.claims import known_at
from governance.members.models import Spell
from governance.members.timeline import Stretch, run_around


@dataclass(frozen=True)
class MemberElsewhere:
    """A member of an entity: their entry of the day, and since when they are one without a break.

    Until when is for officers alone: every member reads the list, and would learn who is to leave.
    """

    entry: EntryThen
    first_day: date


def members_of(key: str, at: AsAt) -> list[MemberElsewhere]:
    """Return who is a member, on the day and as known at the link, of the entity; by name."""
    since = {
        party_id: run_around(line, holding)[0]
        for party_id, line in _lines(key, at.known)
        if (holding := next((each for each in line if each.holds_on(at.on)), None))
    }
    found = sorted(entries_at(since, at).values(), key=lambda then: (then.sort_name, then.party_id))
    return [MemberElsewhere(entry, since[entry.party_id]) for entry in found]


def _lines(key: str, known: int | None) -> list[tuple[int, list[Stretch]]]:
    spells = (
        select(Spell.party_id, Spell.valid_from, Spell.valid_to)
        .where(Spell.kind == "membership", Spell.key == key, known_at(known))
        .order_by(Spell.party_id, Spell.valid_from)
    )
    by_party = groupby(db.session.execute(spells), key=lambda row: row.party_id)
    return [
        (party_id, [Stretch(row.valid_from, row.valid_to, None) for row in rows])
        for party_id, rows in by_party
    ]

"""The register of officers: who holds or held which office of which body, as at a day, as known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.claims import holds_on, known_at
from governance.members.models import RegisterEntry, Spell

DIRECTING = ("chair", "director")  # the offices by which somebody sits on the board


@dataclass(frozen=True)
class Held:
    """An office somebody holds, held or is to hold; `valid_to` is not in it."""

    id: int
    party_id: int
    key: str
    valid_from: date
    valid_to: date | None
    data: Mapping[str, Any]

    @property
    def is_decided(self) -> bool:
        """Say whether a minute says on which day it ends, not only the term it was given for."""
        return bool(self.data.get("ended_by"))

    @property
    def last_day(self) -> date | None:
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    def is_held_on(self, day: date) -> bool:
        """Say whether the day lies in the time of office."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def offices(*, known_seq: int | None = None) -> list[Held]:
    """Return every time of office as known at a link, latest first."""
    return _found(known_seq)


def offices_of(
    party_id: int, *, on: date | None = None, known_seq: int | None = None
) -> list[Held]:
    """Return somebody's times of office: all, or those of a day."""
    conditions = [Spell.party_id == party_id] + ([holds_on(on)] if on else [])
    return _found(known_seq, *conditions)


def directors_on(day: date) -> set[int]:
    """Return who sits on the board on a day, by the register of officers."""
    return {each.party_id for each in _found(None, holds_on(day)) if _directs(each)}


def office_with(spell_id: int) -> Held | None:
    """Return the time of office with this number, if it still stands."""
    return next(iter(_found(None, Spell.id == spell_id)), None)


def left_on(party_id: int, today: date) -> date | None:
    """Return the first day on which somebody belonged here no more, who did before.

    That is the end of the membership; of somebody who never was a member, the end of the work.
    """
    entry = db.session.get(RegisterEntry, party_id)
    if entry is None:
        return None
    end = entry.member_to if entry.member_from else entry.employed_to
    return end if end and end <= today else None


def outlasting(today: date) -> list[tuple[Held, date]]:
    """Return the offices that those who left still hold, each with the first day after they left.

    Not one that was given after they left, nor one of which a minute says how long it is kept.
    """
    held = _found(None, holds_on(today))
    undecided = ((each, left_on(each.party_id, today)) for each in held if not each.is_decided)
    return [(each, left) for each, left in undecided if left and each.valid_from < left]


def _directs(held: Held) -> bool:
    return held.data.get("office") in DIRECTING


def _found(known_seq: int | None, *conditions: Any) -> list[Held]:
    spells = (
        select(Spell)
        .where(Spell.kind == "office", known_at(known_seq), *conditions)
        .order_by(Spell.valid_from.desc(), Spell.id)
    )
    return [
        Held(row.id, row.party_id, row.key, row.valid_from, row.valid_to, row.data or {})
        for row in db.session.scalars(spells)
    ]

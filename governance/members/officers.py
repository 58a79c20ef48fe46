"""The register of officers: who holds or held which office of which body, as at a day, as known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.members.claims import holds_on, known_at
from governance.members.models import Spell


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


def office_with(spell_id: int) -> Held | None:
    """Return the time of office with this number, if it still stands."""
    return next(iter(_found(None, Spell.id == spell_id)), None)


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

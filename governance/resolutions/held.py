"""Which decisions name a party, and what becomes of them at erasure."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from governance.effects.registry import NONE
from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import Motion
from governance.resolutions.models import Resolution


class Decisions:
    """Keeper of what was proposed and decided about somebody: to admit, appoint or expel them."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the motions and resolutions that name the party by their number."""
        motions = select(Motion).where(Motion.effect != NONE).order_by(Motion.id)
        decisions = select(Resolution).where(Resolution.effect != NONE).order_by(Resolution.id)
        found = {
            "Motions about you": [
                row_of(row, "reference", "title", "effect", "state", "proposed_at")
                for row in db.session.scalars(motions)
                if row.payload.get("party_id") == party_id
            ],
            "Decisions about you": [
                row_of(row, "reference", "title", "effect", "decided_on", "decided_ref")
                for row in db.session.scalars(decisions)
                if row.payload.get("party_id") == party_id
            ],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing here stands in the way: decisions name a number, whose name goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Nothing is to be erased: what was decided has the party's number only."""
        return 0


WHY = "To do what members or the board decide, and to show what was decided."
KEPT = "For good, as part of the society's record, by your number; your name goes with your entry."

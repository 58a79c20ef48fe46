"""What this feature itself stores about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.privacy.models import Correction


class Corrections:
    """Keeper of what people asked to have put right."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party asked, and what was answered."""
        asked = select(Correction).where(Correction.party_id == party_id).order_by(Correction.id)
        rows = tuple(
            row_of(each, "asked_on", "due_on", "state", "answered_on", "words")
            for each in db.session.scalars(asked)
        )
        if rows:
            yield Held(
                title="What you asked to have put right",
                why="To answer you in time, and to show that you were answered.",
                kept="Erased with your entry in the register.",
                rows=rows,
            )

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Yield that a question of theirs is open."""
        waiting = (Correction.party_id == party_id) & (Correction.state == "asked")
        if db.session.scalar(select(Correction.id).where(waiting)) is not None:
            yield "They asked for something to be put right and were not answered yet."

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase what was asked and answered."""
        words = (Correction.party_id == party_id) & Correction.salt.is_not(None)
        erased: Any = db.session.execute(
            update(Correction)
            .where(words)
            .values(words=None, salt=None)
            .execution_options(synchronize_session=False)
        )
        return int(erased.rowcount)

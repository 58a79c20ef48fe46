"""What amendments store about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import (
    Amendment,
    AmendmentAppellant,
    AmendmentDraft,
    AmendmentSecondment,
)


class Amendments:
    """Keeper of amendments, their seconders, and those still being written."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party proposed to change, seconded, and is still writing."""
        moved = select(Amendment).where(Amendment.mover_id == party_id).order_by(Amendment.id)
        seconded = (
            select(AmendmentSecondment.at, Amendment.motion_id, Amendment.number)
            .join(Amendment, Amendment.id == AmendmentSecondment.amendment_id)
            .where(AmendmentSecondment.party_id == party_id)
            .order_by(AmendmentSecondment.at)
        )
        appealed = (
            select(AmendmentAppellant.at, AmendmentAppellant.reason)
            .add_columns(Amendment.motion_id, Amendment.number)
            .join(Amendment, Amendment.id == AmendmentAppellant.amendment_id)
            .where(AmendmentAppellant.party_id == party_id)
            .order_by(AmendmentAppellant.at)
        )
        drafts = select(AmendmentDraft).where(
            AmendmentDraft.author_id == party_id, AmendmentDraft.amendment_id.is_(None)
        )
        found = {
            "Amendments you proposed": [row_of(row, *MOVED) for row in db.session.scalars(moved)],
            "Amendments you seconded": [
                row_of(row, "motion_id", "number", "at") for row in db.session.execute(seconded)
            ],
            "Rulings on amendments you appealed against": [
                row_of(row, "motion_id", "number", "reason", "at")
                for row in db.session.execute(appealed)
            ],
            "Drafts of amendments": [row_of(row, *DRAFTED) for row in db.session.scalars(drafts)],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing of amendments stands in the way: their words stay, the name beside them goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Delete drafts. What was proposed is the society's, and has no name left."""
        own = AmendmentDraft.author_id == party_id, AmendmentDraft.amendment_id.is_(None)
        deleted: Any = db.session.execute(delete(AmendmentDraft).where(*own))
        return int(deleted.rowcount)


WHY = "To show members who proposed to change what, and who supported it."
KEPT = "For good, as part of the society's record; once your name is erased, without it."
MOVED = ("motion_id", "number", "changes", "reason", "state", "proposed_at")
DRAFTED = ("motion_id", "changes", "reason", "begun_at", "changed_at")

"""What motions store about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import Comment, Draft, Motion, MotionVersion, Secondment


class Motions:
    """Keeper of motions and their discussion."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party moved, seconded, wrote and is still writing."""
        moved = select(Motion).where(Motion.mover_id == party_id).order_by(Motion.id)
        seconded = (
            select(Secondment.at, Motion.title)
            .join(Motion, Motion.id == Secondment.motion_id)
            .where(Secondment.party_id == party_id)
        )
        wrote = select(Comment).where(Comment.author_id == party_id).order_by(Comment.id)
        accepted = (
            select(MotionVersion.number, MotionVersion.at, Motion.title)
            .join(Motion, Motion.id == MotionVersion.motion_id)
            .where(MotionVersion.made_by == party_id, MotionVersion.number > 1)
            .order_by(MotionVersion.at)
        )
        drafts = select(Draft).where(Draft.author_id == party_id, Draft.motion_id.is_(None))
        found = {
            "Motions you put": [row_of(row, *MOVED) for row in db.session.scalars(moved)],
            "Motions you seconded": [
                row_of(row, "title", "at") for row in db.session.execute(seconded)
            ],
            "Amendments of your motions that you accepted": [
                row_of(row, "title", "number", "at") for row in db.session.execute(accepted)
            ],
            "What you wrote in discussions": [
                row_of(row, "motion_id", "text", "at", "removed_at", "removed_reason")
                for row in db.session.scalars(wrote)
            ],
            "Drafts of motions": [row_of(row, *DRAFTED) for row in db.session.scalars(drafts)],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing of motions stands in the way: their words stay, the name beside them goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Delete drafts. What was proposed or discussed is the society's, and has no name left."""
        deleted: Any = db.session.execute(
            delete(Draft).where(Draft.author_id == party_id, Draft.motion_id.is_(None))
        )
        return int(deleted.rowcount)


WHY = "To show members who put what to them, and what was said of it."
KEPT = "For good, as part of the society's record; once your name is erased, without it."
WORDS = ("title", "category", "text", "reason", "cost")
MOVED = ("reference", *WORDS, "state", "proposed_at")
DRAFTED = (*WORDS, "begun_at", "changed_at")

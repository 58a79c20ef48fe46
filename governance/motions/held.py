"""What motions store about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import (
    Attachment,
    CoAuthor,
    Motion,
    MotionVersion,
    Secondment,
)


class Motions:
    """Keeper of motions; their discussions have one of their own."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party moved, seconded and wrote."""
        moved = select(Motion).where(Motion.mover_id == party_id).order_by(Motion.id)
        seconded = (
            select(Secondment.at, Motion.title)
            .join(Motion, Motion.id == Secondment.motion_id)
            .where(Secondment.party_id == party_id)
        )
        accepted = (
            select(MotionVersion.number, MotionVersion.at, Motion.title)
            .join(Motion, Motion.id == MotionVersion.motion_id)
            .where(MotionVersion.made_by == party_id, MotionVersion.number > 1)
            .order_by(MotionVersion.at)
        )
        attached = select(Attachment).where(Attachment.added_by == party_id)
        with_others = (
            select(Motion.title, Motion.proposed_at)
            .join(CoAuthor, CoAuthor.motion_id == Motion.id)
            .where(CoAuthor.party_id == party_id)
        )
        found = {
            "Motions you put": [row_of(row, *MOVED) for row in db.session.scalars(moved)],
            "Motions you seconded": [
                row_of(row, "title", "at") for row in db.session.execute(seconded)
            ],
            "Amendments of your motions that you accepted": [
                row_of(row, "title", "number", "at") for row in db.session.execute(accepted)
            ],
            "Files you attached to motions": [
                row_of(row, *ATTACHED) for row in db.session.scalars(attached)
            ],
            "Motions you wrote with their movers": [
                row_of(row, "title", "proposed_at") for row in db.session.execute(with_others)
            ],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing of motions stands in the way: their words stay, the name beside them goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Erase nothing: what was proposed or discussed is the society's, and has no name left."""
        return 0


WHY = "To show members who put what to them, and what was said of it."
KEPT = "For good, as part of the society's record; once your name is erased, without it."
WORDS = ("title", "category", "text", "reason", "cost")
ATTACHED = ("name", "description", "kind", "size", "digest", "added_at", "removed_at")
MOVED = ("reference", *WORDS, "state", "proposed_at")

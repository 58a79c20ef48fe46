"""What motions store of who acted on them on their way, and appealed against a ruling."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.held import KEPT, WHY
from governance.motions.models import Appellant, Composite, CompositePart, Step


class Course:
    """Keeper of what was done to motions, by whom."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party did to motions, and the rulings they appealed against."""
        did = select(Step).where(Step.by_id == party_id).order_by(Step.id)
        appealed = select(Appellant).where(Appellant.party_id == party_id)
        asked = select(Composite).where(Composite.by_id == party_id)
        parts = select(CompositePart).where(CompositePart.mover_id == party_id)
        found = {
            "Composites you asked for": [
                row_of(row, *COMPOSED) for row in db.session.scalars(asked)
            ],
            "Composites you were asked about": [
                row_of(row, *ANSWERED) for row in db.session.scalars(parts)
            ],
            "What you did to motions": [row_of(row, *DONE) for row in db.session.scalars(did)],
            "Rulings you appealed against": [
                row_of(row, *APPEALED) for row in db.session.scalars(appealed)
            ],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing stands in the way: the words stay, the name beside them goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Delete composites that came to nothing. The rest is the society's, with no name left."""
        unmade = select(Composite).where(Composite.by_id == party_id, Composite.state != "made")
        found = db.session.scalars(unmade).all()
        for composite in found:
            for part in composite.parts:
                db.session.delete(part)
            db.session.delete(composite)
        db.session.flush()
        return len(found)


DONE = ("motion_id", "kind", "words", "details", "at")
COMPOSED = ("title", "text", "reason", "cost", "state", "asked_at")
ANSWERED = ("composite_id", "motion_id", "answer", "answered_at")
APPEALED = ("ruling_id", "reason", "at")

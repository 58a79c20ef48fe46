"""What motions store about a party before anything is proposed, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import delete, select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import Draft, DraftAuthor, DraftPart
from governance.motions.service.drafting import delete_drafts


class Drafts:
    """Keeper of what somebody is still writing, alone or with others."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield the party's drafts, what they were asked to write, and which parts they wrote."""
        drafts = select(Draft).where(Draft.author_id == party_id, Draft.motion_id.is_(None))
        asked = (
            select(Draft.title, DraftAuthor.state, DraftAuthor.asked_at, DraftAuthor.answered_at)
            .join(Draft, Draft.id == DraftAuthor.draft_id)
            .where(DraftAuthor.party_id == party_id)
        )
        parts = select(DraftPart).where(DraftPart.written_by == party_id)
        found = {
            "Drafts of motions": [row_of(row, *DRAFTED) for row in db.session.scalars(drafts)],
            "Motions you were asked to write with their movers": [
                row_of(row, *ASKED) for row in db.session.execute(asked)
            ],
            "Parts of drafts that you wrote last": [
                row_of(row, "draft_id", "part", "version", "written_at")
                for row in db.session.scalars(parts)
            ],
        }
        for title, rows in found.items():
            if rows:
                yield Held(title, WHY, KEPT, tuple(rows))

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing stands in the way: what was not proposed is nobody's but their own."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Delete the party's drafts, and their place among those who write another's."""
        own = select(Draft.id).where(Draft.author_id == party_id, Draft.motion_id.is_(None))
        places = delete(DraftAuthor).where(DraftAuthor.party_id == party_id)
        left = db.session.execute(places.returning(DraftAuthor.draft_id)).all()
        return delete_drafts(db.session.scalars(own).all()) + len(left)


WHY = "So that a motion can be written bit by bit, and with others."
KEPT = "Until it is proposed or thrown away."
DRAFTED = ("title", "category", "text", "reason", "cost", "begun_at", "changed_at")
ASKED = ("title", "state", "asked_at", "answered_at")

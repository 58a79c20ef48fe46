"""Reads of motions still being written."""

from sqlalchemy import select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.motions.models import Draft


def draft(draft_id: int, party_id: int | None) -> Draft:
    """Return that person's own draft; nobody else knows of it.

    Raises:
        NotFound: they have no such draft.
    """
    found = db.session.get(Draft, draft_id)
    if found is None or found.author_id != party_id:
        raise NotFound("There is no such draft of yours.", next_step="Begin a new one.")
    return found


def drafts_of(party_id: int | None) -> list[Draft]:
    """Return what that person has begun to write and not yet proposed, the latest first."""
    begun = (
        select(Draft)
        .where(Draft.author_id == party_id, Draft.motion_id.is_(None))
        .where((Draft.title != "") | (Draft.text != "") | (Draft.reason != ""))
        .order_by(Draft.changed_at.desc(), Draft.id.desc())
    )
    return list(db.session.scalars(begun))

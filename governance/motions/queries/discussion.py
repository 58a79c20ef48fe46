"""Reads of what is said of a motion."""

from dataclasses import dataclass

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.motions.models import Comment


@dataclass(frozen=True)
class Said:
    """A comment as it is read: its row, and who wrote and who removed it."""

    comment: Comment
    author: str
    remover: str


def comment(comment_id: int) -> Comment:
    """Return the comment.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Comment, comment_id)
    if found is None:
        raise NotFound(
            "There is no comment at this address.", next_step="Look for it on its motion's page."
        )
    return found


def discussion_of(motion_id: int, *, limit: int, offset: int = 0) -> list[Said]:
    """Return the comments on a motion, the oldest first, removed ones in their places."""
    remover = RegisterEntry.__table__.alias("remover")
    said = (
        select(
            Comment,
            func.coalesce(RegisterEntry.name, ""),
            func.coalesce(remover.c.name, ""),
        )
        .outerjoin(RegisterEntry, RegisterEntry.party_id == Comment.author_id)
        .outerjoin(remover, remover.c.party_id == Comment.removed_by)
        .where(Comment.motion_id == motion_id)
        .order_by(Comment.at, Comment.id)
    )
    return [Said(*row) for row in db.session.execute(said.limit(limit).offset(offset))]


def count_of_comments(motion_id: int) -> int:
    """Return how many places the discussion has, removed comments included."""
    places = select(func.count()).select_from(Comment).where(Comment.motion_id == motion_id)
    return db.session.scalar(places) or 0

"""What discussions store about a party, and its erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from governance.infrastructure.database import db
from governance.infrastructure.held import Held, row_of
from governance.motions.models import (
    Comment,
    CommentReport,
    CommentVersion,
    Follower,
    Moderation,
)


class Discussions:
    """Keeper of comments, of reports and moderation, and of who follows what."""

    def held_on(self, party_id: int) -> Iterator[Held]:
        """Yield what the party wrote, reported, moderated and follows."""
        wrote = select(Comment).where(Comment.author_id == party_id).order_by(Comment.id)
        before = (
            select(CommentVersion)
            .join(Comment, Comment.id == CommentVersion.comment_id)
            .where(Comment.author_id == party_id)
            .order_by(CommentVersion.comment_id, CommentVersion.n)
        )
        moderated = select(Moderation).where(Moderation.by_id == party_id).order_by(Moderation.id)
        report = CommentReport
        reported = select(report).where(report.reporter_id == party_id).order_by(report.id)
        answered = select(report).where(report.answered_by == party_id).order_by(report.id)
        follows = select(Follower).where(Follower.party_id == party_id)
        found: tuple[tuple[str, str, str, Any, tuple[str, ...]], ...] = (
            ("What you wrote in discussions", SAID, KEPT, wrote, WRITTEN),
            ("What your comments said before you changed them", SAID, KEPT, before, BEFORE),
            ("Comments you reported to the officers", ANSWERED, KEPT, reported, REPORTED),
            ("Reports of comments that you answered", ANSWERED, KEPT, answered, REPORTED),
            ("How you moderated discussions", ANSWERED, KEPT, moderated, MODERATED),
            ("Motions you follow, or stopped following", TOLD, GONE, follows, FOLLOWED),
        )
        for title, why, kept, query, fields in found:
            rows = tuple(row_of(row, *fields) for row in db.session.scalars(query))
            if rows:
                yield Held(title, why, kept, rows)

    def obstacles(self, party_id: int, *, today: date) -> Iterator[str]:
        """Nothing of discussions stands in the way: words stay, the name beside them goes."""
        yield from ()

    def erase(self, party_id: int, *, now: datetime) -> int:
        """Forget what the party follows. What was said is the society's, and has no name left."""
        forgotten: Any = db.session.execute(delete(Follower).where(Follower.party_id == party_id))
        return int(forgotten.rowcount)


SAID = "To show members what was said of a motion, by whom."
ANSWERED = "So that moderation of discussions can be judged, and reports are answered."
TOLD = "To send you the mails about motions that you want, and no others."
KEPT = "For good, as part of the society's record; once your name is erased, without it."
GONE = "Until your entry is erased."
WRITTEN = ("motion_id", "text", "side", "at", "edited_at", "removed_at", "removed_reason")
BEFORE = ("comment_id", "text", "side", "written_at")
REPORTED = ("comment_id", "reason", "at", "outcome", "answer", "answered_at")
MODERATED = ("motion_id", "comment_id", "act", "reason", "at")
FOLLOWED = ("motion_id", "is_following", "changed_at")

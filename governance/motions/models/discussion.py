"""The tables of what is said of a motion, and of how its discussion is moderated."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Comment(Base):
    """A word in the discussion. Removing one leaves its place and the reason, on the record.

    It opens a thread, and may then be for or against the motion; or it replies to a comment of the
    thread that `thread_id` opened. Once edited, the words before are `CommentVersion`s.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("motion_id", "author_id", "submission"),
        CheckConstraint("side IN ('for', 'against', 'neither')", name="side"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    replies_to_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    submission: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    side: Mapped[str] = mapped_column(String(8), default="neither")
    at: Mapped[datetime]
    edits: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(Id)
    removed_reason: Mapped[str] = mapped_column(String(200), default="")

    @property
    def opener_id(self) -> int:
        """The comment that opens its thread, which may be itself."""
        return self.thread_id or self.id

    @property
    def is_taken_back(self) -> bool:
        """Say whether its author took it back: then no words are left."""
        return self.removed_at is not None and not self.removed_reason


class CommentVersion(Base):
    """What a comment said before its edit of that number, from `written_at` on."""

    __tablename__ = "comment_version"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    side: Mapped[str] = mapped_column(String(8))
    written_at: Mapped[datetime]


class Moderation(Base):
    """An act of an officer on a discussion, with its reason, on the record."""

    __tablename__ = "moderation"
    __table_args__ = (
        CheckConstraint(
            "act IN ('removed', 'restored', 'closed', 'reopened', 'dismissed')", name="act"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    act: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class CommentReport(Base):
    """What somebody told the officers of a comment, each person once, and what came of it.

    `outcome` is empty while it waits; `answer` is the sentence that its reporter is told.
    """

    __tablename__ = "comment_report"
    __table_args__ = (
        UniqueConstraint("comment_id", "reporter_id"),
        CheckConstraint("outcome IN ('removed', 'taken_back', 'dismissed')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(12), index=True)
    answer: Mapped[str] = mapped_column(String(200), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    answered_at: Mapped[datetime | None]

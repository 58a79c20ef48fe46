"""Tables of motions still being written: drafts, who writes them, how often a part was written."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Draft(Base):
    """A motion its mover is still writing, kept so that nothing is lost on the way.

    Once proposed it holds the motion it became, and no words: a second click finds that motion.
    """

    __tablename__ = "motion_draft"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    category: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(String(40), default="none", server_default="none")
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), unique=True)


class DraftPart(Base):
    """How often a part of a draft was written, and by whom last: of two at once, none is lost."""

    __tablename__ = "motion_draft_part"

    draft_id: Mapped[int] = mapped_column(ForeignKey("motion_draft.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    version: Mapped[int]
    written_by: Mapped[int] = mapped_column(ForeignKey("party.id"))
    written_at: Mapped[datetime]


class DraftAuthor(Base):
    """Somebody whom the mover asked to write with them, and what they answered."""

    __tablename__ = "motion_draft_author"
    __table_args__ = (CheckConstraint("state IN ('asked', 'accepted', 'declined')", name="state"),)

    draft_id: Mapped[int] = mapped_column(ForeignKey("motion_draft.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

"""The table of what is said of a motion."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Comment(Base):
    """A word in the discussion. Removing one leaves its place and the reason, on the record."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("motion_id", "author_id", "submission"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    submission: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(Id)
    removed_reason: Mapped[str] = mapped_column(String(200), default="")

"""The table of motions still being written."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
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

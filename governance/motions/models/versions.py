"""The table of what a motion said at each point of its way."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base


class MotionVersion(Base):
    """A motion's words as they stood from a moment on; the newest are in the motion's own row.

    `because` is "proposed", "friendly" or "carried", and `amendment` the number of the amendment
    that made it; `changes` are what that did to the paragraphs of the version before.
    """

    __tablename__ = "motion_version"
    __table_args__ = (
        CheckConstraint("because IN ('proposed', 'friendly', 'carried')", name="because"),
        CheckConstraint("(number = 1) = (because = 'proposed')", name="first_is_proposed"),
        CheckConstraint("(number = 1) = (amendment IS NULL)", name="later_by_amendment"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    cost: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))
    because: Mapped[str] = mapped_column(String(12))
    amendment: Mapped[int | None]
    changes: Mapped[list[Any]] = mapped_column(default=list)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    at: Mapped[datetime]

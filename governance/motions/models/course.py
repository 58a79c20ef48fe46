"""Tables of what is done to a motion on its way: rulings and appeals, remits, meetings, delays."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class StepKind(StrEnum):
    """What was done to a motion; who proposed, seconded or withdrew it stands elsewhere."""

    RULED_OUT = "ruled_out"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    REMITTED = "remitted"
    REPORTED = "reported"
    ADJOURNED = "adjourned"
    RESUMED = "resumed"
    SENT_TO_MEETING = "sent_to_meeting"
    TAKEN_BACK = "taken_back"
    DECIDED_THERE = "decided_there"
    MAY_COME_AGAIN = "may_come_again"
    TAKEN_UP = "taken_up"
    COMPOSITED = "composited"
    UNCOMPOSITED = "uncomposited"
    LAPSED = "lapsed"


class Step(Base):
    """One thing done to a motion, with its reason or report; nothing of it changes afterwards.

    `about_id` is the step that it answers, each once: a ruling its appeal, a remit its report.
    `on_day` is the day that it sets: until when, or by when.
    """

    __tablename__ = "motion_step"
    __table_args__ = (
        UniqueConstraint("about_id", "kind"),
        CheckConstraint(f"kind IN {tuple(map(str, StepKind))}", name="kind"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("motion_step.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    on_day: Mapped[date | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))


class Appellant(Base):
    """A member who appeals against a ruling, and why; each once."""

    __tablename__ = "motion_appellant"

    ruling_id: Mapped[int] = mapped_column(ForeignKey("motion_step.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))

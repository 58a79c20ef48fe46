"""Tables of composites: motions that their movers bring together into one."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.infrastructure.database import Base, Id

STATES = ("asked", "made", "declined")
ANSWERS = ("", "agrees", "declines")


class Composite(Base):
    """What one mover would have several motions say in their place; its words stay as asked about.

    It becomes the motion `motion_id` once every mover agrees. Until then only they read it.
    """

    __tablename__ = "composite"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'made') = (motion_id IS NOT NULL)", name="made"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    cost: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(12))
    effect: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(12), default="asked", index=True)
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), unique=True)

    parts: Mapped[list["CompositePart"]] = relationship(order_by="CompositePart.motion_id")


class CompositePart(Base):
    """A motion that would go into a composite, and what its mover answered."""

    __tablename__ = "composite_part"
    __table_args__ = (CheckConstraint(f"answer IN {ANSWERS}", name="answer"),)

    composite_id: Mapped[int] = mapped_column(ForeignKey("composite.id"), primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True, index=True)
    mover_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    answer: Mapped[str] = mapped_column(String(8), default="")
    answered_at: Mapped[datetime | None]

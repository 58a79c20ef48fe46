"""Tables of motions and their seconders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.infrastructure.database import Base, Id
from governance.motions.categories import Category


class Motion(Base):
    """What is proposed, why, and what it would cost; people quote its `reference`, 2026/7.

    The words are those of its newest `version`; what they were before is in `motion_version`.
    `effect` and `payload` say what it does if it is carried; `consequences` is what that would
    have changed, kept once the motion is closed.
    """

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(
            "state IN ('proposed', 'seconded', 'balloted', 'carried', 'lost', 'inquorate',"
            " 'withdrawn', 'out_of_order', 'remitted', 'to_meeting', 'composited',"
            " 'to_confirm', 'lapsed')",
            name="state",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    cost: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(String(40), default="none", server_default="none")
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    category: Mapped[str] = mapped_column(String(12), default=Category.OTHER, index=True)
    state: Mapped[str] = mapped_column(String(12), default="proposed", index=True)
    mover_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    seconders_needed: Mapped[int]
    proposed_at: Mapped[datetime]
    seconded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    discussion_closed_at: Mapped[datetime | None]
    adjourned_until: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    consequences: Mapped[list[Any] | None]

    co_authors: Mapped[list["CoAuthor"]] = relationship(order_by="CoAuthor.party_id", viewonly=True)

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

    def stands_on(self, day: date) -> str:
        """Return its state on a day; one that is put off until a later day is adjourned."""
        if self.state in ("proposed", "seconded") and (self.adjourned_until or day) > day:
            return "adjourned"
        return self.state


class CoAuthor(Base):
    """Who wrote a motion with its mover, as it was proposed."""

    __tablename__ = "motion_co_author"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)


class Secondment(Base):
    """A member's support that the motion be decided; each once, never the mover."""

    __tablename__ = "secondment"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    at: Mapped[datetime]

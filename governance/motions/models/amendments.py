"""Tables of amendments: what members would change of a motion, who supports it, what is begun."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id

STATES = (
    "proposed",
    "seconded",
    "balloted",
    "accepted",
    "carried",
    "lost",
    "inquorate",
    "withdrawn",
    "fallen",
    "ruled_out",
)


class Amendment(Base):
    """A change that a member would make to a motion; people quote it as 2026/7/A1.

    `changes` are what it does to the paragraphs of that `version` of the motion, and `payload` what
    the motion's effect would be instead. `place` is where the chair put it in the order of votes.
    Once it has ended, `ended_version` is the version that the motion had then, and `note` says why.
    `ruling` is what the chair ruled, and what was decided on an appeal against it.
    """

    __tablename__ = "amendment"
    __table_args__ = (
        UniqueConstraint("motion_id", "number"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        # The members vote on one amendment of a motion after the other.
        Index(
            "uq_amendment_balloted",
            "motion_id",
            unique=True,
            sqlite_where=text("state = 'balloted'"),
            postgresql_where=text("state = 'balloted'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    number: Mapped[int]
    mover_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    version: Mapped[int]
    changes: Mapped[list[Any]] = mapped_column(default=list)
    payload: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default="proposed", index=True)
    seconders_needed: Mapped[int]
    proposed_at: Mapped[datetime]
    seconded_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    place: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    ended_version: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    ruling: Mapped[dict[str, Any] | None]

    @property
    def short_reference(self) -> str:
        return f"A{self.number}"

    @property
    def awaits_appeal(self) -> bool:
        """Say whether enough members appeal against the ruling on it, and nothing is decided."""
        ruling = self.ruling or {}
        return "appealed_on" in ruling and "decision" not in ruling


class AmendmentSecondment(Base):
    """A member's support that the amendment be decided; each once, never its mover."""

    __tablename__ = "amendment_secondment"

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class AmendmentAppellant(Base):
    """A member who appeals against the ruling by which an amendment is out of order, and why."""

    __tablename__ = "amendment_appellant"

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


class AmendmentDraft(Base):
    """An amendment that a member is still writing; once proposed it holds what it became."""

    __tablename__ = "amendment_draft"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    version: Mapped[int]
    changes: Mapped[list[Any]] = mapped_column(default=list)
    payload: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"), unique=True)

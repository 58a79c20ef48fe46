"""Tables of ballots in the book. Papers of secret ballots are elsewhere: see box.py."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id

CHOICES = ("for", "against", "abstain")


class Ballot(Base):
    """A question put to the members.

    `definition` is canonical JSON, frozen when the ballot opens. `rules_version` and `rules_digest`
    name the rulebook under which it opened (none of a ballot from before there was one).
    """

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="times_in_order"),
        CheckConstraint("secrecy IN ('open', 'secret_simple')", name="secrecy"),
        CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'declared', 'called_off')", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"), index=True)
    motion_version: Mapped[int | None]
    question: Mapped[str] = mapped_column(String(200))
    if_carried: Mapped[str] = mapped_column(Text, default="")
    resolution_kind: Mapped[str] = mapped_column(String(40))
    secrecy: Mapped[str] = mapped_column(String(20))
    record_date: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    quorum: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(12), default="planned", index=True)
    definition: Mapped[str] = mapped_column(Text, default="")
    definition_hash: Mapped[str] = mapped_column(String(64), default="")
    roll_hash: Mapped[str] = mapped_column(String(64), default="")
    roll_size: Mapped[int] = mapped_column(default=0)
    known_seq: Mapped[int | None] = mapped_column(Id)
    known_hash: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[int | None] = mapped_column(Id)
    rules_version: Mapped[int | None]
    rules_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    called_off_reason: Mapped[str] = mapped_column(String(200), default="")


class RollEntry(Base):
    """One person entitled to vote. `mark` is set when they voted; there is no time, on purpose.

    `service` is the person's at the record date, for turnout by service.
    """

    __tablename__ = "roll_entry"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    service: Mapped[str] = mapped_column(String(120), default="")
    mark: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str | None] = mapped_column(String(12))


class OpenPaper(Base):
    """A vote in an open ballot: the name stands with it, and a link has its salted digest."""

    __tablename__ = "open_paper"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    choice: Mapped[str] = mapped_column(String(12))
    salt: Mapped[str] = mapped_column(String(32))
    cast_at: Mapped[datetime]


class TurnoutCheckpoint(Base):
    """How many had voted, noted at most once a day while a ballot is open."""

    __tablename__ = "turnout_checkpoint"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    marked: Mapped[int]


class Declaration(Base):
    """The result as declared: figures, the rule, its arithmetic; `digest` covers all of it."""

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("outcome IN ('carried', 'lost', 'inquorate')", name="outcome"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(12))
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    declared_at: Mapped[datetime]

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

"""Tables of distributions. Once approved, one and its lines never change (migration 0009).

A task is a help for officers and no part of the book: what the worker was asked to do.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class InterestCap(Base):
    """The highest rate of interest on shares from a day on, in millionths, and where it stands."""

    __tablename__ = "interest_cap"
    __table_args__ = (
        UniqueConstraint("recorded_seq"),
        CheckConstraint("rate_ppm > 0", name="rate"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    valid_from: Mapped[date]
    rate_ppm: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))
    recorded_seq: Mapped[int] = mapped_column(Id)


class Distribution(Base):
    """A sum shared among people. `plan` is a `Plan`, `given` what was uploaded, by party.

    `ending` has the sentence on the total, and what everybody has by each basis.

    `salt` is in the digests of plan and lines that the record has.
    """

    __tablename__ = "distribution"
    __table_args__ = (
        CheckConstraint("purpose IN ('interest', 'dividend', 'bonus')", name="purpose"),
        CheckConstraint("state IN ('prepared', 'approved', 'dropped')", name="state"),
        CheckConstraint(
            "(state = 'approved') = (transaction_seq IS NOT NULL)", name="posted_once_approved"
        ),
        UniqueConstraint("transaction_seq"),
        Index("ix_distribution_book_id", "book_id", "state"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="prepared")
    plan: Mapped[dict[str, Any]]
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    total_pence: Mapped[int] = mapped_column(Id)
    residue_pence: Mapped[int] = mapped_column(Id)
    people: Mapped[int]
    ending: Mapped[dict[str, Any]]
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    salt: Mapped[str] = mapped_column(String(32))
    lines_digest: Mapped[str] = mapped_column(String(64))
    prepared_by: Mapped[int | None] = mapped_column(Id)
    prepared_at: Mapped[datetime]
    minute_ref: Mapped[str | None] = mapped_column(String(60))
    effective_on: Mapped[date | None]
    transaction_seq: Mapped[int | None] = mapped_column(Id)


class DistributionLine(Base):
    """What one party has of a distribution; `elements` says how it adds up."""

    __tablename__ = "distribution_line"
    __table_args__ = (Index("ix_distribution_line_party_id", "party_id"),)

    distribution_id: Mapped[int] = mapped_column(
        ForeignKey("distribution.id", ondelete="CASCADE"), primary_key=True
    )
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    pence: Mapped[int] = mapped_column(Id)
    elements: Mapped[list[Any]]


class DistributionTask(Base):
    """What an officer asked the worker to do with a distribution of thousands of people.

    `shown` is the digest of the lines that the officer saw; `told` has what a refusal is about.
    """

    __tablename__ = "distribution_task"
    __table_args__ = (
        CheckConstraint("kind IN ('prepare', 'again', 'approve')", name="kind"),
        CheckConstraint("state IN ('waiting', 'done', 'refused', 'dropped')", name="state"),
        CheckConstraint("kind = 'prepare' OR distribution_id IS NOT NULL", name="about_one"),
        UniqueConstraint("form_key"),
        Index("ix_distribution_task_book_id", "book_id", "state"),
        Index(
            "uq_distribution_task_waiting",
            "distribution_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    distribution_id: Mapped[int | None] = mapped_column(ForeignKey("distribution.id"))
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shown: Mapped[str] = mapped_column(String(64), default="")
    minute_ref: Mapped[str | None] = mapped_column(String(60))
    effective_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(String(60))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    asked_by: Mapped[int | None] = mapped_column(Id)
    asked_at: Mapped[datetime]
    refusal: Mapped[str] = mapped_column(Text, default="")
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)

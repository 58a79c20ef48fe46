"""Tables of who asked to inspect the register, who looked at it, and the nation's holidays."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from governance.infrastructure.database import Base, Id


class BankHoliday(Base):
    """What the secretary says of a day, beside the list that comes with the platform.

    `is_kept` False takes a day off that list.
    """

    __tablename__ = "bank_holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    is_kept: Mapped[bool] = mapped_column(default=True)


class InspectionRequest(Base):
    """Somebody asked to see or copy the register.

    `words` tell who asked, and what for: personal data, which may be erased with its salt. The
    digest stays, and the link has it.
    """

    __tablename__ = "inspection_request"
    __table_args__ = (CheckConstraint("fee_pence >= 0", name="fee"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    received_on: Mapped[date]
    due_on: Mapped[date]
    fee_pence: Mapped[int] = mapped_column(default=0)
    words: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    recorded_seq: Mapped[int] = mapped_column(Id)
    answers: Mapped[list["InspectionAnswer"]] = relationship(
        order_by="InspectionAnswer.id", lazy="selectin"
    )

    @property
    def state(self) -> str:
        """How it stands: the last answer, or that it was received."""
        return self.answers[-1].state if self.answers else "received"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still owed; while the court has it, the days do not count."""
        return self.state == "received"


class InspectionAnswer(Base):
    """The register was shown, or refused, or the court was asked first; its words as above."""

    __tablename__ = "inspection_answer"
    __table_args__ = (
        CheckConstraint("state IN ('court', 'complied', 'refused')", name="state"),
        Index(
            "uq_inspection_answer_final",
            "request_id",
            unique=True,
            sqlite_where=text("state <> 'court'"),
            postgresql_where=text("state <> 'court'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("inspection_request.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    answered_on: Mapped[date]
    words: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    recorded_seq: Mapped[int] = mapped_column(Id)


class RegisterAccess(Base):
    """Somebody read what the full rendering has of one person, or a list of several.

    `title` says what, `among` whose list it is (see `access_log.Among`), `page` which page of it,
    and `filters` by what it was searched. What was typed is not kept: it could be a name.
    """

    __tablename__ = "register_access"
    __table_args__ = (
        CheckConstraint("what IN ('person', 'list', 'file', 'print', 'document')", name="what"),
        Index("ix_register_access_among", "among", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(Id)
    what: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    on_day: Mapped[date]
    known_seq: Mapped[int | None] = mapped_column(Id)
    title: Mapped[str | None] = mapped_column(String(300))
    among: Mapped[str | None] = mapped_column(String(80))
    page: Mapped[int | None]
    filters: Mapped[str | None] = mapped_column(String(120))

"""What people say is wrong about them, until it is put right."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Correction(Base):
    """Somebody asked for something held on them to be put right (UK GDPR, article 16).

    `words` has what is wrong and what was answered; it may be erased, its digests stay.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'done', 'declined')", name="state"),
        # One at a time: whoever has more to say adds it to what they asked.
        Index(
            "uq_correction_asked",
            "party_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_on: Mapped[date]
    asked_seq: Mapped[int] = mapped_column(Id)
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    words: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    asked_digest: Mapped[str] = mapped_column(String(64))
    answer_digest: Mapped[str] = mapped_column(String(64), default="")

"""The outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import Base, Id

REMINDER, REMINDER_ON_PAPER = "ballot_reminder", "ballot_reminder_paper"

# Of a secret ballot it is kept on which day a receipt went out, not at what time of it; and of a
# reminder too, which takes longer for whom it is sent to than for who has voted.
KEPT_TO_THE_DAY = frozenset({"receipt_secret", REMINDER, REMINDER_ON_PAPER})

# Why a mail failed that a death stopped; told apart from other failures by these words.
TO_THE_DEAD = "It was not sent, because their death was entered."


def as_kept(template: str, at: datetime) -> datetime:
    """Return an instant as the outbox may keep it for this kind of mail."""
    return start_of_day(day_of(at)) if template in KEPT_TO_THE_DAY else at


class Mail(Base):
    """One mail to one person about one event; `event_key` and address together exist once.

    Its words are made from `template` and `context` when it is sent. A mail about a secret ballot
    never has a tracker in its context.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("event_key", "address"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unconfirmed')", name="state"
        ),
        Index("ix_mail_due", "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    event_key: Mapped[str] = mapped_column(String(100))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    address: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(60))
    context: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


class DiscussionTold(Base):
    """How far the followers of a motion were told of its discussion, and when they last were."""

    __tablename__ = "discussion_told"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    told_at: Mapped[datetime]

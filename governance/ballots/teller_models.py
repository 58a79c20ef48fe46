"""Tables of votes on paper and of the count: tellers, their batch, who opened and who certified."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base


class Teller(Base):
    """Somebody who types in the papers of a ballot: appointed for it, or a scrutineer.

    `place` is 1 or 2 of whoever has begun. `is_ready` says that they have typed all; `signed` is
    the digest of the batch that they signed. What they typed is in the box: see batch.py.
    """

    __tablename__ = "ballot_teller"
    __table_args__ = (
        UniqueConstraint("ballot_id", "place"),
        CheckConstraint("place IN (1, 2)", name="place"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    is_appointed: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int | None]
    is_ready: Mapped[bool] = mapped_column(default=False)
    signed: Mapped[str] = mapped_column(String(64), default="")


class PaperBatch(Base):
    """The papers that two tellers put into a ballot's box, once: how many, never what they say."""

    __tablename__ = "paper_batch"
    __table_args__ = (
        CheckConstraint("papers >= 0 AND papers <= envelopes", name="within_envelopes"),
        CheckConstraint("first_id <> second_id", name="two_tellers"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    papers: Mapped[int]
    envelopes: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    first_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    entered_at: Mapped[datetime]


class PaperWaiver(Base):
    """That a ballot is counted without its papers: asked by the secretary, agreed by a scrutineer.

    It holds once it is agreed.
    """

    __tablename__ = "paper_waiver"
    __table_args__ = (
        CheckConstraint("(agreed_by IS NULL) = (agreed_at IS NULL)", name="agreed"),
        CheckConstraint("agreed_by <> asked_by", name="two_people"),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[int] = mapped_column(ForeignKey("party.id"))
    asked_at: Mapped[datetime]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    agreed_at: Mapped[datetime | None]


class CountOpening(Base):
    """A scrutineer opened the count of a ballot, where it waits for them."""

    __tablename__ = "ballot_opening"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    opened_at: Mapped[datetime]


class Certificate(Base):
    """A scrutineer certified a declared result: this very declaration."""

    __tablename__ = "ballot_certificate"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("declaration.ballot_id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    declaration_digest: Mapped[str] = mapped_column(String(64))
    certified_at: Mapped[datetime]


class BallotReminder(Base):
    """Those who had not voted were reminded, so many hours before the close. Nobody is named."""

    __tablename__ = "ballot_reminder"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    hours: Mapped[int] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]

"""Tables of signing in and of roles."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class Account(Base):
    """How a party signs in.

    The address is kept in lower case; no password means not yet accepted.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]


class AccountToken(Base):
    """An invitation or a reset: what was sent is signed; that it is used once is kept here."""

    __tablename__ = "account_token"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'reset')", name="purpose"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role a party holds, from when it was given until it was withdrawn."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_current",
            "party_id",
            "role",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    role: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200), default="")
    given_at: Mapped[datetime]
    given_by: Mapped[int | None] = mapped_column(Id)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(Id)
    withdrawn_reason: Mapped[str] = mapped_column(String(200), default="")


class FeedAddress(Base):
    """A secret address at which a program that cannot sign in reads for somebody; one a purpose.

    Its text is shown once, when it is made, and kept as a hash.
    """

    __tablename__ = "feed_address"

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]


class SignInFailure(Base):
    """A wrong password, an unknown address or a reset asked for: counted per account and network.

    `subject` names neither: the account's is a digest of the address typed, known or not.
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_subject", "subject", "at"),
        Index("ix_sign_in_failure_at", "at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]

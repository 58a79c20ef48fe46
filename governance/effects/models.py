"""Tables of what decisions did. Triggers refuse to change, delete or empty them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id


class PolicyVersion(Base):
    """A text that the members adopted, from a day until the next of its policy; numbered from 1.

    `policy_id` is the number of the policy, not of the version. A repealed one has no text.
    """

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("policy_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    policy_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    is_repealed: Mapped[bool]
    from_day: Mapped[date]
    reference: Mapped[str] = mapped_column(String(60))
    resolution_id: Mapped[int | None] = mapped_column(Id)
    digest: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)


class Mandate(Base):
    """What the members, or the board within its limits, authorised: a sum or a surplus round.

    `pence` None: a round on whatever the surplus comes to. `until_day` is the last day.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("kind IN ('spending', 'surplus_round')", name="kind"),
        CheckConstraint("pence > 0", name="pence"),
        CheckConstraint("until_day >= from_day", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    book_key: Mapped[str] = mapped_column(String(20), default="")
    purpose: Mapped[str] = mapped_column(String(200))
    pence: Mapped[int | None] = mapped_column(Id)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(60))
    resolution_id: Mapped[int | None] = mapped_column(Id)
    digest: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)


class MandateUse(Base):
    """A posting made under a mandate, each once, and how much of it was."""

    __tablename__ = "mandate_use"
    __table_args__ = (CheckConstraint("pence > 0", name="pence"),)

    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), primary_key=True)
    transaction_seq: Mapped[int] = mapped_column(
        ForeignKey("ledger_transaction.seq"), primary_key=True
    )
    pence: Mapped[int] = mapped_column(Id)
    noted_at: Mapped[datetime]
    recorded_seq: Mapped[int] = mapped_column(Id, unique=True)

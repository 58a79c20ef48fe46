"""Tables of cases, their steps, withdrawals and nominations.

Words of people lie beside their digest and may be erased; everything else that was recorded stays:
triggers refuse to change it (migration 0007). Columns named `…_seq` are links of the record.
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from governance.cases.kinds import Kind
from governance.infrastructure.database import Base, Id

ONE_OPEN = text("closed_on IS NULL AND kind <> 'withdraw'")
ONE_OPEN_OF_CLASS = text("closed_on IS NULL AND kind = 'withdraw'")


class Case(Base):
    """One matter about a party and a legal entity, as it stands after its latest step.

    `effect_on` is the first day on which a leaver has left. `units` of the class are to be issued,
    withdrawn or passed on, `units_done` of them are. `other_party_id`: who has them then.
    `pence_due` is owed to the party for them, `pence_paid` of it had been paid when the latest
    payment was entered here: what is left to be paid now, the ledger says (`queries/owing.py`). Or,
    in joining, what the shares cost and what was received for them.
    """

    __tablename__ = "case_of_party"
    __table_args__ = (
        CheckConstraint("kind IN ('join', 'leave', 'withdraw', 'transfer')", name="kind"),
        CheckConstraint("0 <= units_done AND units_done <= units", name="units"),
        CheckConstraint("0 <= pence_paid AND pence_paid <= pence_due", name="pence"),
        # One open case of a kind, one withdrawal of each class: two who click at once are two who
        # ask for one thing.
        Index(
            "uq_case_of_party_open",
            "party_id",
            "book_key",
            "kind",
            unique=True,
            sqlite_where=ONE_OPEN,
            postgresql_where=ONE_OPEN,
        ),
        Index(
            "uq_case_of_party_open_of_class",
            "party_id",
            "share_class_id",
            unique=True,
            sqlite_where=ONE_OPEN_OF_CLASS,
            postgresql_where=ONE_OPEN_OF_CLASS,
        ),
        Index("ix_case_of_party_state", "kind", "state", "effect_on"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    book_key: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    opened_on: Mapped[date]
    opened_seq: Mapped[int] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(12))
    effect_on: Mapped[date | None]
    share_class_id: Mapped[int | None] = mapped_column(ForeignKey("share_class.id"))
    units: Mapped[int] = mapped_column(Id, default=0)
    units_done: Mapped[int] = mapped_column(Id, default=0)
    other_party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    pence_due: Mapped[int] = mapped_column(Id, default=0)
    pence_paid: Mapped[int] = mapped_column(Id, default=0)
    closed_on: Mapped[date | None]
    steps: Mapped[int] = mapped_column(default=1)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def units_left(self) -> int:
        return self.units - self.units_done

    @property
    def price_left(self) -> int:
        """What somebody who joins has still to pay."""
        return self.pence_due - self.pence_paid if self.kind == Kind.JOIN else 0


class CaseStep(Base):
    """What was done in a case, by the link `seq`; `told` is how the case then stood."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("seq"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_of_party.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Id)
    step: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12))
    taken_on: Mapped[date]
    taken_by: Mapped[int | None] = mapped_column(Id)
    told: Mapped[dict[str, Any]]
    words: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class WithdrawalSwitch(Base):
    """The board suspended withdrawals of a book, or let them go on; the latest holds."""

    __tablename__ = "withdrawal_switch"

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    switched_on: Mapped[date]
    is_suspended: Mapped[bool]
    words: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class WithdrawalRun(Base):
    """Withdrawals paid at once, and what was stated of the society's solvency."""

    __tablename__ = "withdrawal_run"
    __table_args__ = (
        UniqueConstraint("seq"),
        CheckConstraint("0 < pence AND pence <= surplus_pence", name="within_surplus"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(Id)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    run_on: Mapped[date]
    pence: Mapped[int] = mapped_column(Id)
    surplus_pence: Mapped[int] = mapped_column(Id)
    signed_on: Mapped[date]
    words: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class Nomination(Base):
    """Whom a member named; who that is lies in `words`, which may be erased."""

    __tablename__ = "nomination"
    __table_args__ = (Index("ix_nomination_party", "party_id", "book_key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    book_key: Mapped[str] = mapped_column(String(20))
    given_on: Mapped[date]
    given_seq: Mapped[int] = mapped_column(Id)
    revoked_on: Mapped[date | None]
    revoked_seq: Mapped[int | None] = mapped_column(Id)
    words: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))

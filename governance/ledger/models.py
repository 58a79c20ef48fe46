"""Tables of the ledger. What is posted is never changed: triggers refuse it (migration 0005).

Amounts are whole units: pence, shares, minutes. `opened_seq` and `seq` are links of the record.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.database import Base, Id
from governance.ledger.charts import WITHOUT_SHARES


class Book(Base):
    """One legal entity. `key` is "" for the society itself; membership spells of another have it.

    `year_ends` is "MM-DD". `party_id` is the party that the entity is, where the register has it.
    """

    __tablename__ = "book"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint(
            "kind IN ('society', 'cbs', 'cic_shares', 'cic_guarantee', 'charity', 'company',"
            " 'trust')",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    legal_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    registered_number: Mapped[str] = mapped_column(String(30), default="")
    year_ends: Mapped[str] = mapped_column(String(5))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    opened_seq: Mapped[int] = mapped_column(Id)

    @property
    def has_shares(self) -> bool:
        """Whether an entity of this legal form can have shares; others have members only."""
        return self.kind not in WITHOUT_SHARES


class ShareClass(Base):
    """Shares of one kind. `par_pence` None: no par value. Its rights are in `ClassTerms`."""

    __tablename__ = "share_class"
    __table_args__ = (
        UniqueConstraint("book_id", "code"),
        CheckConstraint("par_pence IS NULL OR par_pence > 0", name="par"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    par_pence: Mapped[int | None] = mapped_column(Id)
    opened_seq: Mapped[int] = mapped_column(Id)


class ClassTerms(Base):
    """The rights of a class from a day on; of two for one day, the later recorded holds."""

    __tablename__ = "class_terms"
    __table_args__ = (UniqueConstraint("share_class_id", "recorded_seq"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_class_id: Mapped[int] = mapped_column(ForeignKey("share_class.id"))
    valid_from: Mapped[date]
    recorded_seq: Mapped[int] = mapped_column(Id)
    terms: Mapped[dict[str, Any]]


class Account(Base):
    """A place where units of one kind stand.

    One without a party is of the chart; one with a party is that party's own, under the same code.
    `normal` says which side makes its balance greater. A `floored` one never falls below nought,
    on any day. `per_party`: parties have accounts of their own under it.
    """

    __tablename__ = "account_of_book"
    __table_args__ = (
        CheckConstraint("normal IN ('debit', 'credit')", name="normal"),
        CheckConstraint(
            "kind IN ('asset', 'liability', 'equity', 'income', 'expense', 'holder', 'issue')",
            name="kind",
        ),
        Index(
            "uq_account_of_book_chart",
            "book_id",
            "unit",
            "code",
            unique=True,
            sqlite_where=text("party_id IS NULL"),
            postgresql_where=text("party_id IS NULL"),
        ),
        Index(
            "uq_account_of_book_party",
            "book_id",
            "unit",
            "code",
            "party_id",
            unique=True,
            sqlite_where=text("party_id IS NOT NULL"),
            postgresql_where=text("party_id IS NOT NULL"),
        ),
        Index("ix_account_of_book_party_id", "party_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    unit: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))
    normal: Mapped[str] = mapped_column(String(6))
    floored: Mapped[bool]
    per_party: Mapped[bool]
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    opened_seq: Mapped[int] = mapped_column(Id)


class Transaction(Base):
    """Transfers that stand or fall together. Its words are sealed, so that they can be erased.

    `content` is the digest of what was asked for, so that the same key sent twice can be told from
    another posting under it.
    """

    __tablename__ = "ledger_transaction"
    __table_args__ = (
        UniqueConstraint("book_id", "key"),
        UniqueConstraint("reverses_seq"),
        Index("ix_ledger_transaction_day", "book_id", "effective_on", "seq"),
    )

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    kind: Mapped[str] = mapped_column(String(30))
    effective_on: Mapped[date]
    key: Mapped[str | None] = mapped_column(String(120))
    reverses_seq: Mapped[int | None] = mapped_column(Id)
    transfers: Mapped[int]
    content: Mapped[str] = mapped_column(String(64))
    memo: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    memo_digest: Mapped[str] = mapped_column(String(64))


class Transfer(Base):
    """Units going from the account that is debited to the one that is credited."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("debit_id <> credit_id", name="two_accounts"),
        # The two sides of an account, with all that a balance needs.
        Index("ix_transfer_debit", "debit_id", "effective_on", "seq", "amount"),
        Index("ix_transfer_credit", "credit_id", "effective_on", "seq", "amount"),
        # A day's or a month's movements of a whole book, read without going to the rows.
        Index(
            "ix_transfer_day",
            "book_id",
            "effective_on",
            "seq",
            "debit_id",
            "credit_id",
            "amount",
        ),
    )

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    debit_id: Mapped[int] = mapped_column(ForeignKey("account_of_book.id"))
    credit_id: Mapped[int] = mapped_column(ForeignKey("account_of_book.id"))
    amount: Mapped[int] = mapped_column(Id)
    effective_on: Mapped[date]


class Period(Base):
    """The days up to `ends_on`, closed: the head of the record then, for whoever checks later."""

    __tablename__ = "period"
    __table_args__ = (UniqueConstraint("book_id", "ends_on"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    ends_on: Mapped[date]
    through_seq: Mapped[int] = mapped_column(Id)
    head_hash: Mapped[str] = mapped_column(String(64))
    closed_seq: Mapped[int] = mapped_column(Id)


class Snapshot(Base):
    """A cache: every balance of a book at the end of a day, by the links up to `through_seq`."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("book_id", "taken_on", "through_seq"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    taken_on: Mapped[date]
    through_seq: Mapped[int] = mapped_column(Id)


class SnapshotBalance(Base):
    """A balance of a snapshot: credits less debits, in units; accounts at nought are left out."""

    __tablename__ = "snapshot_balance"

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("snapshot.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account_of_book.id"), primary_key=True)
    balance: Mapped[int] = mapped_column(Id)


class ConsentSetting(Base):
    """How a class consents to reserved matters, from a day on: by its terms or an agreement.

    `rule`: the majority as [basis, share above, share below, whether it must be passed], and
    whether no consent is needed once nobody holds the class.
    """

    __tablename__ = "consent_setting"
    __table_args__ = (UniqueConstraint("share_class_id", "recorded_seq"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_class_id: Mapped[int] = mapped_column(ForeignKey("share_class.id"))
    valid_from: Mapped[date]
    recorded_seq: Mapped[int] = mapped_column(Id)
    rule: Mapped[dict[str, Any]]


class ReservedMatter(Base):
    """What may be done only with the consent of classes, asked for on a day.

    Its words (`title` and `text`) are sealed, so that they can be erased. `share_class_ids` are the
    classes that must consent; whoever holds them on `asked_on` may answer.
    """

    __tablename__ = "reserved_matter"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    asked_on: Mapped[date]
    share_class_ids: Mapped[list[Any]]
    recorded_seq: Mapped[int] = mapped_column(Id)
    title: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class ConsentAnswer(Base):
    """What a holder of a class says to a reserved matter, and who signed; the latest counts."""

    __tablename__ = "consent_answer"
    __table_args__ = (
        UniqueConstraint("matter_id", "recorded_seq"),
        CheckConstraint("answer IN ('for', 'against', 'abstain')", name="answer"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("reserved_matter.id"))
    share_class_id: Mapped[int] = mapped_column(ForeignKey("share_class.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    answer: Mapped[str] = mapped_column(String(10))
    answered_on: Mapped[date]
    recorded_seq: Mapped[int] = mapped_column(Id)
    signatory: Mapped[str | None] = mapped_column(String(160))
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))


class MatterOutcome(Base):
    """Whether every class has consented, as worked out by the links up to `known_seq`."""

    __tablename__ = "matter_outcome"

    matter_id: Mapped[int] = mapped_column(ForeignKey("reserved_matter.id"), primary_key=True)
    decided_on: Mapped[date]
    known_seq: Mapped[int] = mapped_column(Id)
    is_given: Mapped[bool]
    body: Mapped[dict[str, Any]]
    recorded_seq: Mapped[int] = mapped_column(Id)

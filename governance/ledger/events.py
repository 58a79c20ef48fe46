"""Facts about the ledger: ids, days, amounts and digests; no words of people."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BookOpened(DomainEvent):
    """A legal entity's book was opened, with its chart of accounts.

    `opened`: [account, unit, code, name, kind, normal, floored, per party, party] of each account.
    """

    kind: ClassVar[str] = "book opened"

    book_id: int
    key: str
    name: str
    legal_name: str
    legal_kind: str
    registered_number: str
    year_ends: str
    party_id: int | None
    opened: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class ShareClassOpened(DomainEvent):
    """A class of shares was made, with its accounts."""

    kind: ClassVar[str] = "share class opened"

    book_id: int
    share_class_id: int
    code: str
    name: str
    par_pence: int | None
    opened: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class ClassTermsSet(DomainEvent):
    """The rights of a class from a day on."""

    kind: ClassVar[str] = "class terms set"

    share_class_id: int
    valid_from: date
    terms_digest: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(DomainEvent):
    """An account was added to the chart."""

    kind: ClassVar[str] = "account opened"

    book_id: int
    opened: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class TransactionPosted(DomainEvent):
    """A transaction: `transfers` are [debited account, credited account, amount] in order.

    `opened` are the accounts of parties that this transaction was the first to need.
    """

    kind: ClassVar[str] = "transaction posted"

    book_id: int
    transaction_kind: str
    effective_on: date
    key: str | None
    reverses: int | None
    memo_digest: str
    content: str
    opened: list[list[Any]]
    transfers: list[list[int]]


@dataclass(frozen=True, kw_only=True)
class PeriodClosed(DomainEvent):
    """The days of a book up to `ends_on` were closed; the record's head was this before."""

    kind: ClassVar[str] = "period closed"

    book_id: int
    ends_on: date
    through_seq: int
    head_hash: str


@dataclass(frozen=True, kw_only=True)
class BookImported(DomainEvent):
    """A file was entered in a book: how much it posted, and who became a member by it."""

    kind: ClassVar[str] = "book imported"

    book_id: int
    import_id: int
    shape: str
    file_sha256: str
    posted: int
    members: int


@dataclass(frozen=True, kw_only=True)
class ConsentSettingMade(DomainEvent):
    """How a class consents to reserved matters, from a day on."""

    kind: ClassVar[str] = "consent setting made"

    share_class_id: int
    valid_from: date
    rule_digest: str


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(DomainEvent):
    """The consent of classes to a reserved matter was asked for; its words are sealed."""

    kind: ClassVar[str] = "consent asked"

    matter_id: int
    book_id: int
    asked_on: date
    share_class_ids: list[int]
    digest: str


@dataclass(frozen=True, kw_only=True)
class ConsentAnswered(DomainEvent):
    """A holder of a class answered; who signed is sealed."""

    kind: ClassVar[str] = "consent answered"

    matter_id: int
    answer_id: int
    share_class_id: int
    party_id: int
    answer: str
    answered_on: date
    digest: str


@dataclass(frozen=True, kw_only=True)
class MatterDecided(DomainEvent):
    """Whether all the classes have consented, as worked out by the links up to `known_seq`."""

    kind: ClassVar[str] = "reserved matter decided"

    matter_id: int
    decided_on: date
    known_seq: int
    is_given: bool
    body_digest: str

"""Facts about the register. Words of people go in as salted digests only; a party is its id."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SocietySetUp(DomainEvent):
    """The society was named: whose platform this is."""

    kind: ClassVar[str] = "society set up"

    name: str
    legal_name: str
    legal_form: str
    registered_number: str


@dataclass(frozen=True, kw_only=True)
class RegisterChanged(DomainEvent):
    """What the register says of one party changed.

    `recorded`: [kind, key, first day, end, digest] of each spell that this link records.
    `superseded`: [kind, key, first day, recorded at link] of each that no longer stands.
    `member_number` is there when this is the link that gave it.
    """

    kind: ClassVar[str] = "register changed"

    party_id: int
    member_number: int | None
    recorded: list[list[Any]]
    superseded: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class StakeholderEntered(DomainEvent):
    """A party was entered that is on no list of staff; its words are in the link just before."""

    kind: ClassVar[str] = "stakeholder entered"

    party_id: int
    party_kind: str


@dataclass(frozen=True, kw_only=True)
class StaffImported(DomainEvent):
    """A file of staff was entered; its people's links stand just before this one."""

    kind: ClassVar[str] = "staff imported"

    batch_id: int
    file_sha256: str
    people_new: int
    people_changed: int
    people_same: int
    people_missing: int


@dataclass(frozen=True, kw_only=True)
class InspectionAsked(DomainEvent):
    """Somebody asked to see the register; `words` is the digest of who it was and what for."""

    kind: ClassVar[str] = "inspection asked"

    request_id: int
    party_id: int | None
    received_on: str
    due_on: str
    fee_pence: int
    words: str


@dataclass(frozen=True, kw_only=True)
class InspectionAnswered(DomainEvent):
    """The register was shown, or refused, or the court was asked; `words` is the digest of how."""

    kind: ClassVar[str] = "inspection answered"

    request_id: int
    state: str
    answered_on: str
    words: str


@dataclass(frozen=True, kw_only=True)
class AddressChanged(DomainEvent):
    """A party's e-mail address is another now: for accounts to follow."""

    on_record: ClassVar[bool] = False
    kind: ClassVar[str] = "address changed"

    party_id: int


@dataclass(frozen=True, kw_only=True)
class MemberSuspended(DomainEvent):
    """A membership was suspended from a day on: for letters. `link` recorded it."""

    on_record: ClassVar[bool] = False
    kind: ClassVar[str] = "member suspended"

    party_id: int
    link: int
    first_day: date


@dataclass(frozen=True, kw_only=True)
class MemberRestored(DomainEvent):
    """A suspension was ended, or lifted before it had begun: for letters. `link` recorded it."""

    on_record: ClassVar[bool] = False
    kind: ClassVar[str] = "member restored"

    party_id: int
    link: int
    had_begun: bool

"""Facts about cases: ids, days, amounts and digests. Reasons, names and minutes are sealed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CaseMoved(DomainEvent):
    """A step was taken in a case: step number `n`, after which the case stands at `state`.

    `told` says how the case then stands: its days, class, numbers, amounts, and the links in which
    the step ended.
    """

    kind: ClassVar[str] = "case moved"

    case_id: int
    n: int
    case_kind: str
    book_key: str
    party_id: int
    step: str
    state: str
    told: dict[str, Any]
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalsSwitched(DomainEvent):
    """The board suspended all withdrawals of a book, or let them go on."""

    kind: ClassVar[str] = "withdrawals switched"

    book_id: int
    is_suspended: bool
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalsRun(DomainEvent):
    """The board let withdrawals be paid; the steps of their cases stand just after this link."""

    kind: ClassVar[str] = "withdrawals run"

    run_id: int
    book_id: int
    run_on: date
    pence: int
    surplus_pence: int
    signed_on: date
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class NominationMade(DomainEvent):
    """A member named somebody to have their property in the society at death."""

    kind: ClassVar[str] = "nomination made"

    nomination_id: int
    party_id: int
    book_key: str
    given_on: date
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class NominationRevoked(DomainEvent):
    """A nomination was taken back."""

    kind: ClassVar[str] = "nomination revoked"

    nomination_id: int
    party_id: int
    revoked_on: date

"""Facts of what decisions did: policies, and what the members authorised."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PolicyAdopted(DomainEvent):
    """A policy has a text, or another, or none any more; `digest` covers its title and words."""

    kind: ClassVar[str] = "policy adopted"

    policy_id: int
    number: int
    from_day: date
    is_repealed: bool
    reference: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MandateGiven(DomainEvent):
    """Something was authorised: a sum, or a round on the surplus; `digest` covers its words."""

    kind: ClassVar[str] = "mandate given"

    mandate_id: int
    mandate_kind: str
    book_key: str
    pence: int | None
    from_day: date
    until_day: date | None
    reference: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MandateUsed(DomainEvent):
    """A posting was noted as made under a mandate."""

    kind: ClassVar[str] = "mandate used"

    mandate_id: int
    transaction_seq: int
    pence: int

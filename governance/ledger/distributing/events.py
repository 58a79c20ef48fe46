"""Facts of distributions: ids, days, sums and digests; nobody's part is told but by its digest."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class InterestCapSet(DomainEvent):
    """The highest rate of interest that the rules allow from a day on."""

    kind: ClassVar[str] = "interest cap set"

    book_id: int
    valid_from: date
    rate_ppm: int
    source_digest: str


@dataclass(frozen=True, kw_only=True)
class DistributionApproved(DomainEvent):
    """A distribution was approved, and posted as that transaction."""

    kind: ClassVar[str] = "distribution approved"

    book_id: int
    distribution_id: int
    purpose: str
    plan_digest: str
    lines_digest: str
    total_pence: int
    people: int
    effective_on: date
    transaction_seq: int

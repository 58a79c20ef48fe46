"""Facts about what is held on people: ids, counts and digests."""

from dataclasses import dataclass
from typing import ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(DomainEvent):
    """Somebody said that something held on them is wrong."""

    kind: ClassVar[str] = "correction asked"

    correction_id: int
    party_id: int
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAnswered(DomainEvent):
    """It was put right, or declined with a reason."""

    kind: ClassVar[str] = "correction answered"

    correction_id: int
    party_id: int
    state: str
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class PartyErased(DomainEvent):
    """A party's words were erased, in so many rows; days, numbers and digests stay."""

    kind: ClassVar[str] = "party erased"

    party_id: int
    rows: int

"""Facts of votes on paper and of the count. What a paper says is in none of them."""

from dataclasses import dataclass
from typing import ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PaperAskedFor(DomainEvent):
    """Somebody on the roll votes on paper: they asked, or had the office ask for them.

    A link, for it bars them from voting here. When the paper comes back is in no link.
    """

    kind: ClassVar[str] = "ballot paper asked for"

    ballot_id: int
    voter_id: int


@dataclass(frozen=True, kw_only=True)
class TellerAppointed(DomainEvent):
    """Somebody may type in the papers of a ballot."""

    kind: ClassVar[str] = "teller appointed"

    ballot_id: int
    teller_id: int


@dataclass(frozen=True, kw_only=True)
class PaperBatchEntered(DomainEvent):
    """Two tellers agreed on the papers and put them into the box; `batch_digest` has a salt."""

    kind: ClassVar[str] = "paper batch entered"

    ballot_id: int
    papers: int
    envelopes: int
    batch_digest: str
    first_id: int
    second_id: int


@dataclass(frozen=True, kw_only=True)
class PapersWaived(DomainEvent):
    """A ballot is counted without its papers: `asked_by` asked for it, the actor agreed."""

    kind: ClassVar[str] = "ballot papers waived"

    ballot_id: int
    asked_by: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class CountOpened(DomainEvent):
    """A scrutineer opened the count: so many were marked, so many papers lay in the box."""

    kind: ClassVar[str] = "count opened"

    ballot_id: int
    scrutineer_id: int
    marked: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class ResultCertified(DomainEvent):
    """A scrutineer certified a declared result."""

    kind: ClassVar[str] = "result certified"

    ballot_id: int
    scrutineer_id: int
    declaration_digest: str


@dataclass(frozen=True, kw_only=True)
class RemindersDue(DomainEvent):
    """Whoever has not voted yet is to be reminded. Not a link: it would say nothing of worth."""

    kind: ClassVar[str] = "ballot reminders due"
    on_record: ClassVar[bool] = False

    ballot_id: int
    hours: int

"""Facts about elections. Who is nominated is told to members only once nominations are closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SeatsSet(DomainEvent):
    """An office of a body has that many seats, filled by all members or a constituency."""

    kind: ClassVar[str] = "seats set"

    seats_id: int
    office: str
    body: str
    constituency: str
    service: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ElectionCalled(DomainEvent):
    """The notice of vacancies is published; `notice_digest` covers all that it says."""

    kind: ClassVar[str] = "election called"

    election_id: int
    reference: str
    notice_digest: str
    nominations_close_at: datetime
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class ElectionCalledOff(DomainEvent):
    """An election ends without anybody elected by it from then on."""

    kind: ClassVar[str] = "election called off"

    election_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class CandidateNominated(DomainEvent):
    """A member nominated themselves or a colleague; whoever did it is a nominator of others."""

    kind: ClassVar[str] = "candidate nominated"

    candidate_id: int
    contest_id: int
    party_id: int


@dataclass(frozen=True, kw_only=True)
class SeconderAsked(DomainEvent):
    """Somebody is asked to nominate a candidate too; they are told, and nothing is fixed by it."""

    kind: ClassVar[str] = "seconder asked"
    on_record: ClassVar[bool] = False

    candidate_id: int
    party_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateSeconded(DomainEvent):
    """Another member nominates the candidate too."""

    kind: ClassVar[str] = "candidate seconded"

    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateConsented(DomainEvent):
    """The candidate is willing to serve if elected."""

    kind: ClassVar[str] = "candidate consented"

    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateEnded(DomainEvent):
    """A nomination ended: declined, withdrawn by the candidate, or struck out for a reason."""

    kind: ClassVar[str] = "candidate ended"

    candidate_id: int
    state: str
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class NominationsClosed(DomainEvent):
    """It is certain who stands; each with the digest of statement and picture as published.

    `standing` are [candidate, digest]; `lapsed` those whose nomination was not complete.
    """

    kind: ClassVar[str] = "nominations closed"

    election_id: int
    standing: list[list[Any]]
    lapsed: list[int]


@dataclass(frozen=True, kw_only=True)
class ContestVoted(DomainEvent):
    """A contest is a question of a ballot; `options` are the candidates in their numbers."""

    kind: ClassVar[str] = "contest put to a ballot"

    contest_id: int
    ballot_id: int
    question: int
    options: list[int]


@dataclass(frozen=True, kw_only=True)
class ContestEnded(DomainEvent):
    """It is certain who is elected: candidates in that order; `unfilled` seats stay vacant."""

    kind: ClassVar[str] = "contest ended"

    contest_id: int
    state: str
    elected: list[int]
    unfilled: int


@dataclass(frozen=True, kw_only=True)
class CountbackHeld(DomainEvent):
    """Papers were counted again without somebody who left; `filled_by` is a candidate or None."""

    kind: ClassVar[str] = "countback held"

    countback_id: int
    contest_id: int
    party_id: int
    last_day: date
    filled_by: int | None
    count_digest: str


@dataclass(frozen=True, kw_only=True)
class CandidatesAsked(DomainEvent):
    """A member asked all candidates of a contest something; the words are covered by a digest."""

    kind: ClassVar[str] = "candidates asked"

    question_id: int
    contest_id: int
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class CandidateAnswered(DomainEvent):
    """A candidate answered a question of a member."""

    kind: ClassVar[str] = "candidate answered"

    question_id: int
    candidate_id: int
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class QuestionRemoved(DomainEvent):
    """A question was removed from an election's page for a reason that stands in its place."""

    kind: ClassVar[str] = "candidates’ question removed"

    question_id: int
    reason_digest: str

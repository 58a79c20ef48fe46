"""Facts about ballots. The choices of a secret ballot are in none of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from governance.infrastructure.clock import day_of
from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BallotPlanned(DomainEvent):
    """A ballot was set; it will open by itself.

    `motion_id`, `amendment_id` and `resolution_kind` are of a ballot on one motion; `paper` is the
    digest of all that stands on the paper.
    """

    kind: ClassVar[str] = "ballot planned"

    ballot_id: int
    motion_id: int | None
    resolution_kind: str
    secrecy: str
    opens_at: datetime
    closes_at: datetime
    amendment_id: int | None = None
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class BallotCalledOff(DomainEvent):
    """A ballot that was planned or open was stopped; nothing in it counts."""

    kind: ClassVar[str] = "ballot called off"

    ballot_id: int
    motion_id: int | None
    reason_digest: str
    amendment_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionCalledOff(DomainEvent):
    """A question of a ballot that was called off: it may be put again.

    No link of its own: that of the ballot says it.
    """

    kind: ClassVar[str] = "question called off"
    on_record: ClassVar[bool] = False

    ballot_id: int
    question: int


@dataclass(frozen=True, kw_only=True)
class MotionCalledOff(QuestionCalledOff):
    """A question on a motion, or an amendment of one, was called off with its ballot."""

    motion_id: int
    amendment_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class BallotOpened(DomainEvent):
    """The roll is frozen and voting has begun."""

    kind: ClassVar[str] = "ballot opened"

    ballot_id: int
    motion_id: int | None
    definition_hash: str
    roll_hash: str
    roll_size: int


@dataclass(frozen=True, kw_only=True)
class VoteCast(DomainEvent):
    """A vote in an open ballot: the name stands with it, so it is a link of the record.

    The link has a salted digest of the paper and not the choice: whoever reads the record while the
    ballot is open must not learn a running result. The salt is told with the result.
    """

    kind: ClassVar[str] = "vote cast"

    ballot_id: int
    voter_id: int
    paper_digest: str


@dataclass(frozen=True, kw_only=True)
class SecretVoteReceived(DomainEvent):
    """A person on the roll of a secret ballot has voted; how is not known here.

    Not a link of the record: a dated link per voter would help to match papers with people.
    """

    kind: ClassVar[str] = "secret vote received"
    on_record: ClassVar[bool] = False

    ballot_id: int
    voter_id: int


@dataclass(frozen=True, kw_only=True)
class TurnoutRecorded(DomainEvent):
    """A checkpoint of a ballot's turnout, and the box's root once it is sealed."""

    kind: ClassVar[str] = "turnout recorded"

    ballot_id: int
    marked: int
    box_root: str


@dataclass(frozen=True, kw_only=True)
class BallotClosed(DomainEvent):
    """Voting has ended."""

    kind: ClassVar[str] = "ballot closed"

    ballot_id: int
    motion_id: int | None
    marked: int


@dataclass(frozen=True, kw_only=True)
class BallotDeclared(DomainEvent):
    """The result is counted and stands.

    `outcome` is carried, lost or inquorate of a ballot on one motion, whose figures are told too;
    else it is declared, and the declaration tells of each question. `result` is the declaration's
    number, 2026/3; `rules` names the version of the rulebook under which the ballot opened.
    """

    kind: ClassVar[str] = "ballot declared"

    ballot_id: int
    motion_id: int | None
    outcome: str
    declaration_digest: str
    result: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    rules: dict[str, Any]
    amendment_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionDecided(DomainEvent):
    """One question of a declared ballot: the numbers of the options that are elected or chosen.

    No link of its own: the ballot's declaration covers it.
    """

    kind: ClassVar[str] = "question decided"
    on_record: ClassVar[bool] = False

    ballot_id: int
    question: int
    result: str
    elected: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MotionVoted(QuestionDecided):
    """A motion, or an amendment of one, was voted on; `outcome` is carried, lost or inquorate."""

    motion_id: int
    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    rules: dict[str, Any]
    amendment_id: int | None = None

    @property
    def decided_by(self) -> str:
        return "ballot"

    @property
    def decided_ref(self) -> str:
        return f"Ballot result {self.result}"

    @property
    def decided_on(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, kw_only=True)
class OptionStruck(DomainEvent):
    """A candidate or option is struck from every paper before the count: withdrawn, or died."""

    kind: ClassVar[str] = "option struck"

    ballot_id: int
    question: int
    option: int
    reason_digest: str

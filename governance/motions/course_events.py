"""Facts of a motion's course: each names the step that has its words, and their digest."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class StepTaken(DomainEvent):
    """Something was done to a motion; `state` is where it stands afterwards."""

    motion_id: int
    step_id: int
    state: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MotionRuledOut(StepTaken):
    """The chair ruled that the motion is out of order; members may appeal until that day."""

    kind: ClassVar[str] = "motion ruled out of order"

    appeal_until: date


@dataclass(frozen=True, kw_only=True)
class AppealJoined(DomainEvent):
    """A member appeals against a ruling; enough of them make an appeal."""

    kind: ClassVar[str] = "appeal joined"

    motion_id: int
    ruling_id: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class AppealMade(StepTaken):
    """Enough members appeal: the ruling waits for the board or the members, as the rules say."""

    kind: ClassVar[str] = "appeal made"

    ruling_id: int
    goes_to: str


@dataclass(frozen=True, kw_only=True)
class AppealDecided(StepTaken):
    """The appeal was allowed, and the motion goes on, or not, and the ruling stands."""

    kind: ClassVar[str] = "appeal decided"

    ruling_id: int
    allowed: bool

    @property
    def outcome(self) -> str:
        return "appeal allowed" if self.allowed else "ruling upheld"


@dataclass(frozen=True, kw_only=True)
class MotionRemitted(StepTaken):
    """The motion was given to the board or a group, with a question, to report back by a day."""

    kind: ClassVar[str] = "motion remitted"

    report_by: date


@dataclass(frozen=True, kw_only=True)
class MotionReported(StepTaken):
    """Those to whom the motion was remitted have reported; it is open for discussion again."""

    kind: ClassVar[str] = "motion reported on"


@dataclass(frozen=True, kw_only=True)
class MotionAdjourned(StepTaken):
    """The motion was put off: it comes back by itself on the day."""

    kind: ClassVar[str] = "motion adjourned"

    until: date


@dataclass(frozen=True, kw_only=True)
class MotionResumed(StepTaken):
    """The motion came back before the day to which it had been put off."""

    kind: ClassVar[str] = "motion resumed"


@dataclass(frozen=True, kw_only=True)
class MotionSentToMeeting(StepTaken):
    """A general meeting is to decide the motion, by that kind of resolution."""

    kind: ClassVar[str] = "motion sent to meeting"

    meeting_on: date
    resolution_kind: str


@dataclass(frozen=True, kw_only=True)
class MotionTakenBack(StepTaken):
    """The meeting did not come to it, or was not held; the motion waits again."""

    kind: ClassVar[str] = "motion taken back from meeting"


@dataclass(frozen=True, kw_only=True)
class DecidedAtMeeting(StepTaken):
    """A general meeting voted on the motion; `outcome` is carried, lost or inquorate.

    `figures`, `arithmetic` (a sentence as JSON) and `rules` are as a ballot's declaration has them.
    """

    kind: ClassVar[str] = "motion decided at meeting"

    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    way: str
    meeting: str
    meeting_on: date
    rules: dict[str, Any]

    @property
    def decided_by(self) -> str:
        return "meeting"

    @property
    def decided_ref(self) -> str:
        return f"{self.meeting} of {self.meeting_on.day} {self.meeting_on:%B %Y}"

    @property
    def decided_on(self) -> date:
        return self.meeting_on


@dataclass(frozen=True, kw_only=True)
class MotionLapsed(StepTaken):
    """No second meeting confirmed within its time what a first one had passed: nothing is done."""

    kind: ClassVar[str] = "motion lapsed"


@dataclass(frozen=True, kw_only=True)
class SecondmentsCarried(DomainEvent):
    """Those who supported other motions support the one that goes on in their place."""

    kind: ClassVar[str] = "secondments carried over"

    motion_id: int
    from_motion_ids: tuple[int, ...]
    party_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class CompositeAsked(DomainEvent):
    """A mover asks others to bring their motions together: nothing is done yet, so not a link."""

    kind: ClassVar[str] = "composite asked"
    on_record: ClassVar[bool] = False

    composite_id: int


@dataclass(frozen=True, kw_only=True)
class CompositeDeclined(DomainEvent):
    """One of the movers declined; nothing comes of it, so not a link."""

    kind: ClassVar[str] = "composite declined"
    on_record: ClassVar[bool] = False

    composite_id: int


@dataclass(frozen=True, kw_only=True)
class CompositeMade(DomainEvent):
    """Every mover agreed: the motion goes on in the place of theirs, whose movers are named."""

    kind: ClassVar[str] = "composite made"

    composite_id: int
    motion_id: int
    part_ids: tuple[int, ...]
    movers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class MotionComposited(StepTaken):
    """The motion is part of a composite, which goes on in its place."""

    kind: ClassVar[str] = "motion composited"

    as_motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionUncomposited(StepTaken):
    """The composite was withdrawn or ruled out, so the motion goes on from where it was."""

    kind: ClassVar[str] = "motion back from composite"


@dataclass(frozen=True, kw_only=True)
class MotionMayComeAgain(StepTaken):
    """The chair allows that a lost motion, or one much the same, comes before its day."""

    kind: ClassVar[str] = "motion may come again"


@dataclass(frozen=True, kw_only=True)
class MotionTakenUp(StepTaken):
    """One of its seconders took up a withdrawn motion: it goes on as that motion."""

    kind: ClassVar[str] = "motion taken up"

    as_motion_id: int


STEPS: tuple[type[StepTaken], ...] = (
    MotionRuledOut,
    AppealMade,
    AppealDecided,
    MotionRemitted,
    MotionReported,
    MotionAdjourned,
    MotionResumed,
    MotionSentToMeeting,
    MotionTakenBack,
    DecidedAtMeeting,
    MotionMayComeAgain,
    MotionTakenUp,
    MotionComposited,
    MotionUncomposited,
    MotionLapsed,
)

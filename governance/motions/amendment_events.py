"""Facts of amendments. What one would change, and why, is in its digest."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AmendmentEvent(DomainEvent):
    """Something that was done to an amendment of a motion."""

    kind: ClassVar[str] = "amendment"

    motion_id: int
    amendment_id: int


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(AmendmentEvent):
    """A member proposed to change a motion; `digest` covers the changes and the reason."""

    kind: ClassVar[str] = "amendment proposed"

    reference: str
    version: int
    seconders_needed: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentSecondmentGiven(AmendmentEvent):
    """A member supports that the amendment be decided."""

    kind: ClassVar[str] = "amendment secondment given"


@dataclass(frozen=True, kw_only=True)
class AmendmentSeconded(AmendmentEvent):
    """The amendment has the seconders it needs: the members vote on it if it is not accepted."""

    kind: ClassVar[str] = "amendment seconded"


@dataclass(frozen=True, kw_only=True)
class AmendmentDeclined(AmendmentEvent):
    """The motion's mover does not make the amendment their own."""

    kind: ClassVar[str] = "amendment declined"


@dataclass(frozen=True, kw_only=True)
class AmendmentBalloted(AmendmentEvent):
    """A ballot on the amendment is planned."""

    kind: ClassVar[str] = "amendment balloted"


@dataclass(frozen=True, kw_only=True)
class AmendmentReleased(AmendmentEvent):
    """Its ballot was called off; the amendment waits for another."""

    kind: ClassVar[str] = "amendment released"


@dataclass(frozen=True, kw_only=True)
class AmendmentAccepted(AmendmentEvent):
    """The motion's mover made the amendment their own."""

    kind: ClassVar[str] = "amendment accepted"

    version: int


@dataclass(frozen=True, kw_only=True)
class AmendmentResolved(AmendmentEvent):
    """The members decided on the amendment; `outcome` is carried, lost or inquorate.

    The rest is as a motion's decision tells it; `version` is the one that the motion had before,
    and the note, of a meeting, says how it voted and where that is minuted.
    """

    kind: ClassVar[str] = "amendment resolved"

    version: int
    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    decided_by: str
    decided_ref: str
    rules: dict[str, Any]
    decided_on: date
    note_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentWithdrawn(AmendmentEvent):
    """Its mover took the amendment back."""

    kind: ClassVar[str] = "amendment withdrawn"

    version: int


@dataclass(frozen=True, kw_only=True)
class AmendmentFallen(AmendmentEvent):
    """What it would change was changed by another amendment."""

    kind: ClassVar[str] = "amendment fallen"

    version: int
    note_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentRuledOut(AmendmentEvent):
    """The chair ruled the amendment out of order; the reason is read by everyone.

    `ruling_digest` covers the reason and the rules by which members may appeal until that day.
    """

    kind: ClassVar[str] = "amendment ruled out"

    version: int
    note_digest: str
    appeal_until: date
    ruling_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAppealJoined(AmendmentEvent):
    """A member appeals against the ruling; `digest` covers why."""

    kind: ClassVar[str] = "amendment appeal joined"

    digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAppealMade(AmendmentEvent):
    """Enough members appeal: the board or the members look at the ruling again."""

    kind: ClassVar[str] = "amendment appeal made"

    goes_to: str
    ruling_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAppealDecided(AmendmentEvent):
    """The board or the members decided; `ruling_digest` covers the decision with the ruling."""

    kind: ClassVar[str] = "amendment appeal decided"

    allowed: bool
    ruling_digest: str


@dataclass(frozen=True, kw_only=True)
class AmendmentReinstated(AmendmentEvent):
    """The appeal was allowed, and the amendment stands where it was before the ruling."""

    kind: ClassVar[str] = "amendment reinstated"

    state: str


@dataclass(frozen=True, kw_only=True)
class AmendmentsOrdered(DomainEvent):
    """The chair set the order in which a motion's amendments are voted on."""

    kind: ClassVar[str] = "amendments ordered"

    motion_id: int
    order: list[int]

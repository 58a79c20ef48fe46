"""Facts of the register of resolutions. Its words are in a digest, what rules changed is public."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ResolutionEntered(DomainEvent):
    """What was decided is in the register; `digest` covers all that is written of it.

    `rules` names the version of the rulebook under which it was decided, and its digest.
    """

    kind: ClassVar[str] = "resolution entered"

    resolution_id: int
    reference: str
    decided_by: str
    decided_ref: str
    decided_on: date
    motion_id: int | None
    resolution_kind: str
    rules: dict[str, Any]
    digest: str


@dataclass(frozen=True, kw_only=True)
class BoardDecisionEntered(DomainEvent):
    """A decision of the board is in the register; `digest` covers about what, and who may read it.

    `corrects_id` is the earlier one that it puts right.
    """

    kind: ClassVar[str] = "board decision entered"

    resolution_id: int
    publish_on: date
    corrects_id: int | None
    digest: str


@dataclass(frozen=True, kw_only=True)
class EffectEnacted(DomainEvent):
    """What a resolution does was done, waits for its day or the registrar, or could not be done.

    `digest` covers what the register tells of it.
    """

    kind: ClassVar[str] = "effect of resolution enacted"

    resolution_id: int
    effect: str
    state: str
    adoption_id: int | None
    digest: str


@dataclass(frozen=True, kw_only=True)
class ResolutionRemarked(DomainEvent):
    """The secretary told members something of a resolution afterwards."""

    kind: ClassVar[str] = "remark on resolution"

    resolution_id: int
    remark_id: int
    digest: str

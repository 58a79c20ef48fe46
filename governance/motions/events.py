"""Facts of motions. A motion's words are in its digest; comments are named by number only."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from governance.infrastructure.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class MotionProposed(DomainEvent):
    """A member put a motion to the others; `digest` covers its title, text, reason and cost.

    Motions of before there were categories have none on the record; they stand under "other".
    `rules` names the version of the rulebook of that day, and its digest.
    """

    kind: ClassVar[str] = "motion proposed"

    motion_id: int
    reference: str
    seconders_needed: int
    digest: str
    category: str
    rules: dict[str, Any]
    co_authors: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MotionAmended(DomainEvent):
    """The motion says something else from now on; `digest` covers the words of this version.

    `because` is "friendly" (its mover accepted the amendment) or "carried" (the members did).
    """

    kind: ClassVar[str] = "motion amended"

    motion_id: int
    version: int
    because: str
    amendment: int
    digest: str
    changes_digest: str


@dataclass(frozen=True, kw_only=True)
class CoAuthorAsked(DomainEvent):
    """A mover asked a colleague to write with them: nothing is proposed yet, so not a link."""

    kind: ClassVar[str] = "co-author asked"
    on_record: ClassVar[bool] = False

    draft_id: int
    party_id: int


@dataclass(frozen=True, kw_only=True)
class SecondmentGiven(DomainEvent):
    """A member supports that the motion be decided."""

    kind: ClassVar[str] = "secondment given"

    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionSeconded(DomainEvent):
    """The motion has all the seconders it needs; the secretary may put it to a ballot."""

    kind: ClassVar[str] = "motion seconded"

    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionWithdrawn(DomainEvent):
    """The mover took the motion back."""

    kind: ClassVar[str] = "motion withdrawn"

    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionBalloted(DomainEvent):
    """A ballot on the motion is planned."""

    kind: ClassVar[str] = "motion balloted"

    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionReleased(DomainEvent):
    """Its ballot was called off; the motion waits for another."""

    kind: ClassVar[str] = "motion released"

    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionResolved(DomainEvent):
    """The members decided; `outcome` is carried, lost or inquorate.

    `decided_by` is "ballot" or "meeting" and `decided_ref` names which: "Ballot result 2026/3".
    `figures` and `arithmetic` (a sentence as JSON) are as they were declared there, and `rules`
    names the version of the rulebook under which it was decided, and its digest.
    """

    kind: ClassVar[str] = "motion resolved"

    motion_id: int
    outcome: str
    resolution_kind: str
    figures: dict[str, int]
    arithmetic: dict[str, Any]
    decided_by: str
    decided_ref: str
    decided_on: date
    rules: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CommentMade(DomainEvent):
    """Somebody spoke in the discussion: talk, not a step of the motion, so not a link."""

    kind: ClassVar[str] = "comment made"
    on_record: ClassVar[bool] = False

    motion_id: int
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class CommentEdited(DomainEvent):
    """Somebody changed their words shortly after they were said: as making it, not a link."""

    kind: ClassVar[str] = "comment edited"
    on_record: ClassVar[bool] = False

    motion_id: int
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(DomainEvent):
    """A comment was removed, by its author or by an officer for a reason."""

    kind: ClassVar[str] = "comment removed"

    motion_id: int
    comment_id: int
    author_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class CommentRestored(DomainEvent):
    """An officer put a removed comment back, for a reason."""

    kind: ClassVar[str] = "comment restored"

    motion_id: int
    comment_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class DiscussionClosed(DomainEvent):
    """An officer closed a discussion, for a reason: it is read, and nothing is added."""

    kind: ClassVar[str] = "discussion closed"

    motion_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class DiscussionReopened(DomainEvent):
    """An officer opened a discussion again, for a reason."""

    kind: ClassVar[str] = "discussion reopened"

    motion_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(DomainEvent):
    """A file is with the motion: `sha256` covers its bytes, `words_digest` what it is called."""

    kind: ClassVar[str] = "attachment added"

    motion_id: int
    attachment_id: int
    added_by: int
    file_kind: str
    sha256: str
    words_digest: str


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(DomainEvent):
    """A file is not with the motion any more, by its authors, or an officer for a reason."""

    kind: ClassVar[str] = "attachment removed"

    motion_id: int
    attachment_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class CommentReported(DomainEvent):
    """Somebody told the officers of a comment: between them, so not a link."""

    kind: ClassVar[str] = "comment reported"
    on_record: ClassVar[bool] = False

    report_id: int


@dataclass(frozen=True, kw_only=True)
class ReportsDismissed(DomainEvent):
    """An officer let a comment stand that was reported, and said why."""

    kind: ClassVar[str] = "reports dismissed"

    motion_id: int
    comment_id: int
    reason_digest: str


@dataclass(frozen=True, kw_only=True)
class ReportsAnswered(DomainEvent):
    """The reports of a comment came to an end: for whoever made them, so not a link."""

    kind: ClassVar[str] = "reports answered"
    on_record: ClassVar[bool] = False

    comment_id: int
    report_ids: tuple[int, ...]

"""Tables of motions: a file for each part of a motion's way."""

from governance.motions.models.amendments import (
    Amendment,
    AmendmentAppellant,
    AmendmentDraft,
    AmendmentSecondment,
)
from governance.motions.models.attachments import Attachment, StoredFile
from governance.motions.models.composites import Composite, CompositePart
from governance.motions.models.course import Appellant, Step, StepKind
from governance.motions.models.discussion import (
    Comment,
    CommentReport,
    CommentVersion,
    Moderation,
)
from governance.motions.models.drafts import Draft, DraftAuthor, DraftPart
from governance.motions.models.following import Follower
from governance.motions.models.motion import CoAuthor, Motion, Secondment
from governance.motions.models.versions import MotionVersion

__all__ = [
    "Amendment",
    "AmendmentAppellant",
    "AmendmentDraft",
    "AmendmentSecondment",
    "Appellant",
    "Attachment",
    "CoAuthor",
    "Comment",
    "CommentReport",
    "CommentVersion",
    "Composite",
    "CompositePart",
    "Draft",
    "DraftAuthor",
    "DraftPart",
    "Follower",
    "Moderation",
    "Motion",
    "MotionVersion",
    "Secondment",
    "Step",
    "StepKind",
    "StoredFile",
]

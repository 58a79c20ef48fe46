"""Tables of motions: a file for each part of a motion's way."""

from governance.motions.models.discussion import Comment
from governance.motions.models.drafts import Draft, DraftAuthor, DraftPart
from governance.motions.models.motion import CoAuthor, Motion, Secondment
from governance.motions.models.versions import MotionVersion

__all__ = [
    "CoAuthor",
    "Comment",
    "Draft",
    "DraftAuthor",
    "DraftPart",
    "Motion",
    "MotionVersion",
    "Secondment",
]

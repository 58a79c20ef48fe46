"""Tables of motions: a file for each part of a motion's way."""

from governance.motions.models.discussion import Comment
from governance.motions.models.drafts import Draft
from governance.motions.models.motion import Motion, Secondment
from governance.motions.models.versions import MotionVersion

__all__ = ["Comment", "Draft", "Motion", "MotionVersion", "Secondment"]

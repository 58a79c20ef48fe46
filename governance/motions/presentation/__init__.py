"""What the pages of motions show: words and tones of states, steps, figures; changes nothing."""

from governance.motions.presentation.attachments import Room, room_for
from governance.motions.presentation.discussion import (
    Asked,
    Discussion,
    of_discussion,
    place_of,
)
from governance.motions.presentation.listing import ListPage, of_list
from governance.motions.presentation.motion_page import (
    MotionPage,
    of_motion,
)
from governance.motions.presentation.reports import ReportsPage, of_reports, outcome_in_words
from governance.motions.presentation.versions import of_difference, of_version, of_versions
from governance.motions.presentation.words import (
    TONES,
    category_in_words,
    seconders_in_words,
    state_in_words,
)
from governance.motions.presentation.writing import answer_in_words, names_in_words, of_draft

__all__ = [
    "TONES",
    "Asked",
    "Discussion",
    "ListPage",
    "MotionPage",
    "ReportsPage",
    "Room",
    "answer_in_words",
    "category_in_words",
    "names_in_words",
    "of_difference",
    "of_discussion",
    "of_draft",
    "of_list",
    "of_motion",
    "of_reports",
    "of_version",
    "of_versions",
    "outcome_in_words",
    "place_of",
    "room_for",
    "seconders_in_words",
    "state_in_words",
]

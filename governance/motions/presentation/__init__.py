"""What the pages of motions show: words and tones of states, steps, figures; changes nothing."""

from governance.motions.presentation.listing import ListPage, of_list
from governance.motions.presentation.motion_page import (
    MotionPage,
    of_motion,
    page_of_newest_comment,
)
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
    "ListPage",
    "MotionPage",
    "answer_in_words",
    "category_in_words",
    "names_in_words",
    "of_difference",
    "of_draft",
    "of_list",
    "of_motion",
    "of_version",
    "of_versions",
    "page_of_newest_comment",
    "seconders_in_words",
    "state_in_words",
]

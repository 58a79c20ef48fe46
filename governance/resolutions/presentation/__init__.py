"""What the pages of resolutions show."""

from governance.resolutions.presentation.board import (
    BoardPage,
    kind_in_words,
    number_of_directors,
    of_board,
)
from governance.resolutions.presentation.listing import ListPage, of_list
from governance.resolutions.presentation.page import (
    ResolutionPage,
    lines_of,
    of_change,
    of_motion,
    of_resolution,
)
from governance.resolutions.presentation.words import (
    DECIDED_BY,
    TONES,
    decided_by_in_words,
    effect_in_words,
    reference_of,
    standing_in_words,
)

__all__ = [
    "DECIDED_BY",
    "TONES",
    "BoardPage",
    "ListPage",
    "ResolutionPage",
    "decided_by_in_words",
    "effect_in_words",
    "kind_in_words",
    "lines_of",
    "number_of_directors",
    "of_board",
    "of_change",
    "of_list",
    "of_motion",
    "of_resolution",
    "reference_of",
    "standing_in_words",
]

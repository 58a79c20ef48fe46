"""Reads of the register of resolutions, and how each stands on a day."""

from governance.resolutions.queries.board import (
    board_decision,
    correction_of,
    financial_year_of,
    spent_in_year_of,
)
from governance.resolutions.queries.register import (
    Asked,
    Entered,
    Made,
    Reader,
    effects_had,
    entered,
    entered_all,
    failed_in_silence,
    found,
    made_by,
    remarks_on,
    resolution_of,
    resolution_that_made,
    seen,
    years,
)
from governance.resolutions.queries.standing import standings_on

__all__ = [
    "Asked",
    "Entered",
    "Made",
    "Reader",
    "board_decision",
    "correction_of",
    "effects_had",
    "entered",
    "entered_all",
    "failed_in_silence",
    "financial_year_of",
    "found",
    "made_by",
    "remarks_on",
    "resolution_of",
    "resolution_that_made",
    "seen",
    "spent_in_year_of",
    "standings_on",
    "years",
]

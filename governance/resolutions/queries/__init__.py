"""Reads of the register of resolutions, and how each stands on a day."""

from governance.resolutions.queries.register import (
    Asked,
    Entered,
    effects_had,
    entered,
    entered_all,
    found,
    resolution_of,
    years,
)
from governance.resolutions.queries.standing import standings_on

__all__ = [
    "Asked",
    "Entered",
    "effects_had",
    "entered",
    "entered_all",
    "found",
    "resolution_of",
    "standings_on",
    "years",
]

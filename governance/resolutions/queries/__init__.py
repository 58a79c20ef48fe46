"""Reads of the register of resolutions, and how each stands on a day."""

from governance.resolutions.queries.register import Entered, entered, resolution_of
from governance.resolutions.queries.standing import standings_on

__all__ = ["Entered", "entered", "resolution_of", "standings_on"]

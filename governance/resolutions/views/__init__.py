"""The pages of the register of resolutions, tied to their addresses."""

from governance.resolutions.views import board, feeding, reading, remarking
from governance.resolutions.views.blueprint import blueprint

__all__ = ["blueprint", "board", "feeding", "reading", "remarking"]

"""What changes the register of resolutions: a file for each way into it."""

from governance.resolutions.service.deciding import (
    EFFECTS,
    Decision,
    NotABoardDecision,
    checked,
    decide,
)
from governance.resolutions.service.entering import enter
from governance.resolutions.service.remarking import NotARemark, remark

__all__ = [
    "EFFECTS",
    "Decision",
    "NotABoardDecision",
    "NotARemark",
    "checked",
    "decide",
    "enter",
    "remark",
]

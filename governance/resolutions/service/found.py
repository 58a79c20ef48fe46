"""The words by which resolutions are found, kept in the transaction in which they are entered.

Of a confidential decision of the board only the title is: whoever could look for words in its text
would learn what is in it.
"""

from typing import Protocol

from governance.infrastructure.database import db
from governance.resolutions.events import ResolutionRemarked
from governance.resolutions.models import BoardDecision, Remark, Resolution
from governance.search import service as search

RESOLUTION = "resolution"
REMARK = "remark"


class AboutResolution(Protocol):
    """A fact after which a resolution, or what there is of it besides, is in the register."""

    @property
    def resolution_id(self) -> int: ...


def note_resolution(event: AboutResolution) -> None:
    """Have a resolution be found; one of the board once it is known who may read it."""
    resolution = db.session.get_one(Resolution, event.resolution_id)
    board = db.session.get(BoardDecision, resolution.id)
    if resolution.is_of_the_board and board is None:
        return
    body = text_to_find(resolution, board)
    search.keep(RESOLUTION, resolution.id, title=resolution.title, body=body)


def note_remark(event: ResolutionRemarked) -> None:
    """Have a resolution be found by what is remarked on it."""
    made = db.session.get_one(Remark, event.remark_id)
    search.keep(RESOLUTION, made.resolution_id, part_of(made.id), title="", body=made.text)


def text_to_find(resolution: Resolution, board: BoardDecision | None) -> str:
    """Return the text by which a resolution is found: none, where it is confidential."""
    return "" if board is not None and board.is_confidential else resolution.text


def part_of(remark_id: int) -> str:
    """Return the name of the part that is a remark."""
    return f"{REMARK} {remark_id}"

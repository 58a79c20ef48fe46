"""The list of motions as a file for a spreadsheet."""

from collections.abc import Iterable
from datetime import date

from flask import Response

from governance.infrastructure import spreadsheets
from governance.infrastructure.clock import day_of
from governance.motions.presentation import category_in_words, state_in_words
from governance.motions.queries import Listed

HEADINGS = (
    "Motion",
    "Title",
    "Category",
    "State",
    "Proposed by",
    "Proposed on",
    "Seconders",
    "Seconders needed",
    "Closed on",
)


def motions(found: Iterable[Listed], today: date) -> Response:
    """Return the motions as CSV."""
    rows = (_cells(listed, today) for listed in found)
    answer = Response(spreadsheets.lines(HEADINGS, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="motions.csv"'
    return answer


def _cells(listed: Listed, today: date) -> list[str]:
    motion = listed.motion
    return [
        motion.reference,
        motion.title,
        category_in_words(motion.category),
        state_in_words(motion.stands_on(today)),
        listed.mover,
        day_of(motion.proposed_at).isoformat(),
        str(listed.seconders),
        str(motion.seconders_needed),
        day_of(motion.closed_at).isoformat() if motion.closed_at else "",
    ]

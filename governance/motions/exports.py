"""The list of motions as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from flask import Response

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
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def motions(found: Iterable[Listed], today: date) -> Response:
    """Return the motions as CSV."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for listed in found:
        writer.writerow([_harmless(cell) for cell in _cells(listed, today)])
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
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


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes a member's words for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell

"""Reads of the board's decisions: what was authorised in a year, and what was put right since."""

from datetime import date

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.queries.statements import year_of
from governance.resolutions.models import BoardDecision, Resolution

CORRECTED = select(BoardDecision.corrects_id).where(BoardDecision.corrects_id.is_not(None))


def spent_in_year_of(day: date, *, but: int | None = None) -> int:
    """Return the pence that the board authorised in the financial year of a day.

    What was put right by a later decision is left out, and so is `but`, which is about to be.
    """
    first, last = financial_year_of(day)
    spent = (
        select(func.sum(BoardDecision.pence))
        .join(Resolution, Resolution.id == BoardDecision.resolution_id)
        .where(
            Resolution.decided_on.between(first, last),
            BoardDecision.resolution_id.not_in(CORRECTED),
        )
    )
    if but is not None:
        spent = spent.where(BoardDecision.resolution_id != but)
    return int(db.session.scalar(spent) or 0)


def financial_year_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the society's year; before it has books, the calendar's."""
    book = book_of_key()
    return year_of(book, day) if book else (date(day.year, 1, 1), date(day.year, 12, 31))


def board_decision(resolution_id: int) -> BoardDecision | None:
    """Return what there is of a board decision besides; None of a resolution of the members."""
    return db.session.get(BoardDecision, resolution_id)


def correction_of(resolution_id: int) -> Resolution | None:
    """Return the later decision that puts this one right, if there is one."""
    correcting = select(BoardDecision.resolution_id).where(
        BoardDecision.corrects_id == resolution_id
    )
    return db.session.scalar(select(Resolution).where(Resolution.id.in_(correcting)))

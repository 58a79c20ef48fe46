"""Reads of the board's decisions: what was authorised in a year, and what was put right since."""

from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from governance.effects.queries import mandates
from governance.infrastructure.database import db
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.queries.statements import year_of
from governance.resolutions.models import BoardDecision, Resolution

CORRECTED = select(BoardDecision.corrects_id).where(BoardDecision.corrects_id.is_not(None))


def spent_in_year_of(day: date, *, but: int | None = None) -> int:
    """Return the pence that the board authorised in the financial year of a day.

    Of what was put right by a later decision, and of `but`, which is about to be, only what was
    used already counts.
    """
    put_right: ColumnElement[bool] = BoardDecision.resolution_id.in_(CORRECTED)
    if but is not None:
        put_right = put_right | (BoardDecision.resolution_id == but)
    first, last = financial_year_of(day)
    this_year = Resolution.decided_on.between(first, last)
    of_the_year = select(BoardDecision.resolution_id).join(
        Resolution, Resolution.id == BoardDecision.resolution_id
    )
    standing = of_the_year.where(this_year, ~put_right)
    spent = select(func.sum(BoardDecision.pence)).where(BoardDecision.resolution_id.in_(standing))
    used = mandates.used_under(of_the_year.where(this_year, put_right))
    return int(db.session.scalar(spent) or 0) + used


def financial_year_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the society's year; before it has books, the calendar's."""
    book = book_of_key()
    return year_of(book, day) if book else (date(day.year, 1, 1), date(day.year, 12, 31))


def _unpublished(day: date) -> Select[int]:
    return select(BoardDecision.resolution_id).where(BoardDecision.publish_on > day)


mandates.declare(mandates.OfTheBoard(put_right=CORRECTED, unpublished=_unpublished))


def board_decision(resolution_id: int) -> BoardDecision | None:
    """Return what there is of a board decision besides; None of a resolution of the members."""
    return db.session.get(BoardDecision, resolution_id)


def correction_of(resolution_id: int) -> Resolution | None:
    """Return the later decision that puts this one right, if there is one."""
    correcting = select(BoardDecision.resolution_id).where(
        BoardDecision.corrects_id == resolution_id
    )
    return db.session.scalar(select(Resolution).where(Resolution.id.in_(correcting)))

"""Reads of what was authorised, and what of it was used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, false, func, select

from governance.effects.models import Mandate, MandateUse
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.ledger.models import Transaction

SPENDING, SURPLUS_ROUND = "spending", "surplus_round"


@dataclass(frozen=True)
class Standing:
    """A mandate, the pence of it that were used, and whether its decision was put right since."""

    mandate: Mandate
    used_pence: int
    is_put_right: bool = False

    @property
    def left_pence(self) -> int | None:
        """What is left of a sum; None of what has none."""
        return None if self.mandate.pence is None else self.mandate.pence - self.used_pence

    def is_open(self, on: date) -> bool:
        """Whether it can be used on a day."""
        if self.is_put_right:
            return False
        until = self.mandate.until_day
        return self.mandate.from_day <= on and (until is None or on <= until)


@dataclass(frozen=True)
class OfTheBoard:
    """What the room of the board's decisions tells of them, each as a choice of resolution ids.

    `put_right` are those that a later one puts right; `unpublished` what members do not see yet
    on a day.
    """

    put_right: Select[int | None]
    unpublished: Callable[[date], Select[int]]


_told: list[OfTheBoard] = []


def declare(of_the_board: OfTheBoard) -> None:
    """Have mandates stand as the decisions do by which they were given; once, at start-up."""
    _told.append(of_the_board)


def mandates(kind: str | None = None, *, for_members_on: date | None = None) -> list[Standing]:
    """Return what was authorised, the newest first; of a day, what members see on it."""
    found = _standings(for_members_on).order_by(Mandate.recorded_seq.desc())
    if kind is not None:
        found = found.where(Mandate.kind == kind)
    return [Standing(row[0], int(row[1] or 0), bool(row[2])) for row in db.session.execute(found)]


def standing_of(mandate_id: int, *, for_members_on: date | None = None) -> Standing:
    """Return one mandate with what of it was used.

    Raises:
        NotFound: there is none of that number, or none that members see on the day, if one is said.
    """
    found = _standings(for_members_on).where(Mandate.id == mandate_id)
    row = db.session.execute(found).one_or_none()
    if row is None:
        raise NotFound(
            "Nothing was authorised under this number.",
            next_step="Look for it among what was authorised.",
        )
    return Standing(row[0], int(row[1] or 0), bool(row[2]))


def uses_of(mandate_id: int) -> list[tuple[MandateUse, Transaction]]:
    """Return the postings made under a mandate, in order."""
    found = (
        select(MandateUse, Transaction)
        .join(Transaction, Transaction.seq == MandateUse.transaction_seq)
        .where(MandateUse.mandate_id == mandate_id)
        .order_by(MandateUse.recorded_seq)
    )
    return [(use, posted) for use, posted in db.session.execute(found)]


def used_of_posting(seq: int) -> int:
    """Return how many pence of a posting are noted under mandates already."""
    noted = select(func.sum(MandateUse.pence)).where(MandateUse.transaction_seq == seq)
    return int(db.session.scalar(noted) or 0)


def open_rounds(book_key: str, on: date) -> list[Mandate]:
    """Return the rounds on the surplus of a legal entity that are open or to come on a day."""
    found = select(Mandate).where(
        Mandate.kind == SURPLUS_ROUND,
        Mandate.book_key == book_key,
        (Mandate.until_day.is_(None)) | (Mandate.until_day >= on),
    )
    return list(db.session.scalars(found.order_by(Mandate.recorded_seq)))


def used_under(resolutions: Select[int]) -> int:
    """Return the pence used under the mandates that these resolutions gave."""
    used = (
        select(func.sum(MandateUse.pence))
        .join(Mandate, Mandate.id == MandateUse.mandate_id)
        .where(Mandate.resolution_id.in_(resolutions))
    )
    return int(db.session.scalar(used) or 0)


def _standings(for_members_on: date | None) -> Select[Mandate, int | None, bool]:
    found = select(Mandate, _USED, _is_put_right())
    if for_members_on is None:
        return found
    for told in _told:
        found = found.where(
            Mandate.resolution_id.is_(None)
            | Mandate.resolution_id.not_in(told.unpublished(for_members_on))
        )
    return found


def _is_put_right() -> ColumnElement[bool]:
    put_right: ColumnElement[bool] = false()
    for told in _told:
        put_right = put_right | Mandate.resolution_id.in_(told.put_right)
    return put_right


_USED = (
    select(func.sum(MandateUse.pence))
    .where(MandateUse.mandate_id == Mandate.id)
    .correlate(Mandate)
    .scalar_subquery()
)

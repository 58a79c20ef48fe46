"""Reads of what was authorised, and what of it was used."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from governance.effects.models import Mandate, MandateUse
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.ledger.models import Transaction

SPENDING, SURPLUS_ROUND = "spending", "surplus_round"


@dataclass(frozen=True)
class Standing:
    """A mandate, and the pence of it that were used."""

    mandate: Mandate
    used_pence: int

    @property
    def left_pence(self) -> int | None:
        """What is left of a sum; None of what has none."""
        return None if self.mandate.pence is None else self.mandate.pence - self.used_pence

    def is_open(self, on: date) -> bool:
        """Whether it can be used on a day."""
        until = self.mandate.until_day
        return self.mandate.from_day <= on and (until is None or on <= until)


def mandates(kind: str | None = None) -> list[Standing]:
    """Return what was authorised, the newest first."""
    found = select(Mandate, _USED).order_by(Mandate.recorded_seq.desc())
    if kind is not None:
        found = found.where(Mandate.kind == kind)
    return [Standing(mandate, int(used or 0)) for mandate, used in db.session.execute(found)]


def standing_of(mandate_id: int) -> Standing:
    """Return one mandate with what of it was used.

    Raises:
        NotFound: there is none of that number.
    """
    row = db.session.execute(select(Mandate, _USED).where(Mandate.id == mandate_id)).one_or_none()
    if row is None:
        raise NotFound(
            "Nothing was authorised under this number.",
            next_step="Look for it among what was authorised.",
        )
    return Standing(row[0], int(row[1] or 0))


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


_USED = (
    select(func.sum(MandateUse.pence))
    .where(MandateUse.mandate_id == Mandate.id)
    .correlate(Mandate)
    .scalar_subquery()
)

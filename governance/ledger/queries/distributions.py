"""Reads of distributions: those of a book, their lines, and what a party had of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.ledger.distributing.events import InterestCapSet
from governance.ledger.distributing.models import (
    Distribution,
    DistributionLine,
    DistributionTask,
    InterestCap,
)
from governance.ledger.distributing.plan import Plan
from governance.ledger.events import ShareClassOpened, TransactionPosted
from governance.ledger.models import Transaction
from governance.members.events import RegisterChanged
from governance.reckoning.distribution.terms import Purpose
from governance.record.models import Link

# Links that can change who takes part, or with what: the register, holdings, caps, classes.
CHANGING = (
    RegisterChanged.kind,
    TransactionPosted.kind,
    InterestCapSet.kind,
    ShareClassOpened.kind,
)
PAGE_LENGTH = 50
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class Share:
    """What a party had of an approved distribution. `reversed_by` undid all of it.

    `distributing.showing.how_it_adds_up(share.ending, share)` says how it adds up.
    """

    distribution_id: int
    party_id: int
    book_id: int
    purpose: str
    on: date
    pence: int
    transaction_seq: int
    reversed_by: int | None
    ending: Mapping[str, Any]
    elements: Sequence[Any]


@dataclass(frozen=True)
class Overlap:
    """A posted distribution of the same purpose, for some of the same days and shares."""

    seq: int
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Dividend:
    """A dividend that was posted, and the distributable profits it was said to be paid out of."""

    seq: int
    pence: int
    profits_pence: int | None


def newest_change() -> int:
    """Return the newest link by which somebody's part could be another than before."""
    found = select(func.max(Link.seq)).where(Link.kind.in_(CHANGING))
    return db.session.scalar(found) or 0


def distributions(book_id: int) -> Sequence[Distribution]:
    """Return the distributions of a book, the newest first, but for dropped ones."""
    found = select(Distribution).where(
        Distribution.book_id == book_id, Distribution.state != "dropped"
    )
    return db.session.scalars(found.order_by(Distribution.id.desc())).all()


def reversed_ones(book_id: int) -> set[int]:
    """Return the distributions of a book that were posted and reversed."""
    found = (
        select(Distribution.id)
        .join(Transaction, Transaction.reverses_seq == Distribution.transaction_seq)
        .where(Distribution.book_id == book_id)
    )
    return set(db.session.scalars(found))


def prepared(book_id: int) -> Sequence[Distribution]:
    """Return those that are prepared and neither approved nor dropped."""
    found = select(Distribution).where(
        Distribution.book_id == book_id, Distribution.state == "prepared"
    )
    return db.session.scalars(found.order_by(Distribution.id)).all()


def overlaps(made: Distribution) -> list[Overlap]:
    """Return what was posted of the same purpose for some of the same days, and still stands."""
    return [
        Overlap(each.transaction_seq, plan.first_day, plan.last_day)
        for each, plan in _standing(made.book_id, made.purpose)
        if each.transaction_seq is not None and plan.meets(Plan.from_json(made.plan))
    ]


def dividends_of_year(book_id: int, first: date, last: date) -> list[Dividend]:
    """Return the dividends posted for a year, which is that of a dividend's last day."""
    return [
        Dividend(each.transaction_seq or 0, each.total_pence, plan.profits_pence)
        for each, plan in _standing(book_id, Purpose.DIVIDEND)
        if first <= plan.last_day <= last
    ]


def _standing(book_id: int, purpose: str) -> list[tuple[Distribution, Plan]]:
    """Return what was posted for a purpose and not reversed, oldest first, with its plan."""
    undone = select(Transaction.reverses_seq).where(Transaction.reverses_seq.is_not(None))
    found = select(Distribution).where(
        Distribution.book_id == book_id,
        Distribution.purpose == purpose,
        Distribution.state == "approved",
        Distribution.transaction_seq.not_in(undone),
    )
    in_order = db.session.scalars(found.order_by(Distribution.transaction_seq))
    return [(each, Plan.from_json(each.plan)) for each in in_order]


def distribution(book_id: int, distribution_id: int) -> Distribution | None:
    """Return a distribution of the book."""
    found = db.session.get(Distribution, distribution_id)
    return found if found is not None and found.book_id == book_id else None


def task(book_id: int, task_id: int) -> DistributionTask | None:
    """Return what was asked of the worker, if it is of the book."""
    found = db.session.get(DistributionTask, task_id)
    return found if found is not None and found.book_id == book_id else None


def task_of_key(key: str) -> DistributionTask | None:
    """Return what a form asked for when it was sent before."""
    return db.session.scalar(select(DistributionTask).where(DistributionTask.form_key == key))


def newest_task(distribution_id: int) -> DistributionTask | None:
    """Return what was asked last of the worker about a distribution that is there."""
    found = select(DistributionTask).where(
        DistributionTask.distribution_id == distribution_id, DistributionTask.kind != "prepare"
    )
    return db.session.scalar(found.order_by(DistributionTask.id.desc()).limit(1))


def open_tasks(book_id: int) -> Sequence[DistributionTask]:
    """Return what the worker has to do still, and what could not be prepared, newest first."""
    found = select(DistributionTask).where(
        DistributionTask.book_id == book_id,
        (DistributionTask.state == "waiting")
        | ((DistributionTask.state == "refused") & (DistributionTask.kind == "prepare")),
    )
    return db.session.scalars(found.order_by(DistributionTask.id.desc())).all()


def broken_among(tasks: Iterable[DistributionTask]) -> set[int]:
    """Return which of these tasks the worker could not finish, for no fault of what was asked."""
    broken = (
        select(DistributionTask.id)
        .join(Job, Job.id == DistributionTask.job_id)
        .where(DistributionTask.state == "waiting", Job.state == "failed")
    )
    return set(
        db.session.scalars(broken.where(DistributionTask.id.in_([task.id for task in tasks])))
    )


def lines_page(distribution_id: int, page: int) -> Sequence[DistributionLine]:
    """Return one page of the lines, in order of party."""
    found = select(DistributionLine).where(DistributionLine.distribution_id == distribution_id)
    in_order = found.order_by(DistributionLine.party_id)
    return db.session.scalars(in_order.offset((page - 1) * PAGE_LENGTH).limit(PAGE_LENGTH)).all()


def lines(distribution_id: int) -> Iterator[Any]:
    """Yield every line as a row, in order of party, some thousands at a time."""
    table: Any = DistributionLine.__table__
    after = 0
    while True:
        found = select(table).where(
            table.c.distribution_id == distribution_id, table.c.party_id > after
        )
        rows = db.session.execute(found.order_by(table.c.party_id).limit(ROWS_AT_ONCE)).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].party_id


def amounts(distribution_id: int) -> dict[int, int]:
    """Return each party's pence."""
    found = select(DistributionLine.party_id, DistributionLine.pence).where(
        DistributionLine.distribution_id == distribution_id
    )
    return {row.party_id: row.pence for row in db.session.execute(found)}


def shares_of_party(party_id: int) -> list[Share]:
    """Return what a party had of approved distributions, oldest first, for their statement."""
    undoing = select(Transaction.seq, Transaction.reverses_seq).subquery()
    found = (
        select(Distribution, DistributionLine, undoing.c.seq.label("reversed_by"))
        .join(DistributionLine, DistributionLine.distribution_id == Distribution.id)
        .outerjoin(undoing, undoing.c.reverses_seq == Distribution.transaction_seq)
        .where(
            DistributionLine.party_id == party_id,
            Distribution.state == "approved",
            DistributionLine.pence > 0,
        )
        .order_by(Distribution.effective_on, Distribution.id)
    )
    return [
        Share(
            each.id,
            party_id,
            each.book_id,
            each.purpose,
            each.effective_on,
            line.pence,
            each.transaction_seq,
            reversed_by,
            each.ending,
            line.elements,
        )
        for each, line, reversed_by in db.session.execute(found)
    ]


def interest_caps(book_id: int) -> Sequence[InterestCap]:
    """Return the highest rates of interest that were set, the newest day first."""
    found = select(InterestCap).where(InterestCap.book_id == book_id)
    newest = found.order_by(InterestCap.valid_from.desc(), InterestCap.recorded_seq.desc())
    return db.session.scalars(newest).all()


def interest_cap_on(book_id: int, day: date) -> InterestCap | None:
    """Return the highest rate in force on a day; of two for one day, the later recorded."""
    return next((each for each in interest_caps(book_id) if each.valid_from <= day), None)

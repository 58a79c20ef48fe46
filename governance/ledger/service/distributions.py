"""Preparing a distribution, looking again, approving it as one transaction, or dropping it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger import charts
from governance.ledger.distributing.events import DistributionApproved, InterestCapSet
from governance.ledger.distributing.models import Distribution, DistributionLine, InterestCap
from governance.ledger.distributing.plan import Plan
from governance.ledger.distributing.working import (
    Changed,
    Given,
    WorkedOut,
    changes,
    digest_of,
    work_out,
)
from governance.ledger.models import Book
from governance.ledger.places import Leg, money
from governance.ledger.queries import distributions as queries
from governance.ledger.service.distribution_law import (
    refuse_above_the_dividend_cap,
    refuse_unlawful,
)
from governance.ledger.service.posting import Posted, post
from governance.ledger.units import written_day
from governance.reckoning.canonical import digest
from governance.reckoning.distribution.terms import Purpose
from governance.record import service as record

ACCOUNTS = {
    Purpose.INTEREST: (charts.INTEREST, charts.INTEREST_DUE),
    Purpose.DIVIDEND: (charts.DISTRIBUTED, charts.DIVIDENDS_DUE),
    Purpose.BONUS: (charts.DISTRIBUTED, charts.DIVIDENDS_DUE),
}


class NoCap(Refused):
    """No highest rate of interest is known for the day."""

    status = 422


class PaidBefore(Refused):
    """Interest on the class was approved for some of these days already."""


class NotPreparedAnyMore(Refused):
    """The distribution was dropped."""


class FiguresHaveChanged(Refused):
    """Somebody's part is another than the officer was shown; `changed` says whose."""

    def __init__(self, changed: Sequence[Changed]) -> None:
        super().__init__(
            f"Since it was prepared, something changed in the register or the books: the part of "
            f"{len(changed)} people is another now. Nothing was posted. Look at it again."
        )
        self.changed = changed


def set_interest_cap(
    book: Book, rate_ppm: int, *, valid_from: date, source: str, actor: Actor, now: datetime
) -> InterestCap:
    """Say which rate of interest the rules allow at most from a day on, and where it stands."""
    cap = InterestCap(
        book_id=book.id,
        valid_from=valid_from,
        rate_ppm=rate_ppm,
        source=source,
        recorded_seq=record.claim(),
    )
    db.session.add(cap)
    db.session.flush()
    publish(
        InterestCapSet(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            valid_from=valid_from,
            rate_ppm=rate_ppm,
            source_digest=digest(["v1", source]),
        )
    )
    return cap


def prepare(
    book: Book, plan: Plan, *, given: Given | None = None, actor: Actor, now: datetime
) -> Distribution:
    """Work a plan out for everybody and keep it to be looked at; nobody has anything yet.

    Raises:
        NotForThisEntity, ProfitsNotSaid, AboveTheDividendCap: what the law lets the entity pay.
        NoCap: no highest rate of interest is known.
        NotPrepared: the sum cannot be shared so.
    """
    refuse_unlawful(book, plan)
    plan = _within_the_cap(book, plan)
    worked = work_out(book, plan, given or {})
    refuse_above_the_dividend_cap(book, plan, worked.total_pence)
    made = Distribution(
        book_id=book.id,
        purpose=plan.purpose.value,
        plan=plan.as_json(),
        given={name: dict(amounts) for name, amounts in (given or {}).items()},
        salt=secrets.token_hex(16),
        prepared_by=actor.party_id,
        prepared_at=now,
    )
    _take(made, worked)
    db.session.add(made)
    db.session.flush()
    _write_lines(made, worked)
    return made


def prepare_again(distribution: Distribution, *, actor: Actor, now: datetime) -> None:
    """Work it out anew from the register and the books as they stand now."""
    _refuse_unless_prepared(distribution)
    worked = _worked_out(distribution)
    record.claim()  # only now: of thousands, it takes seconds to work out
    db.session.refresh(distribution)
    _refuse_unless_prepared(distribution)
    gone = delete(DistributionLine).where(DistributionLine.distribution_id == distribution.id)
    db.session.execute(gone)
    _take(distribution, worked)
    distribution.prepared_by, distribution.prepared_at = actor.party_id, now
    db.session.flush()
    _write_lines(distribution, worked)


def approve(
    distribution: Distribution, *, on: date, minute_ref: str, actor: Actor, now: datetime
) -> Posted:
    """Post it as one transaction with a transfer for each person; a second time changes nothing.

    Raises:
        PaidBefore: it is interest, and some of its days have had theirs.
        NotForThisEntity, ProfitsNotSaid, AboveTheDividendCap: the law does not let it be paid.
        FiguresHaveChanged: it would come to something else now; nothing is posted.
        NotPreparedAnyMore: it was dropped.
    """
    record.claim()
    db.session.refresh(distribution)
    if distribution.transaction_seq is not None:
        return Posted(distribution.transaction_seq, is_new=False)
    _refuse_unless_prepared(distribution)
    _refuse_what_may_not_be_posted(distribution)
    worked = _worked_out(distribution)
    changed = changes(
        queries.amounts(distribution.id), {line["party_id"]: line["pence"] for line in worked.lines}
    )
    if changed:
        raise FiguresHaveChanged(changed)
    posted = _post(distribution, worked, on, minute_ref, actor, now)
    # What was uploaded has done its work; what each had of it stays in the lines.
    distribution.state, distribution.given = "approved", {}
    distribution.minute_ref, distribution.effective_on = minute_ref, on
    distribution.transaction_seq = posted.seq
    db.session.flush()
    publish(
        DistributionApproved(
            at=now,
            by=actor.party_id,
            book_id=distribution.book_id,
            distribution_id=distribution.id,
            purpose=distribution.purpose,
            plan_digest=plan_digest(distribution),
            lines_digest=distribution.lines_digest,
            total_pence=distribution.total_pence,
            people=distribution.people,
            effective_on=on,
            transaction_seq=posted.seq,
        )
    )
    return posted


def drop(distribution: Distribution) -> None:
    """Give a prepared distribution up."""
    record.claim()
    db.session.refresh(distribution)
    _refuse_unless_prepared(distribution)
    gone = delete(DistributionLine).where(DistributionLine.distribution_id == distribution.id)
    db.session.execute(gone)
    distribution.state, distribution.given = "dropped", {}
    db.session.flush()


def plan_digest(row: Any) -> str:
    """Return the digest of what was decided: the plan and the minute."""
    return digest(["v1", row.salt, row.plan, row.minute_ref])


def _refuse_what_may_not_be_posted(distribution: Distribution) -> None:
    book, plan = _book_of(distribution), Plan.from_json(distribution.plan)
    refuse_unlawful(book, plan)
    refuse_above_the_dividend_cap(book, plan, distribution.total_pence)
    _refuse_interest_twice(distribution)


def _refuse_interest_twice(distribution: Distribution) -> None:
    """Two runs for one day, each within the highest rate, would together be above it."""
    before = queries.overlaps(distribution) if distribution.purpose == Purpose.INTEREST else []
    if before:
        raise PaidBefore(
            f"Interest from {written_day(before[0].first_day)} to "
            f"{written_day(before[0].last_day)} was approved already, as transaction "
            f"{before[0].seq}. Nothing was posted. Prepare this for other days, or reverse that "
            "one first."
        )


def _within_the_cap(book: Book, plan: Plan) -> Plan:
    if plan.purpose != Purpose.INTEREST:
        return plan
    cap = queries.interest_cap_on(book.id, plan.last_day)
    if cap is None:
        raise NoCap(
            "No highest rate of interest is set that holds on "
            f"{written_day(plan.last_day)}. Set it first, as the rules have it."
        )
    return replace(plan, highest_ppm=cap.rate_ppm)


def _worked_out(distribution: Distribution) -> WorkedOut:
    book = _book_of(distribution)
    plan = _within_the_cap(book, Plan.from_json(distribution.plan))
    return work_out(book, plan, distribution.given)


def _book_of(distribution: Distribution) -> Book:
    return db.session.get_one(Book, distribution.book_id)


def _take(distribution: Distribution, worked: WorkedOut) -> None:
    distribution.total_pence = worked.total_pence
    distribution.residue_pence = worked.residue_pence
    distribution.people = len(worked.lines)
    distribution.ending = worked.ending
    distribution.left_out = worked.left_out
    distribution.findings = worked.findings
    distribution.lines_digest = digest_of(distribution.salt, worked.lines)


def _write_lines(distribution: Distribution, worked: WorkedOut) -> None:
    if worked.lines:
        rows = [{"distribution_id": distribution.id, **line} for line in worked.lines]
        db.session.execute(insert(DistributionLine), rows)


def _post(
    distribution: Distribution,
    worked: WorkedOut,
    on: date,
    minute_ref: str,
    actor: Actor,
    now: datetime,
) -> Posted:
    expense, due = ACCOUNTS[Purpose(distribution.purpose)]
    legs = [
        Leg(money(expense), money(due, line["party_id"]), line["pence"])
        for line in worked.lines
        if line["pence"]
    ]
    return post(
        distribution.book_id,
        distribution.purpose,
        legs,
        effective_on=on,
        key=f"distribution {distribution.id}",
        memo=minute_ref,
        actor=actor,
        now=now,
    )


def _refuse_unless_prepared(distribution: Distribution) -> None:
    state = select(Distribution.state).where(Distribution.id == distribution.id)
    if db.session.scalar(state) != "prepared":
        raise NotPreparedAnyMore(
            "This was approved or dropped in the meantime, so nothing was changed. See the list."
        )

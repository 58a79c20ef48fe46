"""Preparing a distribution, looking again, approving it as one transaction, or dropping it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger import charts
from governance.ledger.distributing.events import DistributionApproved
from governance.ledger.distributing.models import Distribution, DistributionLine
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
from governance.ledger.service.distribution_days import (
    refuse_interest_twice,
    refuse_what_is_not_known_yet,
)
from governance.ledger.service.distribution_law import (
    refuse_above_the_dividend_cap,
    refuse_unlawful,
)
from governance.ledger.service.interest_caps import within_the_cap
from governance.ledger.service.posting import Posted, post, refuse_day
from governance.reckoning.canonical import digest
from governance.reckoning.distribution.terms import Purpose
from governance.record import service as record

ACCOUNTS = {
    Purpose.INTEREST: (charts.INTEREST, charts.INTEREST_DUE),
    Purpose.DIVIDEND: (charts.DISTRIBUTED, charts.DIVIDENDS_DUE),
    Purpose.BONUS: (charts.DISTRIBUTED, charts.DIVIDENDS_DUE),
}


class WorkedOutAnew(Refused):
    """Somebody worked it out anew since the officer looked at it."""


class NotPreparedAnyMore(Refused):
    """The distribution was dropped."""


class FiguresHaveChanged(Refused):
    """Somebody's part is another than the officer was shown; `changed` says whose."""

    def __init__(self, changed: Sequence[Changed]) -> None:
        people = "1 person" if len(changed) == 1 else f"{len(changed):,} people"
        super().__init__(
            f"Since it was prepared, something changed in the register or the books: the part of "
            f"{people} is another now. Nothing was posted. Look at it again."
        )
        self.changed = changed


@dataclass(frozen=True)
class Planned:
    """A plan with its highest rate, what was uploaded, and what everybody has by it."""

    plan: Plan
    given: Given
    worked: WorkedOut


@dataclass(frozen=True)
class Ahead:
    """What was worked out before a lock was taken, and the newest change that it knows of."""

    worked: WorkedOut
    newest: int


def prepare(
    book: Book, plan: Plan, *, given: Given | None = None, actor: Actor, now: datetime
) -> Distribution:
    """Work a plan out for everybody and keep it to be looked at; nobody has anything yet.

    Raises:
        what `planned` raises.
    """
    return keep(book, planned(book, plan, given or {}), actor=actor, now=now)


def refuse_plan(book: Book, plan: Plan) -> Plan:
    """Refuse what cannot be prepared whoever takes part; return the plan with its highest rate.

    Raises:
        NotForThisEntity, ProfitsNotSaid: what the law lets the entity pay.
        NoCap: no highest rate of interest is known.
    """
    refuse_unlawful(book, plan)
    return within_the_cap(book, plan)


def planned(book: Book, plan: Plan, given: Given) -> Planned:
    """Work a plan out for everybody, reading only.

    Raises:
        what `refuse_plan` raises.
        NotPrepared: the sum cannot be shared so.
        AboveTheDividendCap: it comes to more than the law lets the entity pay.
    """
    plan = refuse_plan(book, plan)
    worked = work_out(book, plan, given)
    refuse_above_the_dividend_cap(book, plan, worked.total_pence)
    return Planned(plan, given, worked)


def keep(book: Book, found: Planned, *, actor: Actor, now: datetime) -> Distribution:
    """Keep what was worked out, to be looked at."""
    made = Distribution(
        book_id=book.id,
        purpose=found.plan.purpose.value,
        plan=found.plan.as_json(),
        given={name: dict(amounts) for name, amounts in found.given.items()},
        salt=secrets.token_hex(16),
        prepared_by=actor.party_id,
        prepared_at=now,
    )
    _take(made, found.worked)
    db.session.add(made)
    db.session.flush()
    _write_lines(made, found.worked)
    return made


def ahead_of(distribution: Distribution) -> Ahead:
    """Work a distribution out anew as it is planned, reading only, before any lock is taken."""
    # Read first: what changes while the rest is read is then seen as a later change.
    newest = queries.newest_change()
    return Ahead(_worked_out(distribution), newest)


def prepare_again(
    distribution: Distribution, *, ahead: Ahead | None = None, actor: Actor, now: datetime
) -> None:
    """Work it out anew from the register and the books as they stand now, or did a moment ago."""
    refuse_unless_prepared(distribution)
    worked = ahead.worked if ahead else _worked_out(distribution)
    record.claim()  # only now: of thousands, it takes seconds to work out
    db.session.refresh(distribution)
    refuse_unless_prepared(distribution)
    gone = delete(DistributionLine).where(DistributionLine.distribution_id == distribution.id)
    db.session.execute(gone)
    _take(distribution, worked)
    distribution.prepared_by, distribution.prepared_at = actor.party_id, now
    db.session.flush()
    _write_lines(distribution, worked)


def approve(
    distribution: Distribution,
    *,
    on: date,
    minute_ref: str,
    shown: str | None = None,
    ahead: Ahead | None = None,
    actor: Actor,
    now: datetime,
) -> Posted:
    """Post it as one transaction with a transfer for each person; a second time changes nothing.

    `shown` is the digest of the lines that were looked at. What was worked out `ahead` is used if
    nothing changed since; else it is worked out once more, under the lock.

    Raises:
        PaidBefore: it is interest, and some of its days have had theirs.
        NotForThisEntity, ProfitsNotSaid, AboveTheDividendCap: the law does not let it be paid.
        WorkedOutAnew: somebody worked it out anew since it was looked at.
        NotKnownYet: it depends on a day that has not come.
        FiguresHaveChanged: it would come to something else now; nothing is posted.
        NotPreparedAnyMore: it was dropped.
    """
    record.claim()
    db.session.refresh(distribution)
    if distribution.transaction_seq is not None:
        return Posted(distribution.transaction_seq, is_new=False)
    refuse_unless_prepared(distribution)
    _refuse_what_may_not_be_posted(distribution, shown, today=clock.day_of(now))
    is_current = ahead is not None and ahead.newest == queries.newest_change()
    worked = ahead.worked if ahead and is_current else _worked_out(distribution)
    changed = changes(
        queries.amounts(distribution.id), {line["party_id"]: line["pence"] for line in worked.lines}
    )
    if changed:
        raise FiguresHaveChanged(changed)
    posted = _post(distribution, worked, on, minute_ref, actor, now)
    _settle(distribution, posted, on, minute_ref, actor, now)
    return posted


def refuse_to_approve(distribution: Distribution, *, on: date, shown: str, now: datetime) -> None:
    """Refuse at once what would be refused when its turn comes, before thousands are worked out.

    Raises:
        what `approve` raises, but for figures that have changed.
        InTheFuture, PeriodIsClosed: the day has not come, or nothing is added to it any more.
    """
    refuse_unless_prepared(distribution)
    _refuse_what_may_not_be_posted(distribution, shown, today=clock.day_of(now))
    refuse_day(distribution.book_id, on, now)


def drop(distribution: Distribution) -> None:
    """Give a prepared distribution up."""
    record.claim()
    db.session.refresh(distribution)
    refuse_unless_prepared(distribution)
    gone = delete(DistributionLine).where(DistributionLine.distribution_id == distribution.id)
    db.session.execute(gone)
    distribution.state, distribution.given = "dropped", {}
    db.session.flush()


def plan_digest(row: Any) -> str:
    """Return the digest of what was decided: the plan and the minute."""
    return digest(["v1", row.salt, row.plan, row.minute_ref])


def _refuse_what_may_not_be_posted(
    distribution: Distribution, shown: str | None, *, today: date
) -> None:
    if shown and shown != distribution.lines_digest:
        raise WorkedOutAnew(
            "Somebody worked this out anew since you looked at it, and it comes to something else "
            "now. Nothing was posted. Look at it again, then approve it."
        )
    book, plan = _book_of(distribution), Plan.from_json(distribution.plan)
    refuse_what_is_not_known_yet(plan, today)
    refuse_unlawful(book, plan)
    refuse_above_the_dividend_cap(book, plan, distribution.total_pence)
    refuse_interest_twice(distribution)


def _worked_out(distribution: Distribution) -> WorkedOut:
    book = _book_of(distribution)
    plan = within_the_cap(book, Plan.from_json(distribution.plan))
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


def _settle(
    distribution: Distribution,
    posted: Posted,
    on: date,
    minute_ref: str,
    actor: Actor,
    now: datetime,
) -> None:
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


def refuse_unless_prepared(distribution: Distribution) -> None:
    """Refuse what was approved or dropped."""
    state = select(Distribution.state).where(Distribution.id == distribution.id)
    if db.session.scalar(state) != "prepared":
        raise NotPreparedAnyMore(
            "This was approved or dropped in the meantime, so nothing was changed. See the list."
        )

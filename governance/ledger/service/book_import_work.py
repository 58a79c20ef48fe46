"""What the worker does for an import into a book: try the file, or enter it.

Both go the same way, in one transaction under the record's lock: read, plan, post, compare. A try
is then rolled back to where it began, so what it shows is what entering does. If entering would do
something else than was shown, nothing is entered.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, reading
from governance.infrastructure.events import publish
from governance.infrastructure.jobs import Job
from governance.ledger import charts
from governance.ledger.events import BookImported
from governance.ledger.importing.models import BookImport, BookImportRow
from governance.ledger.importing.movements import Reading, read_movements
from governance.ledger.importing.opening_balances import Balances, read_balances
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import Shape
from governance.ledger.models import Account, Book
from governance.ledger.queries.balances import ACCOUNTS, AsAt, added_up
from governance.ledger.queries.holdings import share_classes
from governance.ledger.service.import_opening import OpeningPlan
from governance.ledger.service.import_plan import Plan
from governance.ledger.service.import_shares import SharesPlan
from governance.ledger.units import GBP, shares_of
from governance.members.importing.files import read_table
from governance.record import service as record

ROWS_AT_ONCE = 4_000
PROBLEMS_KEPT = 2_000
STEPS = 3
CHANGED_SINCE = (
    "The book or the register (or the day) changed between the check and the entry, so that the "
    "file would now do something else than you were shown. Nothing was entered. Check it again."
)
Totals = dict[tuple[str, str], int]


class _Undone(Exception):
    """What was posted is to be rolled back."""


def work_on_book_import(job: Job, now: datetime) -> Iterator[None]:
    """Try or enter the import that the job is about. Begun again, it finds what is done."""
    job_id, import_id, by = job.id, job.subject_id, job.created_by
    job.done, job.total = 0, STEPS
    yield  # ends the transaction that holds the job: reading the file needs no lock
    with reading() as connection:
        table = BookImport.__table__
        asked = select(table).where(table.c.id == import_id, table.c.job_id == job_id)
        kept = connection.execute(asked).one_or_none()
    if kept is None or kept.content is None:
        return
    found = _read(kept)
    job.done = 1
    yield
    record.claim()
    batch = db.session.get(BookImport, import_id, populate_existing=True)
    if batch is None or batch.job_id != job_id:
        return
    actor = Actor(party_id=by)
    if batch.state == "trying":
        _try(batch, found, actor=actor, now=now)
    elif batch.state == "entering":
        _enter_as_tried(batch, found, actor=actor, now=now)
    job.done = STEPS


def enter_now(batch: BookImport, *, actor: Actor, now: datetime) -> Plan:
    """Enter a file in this transaction, or return a plan with errors and leave nothing behind."""
    record.claim()
    plan, summary = _carried_out(batch, _read(batch), actor=actor, now=now, stays=lambda _: True)
    if not plan.errors:
        _put_down(batch, plan, summary, now=now, actor=actor)
    return plan


def _try(batch: BookImport, found: Reading | Balances, *, actor: Actor, now: datetime) -> None:
    plan, summary = _carried_out(batch, found, actor=actor, now=now, stays=lambda _: False)
    db.session.execute(delete(BookImportRow).where(BookImportRow.import_id == batch.id))
    rows = list(_rows(batch.id, plan))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(insert(BookImportRow), rows[start : start + ROWS_AT_ONCE])
    batch.state, batch.summary = "tried", summary


def _enter_as_tried(
    batch: BookImport, found: Reading | Balances, *, actor: Actor, now: datetime
) -> None:
    shown = batch.summary.get("fingerprint")
    plan, summary = _carried_out(
        batch,
        found,
        actor=actor,
        now=now,
        stays=lambda plan: plan.fingerprint() == shown,
    )
    if plan.errors or plan.fingerprint() != shown:
        batch.state, batch.summary = "uploaded", {"refused": CHANGED_SINCE}
        return
    _put_down(batch, plan, summary, now=now, actor=actor)


def _carried_out(
    batch: BookImport,
    found: Reading | Balances,
    *,
    actor: Actor,
    now: datetime,
    stays: Callable[[Plan], bool],
) -> tuple[Plan, dict[str, Any]]:
    """Do all that the file asks for; undo it again if it has errors, or unless it `stays`."""
    book = db.session.get_one(Book, batch.book_id)
    settings, today = Settings.kept(batch.settings), clock.day_of(now)
    day = settings.day if batch.shape == Shape.BALANCES and settings.day else today
    planned = _planned(book, batch, found, settings, today)
    before = after = _totals(book.id, day)
    try:
        with db.session.begin_nested():
            done = planned.carry_out(actor=actor, now=now)
            after = _totals(book.id, day) if done else before
            if not done or not stays(planned.plan):
                raise _Undone
    except _Undone:
        db.session.refresh(batch)
    compared = _compared(book, before, after)
    return planned.plan, _summary(planned.plan, planned.joining, compared)


def _planned(
    book: Book, batch: BookImport, found: Reading | Balances, settings: Settings, today: date
) -> SharesPlan | OpeningPlan:
    if isinstance(found, Balances):
        return OpeningPlan(book, found, settings, source=batch.source, today=today)
    return SharesPlan(book, found, settings, shape=batch.shape, source=batch.source, today=today)


def _read(kept: Any) -> Reading | Balances:
    """Read the file of an import, or of its row."""
    settings, table = Settings.kept(kept.settings), read_table(kept.content or "")
    if kept.shape == Shape.BALANCES:
        return read_balances(table, kept.mapping, settings)
    return read_movements(table, kept.shape, kept.mapping, settings)


def _put_down(
    batch: BookImport, plan: Plan, summary: Mapping[str, Any], *, now: datetime, actor: Actor
) -> None:
    batch.state, batch.entered_at, batch.content = "entered", now, None
    batch.summary = dict(summary)
    db.session.flush()
    if plan.postings:
        publish(
            BookImported(
                at=now,
                by=actor.party_id,
                book_id=batch.book_id,
                import_id=batch.id,
                shape=batch.shape,
                file_sha256=batch.sha256,
                posted=len(plan.postings),
                members=summary["members"],
            )
        )


def _summary(plan: Plan, members: int, totals: list[list[Any]]) -> dict[str, Any]:
    return {
        "lines": plan.lines,
        "new": plan.count("new"),
        "same": plan.count("same"),
        "errors": len(plan.errors),
        "posted": len(plan.postings),
        "members": members,
        "totals": totals,
        "warnings": plan.warnings,
        "fingerprint": plan.fingerprint(),
    }


def _totals(book_id: int, day: date) -> Totals:
    """Return what stands under each code of money, and how many shares of each class are held."""
    added = added_up(book_id, AsAt(day)).subquery()
    found = (
        select(ACCOUNTS.c.unit, ACCOUNTS.c.code, func.sum(added.c.balance))
        .join(added, added.c.account_id == ACCOUNTS.c.id)
        .where(ACCOUNTS.c.book_id == book_id)
        .group_by(ACCOUNTS.c.unit, ACCOUNTS.c.code)
    )
    return {
        (unit, code): int(total)
        for unit, code, total in db.session.execute(found)
        if unit == GBP or code == charts.HELD
    }


def _compared(book: Book, before: Totals, after: Totals) -> list[list[Any]]:
    """Return [name, unit, before, after] of each class and of each account that changes."""
    rows: list[list[Any]] = []
    for each in share_classes(book.id):
        place = (shares_of(each.id), charts.HELD)
        if before.get(place) or after.get(place):
            rows.append([each.name, place[0], before.get(place, 0), after.get(place, 0)])
    of_chart = select(Account.code, Account.name).where(
        Account.book_id == book.id, Account.unit == GBP, Account.party_id.is_(None)
    )
    for code, name in db.session.execute(of_chart.order_by(Account.code)):
        was, now = before.get((GBP, code), 0), after.get((GBP, code), 0)
        if was != now:
            rows.append([f"{code} {name}", GBP, was, now])
    return rows


def _rows(import_id: int, plan: Plan) -> Iterator[dict[str, Any]]:
    errors = 0
    for line, told in sorted(plan.told.items()):
        errors += told.verdict == "error"
        if told.verdict == "error" and errors > PROBLEMS_KEPT:
            continue
        yield {
            "import_id": import_id,
            "line": line,
            "reference": told.reference[:60],
            "holder": told.holder[:60],
            "verdict": told.verdict,
            "detail": told.detail,
        }

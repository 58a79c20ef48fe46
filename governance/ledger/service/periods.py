"""Closing a period, and the snapshots that make old balances quick to read."""

from datetime import date, datetime

from sqlalchemy import delete, func, insert, literal, select

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.ledger import charts
from governance.ledger.events import PeriodClosed
from governance.ledger.models import Account, Book, Period, Snapshot, SnapshotBalance, Transfer
from governance.ledger.places import Leg, Place, money
from governance.ledger.queries.balances import AsAt, added_up, balances
from governance.ledger.queries.closing import year_end_left_open
from governance.ledger.queries.statements import CLOSING_ENTRY
from governance.ledger.service.posting import last_closed_day, post
from governance.ledger.units import GBP, written_day
from governance.record import queries as record_queries
from governance.record import service as record

# Adding up fewer transfers than these takes no longer than reading a snapshot.
WORTH_A_SNAPSHOT = 20_000


class NotClosed(Refused):
    """The period cannot be closed."""

    status = 422


def close_period(book: Book, ends_on: date, *, actor: Actor, now: datetime) -> Period:
    """Close the days of a book up to and with this one; nothing is added to them afterwards.

    At the end of the entity's year, income and expense first go to the surplus carried forward.

    Raises:
        NotClosed: the day has not passed, or is closed already.
    """
    record.claim()
    _refuse_what_cannot_be_closed(book, ends_on, now)
    if is_year_end(book, ends_on):
        _post_closing_entry(book, ends_on, actor=actor, now=now)
    head = record_queries.head()
    assert head is not None, "a book that is open has links"
    period = Period(
        book_id=book.id,
        ends_on=ends_on,
        through_seq=head.seq,
        head_hash=head.hash,
        closed_seq=record.claim(),
    )
    db.session.add(period)
    db.session.flush()
    publish(
        PeriodClosed(
            at=now,
            by=actor.party_id,
            book_id=book.id,
            ends_on=ends_on,
            through_seq=head.seq,
            head_hash=head.hash,
        )
    )
    take_snapshot(book.id, ends_on)
    return period


def is_year_end(book: Book, day: date) -> bool:
    """Say whether the entity's year ends on that day."""
    return day.strftime("%m-%d") == book.year_ends


def take_snapshot(book_id: int, on: date) -> None:
    """Keep every balance at the end of that day as known now; once for a link is enough."""
    newest = record_queries.head()
    if newest is None:
        return
    same = select(Snapshot.id).where(
        Snapshot.book_id == book_id,
        Snapshot.taken_on == on,
        Snapshot.through_seq == newest.seq,
    )
    if db.session.scalar(same) is not None:
        return
    found = added_up(book_id, AsAt(on, newest.seq)).subquery()
    snapshot = Snapshot(book_id=book_id, taken_on=on, through_seq=newest.seq)
    db.session.add(snapshot)
    db.session.flush()
    rows = (
        select(literal(snapshot.id), found.c.account_id, found.c.balance)
        .join(Account, Account.id == found.c.account_id)
        .where(Account.book_id == book_id, found.c.balance != 0)
    )
    columns = ["snapshot_id", "account_id", "balance"]
    db.session.execute(insert(SnapshotBalance).from_select(columns, rows))


def take_due_snapshots(now: datetime) -> int:
    """Take one at the end of last month for each book that has grown enough; return how many.

    The worker does this; without, all is as right and only slower.
    """
    last = clock.day_of(now).replace(day=1)
    end_of_month = date.fromordinal(last.toordinal() - 1)
    taken = 0
    for book_id in db.session.scalars(select(Book.id)):
        if _has_grown(book_id, end_of_month):
            record.claim()
            take_snapshot(book_id, end_of_month)
            taken += 1
    return taken


def drop_snapshots(book_id: int) -> None:
    """Forget all snapshots of a book: balances are then added up from the first transfer on."""
    ids = select(Snapshot.id).where(Snapshot.book_id == book_id)
    db.session.execute(delete(SnapshotBalance).where(SnapshotBalance.snapshot_id.in_(ids)))
    db.session.execute(delete(Snapshot).where(Snapshot.book_id == book_id))


def _has_grown(book_id: int, until: date) -> bool:
    newest = select(func.max(Snapshot.taken_on)).where(Snapshot.book_id == book_id)
    last = db.session.scalar(newest)
    if last is not None and last >= until:
        return False
    added = select(Transfer.seq).where(Transfer.book_id == book_id, Transfer.effective_on <= until)
    if last is not None:
        added = added.where(Transfer.effective_on > last)
    # Whether there are so many, without counting all of them under the lock.
    return db.session.scalar(added.offset(WORTH_A_SNAPSHOT - 1).limit(1)) is not None


def _refuse_what_cannot_be_closed(book: Book, ends_on: date, now: datetime) -> None:
    if ends_on >= clock.day_of(now):
        raise NotClosed(f"{written_day(ends_on)} is not over yet. Choose a day that has passed.")
    closed = last_closed_day(book.id)
    if closed is not None and ends_on <= closed:
        raise NotClosed(
            f"The books are closed up to {written_day(closed)} already. Choose a later day."
        )
    left_open = year_end_left_open(book, ends_on, closed)
    if left_open is not None:
        raise NotClosed(
            f"The year to {written_day(left_open)} is not closed yet, and its surplus would stay "
            f"mixed with this year's. Close up to {written_day(left_open)} first."
        )


def _post_closing_entry(book: Book, ends_on: date, *, actor: Actor, now: datetime) -> None:
    retained = money(charts.RETAINED)
    legs = []
    for row in balances(book.id, AsAt(ends_on), unit=GBP):
        if row.kind in ("income", "expense"):
            place, amount = Place(row.unit, row.code, row.party_id), int(row.balance)
            legs.append(
                Leg(place, retained, amount) if amount > 0 else Leg(retained, place, -amount)
            )
    if legs:
        post(
            book.id,
            CLOSING_ENTRY,
            legs,
            effective_on=ends_on,
            key=f"closing entry of {ends_on.isoformat()}",
            actor=actor,
            now=now,
        )

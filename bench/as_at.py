"""Who held what on a day, among millions of transfers: with a snapshot, without, and one holder.

Run by hand: `python -m bench.as_at [HOLDERS] [TRANSFERS]`. The transfers are put in with the
triggers off: twelve years of them, three in a hundred recorded long after their day.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import insert, text

from bench.surroundings import KINDS, Figure, databases, show
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db, is_postgresql
from governance.ledger import charts, service
from governance.ledger.models import Account
from governance.ledger.queries.balances import (
    AsAt,
    added_up,
    balance_of,
    balances,
    balances_of_parties,
)
from governance.ledger.terms import Holder, Terms
from governance.ledger.units import shares_of
from governance.members.models import Party
from governance.record.models import Link
from governance.web.transactions import unit_of_work

HOLDERS = 80_000
TRANSFERS = 5_000_000
FIRST = date(2014, 1, 1)
DAYS = 12 * 365
LATE_PER_HUNDRED = 3
TRIES = 5
AIM_MS = "150 ms"


def bench(kind: str, holders: int = HOLDERS, transfers: int = TRANSFERS) -> list[Figure]:
    """Return how long each reading takes, the median of five."""
    with databases(kind) as pair, pair.application().app_context():
        book_id, class_id, accounts = _filled(holders, transfers)
        day = FIRST + timedelta(days=DAYS - 200)  # in the middle of a month
        at = AsAt(day)
        what = f"{holders:,} holders, {transfers:,} transfers"
        figures = [
            Figure(f"as at: {what}", kind, _timed(lambda: _read(book_id, class_id, at, False))),
        ]
        year_end, month_end = date(day.year - 1, 12, 31), day.replace(day=1) - timedelta(days=1)
        for name, taken_on in (("a snapshot of last year", year_end), ("of last month", month_end)):
            _take(book_id, taken_on)
            read = _timed(lambda: _read(book_id, class_id, at, True))
            figures.append(Figure(f"... {name}", kind, read, AIM_MS))
        _assert_the_same(book_id, class_id, at)
        read = _timed(lambda: _read(book_id, class_id, AsAt(month_end), True))
        figures.append(Figure("... exactly at a close", kind, read))
        known = AsAt(day, transfers // 2)
        read = _timed(lambda: _read(book_id, class_id, known, True))
        figures.append(Figure("... as known at half of all links", kind, read))
        chosen = Random(7).sample(accounts, 200)
        one = _timed(lambda: [balance_of(each, at) for each in chosen], divide=len(chosen))
        figures.append(Figure("... one holder", kind, one, "1 ms"))
    return figures


def _read(book_id: int, class_id: int, at: AsAt, with_snapshots: bool) -> int:
    if with_snapshots:
        own = {"unit": shares_of(class_id), "code": charts.HELD}
        return len(balances_of_parties(book_id, at, **own))
    added = added_up(book_id, at, use_snapshots=False)
    return len(db.session.execute(added).all())


def _take(book_id: int, on: date) -> None:
    with unit_of_work():
        service.take_snapshot(book_id, on)
    _analyse()


def _assert_the_same(book_id: int, class_id: int, at: AsAt) -> None:
    """See that snapshots change nothing but the time it takes."""
    unit = shares_of(class_id)
    quick, slow = (
        [(row.party_id, row.balance) for row in balances(book_id, at, unit=unit, **options)]
        for options in ({}, {"use_snapshots": False})
    )
    if quick != slow or not quick:
        raise SystemExit("A snapshot changed what was held.")


def _timed(read: Callable[[], Any], *, divide: int = 1) -> str:
    spans = []
    for _ in range(TRIES):
        began = time.perf_counter()
        read()
        spans.append((time.perf_counter() - began) * 1000 / divide)
        db.session.rollback()
    found = median(spans)
    return f"{found:,.0f} ms" if found >= 10 else f"{found:.2f} ms"


def _filled(holders: int, transfers: int) -> tuple[int, int, list[int]]:
    """Make a class held by so many, with so many transfers between them and the unissued."""
    now = datetime.now(UTC)
    with unit_of_work():
        book = service.open_book(
            "Bench", legal_name="Bench Limited", kind="company", actor=WORKER, now=now
        )
        made = service.open_share_class(
            book,
            "A",
            name="A shares",
            par_pence=None,
            terms=Terms(may_hold=(Holder.PARTNER,)),
            valid_from=FIRST,
            actor=WORKER,
            now=now,
        )
        book_id, class_id = book.id, made.id
        rows = [{"kind": "partner", "source": f"bench {number}"} for number in range(holders)]
        db.session.execute(insert(Party), rows)
        accounts = _accounts(book_id, class_id)
    _put_in(book_id, class_id, accounts, transfers)
    _have_a_link_as_late(transfers + 10)
    _analyse()
    return book_id, class_id, accounts


def _have_a_link_as_late(seq: int) -> None:
    """Give the record a head beyond the transfers, as it has in life."""
    with unit_of_work():
        off = "ALTER TABLE link DISABLE TRIGGER USER"
        db.session.execute(text(off if is_postgresql() else "DROP TRIGGER link_insert_refused"))
        link = {
            "seq": seq,
            "kind": "bench",
            "recorded_at": datetime.now(UTC),
            "payload": "{}",
            "prev_hash": "-",
            "hash": "-",
        }
        db.session.execute(insert(Link).values(**link))


def _accounts(book_id: int, class_id: int) -> list[int]:
    unit = shares_of(class_id)
    parties = db.session.scalars(text("SELECT id FROM party ORDER BY id"))
    rows = [
        {
            "book_id": book_id,
            "unit": unit,
            "code": charts.HELD,
            "name": "held",
            "kind": "holder",
            "normal": "credit",
            "floored": True,
            "per_party": False,
            "party_id": party,
            "opened_seq": 1,
        }
        for party in parties
    ]
    db.session.execute(insert(Account), rows)
    own = text("SELECT id FROM account_of_book WHERE unit = :unit AND party_id IS NOT NULL")
    return list(db.session.scalars(own, {"unit": unit}))


def _put_in(book_id: int, class_id: int, accounts: list[int], transfers: int) -> None:
    unissued = db.session.scalar(
        text("SELECT id FROM account_of_book WHERE unit = :unit AND code = 'unissued'"),
        {"unit": shares_of(class_id)},
    )
    db.session.rollback()
    rows = _rows(book_id, int(unissued or 0), accounts, transfers)
    if is_postgresql():
        _copy_in(rows)
    else:
        _insert(rows)


def _rows(
    book_id: int, unissued: int, accounts: list[int], transfers: int
) -> Iterator[tuple[Any, ...]]:
    """Yield transfers in order of their links: mostly issues, each tenth from holder to holder."""
    random = Random(11)
    for number in range(transfers):
        on = FIRST + timedelta(days=number * DAYS // transfers)
        if random.randrange(100) < LATE_PER_HUNDRED:
            on -= timedelta(days=random.randrange(400))
        credit = accounts[number % len(accounts)]
        is_sale = number % 10 == 0 and number > len(accounts)
        debit = accounts[(number * 7) % len(accounts)] if is_sale else unissued
        if debit != credit:
            yield number + 10, 1, book_id, debit, credit, 1 + number % 5, on


def _copy_in(rows: Iterator[tuple[Any, ...]]) -> None:
    with unit_of_work():
        raw = db.session.connection().connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        raw.execute("ALTER TABLE transfer DISABLE TRIGGER USER")
        with raw.cursor().copy("COPY transfer FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _insert(rows: Iterator[tuple[Any, ...]]) -> None:
    with unit_of_work():
        raw: Any = db.session.connection().connection.driver_connection
        raw.execute("DROP TRIGGER transfer_insert_refused")
        raw.executemany(
            "INSERT INTO transfer (seq, n, book_id, debit_id, credit_id, amount, effective_on)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((*row[:6], row[6].isoformat()) for row in rows),
        )


def _analyse() -> None:
    with unit_of_work():
        db.session.execute(text("ANALYZE"))


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(int, sys.argv[1:])))

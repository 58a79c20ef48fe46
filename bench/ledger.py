"""The ledger: transactions posted in a second, with the chain and without, beside bare inserts.

Run by hand: `python -m bench.ledger [SECONDS]`. Each figure is of one run after another on the same
database: bare inserts of the same rows by the driver; the same with the chain (head read under the
lock, hash, link); and what people get, the service with its look-ups, floor check and event.
"""

import hashlib
import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from bench.surroundings import KINDS, Databases, Figure, databases, show
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.models import ShareClass
from governance.ledger.terms import Holder, Terms
from governance.members.models import Party
from governance.web.transactions import unit_of_work

SECONDS = 5.0
WRITERS = 8
HOLDERS = 2_000
DAY = date(2026, 1, 5)

# As the platform does on SQLite: its writers wait for one lock, and not for the file.
_ONE_AT_A_TIME = threading.Lock()

BARE = """
CREATE TABLE bare_header (seq {id}, book_id bigint, kind varchar(30), effective_on date,
  key varchar(120), content varchar(64), transfers int, memo_digest varchar(64));
CREATE TABLE bare_transfer (seq bigint, n int, book_id bigint, debit_id bigint, credit_id bigint,
  amount bigint, effective_on date, PRIMARY KEY (seq, n));
CREATE INDEX bare_debit ON bare_transfer (debit_id, effective_on, seq, amount);
CREATE INDEX bare_credit ON bare_transfer (credit_id, effective_on, seq, amount);
CREATE INDEX bare_day ON bare_transfer (book_id, effective_on, seq);
CREATE TABLE bare_link (seq bigint PRIMARY KEY, kind varchar(60), recorded_at varchar(40),
  payload text, prev_hash varchar(64) UNIQUE, hash varchar(64) UNIQUE)
"""
HEADER = "INSERT INTO bare_header (book_id, kind, effective_on, key, content, transfers,"
HEADER += " memo_digest) VALUES (1, 'issue', '2026-01-05', :key, :digest, 2, :digest) RETURNING seq"
TRANSFER = "INSERT INTO bare_transfer VALUES (:seq, :n, 1, :debit, :credit, 100, '2026-01-05')"
NEWEST = "SELECT seq, hash FROM bare_link ORDER BY seq DESC LIMIT 1"
LINK = "INSERT INTO bare_link VALUES (:seq, 'transaction posted', :now, :payload, :prev, :hash)"
ALONE = "SELECT pg_advisory_xact_lock(1)"
PAYLOAD = '{"book_id":1,"effective_on":"2026-01-05","transfers":[[1,2,1],[3,4,100]],"key":"%s"}'


def bench(kind: str, seconds: float = SECONDS) -> list[Figure]:
    """Return the rates of one writer and of eight."""
    figures = []
    with databases(kind) as pair:
        class_id, holders = _filled(pair)
        _make_bare_tables(pair)
        for writers in (1, WRITERS):
            rates = {
                name: _rate(pair, writers, work, seconds)
                for name, work in (
                    ("bare inserts", partial(_bare, chained=False)),
                    ("... with the chain", partial(_bare, chained=True)),
                    ("... through the service", partial(_posted, class_id, holders)),
                )
            }
            bare = rates["bare inserts"]
            where = f"{kind[:6]} x{writers}"
            for name, rate in rates.items():
                told = f"{rate:,.0f} /s ({rate / bare:.2f})"
                figures.append(Figure(f"ledger: {name}", where, told))
    return figures


def _filled(pair: Databases) -> tuple[int, list[int]]:
    now = datetime.now(UTC)
    with pair.application().app_context():
        with unit_of_work():
            parties = [Party(kind="partner", source=f"bench {n}") for n in range(HOLDERS)]
            db.session.add_all(parties)
            book = service.open_book(
                "Bench", legal_name="Bench Limited", kind="company", actor=WORKER, now=now
            )
            made = service.open_share_class(
                book,
                "A",
                name="A shares",
                par_pence=100,
                terms=Terms(may_hold=(Holder.PARTNER,)),
                valid_from=DAY,
                actor=WORKER,
                now=now,
            )
            found = made.id, [party.id for party in parties]
        db.session.remove()
        db.engine.dispose()
    return found


def _make_bare_tables(pair: Databases) -> None:
    own = "integer PRIMARY KEY" if pair.kind == "sqlite" else "bigserial PRIMARY KEY"
    connection = _connected(pair)
    for statement in BARE.format(id=own).split(";"):
        connection.execute(statement)
    if pair.kind != "sqlite":
        connection.execute("COMMIT")
    connection.close()


def _rate(
    pair: Databases,
    writers: int,
    work: Callable[[Databases, int, float], tuple[int, float, float]],
    seconds: float,
) -> float:
    """Return transactions a second over all writers.

    SQLite has one process whose threads share one lock, as the platform runs on it; PostgreSQL has
    a process for each writer.
    """
    if writers == 1:
        done = [work(pair, 0, seconds)]
    elif pair.kind == "sqlite":
        done = _in_threads(pair, writers, work, seconds)
    else:
        with ProcessPoolExecutor(writers, mp_context=get_context("spawn")) as processes:
            done = list(processes.map(work, [pair] * writers, range(writers), [seconds] * writers))
    span = max(end for _, _, end in done) - min(start for _, start, _ in done)
    return sum(count for count, _, _ in done) / span


def _in_threads(
    pair: Databases, writers: int, work: Callable[..., Any], seconds: float
) -> list[tuple[int, float, float]]:
    with ThreadPoolExecutor(writers) as threads:
        return list(threads.map(work, [pair] * writers, range(writers), [seconds] * writers))


def _posted(
    class_id: int, holders: Sequence[int], pair: Databases, writer: int, seconds: float
) -> tuple[int, float, float]:
    """Issue a share to one holder after another, each in a transaction."""
    with _application(pair).app_context():
        share_class = db.session.get_one(ShareClass, class_id)
        db.session.expunge(share_class)
        db.session.rollback()
        count, began = 0, time.time()
        while time.time() - began < seconds:
            with unit_of_work():
                service.issue(
                    share_class,
                    1,
                    to=holders[(writer * 251 + count) % len(holders)],
                    on=DAY,
                    key=secrets.token_hex(8),
                    actor=WORKER,
                    now=datetime.now(UTC),
                )
            count += 1
        ended = time.time()
        db.session.remove()
        return count, began, ended


_APPLICATIONS: dict[str, Any] = {}


def _application(pair: Databases) -> Any:
    """Return one application for all threads of a process: they share its write lock."""
    if pair.book_url not in _APPLICATIONS:
        _APPLICATIONS[pair.book_url] = pair.application()
    return _APPLICATIONS[pair.book_url]


def _bare(
    pair: Databases, writer: int, seconds: float, *, chained: bool
) -> tuple[int, float, float]:
    connection = _connected(pair)
    count, began = 0, time.time()
    while time.time() - began < seconds:
        key = f"{writer} {count} {began}"
        _write_bare(connection, pair.kind, key, chained=chained)
        count += 1
    connection.close()
    return count, began, time.time()


def _write_bare(connection: Any, kind: str, key: str, *, chained: bool) -> None:
    digest = hashlib.sha256(key.encode()).hexdigest()
    with _ONE_AT_A_TIME if kind == "sqlite" else nullcontext():
        _write_rows(connection, kind, key, digest, chained=chained)


def _write_rows(connection: Any, kind: str, key: str, digest: str, *, chained: bool) -> None:
    if kind == "sqlite":
        connection.execute("BEGIN IMMEDIATE")
    elif chained:
        connection.execute(ALONE)
    seq = connection.execute(_for(kind, HEADER), {"key": key, "digest": digest}).fetchone()[0]
    for number in (1, 2):
        row = {"seq": seq, "n": number, "debit": number, "credit": 10 + seq % HOLDERS}
        connection.execute(_for(kind, TRANSFER), row)
    if chained:
        newest = connection.execute(NEWEST).fetchone() or (0, "0" * 64)
        payload = PAYLOAD % key
        made = hashlib.sha256(f"{newest[1]}{payload}".encode()).hexdigest()
        link = {"seq": newest[0] + 1, "now": str(datetime.now(UTC)), "payload": payload}
        connection.execute(_for(kind, LINK), link | {"prev": newest[1], "hash": made})
    connection.execute("COMMIT")


def _for(kind: str, statement: str) -> str:
    if kind == "sqlite":
        return statement
    for name in ("key", "digest", "seq", "n", "debit", "credit", "now", "payload", "prev", "hash"):
        statement = statement.replace(f":{name},", f"%({name})s,")
        statement = statement.replace(f":{name})", f"%({name})s)")
    return statement


def _connected(pair: Databases) -> Any:
    url = make_url(pair.book_url)
    if pair.kind == "sqlite":
        connection = sqlite3.connect(str(url.database), isolation_level=None, timeout=60)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection
    return psycopg.connect(host=str(url.query["host"]), dbname=url.database, user=url.username)


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(float, sys.argv[1:])))

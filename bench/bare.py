"""The bare database doing what a vote asks of it: the same rows, the same commits, nothing else.

PostgreSQL gets as many connections as the server had, from several processes; SQLite has one writer
whatever one does, and is quickest with one connection.
"""

import hashlib
import re
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from bench.surroundings import Databases

PROCESSES = 8
THREADS = 4

ACCOUNT = """
SELECT a.party_id, a.epoch, e.name, e.member_from, e.member_to, e.employed_from, e.employed_to,
       g.role
FROM account a JOIN register_entry e ON e.party_id = a.party_id
LEFT JOIN role_grant g ON g.party_id = a.party_id AND g.withdrawn_at IS NULL
WHERE a.id = :voter AND a.closed_at IS NULL
"""
MARK = """
UPDATE roll_entry SET mark = :mark, channel = 'online'
WHERE ballot_id = :ballot AND party_id = :voter AND mark IS NULL
  AND EXISTS (SELECT 1 FROM ballot WHERE id = :ballot AND state = 'open')
"""
MAIL = """
INSERT INTO mail (party_id, address, event_key, template, context, state, attempts, created_at,
                  next_attempt_at, last_error)
SELECT party_id, email, :event, 'receipt_secret', '{}', 'queued', 0, :now, :now, ''
FROM register_entry WHERE party_id = :voter AND email <> ''
ON CONFLICT DO NOTHING
"""
OPEN_PAPER = """
INSERT INTO open_paper (ballot_id, party_id, choice, salt, cast_at)
VALUES (:ballot, :voter, 'for', :salt, :now)
"""
ALONE = "SELECT pg_advisory_xact_lock(1)"
NEWEST_LINK = "SELECT seq, hash FROM link ORDER BY seq DESC LIMIT 1"
LINK = """
INSERT INTO link (seq, kind, recorded_at, by, payload, prev_hash, hash)
VALUES (:seq, 'vote cast', :now, :voter, :payload, :previous, :hash)
"""
PAPER = """
INSERT INTO paper (ballot_id, key, tracker, answers) VALUES (:ballot, :key, :tracker, :answers)
"""


def casts_per_second(pair: Databases, ballot_id: int, secrecy: str, voters: range) -> float:
    """Return how many votes a second the database alone takes in."""
    began = time.perf_counter()
    if pair.kind == "sqlite":
        _cast_on_sqlite(pair.book_url, pair.box_url, ballot_id, secrecy, voters)
        return len(voters) / (time.perf_counter() - began)
    return _rate_on_postgresql(pair, ballot_id, secrecy, voters)


def _rate_on_postgresql(pair: Databases, ballot_id: int, secrecy: str, voters: range) -> float:
    parts = [voters[start::PROCESSES] for start in range(PROCESSES)]
    cast = partial(_cast_on_postgresql, pair.book_url, pair.box_url, ballot_id, secrecy)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        list(processes.map(len, parts))  # all are started
        spans = list(processes.map(cast, parts))
    return len(voters) / (max(end for _, end in spans) - min(start for start, _ in spans))


def _cast_on_postgresql(
    book_url: str, box_url: str, ballot_id: int, secrecy: str, voters: Sequence[int]
) -> tuple[float, float]:
    """Cast for these and return when that began and ended, by the clock of the machine."""
    lines = [(_postgresql(book_url), _postgresql(box_url)) for _ in range(THREADS)]
    began = time.time()

    def work(number: int) -> None:
        book, box = lines[number]
        for voter in voters[number::THREADS]:
            _cast(book, box, _values(ballot_id, voter), secrecy)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))
    return began, time.time()


def _cast_on_sqlite(
    book_url: str, box_url: str, ballot_id: int, secrecy: str, voters: Sequence[int]
) -> None:
    book, box = _sqlite(book_url, "WAL"), _sqlite(box_url, "DELETE")
    for voter in voters:
        values = _values(ballot_id, voter)
        book.execute("BEGIN IMMEDIATE")
        _cast(book, box, values | {"now": str(values["now"])[:26]}, secrecy)


def _cast(book: Any, box: Any, values: dict[str, Any], secrecy: str) -> None:
    """Do what one vote asks of the book and, if it is secret, of the box."""
    written = _written_for(book)
    book.execute(written[ACCOUNT], values).fetchall()
    if book.execute(written[MARK], values).rowcount != 1:
        raise SystemExit("The bare database refused a mark.")
    if secrecy == "open":
        book.execute(written[OPEN_PAPER], values)
        if isinstance(book, psycopg.Connection):
            book.execute(ALONE)
        seq, previous = book.execute(NEWEST_LINK).fetchone()
        made = hashlib.sha256(f"{previous}{values['payload']}".encode()).hexdigest()
        book.execute(written[LINK], values | {"seq": seq + 1, "previous": previous, "hash": made})
    book.execute(written[MAIL], values)
    book.commit()
    if secrecy != "open":
        box.execute(written[PAPER], values)
        box.commit()


def _values(ballot_id: int, voter: int) -> dict[str, Any]:
    return {
        "ballot": ballot_id,
        "voter": voter,
        "now": datetime.now(UTC),
        "mark": f"{voter:064x}",
        "key": hashlib.sha256(b"%d" % voter).hexdigest(),
        "tracker": f"{voter:019}",
        "answers": '{"choice":"for"}',
        "salt": f"{voter:032x}",
        "event": f"vote {ballot_id} {voter}",
        "payload": f'{{"ballot_id":{ballot_id},"voter_id":{voter}}}',
    }


def _written_for(connection: Any) -> dict[str, str]:
    return _FOR_POSTGRESQL if isinstance(connection, psycopg.Connection) else _AS_THEY_ARE


_AS_THEY_ARE = {each: each for each in (ACCOUNT, MARK, MAIL, OPEN_PAPER, LINK, PAPER)}
_FOR_POSTGRESQL = {each: re.sub(r":(\w+)", r"%(\1)s", each) for each in _AS_THEY_ARE}


def _postgresql(url: str) -> psycopg.Connection:
    parts = make_url(url)
    socket = str(parts.query["host"])
    return psycopg.connect(host=socket, user=parts.username, dbname=parts.database)


def _sqlite(url: str, journal: str) -> sqlite3.Connection:
    connection = sqlite3.connect(str(make_url(url).database))
    for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection

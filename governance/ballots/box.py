"""The ballot box: a database of its own, holding papers and nothing about people.

No name, no time, no serial number, no address; on SQLite no rowid and no write-ahead log (both
would keep the order of arrival). A paper's key, its tracker and the mark on the roll are three
digests of one nonce (see nonce.py); none leads to another without the nonce, which the voter's form
carried and nobody stores.

This module is the stated exception to "one place commits": the box is another database, and joining
its transaction to the book's would let anyone with a copy match them (docs/decisions/0004).
"""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from governance.ballots.nonce import Nonce
from governance.infrastructure.database import NAMING, Id, writing
from governance.infrastructure.driver import rows_by_the_driver
from governance.infrastructure.errors import Refused
from governance.reckoning.canonical import canonical

metadata = MetaData(naming_convention=NAMING)

ballot_box = Table(
    "ballot_box",
    metadata,
    Column("ballot_id", Id, primary_key=True, autoincrement=False),
    Column("rewritten", Integer, nullable=False, default=0),
    Column("sealed", Boolean, nullable=False, default=False),
)

paper = Table(
    "paper",
    metadata,
    Column("ballot_id", Id, primary_key=True, autoincrement=False),
    Column("key", String(64), primary_key=True),
    Column("tracker", String(24), nullable=False),
    Column("answers", Text, nullable=False),
    sqlite_with_rowid=False,
)


_LOCKED = text("SELECT pg_advisory_xact_lock(:ballot_id)")
_LOCKED_BY_MANY = text("SELECT pg_advisory_xact_lock_shared(:ballot_id)")


class BoxSealed(Refused):
    """The papers have been counted; none can be added."""

    title = "This ballot has been counted"


class BoxOutOfReach(Refused):
    """The voter is marked, but their paper could not be put in; their form brings it if sent again.

    The page that says so has the form in it: with the nonce gone, the paper could never come.
    """

    status = 503
    title = "Your paper is not in the box yet"
    template = "ballots/send_again.html"


@dataclass(frozen=True)
class Contents:
    """What is in a sealed box: how many papers read alike, all, and two digests of all of them."""

    alike: dict[str, int]
    papers: int
    root: str
    salt: str


def engine() -> Engine:
    """Return the box's own engine."""
    found: Engine = current_app.extensions["folkmoot_ballot_box"]
    return found


@contextmanager
def transaction() -> Iterator[Connection]:
    """Give one transaction on the box, committed at its end."""
    with writing(), engine().begin() as connection:
        yield connection


def drop(nonce: Nonce, answers: str) -> None:
    """Put the paper in the box, as text (see reckoning/papers); once, however often it is sent.

    Raises:
        BoxOutOfReach: its database did not answer; the same form sent again brings the paper.
        BoxSealed: the box was counted before the paper came.
    """
    slip = _Slip(
        {
            "ballot_id": nonce.ballot_id,
            "key": nonce.key,
            "tracker": nonce.tracker,
            "answers": answers,
        }
    )
    try:
        _slot().take(slip)
    except DBAPIError as error:
        raise BoxOutOfReach(
            "You are marked as having voted, but the ballot box could not be reached.",
            next_step="Wait a moment and send it again. It will count once.",
        ) from error
    if not slip.is_in_the_box:
        raise BoxSealed(
            "This ballot was counted before your paper reached the box.",
            next_step="Tell the secretary and the scrutineers: the declaration says how many "
            "people were marked as having voted whose paper is missing.",
        )


def paper_under(nonce: Nonce) -> str | None:
    """Return the paper filed under this nonce, for the voter's own form sent again."""
    return _paper(paper.c.key == nonce.key, nonce.ballot_id)


def paper_tracked(ballot_id: int, tracker: str) -> str | None:
    """Return the paper with this tracker, for the voter who kept it."""
    return _paper(paper.c.tracker == tracker, ballot_id)


def papers_in(ballot_id: int) -> int:
    """Return how many papers are in the box; nothing of what they say."""
    with engine().connect() as connection:
        counted = select(func.count()).select_from(paper).where(paper.c.ballot_id == ballot_id)
        return connection.scalar(counted) or 0


def seal(ballot_id: int) -> Contents:
    """Close the box for good and return what is in it; sealing again returns the same."""
    with transaction() as connection:
        lock(connection, ballot_id)
        _upsert(connection, ballot_id, sealed=True)
        sort(connection, ballot_id)
        contents = _contents(connection, ballot_id)
    forget_free_space()
    return contents


def contents(ballot_id: int) -> Contents:
    """Return what is in a box that was sealed, to count it again; it is not touched."""
    with engine().connect() as connection:
        return _contents(connection, ballot_id)


def rewrite(ballot_id: int, *, least: int) -> bool:
    """Rewrite the papers in the order of their keys, if `least` or more came since the last time.

    What a database keeps besides its rows (PostgreSQL's xmin and ctid, SQLite's free pages) would
    give away the order in which papers came.
    """
    with transaction() as connection:
        lock(connection, ballot_id)
        papers = _number(connection, ballot_id)
        before = select(ballot_box.c.rewritten).where(ballot_box.c.ballot_id == ballot_id)
        if papers - (connection.scalar(before) or 0) < least:
            return False
        _upsert(connection, ballot_id, rewritten=papers)
        sort(connection, ballot_id)
    forget_free_space()
    return True


def _paper(condition: Any, ballot_id: int) -> str | None:
    query = select(paper.c.answers).where(paper.c.ballot_id == ballot_id, condition)
    with engine().connect() as connection:
        answers = connection.scalar(query)
    return None if answers is None else _as_text(answers)


def _as_text(answers: str) -> str:
    """Return a paper as text; before there were several questions it was an object of JSON."""
    if not answers.startswith("{"):
        return answers
    choice: str = json.loads(answers)["choice"]
    return choice


@dataclass(eq=False)
class _Slip:
    """A paper on its way into the box, and how it went."""

    row: dict[str, Any]
    is_dealt_with: bool = False
    is_in_the_box: bool = False


@dataclass
class _Slot:
    """Lets in together, in the order of their keys, papers that come while others are let in.

    So a crowd costs few commits, and papers of one commit have no order of arrival. Whoever waits
    returns when their own paper is kept for good.
    """

    _waiting: list[_Slip] = field(default_factory=list)
    _hand: threading.Lock = field(default_factory=threading.Lock)
    _flap: threading.Lock = field(default_factory=threading.Lock)

    def take(self, slip: _Slip) -> None:
        """Put the paper in. If that fails for whoever took it along, it is tried again alone."""
        with self._hand:
            self._waiting.append(slip)
        with self._flap:
            if slip.is_dealt_with:  # whoever had the flap before us took ours along
                return
            with self._hand:
                others, self._waiting = self._waiting, []
            _put_in([slip, *(other for other in others if other is not slip)])


def _slot() -> _Slot:
    slot: _Slot = current_app.extensions.setdefault("folkmoot_ballot_box_slot", _Slot())
    return slot


def _put_in(slips: Sequence[_Slip]) -> None:
    rows = sorted((slip.row for slip in slips), key=lambda row: (row["ballot_id"], row["key"]))
    with transaction() as connection:
        for ballot_id in sorted({row["ballot_id"] for row in rows}):
            lock(connection, ballot_id, shared=True)
        adding = _adding(connection.dialect.name)
        added = connection.execute(adding, rows[0] if len(rows) == 1 else rows).rowcount
        kept = None if added == len(rows) else _keys_among(connection, rows)
    for slip in slips:
        slip.is_in_the_box = kept is None or slip.row["key"] in kept
        slip.is_dealt_with = True


@cache
def _adding(dialect_name: str) -> Any:
    """Return the insert that adds nothing to a sealed box, and nothing twice."""
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    values = [bindparam(column.name, type_=column.type).label(column.name) for column in paper.c]
    sealed = select(ballot_box.c.ballot_id).where(
        ballot_box.c.ballot_id == bindparam("ballot_id"), ballot_box.c.sealed.is_(True)
    )
    names = [column.name for column in paper.c]
    adding = dialect.insert(paper).from_select(names, select(*values).where(~sealed.exists()))
    return adding.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _keys_among(connection: Connection, rows: Sequence[dict[str, Any]]) -> set[str]:
    asked = [row["key"] for row in rows]
    return set(connection.scalars(select(paper.c.key).where(paper.c.key.in_(asked))))


def lock(connection: Connection, ballot_id: int, *, shared: bool = False) -> None:
    """Droppers share; sealing and rewriting are alone. SQLite's writers are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCKED_BY_MANY if shared else _LOCKED, {"ballot_id": ballot_id})


def _upsert(connection: Connection, ballot_id: int, **values: Any) -> None:
    mine = ballot_box.c.ballot_id == ballot_id
    if not connection.execute(update(ballot_box).where(mine).values(**values)).rowcount:
        row = {"ballot_id": ballot_id, "rewritten": 0, "sealed": False} | values
        connection.execute(insert(ballot_box), [row])


def _number(connection: Connection, ballot_id: int) -> int:
    counted = select(func.count()).select_from(paper).where(paper.c.ballot_id == ballot_id)
    return connection.scalar(counted) or 0


def sort(connection: Connection, ballot_id: int) -> None:
    """Delete the papers and put them back in the order of their keys, in this one transaction."""
    rows = _rows(connection, ballot_id)
    connection.execute(delete(paper).where(paper.c.ballot_id == ballot_id))
    if rows:
        connection.execute(insert(paper), rows)


def _rows(connection: Connection, ballot_id: int) -> list[dict[str, Any]]:
    in_order = select(paper).where(paper.c.ballot_id == ballot_id).order_by(paper.c.key)
    return [dict(row) for row in connection.execute(in_order).mappings()]


def _contents(connection: Connection, ballot_id: int) -> Contents:
    """Read the papers once, in order of key.

    Their root is the SHA-256 of [[key, tracker, answers], …] in canonical JSON; the salt has "salt"
    before it.
    """
    found: Counter[str] = Counter()
    covered, salted, divider = hashlib.sha256(b"["), hashlib.sha256(b"salt["), b""
    columns = select(paper.c.key, paper.c.tracker, paper.c.answers)
    in_order = columns.where(paper.c.ballot_id == ballot_id).order_by(paper.c.key)
    for rows in rows_by_the_driver(connection, in_order, at_once=10_000):
        found.update([answers for _key, _tracker, answers in rows])
        written = divider + canonical(rows)[1:-1]
        covered.update(written)
        salted.update(written)
        divider = b","
    covered.update(b"]")
    salted.update(b"]")
    alike: dict[str, int] = {}
    for answers, number in found.items():
        text = _as_text(answers)
        alike[text] = alike.get(text, 0) + number
    return Contents(alike, found.total(), root=covered.hexdigest(), salt=salted.hexdigest())


def forget_free_space() -> None:
    """Rewrite the files themselves, so that deleted rows are in none of their pages."""
    raw = engine().raw_connection()
    driver: Any = raw.driver_connection
    try:
        if engine().dialect.name == "postgresql":
            driver.autocommit = True
            driver.execute("VACUUM FULL paper")
            driver.execute("VACUUM FULL typed_papers")
            driver.autocommit = False
        else:
            driver.execute("VACUUM")
    finally:
        raw.close()

"""The database: typed base, UTC instants, and how SQLite and PostgreSQL begin a transaction.

SQLite: WAL, `synchronous=FULL`, foreign keys on; a writer begins IMMEDIATE and holds one
process-wide lock until its connection goes back to the pool, a reader begins DEFERRED. With
several writers waiting on `busy_timeout` instead, the unlucky wait for seconds (measured, see
docs/decisions/0003).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    TypeDecorator,
    event,
    make_url,
    text,
)
from sqlalchemy.orm import DeclarativeBase, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
"""A surrogate key: 64 bits on PostgreSQL, the rowid on SQLite."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is a programmer's error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "an instant needs its time zone"
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table of the book stands on."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UTCDateTime(),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


db = SQLAlchemy(model_class=Base)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Say that what begins in here will write: SQLite takes its write lock at once."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def reading() -> Iterator[Connection]:
    """Give a connection of its own for a short read that must not hold the write lock."""
    token = _writing.set(False)
    try:
        with db.engine.connect() as connection:
            yield connection
    finally:
        _writing.reset(token)


@contextmanager
def only_reading() -> Iterator[None]:
    """Let the session read for a while, beside whoever writes; it forgets what it read after."""
    assert not db.session.registry().in_transaction(), "what was begun holds the write lock already"
    token = _writing.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        _writing.reset(token)


def make_folder_of(address: str) -> None:
    """Make the folder of an SQLite file; SQLite makes the file itself, but not its folder."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def tune(engine: Engine, *, journal: str = "WAL") -> None:
    """Set an engine up for its database. `journal` is SQLite's; the ballot box keeps no WAL."""
    if engine.dialect.name != "sqlite":
        return
    lock = threading.Lock()

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in (
            "busy_timeout=60000",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",
        ):
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not _writing.get():
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.connection.info.get("holds_lock"):
            lock.acquire()
            connection.connection.info["holds_lock"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def on_checkin(_raw: Any, record: Any) -> None:
        if record.info.pop("holds_lock", False):
            lock.release()


_LOCKED = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_LOCKED_BY_MANY = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:name, 0))")


def after_commit(step: Callable[[], None]) -> None:
    """Run the step once this transaction is committed; if it raises, the request fails aloud."""
    db.session().info.setdefault("after_commit", []).append(step)


@contextmanager
def savepoint() -> Iterator[None]:
    """Undo what is done in here if it raises, steps for after the commit too; the rest stays."""
    steps = db.session().info.setdefault("after_commit", [])
    waiting = len(steps)
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        del steps[waiting:]
        raise


def steps_after_commit() -> list[Callable[[], None]]:
    """Take the steps that waited for the commit; they are given once."""
    steps: list[Callable[[], None]] = db.session().info.pop("after_commit", [])
    return steps


def is_postgresql() -> bool:
    """Say whether the book is kept in PostgreSQL."""
    return db.engine.dialect.name == "postgresql"


def lock_for_transaction(name: str, *, shared: bool = False) -> None:
    """Hold a named lock until this transaction ends.

    PostgreSQL: an advisory lock. SQLite needs none: a writer began IMMEDIATE and is alone.
    """
    if is_postgresql():
        db.session.connection().execute(_LOCKED_BY_MANY if shared else _LOCKED, {"name": name})

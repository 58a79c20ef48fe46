"""The ballot box: a database of its own, holding papers and nothing about people.

No name, no time, no serial number, no address; on SQLite no rowid and no write-ahead log (both would
keep the order of arrival). A paper's key is SHA-256("box" || ballot || nonce) and its tracker comes from
SHA-256("trk" || ballot || nonce); the mark on the roll is SHA-256("roll" || ballot || nonce). None of
the three leads to another without the nonce, which the voter's form carried and nobody stores.

This module is the stated exception to "one place commits": the box is another database, and joining its
transaction to the book's would let anyone with a copy match them (docs/decisions/0004).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy import Boolean, Column, Connection, Engine, MetaData, String, Table, Text

from governance.infrastructure.database import NAMING, Id, writing

metadata = MetaData(naming_convention=NAMING)

ballot_box = Table(
    "ballot_box",
    metadata,
    Column("ballot_id", Id, primary_key=True, autoincrement=False),
    Column("definition_hash", String(64), nullable=False),
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


def engine() -> Engine:
    """Return the box's own engine."""
    found: Engine = current_app.extensions["folkmoot_ballot_box"]
    return found


@contextmanager
def transaction() -> Iterator[Connection]:
    """Give one transaction on the box, committed at its end."""
    with writing(), engine().begin() as connection:
        yield connection

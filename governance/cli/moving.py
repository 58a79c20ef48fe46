"""Moving a society that has outgrown SQLite to PostgreSQL: every row and every hash as it was."""

from collections.abc import Iterator, Sequence
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from governance.ballots import box
from governance.infrastructure.database import db, is_postgresql
from governance.record import queries as record
from governance.record.models import Link
from governance.web.transactions import unit_of_work

ROWS_AT_ONCE = 2_000
LINK: Any = Link.__table__


@click.command("copy-from")
@click.option("--book", required=True, help="The book to copy: sqlite:///…/folkmoot.db")
@click.option("--box", "ballot_box", required=True, help="Its ballot box: sqlite:///…")
@with_appcontext
def copy_from(book: str, ballot_box: str) -> None:
    """Copy a society kept in SQLite into this PostgreSQL, which must be migrated and empty.

    Stop the old server and worker first. The old files are only read.
    """
    if not is_postgresql():
        raise click.ClickException(
            "This book is not PostgreSQL. Name the new databases in DATABASE_URL and "
            "BALLOT_BOX_URL; one SQLite file is copied to another as a file."
        )
    try:
        with create_engine(book).connect() as old, create_engine(ballot_box).connect() as old_box:
            _refuse_what_does_not_fit(old)
            with unit_of_work():
                rows = _copy_book(old)
                with box.transaction() as new_box:
                    papers = _copy(old_box, new_box, box.metadata.sorted_tables)
    except SQLAlchemyError as trouble:
        raise click.ClickException(f"Nothing was copied: {str(trouble).splitlines()[0]}") from None
    click.echo(f"{rows:,} rows and {papers:,} of the ballot box are copied. Head: {record.head()}")
    click.echo("Now run: flask --app wsgi record verify")


def _refuse_what_does_not_fit(old: Connection) -> None:
    versions = [_version(old), _version(db.session.connection())]
    there = db.session.scalar(select(func.count()).select_from(LINK))
    db.session.rollback()
    if there:
        raise click.ClickException("There is a society in these databases already: use empty ones.")
    if versions[0] != versions[1]:
        raise click.ClickException(
            f"The old book is at migration {versions[0]} and this one at {versions[1]}. Run "
            "'flask --app wsgi db upgrade' on both with this version of Folkmoot."
        )


def _version(connection: Connection) -> str | None:
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _copy_book(old: Connection) -> int:
    """Copy every table with its triggers off: they guard what happens, and this has happened."""
    new = db.session.connection()
    tables = db.metadata.sorted_tables
    for table in tables:
        new.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
    rows = _copy(old, new, tables)
    for table in tables:
        new.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))
        _go_on_counting(new, table)
    return rows


def _copy(old: Connection, new: Connection, tables: Sequence[Table]) -> int:
    copied = 0
    for table in tables:
        for rows in _in_pieces(old, table):
            new.execute(insert(table), rows)
            copied += len(rows)
    return copied


def _in_pieces(old: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = old.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
    for piece in found.mappings().partitions(ROWS_AT_ONCE):
        yield [dict(row) for row in piece]


def _go_on_counting(new: Connection, table: Table) -> None:
    """Have the next row's number follow on the last one copied."""
    for column in table.primary_key.columns:
        named = {"table": f'"{table.name}"', "column": column.name}
        sequence = new.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
        last = new.scalar(select(func.max(column))) if sequence else None
        if last is not None:
            new.execute(
                text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last}
            )

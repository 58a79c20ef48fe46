"""A file on its way into a book: upload it, choose its columns, have it tried, enter or drop it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.importing import shapes
from governance.ledger.importing.models import BookImport, BookImportMapping
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import Shape
from governance.ledger.models import Book
from governance.ledger.service.book_import_work import enter_now
from governance.members.importing.course import (
    ColumnsMissing,
    FileHasErrors,
    columns_of,
    first_sentences,
    have_tried,
)
from governance.members.importing.files import UnreadableFile, read_table, read_text
from governance.members.importing.headings import used_twice


def upload_book_file(
    book: Book,
    content: bytes,
    *,
    shape: str,
    source: str,
    file_name: str,
    actor: Actor,
    now: datetime,
) -> BookImport:
    """Keep a file for an import, with a first guess at what its columns are.

    Raises:
        UnreadableFile: it is not CSV, has nothing in it, or is a file of another kind.
    """
    found = read_text(content)
    table = read_table(found.text)
    if another := shapes.another_kind(shape, table.headings):
        raise UnreadableFile(another)
    mapping, settings = guessed_columns(source, shape, table.headings)
    name = file_name or f"{shape}.csv"
    batch = BookImport(
        **columns_of(content, found, file_name=name, source=source, actor=actor, now=now),
        book_id=book.id,
        shape=shape,
        mapping=mapping,
        settings=settings.to_keep(),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def guessed_columns(
    source: str, shape: str, headings: Sequence[str]
) -> tuple[dict[str, str], Settings]:
    """Return what the columns are likely to be and how things are written: as remembered, or so."""
    remembered = db.session.get(BookImportMapping, (source, shape))
    if remembered is None:
        return shapes.guess(shape, headings), Settings()
    kept = Settings.kept(remembered.settings)
    return shapes.guess(shape, headings, remembered.headings), kept


def choose_book_columns(
    batch: BookImport,
    mapping: Mapping[str, str],
    *,
    settings: Settings,
    actor: Actor,
    now: datetime,
) -> None:
    """Say which column is which and how the file writes things; the worker then tries the file.

    Raises:
        ColumnsMissing: with what is still to be chosen.
        ImportHasGoneOn: it is being entered, or was entered or dropped.
    """
    _choose(batch, mapping, settings=settings, now=now)
    have_tried(batch, actor=actor, now=now)


def import_holdings(book: Book, content: bytes, **details: Any) -> BookImport:
    """Import a register of shares at once, in this transaction: see `import_book_file`."""
    return import_book_file(book, content, shape=Shape.HOLDINGS, **details)


def import_share_transactions(book: Book, content: bytes, **details: Any) -> BookImport:
    """Import share transactions at once, in this transaction: see `import_book_file`."""
    return import_book_file(book, content, shape=Shape.TRANSACTIONS, **details)


def import_opening_balances(
    book: Book, content: bytes, *, on: date, settings: Settings | None = None, **details: Any
) -> BookImport:
    """Import balances of the end of that day, in this transaction: see `import_book_file`."""
    kept = (settings or Settings()).to_keep() | {"day": on.isoformat()}
    settings = Settings.kept(kept)
    return import_book_file(book, content, shape=Shape.BALANCES, settings=settings, **details)


def import_book_file(
    book: Book,
    content: bytes,
    *,
    shape: str,
    source: str = "old register",
    file_name: str = "",
    mapping: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    actor: Actor,
    now: datetime,
) -> BookImport:
    """Do a whole import at once: what the pages and the worker do in steps.

    Raises:
        UnreadableFile, ColumnsMissing: it cannot be read.
        FileHasErrors: with the first lines that cannot be taken; nothing was posted.
    """
    batch = upload_book_file(
        book, content, shape=shape, source=source, file_name=file_name, actor=actor, now=now
    )
    settings = settings or Settings.kept(batch.settings)
    _choose(batch, mapping or batch.mapping, settings=settings, now=now)
    plan = enter_now(batch, actor=actor, now=now)
    if plan.errors:
        raise FileHasErrors(first_sentences((told.line, told.detail) for told in plan.errors))
    return batch


def _choose(
    batch: BookImport, mapping: Mapping[str, str], *, settings: Settings, now: datetime
) -> None:
    """Keep what was chosen, with the import and for the source."""
    chosen = {field: heading for field, heading in mapping.items() if heading}
    sentences = shapes.missing(batch.shape, chosen) + used_twice(chosen, shapes.LABELS)
    if batch.shape == Shape.BALANCES and settings.day is None:
        sentences.append("Enter the day whose end the balances are of.")
    if sentences:
        raise ColumnsMissing(" ".join(sentences))
    batch.mapping, batch.settings = chosen, settings.to_keep()
    kept = db.session.get(BookImportMapping, (batch.source, batch.shape))
    if kept is None:
        kept = BookImportMapping(source=batch.source, shape=batch.shape)
        db.session.add(kept)
    # The day is of one file; whether people join is asked each time.
    kept.headings = chosen
    kept.settings = settings.to_keep() | {"day": None, "joins": False}
    kept.changed_at = now
    db.session.flush()

"""A file on its way into a book: upload it, choose its columns, have it tried, enter or drop it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import enqueue
from governance.ledger.importing import shapes
from governance.ledger.importing.models import BookImport, BookImportMapping, BookImportRow
from governance.ledger.importing.settings import Settings
from governance.ledger.importing.shapes import Shape
from governance.ledger.models import Book
from governance.ledger.service.book_import_work import JOB, enter_now
from governance.members.importing.files import UnreadableFile, read_table, read_text

SENTENCES_SHOWN = 5

FORGOTTEN_AFTER = timedelta(days=30)


class ImportHasGoneOn(Refused):
    """The import has gone on, or has not come so far."""


class ColumnsNotChosen(Refused):
    """Columns or settings that we need are not chosen."""

    status = 422


class LinesHaveErrors(Refused):
    """Some lines cannot be taken, so nothing was posted."""

    status = 422


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
    batch = BookImport(
        book_id=book.id,
        shape=shape,
        source=source,
        file_name=file_name[-255:] or f"{shape}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=found.encoding,
        content=found.text,
        state="uploaded",
        mapping=mapping,
        settings=settings.to_keep(),
        summary={},
        created_by=actor.party_id,
        created_at=now,
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
        ColumnsNotChosen: with what is still to be chosen.
        ImportHasGoneOn: it is being entered, or was entered or dropped.
    """
    _choose(batch, mapping, settings=settings, now=now)
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("uploaded", "tried", "trying"), "trying", job_id=job.id, summary={})


def confirm_book_import(batch: BookImport, *, actor: Actor, now: datetime) -> None:
    """Have the worker enter a file that was tried without an error. Confirming twice is once."""
    if batch.state in ("entering", "entered"):
        return
    if batch.state == "tried" and batch.summary.get("errors"):
        raise LinesHaveErrors(
            "Some lines have errors, so nothing was posted. Correct the file and upload it again."
        )
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("tried",), "entering", job_id=job.id)


def try_book_import_again(batch: BookImport, *, actor: Actor, now: datetime) -> None:
    """Begin a try or an entry again that the worker could not finish."""
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("trying", "entering"), batch.state, job_id=job.id)


def drop_book_import(batch: BookImport) -> None:
    """Give an import up; the file and what was read from it are deleted. Twice is once."""
    if batch.state == "dropped":
        return
    _move(batch, ("uploaded", "trying", "tried"), "dropped", content=None)
    db.session.execute(delete(BookImportRow).where(BookImportRow.import_id == batch.id))


def drop_forgotten_book_imports(now: datetime) -> int:
    """Drop files that nobody entered for a month: they hold what people own. Return how many."""
    forgotten = select(BookImport).where(
        BookImport.state.in_(("uploaded", "tried")), BookImport.created_at < now - FORGOTTEN_AFTER
    )
    found = db.session.scalars(forgotten).all()
    for batch in found:
        drop_book_import(batch)
    return len(found)


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
        UnreadableFile, ColumnsNotChosen: it cannot be read.
        LinesHaveErrors: with the first lines that cannot be taken; nothing was posted.
    """
    batch = upload_book_file(
        book, content, shape=shape, source=source, file_name=file_name, actor=actor, now=now
    )
    settings = settings or Settings.kept(batch.settings)
    _choose(batch, mapping or batch.mapping, settings=settings, now=now)
    plan = enter_now(batch, actor=actor, now=now)
    if plan.errors:
        shown = [f"Line {told.line}: {' '.join(told.detail)}" for told in plan.errors]
        left = len(shown) - SENTENCES_SHOWN
        more = [f"And {left} more lines."] if left > 0 else []
        raise LinesHaveErrors(" ".join(shown[:SENTENCES_SHOWN] + more))
    return batch


def _choose(
    batch: BookImport, mapping: Mapping[str, str], *, settings: Settings, now: datetime
) -> None:
    """Keep what was chosen, with the import and for the source."""
    chosen = {field: heading for field, heading in mapping.items() if heading}
    sentences = shapes.missing(batch.shape, chosen) + shapes.used_twice(chosen)
    if batch.shape == Shape.BALANCES and settings.day is None:
        sentences.append("Enter the day whose end the balances are of.")
    if sentences:
        raise ColumnsNotChosen(" ".join(sentences))
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


def _move(batch: BookImport, states: tuple[str, ...], to: str, **values: Any) -> None:
    """Bring the import from one of these states to another; of two at once, one finds it gone."""
    moved = (
        update(BookImport)
        .where(BookImport.id == batch.id, BookImport.state.in_(states))
        .values(state=to, **values)
        .returning(BookImport.id)
    )
    if db.session.scalar(moved) is None:
        raise ImportHasGoneOn(
            "This import has gone on since the page was opened, so nothing was done.",
            next_step="Open it again from the list of imports to see where it is.",
        )
    db.session.refresh(batch)

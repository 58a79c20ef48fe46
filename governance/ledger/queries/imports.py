"""Reads of imports into a book for their pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from governance.infrastructure.database import db
from governance.ledger.importing.models import BookImport, BookImportRow

MOST_LISTED = 50
USUAL_SOURCE = "old register"


def book_import(book_id: int, import_id: int) -> BookImport | None:
    """Return an import of the book."""
    found = db.session.get(BookImport, import_id)
    return found if found is not None and found.book_id == book_id else None


def latest_imports(book_id: int) -> Sequence[BookImport]:
    """Return the imports of a book so far, newest first."""
    found = select(BookImport).options(defer(BookImport.content))
    of_book = found.where(BookImport.book_id == book_id).order_by(BookImport.id.desc())
    return db.session.scalars(of_book.limit(MOST_LISTED)).all()


def last_import_source() -> str:
    """Return where the last file came from, for the next one to say the same."""
    newest = select(BookImport.source).order_by(BookImport.id.desc()).limit(1)
    return db.session.scalar(newest) or USUAL_SOURCE


def count_of_lines(import_id: int, verdict: str) -> int:
    """Return how many lines there are with this verdict (errors are kept up to a limit)."""
    counted = select(func.count()).select_from(BookImportRow)
    return db.session.scalar(counted.where(*_with(import_id, verdict))) or 0


def lines_of_import(import_id: int, verdict: str, *, page: int, of: int) -> Sequence[BookImportRow]:
    """Return a page of the lines with this verdict, in the file's order."""
    found = select(BookImportRow).where(*_with(import_id, verdict)).order_by(BookImportRow.line)
    return db.session.scalars(found.offset((page - 1) * of).limit(of)).all()


def lines_for_file(import_id: int) -> Iterator[list[Any]]:
    """Yield every kept line of an import for a file, in the file's order."""
    found = (
        select(BookImportRow)
        .where(BookImportRow.import_id == import_id)
        .order_by(BookImportRow.line)
        .execution_options(yield_per=1000)
    )
    for row in db.session.scalars(found):
        yield [row.line or "", row.reference, row.holder, row.verdict, " ".join(row.detail)]


def _with(import_id: int, verdict: str) -> tuple[Any, ...]:
    return BookImportRow.import_id == import_id, BookImportRow.verdict == verdict

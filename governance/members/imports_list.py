"""Reads of imports for their pages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from governance.infrastructure.database import db
from governance.members import queries
from governance.members.importing.files import Table
from governance.members.models import ImportBatch, ImportRow

MOST_LISTED = 50
SAMPLE_ROWS = 3
USUAL_SOURCE = "staff"


def batch(batch_id: int) -> ImportBatch | None:
    """Return an import."""
    return db.session.get(ImportBatch, batch_id, options=[defer(ImportBatch.content)])


def latest() -> list[ImportBatch]:
    """Return the imports so far, newest first."""
    found = select(ImportBatch).options(defer(ImportBatch.content)).order_by(ImportBatch.id.desc())
    return list(db.session.scalars(found.limit(MOST_LISTED)))


def last_source() -> str:
    """Return where the last file came from, for the next one to say the same."""
    newest = select(ImportBatch.source).order_by(ImportBatch.id.desc()).limit(1)
    return db.session.scalar(newest) or USUAL_SOURCE


def names_of(batches: Iterable[ImportBatch]) -> dict[int, str]:
    """Return the names of those who uploaded."""
    return queries.names_of({one.created_by for one in batches if one.created_by is not None})


def sample(table: Table) -> list[list[str]]:
    """Return the first rows of a file, as wide as its headings, for the eye to compare."""
    width = len(table.headings)
    rows = [row.cells[:width] for row in islice(table.rows(), SAMPLE_ROWS)]
    return [[*row, *[""] * (width - len(row))] for row in rows]


def telling_most(one: ImportBatch, verdicts: Sequence[str]) -> str:
    """Return the first verdict that the import has lines of."""
    counts = {"error": ("errors",), "missing": ("missing", "missing_posts")}
    return next(
        (
            verdict
            for verdict in verdicts
            if any(one.summary.get(name) for name in counts.get(verdict, (verdict,)))
        ),
        verdicts[1],
    )


def count_of(batch_id: int, verdict: str) -> int:
    """Return how many lines there are with this verdict (errors are kept up to a limit)."""
    counted = select(func.count()).select_from(ImportRow).where(*_with(batch_id, verdict))
    return db.session.scalar(counted) or 0


def lines_of(batch_id: int, verdict: str, *, page: int, of: int) -> list[ImportRow]:
    """Return a page of the lines with this verdict, in the file's order."""
    found = select(ImportRow).where(*_with(batch_id, verdict)).order_by(func.abs(ImportRow.line))
    return list(db.session.scalars(found.offset((page - 1) * of).limit(of)))


def rows_for_file(batch_id: int) -> Iterator[list[Any]]:
    """Yield every kept line of an import for a file, in the file's order, absent people last."""
    found = (
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id)
        .order_by(ImportRow.line < 0, func.abs(ImportRow.line))
        .execution_options(yield_per=1000)
    )
    for row in db.session.scalars(found):
        line = row.line if row.line > 0 else ""
        yield [line, row.employee_ref, row.name, row.verdict, "; ".join(map(_told, row.detail))]


def _with(batch_id: int, verdict: str) -> tuple[Any, ...]:
    return ImportRow.batch_id == batch_id, ImportRow.verdict == verdict


def _told(detail: Any) -> str:
    if isinstance(detail, str):
        return detail
    label, was, now = detail
    return f"{label}: {was or '–'} → {now or '–'}"

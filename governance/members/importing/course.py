"""The course of a file on its way in, whatever it is for: kept, tried, entered or dropped.

The register's imports and those of a book go it alike. Each has a table of its own, with the
columns of `FileOnItsWay`, and says for itself what its columns mean and what trying and entering
do. Of two steps at once, the second finds that the file has gone on.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import enqueue
from governance.members.importing.files import FileText
from governance.members.importing.on_its_way import FileOnItsWay

FORGOTTEN_AFTER = timedelta(days=30)
SENTENCES_SHOWN = 5


class ImportHasGoneOn(Refused):
    """The import has gone on, or has not come so far."""


class ColumnsMissing(Refused):
    """Columns or settings that we need are not chosen."""

    status = 422


class FileHasErrors(Refused):
    """Some lines cannot be taken, so nothing was entered."""

    status = 422


def columns_of(
    content: bytes, read: FileText, *, file_name: str, source: str, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Return the columns of a file that was uploaded just now."""
    return {
        "source": source,
        "file_name": file_name[-255:],
        "sha256": hashlib.sha256(content).hexdigest(),
        "encoding": read.encoding,
        "content": read.text,
        "state": "uploaded",
        "summary": {},
        "created_by": actor.party_id,
        "created_at": now,
    }


def have_tried(batch: FileOnItsWay, *, actor: Actor, now: datetime) -> None:
    """Have the worker try the file.

    Raises:
        ImportHasGoneOn: it is being entered, or was entered or dropped.
    """
    job = enqueue(batch.job_kind, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("uploaded", "tried", "trying"), "trying", job_id=job.id, summary={})


def confirm(batch: FileOnItsWay, *, actor: Actor, now: datetime) -> None:
    """Have the worker enter a file that was tried without an error. Confirming twice is once."""
    if batch.state in ("entering", "entered"):
        return
    if batch.state == "tried" and batch.summary.get("errors"):
        raise FileHasErrors(
            "Some lines have errors, so nothing was entered. Correct the file and upload it again."
        )
    job = enqueue(batch.job_kind, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("tried",), "entering", job_id=job.id)


def try_again(batch: FileOnItsWay, *, actor: Actor, now: datetime) -> None:
    """Begin a try or an entry again that the worker could not finish."""
    job = enqueue(batch.job_kind, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("trying", "entering"), batch.state, job_id=job.id)


def drop(batch: FileOnItsWay) -> None:
    """Give an import up; the file and what was read from it are deleted. Twice is once."""
    if batch.state == "dropped":
        return
    _move(batch, ("uploaded", "trying", "tried"), "dropped", content=None)
    of_batch = batch.lines()
    db.session.execute(delete(of_batch.class_).where(of_batch == batch.id))


def drop_forgotten(table: type[FileOnItsWay], now: datetime) -> int:
    """Drop files that nobody entered for a month: they hold a whole staff, or what people own.

    Return how many.
    """
    forgotten = select(table).where(
        table.state.in_(("uploaded", "tried")), table.created_at < now - FORGOTTEN_AFTER
    )
    found = db.session.scalars(forgotten).all()
    for batch in found:
        drop(batch)
    return len(found)


def first_sentences(errors: Iterable[tuple[int, Sequence[str]]]) -> str:
    """Return what is wrong with the first lines, given as (line, sentences), and how many more."""
    told = [f"Line {line}: {' '.join(sentences)}" for line, sentences in errors]
    left = len(told) - SENTENCES_SHOWN
    more = [f"And {left} more lines."] if left > 0 else []
    return " ".join(told[:SENTENCES_SHOWN] + more)


def _move(batch: FileOnItsWay, states: tuple[str, ...], to: str, **values: Any) -> None:
    """Bring the import from one of these states to another; of two at once, one finds it gone."""
    table = type(batch)
    moved = (
        update(table)
        .where(table.id == batch.id, table.state.in_(states))
        .values(state=to, **values)
        .returning(table.id)
    )
    if db.session.scalar(moved) is None:
        raise ImportHasGoneOn(
            "This import has gone on since the page was opened, so nothing was done.",
            next_step="Open it again from the list of imports to see where it is.",
        )
    db.session.refresh(batch)

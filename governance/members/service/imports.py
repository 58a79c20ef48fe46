"""An import, step by step: upload a file, choose its columns, have it tried, enter or drop it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import enqueue
from governance.members.importing import headings
from governance.members.importing.files import read_table, read_text
from governance.members.importing.headings import Field
from governance.members.importing.people import Membership
from governance.members.importing.plan import Plan
from governance.members.importing.profile import profile_named, recognised
from governance.members.importing.settings import Settings, unsettled
from governance.members.models import ImportBatch, ImportMapping, ImportRow
from governance.members.service.import_work import JOB, enter, make_plan
from governance.members.service.people import STAFF
from governance.members.service.register_reading import read_register

SENTENCES_SHOWN = 5

FORGOTTEN_AFTER = timedelta(days=30)


class NotReadyForThis(Refused):
    """The import has gone on, or has not come so far."""


class ColumnsMissing(Refused):
    """Columns that we need are not chosen."""

    status = 422


class FileHasErrors(Refused):
    """Some lines cannot be taken, so nothing was entered."""

    status = 422


def upload(
    content: bytes, *, file_name: str, source: str = STAFF, actor: Actor, now: datetime
) -> ImportBatch:
    """Keep a file for an import, with a first guess at what its columns are.

    Raises:
        UnreadableFile: it is not CSV, or has nothing in it.
    """
    found = read_text(content)
    table = read_table(found.text)
    mapping, settings = guessed(source, table.headings)
    batch = ImportBatch(
        source=source,
        file_name=file_name[-255:] or "staff.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=found.encoding,
        content=found.text,
        state="uploaded",
        mapping=mapping,
        settings=settings.to_keep(),
        membership=Membership.COLUMN,
        summary={},
        created_by=actor.party_id,
        created_at=now,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def guessed(
    source: str, names: Sequence[str], profile: str | None = None
) -> tuple[dict[str, str], Settings]:
    """Return what the columns are likely to be and how they are written.

    As remembered for the source; else as the system writes that the headings look like. With
    `profile` somebody says which system it is (or "" for none), and nothing is remembered.
    """
    remembered = db.session.get(ImportMapping, source) if profile is None else None
    known = recognised(names) if profile is None else profile_named(profile)
    if remembered and known and remembered.headings.get(Field.EMPLOYEE_REF) not in names:
        remembered = None  # The source has another system now.
    if remembered is None:
        kept = known.settings() if known else Settings()
    else:
        kept = Settings.kept(remembered.settings)
        known = profile_named(kept.profile)
    written_as = known.headings if known else None
    before = remembered.headings if remembered else None
    seen = remembered.settings.get("seen") if remembered else None
    return headings.guess(names, before, seen=seen, written_as=written_as), kept


def choose_columns(
    batch: ImportBatch,
    mapping: Mapping[str, str],
    *,
    settings: Settings | None = None,
    membership: Membership,
    actor: Actor,
    now: datetime,
) -> None:
    """Say which column is which and who becomes a member; the worker then tries the file.

    Raises:
        ColumnsMissing: with what is still to be chosen.
        NotReadyForThis: it is being entered, or was entered or dropped.
    """
    _choose(batch, mapping, settings=settings, membership=membership, now=now)
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("uploaded", "tried", "trying"), "trying", job_id=job.id, summary={})


def confirm(batch: ImportBatch, *, actor: Actor, now: datetime) -> None:
    """Have the worker enter a file that was tried without an error. Confirming twice is once."""
    if batch.state in ("entering", "entered"):
        return
    if batch.state == "tried" and batch.summary.get("errors"):
        raise FileHasErrors(
            "Some lines have errors, so nothing was entered. Correct the file and upload it again."
        )
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("tried",), "entering", job_id=job.id)


def try_again(batch: ImportBatch, *, actor: Actor, now: datetime) -> None:
    """Begin a try or an entry again that the worker could not finish."""
    job = enqueue(JOB, subject_id=batch.id, actor=actor, now=now)
    _move(batch, ("trying", "entering"), batch.state, job_id=job.id)


def drop(batch: ImportBatch) -> None:
    """Give an import up; the file and what was read from it are deleted. Twice is once."""
    if batch.state == "dropped":
        return
    _move(batch, ("uploaded", "trying", "tried"), "dropped", content=None)
    db.session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))


def drop_forgotten(now: datetime) -> int:
    """Drop files that nobody entered for a month: they hold a whole staff. Return how many."""
    forgotten = select(ImportBatch).where(
        ImportBatch.state.in_(("uploaded", "tried")), ImportBatch.created_at < now - FORGOTTEN_AFTER
    )
    found = db.session.scalars(forgotten).all()
    for batch in found:
        drop(batch)
    return len(found)


def import_staff(
    content: bytes,
    *,
    file_name: str = "staff.csv",
    source: str = STAFF,
    mapping: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    membership: Membership = Membership.COLUMN,
    actor: Actor,
    now: datetime,
) -> ImportBatch:
    """Do a whole import at once, in this transaction: what the pages and the worker do in steps.

    Raises:
        FileHasErrors: with the first lines that cannot be taken; nothing was entered.
    """
    batch = upload(content, file_name=file_name, source=source, actor=actor, now=now)
    _choose(batch, mapping or batch.mapping, settings=settings, membership=membership, now=now)
    today = clock.day_of(now)
    register = read_register(db.session.connection(), source, today=today)
    plan = make_plan(
        batch.content or "",
        batch.mapping,
        Settings.kept(batch.settings),
        membership,
        register,
        today=today,
    )
    if plan.problems:
        raise FileHasErrors(_first_sentences(plan))
    enter(batch, plan, actor=actor, now=now)
    return batch


def _choose(
    batch: ImportBatch,
    mapping: Mapping[str, str],
    *,
    settings: Settings | None,
    membership: Membership,
    now: datetime,
) -> None:
    """Keep what was chosen, with the import and for the source; without settings, those it has."""
    chosen = {field: heading for field, heading in mapping.items() if heading}
    settings = settings or Settings.kept(batch.settings)
    sentences = headings.missing(chosen) + headings.used_twice(chosen)
    sentences += unsettled(settings, chosen)
    if sentences:
        raise ColumnsMissing(" ".join(sentences))
    batch.mapping, batch.settings = chosen, settings.to_keep()
    batch.membership = membership
    kept = db.session.get(ImportMapping, batch.source)
    if kept is None:
        kept = ImportMapping(source=batch.source)
        db.session.add(kept)
    kept.headings = chosen
    kept.settings = settings.to_keep() | {"seen": read_table(batch.content or "").headings}
    kept.changed_at = now
    db.session.flush()


def _move(batch: ImportBatch, states: tuple[str, ...], to: str, **values: Any) -> None:
    """Bring the import from one of these states to another; of two at once, one finds it gone."""
    moved = (
        update(ImportBatch)
        .where(ImportBatch.id == batch.id, ImportBatch.state.in_(states))
        .values(state=to, **values)
        .returning(ImportBatch.id)
    )
    if db.session.scalar(moved) is None:
        raise NotReadyForThis(
            "This import has gone on since the page was opened, so nothing was done.",
            next_step="Open it again from the list of imports to see where it is.",
        )
    db.session.refresh(batch)


def _first_sentences(plan: Plan) -> str:
    shown = [
        f"Line {problem.line}: {' '.join(problem.sentences)}"
        for problem in plan.problems[:SENTENCES_SHOWN]
    ]
    left = len(plan.problems) - len(shown)
    return " ".join([*shown, f"And {left} more lines." if left > 0 else ""]).strip()

"""Long work done by the worker: a row a job, claimed under a lease, with progress to be read.

The worker keeps a lease for as long as its process lives: cli/leases.py.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    String,
    Text,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import Base, Id, db, is_postgresql, reading

LEASE = timedelta(minutes=1)
MILLISECONDS_FOR_THE_LOCK = 250


class LeaseLost(Exception):
    """Another worker took the job, because this one was too slow."""


class Job(Base):
    """A piece of long work: queued, running, done or failed."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    subject_id: Mapped[int | None] = mapped_column(Id)
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]


Work = Callable[[Job, datetime], Iterator[None] | None]
"""What does the jobs of a kind, given the job and the time it was taken.

It may be a generator: each `yield` ends a transaction, so what was done so far stands, `job.done`
and `job.total` show on pages, and the lease is renewed. What must be all or nothing has no `yield`
in it. A job whose worker died is begun again from the start, so work must be safe to do again. A
`Refused` it raises is the job's `error` as a page shows it.
"""


def enqueue(kind: str, *, subject_id: int | None, actor: Actor, now: datetime) -> Job:
    """Ask the worker for a piece of work, in this transaction."""
    job = Job(kind=kind, subject_id=subject_id, created_by=actor.party_id, created_at=now)
    db.session.add(job)
    db.session.flush()
    return job


def are_waiting(*, now: datetime) -> bool:
    """Say whether there is a job to take, without taking the write lock to find out."""
    with reading() as connection:
        return bool(connection.scalar(select(exists().where(_waiting(now)))))


def claim(*, now: datetime) -> Job | None:
    """Take the oldest job that waits (or whose worker died), for this worker alone."""
    waiting = _waiting(now)
    oldest = select(Job.id).where(waiting).order_by(Job.id).limit(1)
    if is_postgresql():
        oldest = oldest.with_for_update(skip_locked=True)
    taken = (
        update(Job)
        .where(Job.id == oldest.scalar_subquery(), waiting)
        .values(state="running", lease_until=now + LEASE)
        .returning(Job.id)
    )
    found = db.session.scalar(taken)
    return None if found is None else db.session.get(Job, found, populate_existing=True)


def renew(job_id: int, *, lease: datetime, now: datetime) -> datetime:
    """Keep a job for longer; return until when.

    Raises:
        LeaseLost: another worker has it by now, so what this one did must be rolled back.
    """
    until = now + LEASE
    _settle(job_id, lease, lease_until=until)
    return until


def renew_beside(
    connection: Connection, job_id: int, *, lease: datetime, now: datetime
) -> datetime | None:
    """Keep a job for longer beside its work, on a connection of its own; return until when.

    It waits for nobody: None says that somebody holds the lock, that the database is away, or that
    the job is another worker's by now, which the work finds out when it ends a part.
    """
    until = now + LEASE
    mine = _mine(job_id, lease)
    free = select(Job.id).where(mine)
    connection.detach()  # what is set on it must not come back to the pool
    if is_postgresql():
        free = free.with_for_update(skip_locked=True)
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={MILLISECONDS_FOR_THE_LOCK}")
    kept = (
        update(Job)
        .where(Job.id == free.scalar_subquery(), mine)
        .values(lease_until=until)
        .returning(Job.id)
    )
    try:
        is_kept = connection.scalar(kept) is not None
    except OperationalError:
        connection.rollback()
        return None
    return until if is_kept else None


def finish(job_id: int, *, lease: datetime) -> None:
    """Say that the job is done.

    Raises:
        LeaseLost: another worker has it by now.
    """
    _settle(job_id, lease, state="done", lease_until=None)


def fail(job_id: int, *, lease: datetime, sentence: str) -> None:
    """Say that the job came to nothing, and why, in words for whoever asked for it.

    Raises:
        LeaseLost: another worker has it by now.
    """
    _settle(job_id, lease, state="failed", error=sentence, lease_until=None)


def progress_of(job_id: int) -> dict[str, Any] | None:
    """Return a job's state and figures for a page: state, done, total, error."""
    job = db.session.get(Job, job_id)
    if job is None:
        return None
    return {"state": job.state, "done": job.done, "total": job.total, "error": job.error}


def _waiting(now: datetime) -> ColumnElement[bool]:
    return or_(Job.state == "queued", (Job.state == "running") & (Job.lease_until < now))


def _mine(job_id: int, lease: datetime) -> ColumnElement[bool]:
    return (Job.id == job_id) & (Job.state == "running") & (Job.lease_until == lease)


def _settle(job_id: int, lease: datetime, **values: Any) -> None:
    changed = update(Job).where(_mine(job_id, lease)).values(**values).returning(Job.id)
    if db.session.scalar(changed) is None:
        raise LeaseLost(f"job {job_id}")

"""Loading the demonstration: into empty databases only, and whole or not at all that counts."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import event, select

from governance.ballots import box
from governance.ballots import queries as ballots
from governance.demonstration import (
    books,
    comings,
    deciding,
    electing,
    equipment,
    interest,
    keeping,
    papers,
    savers,
    withdrawals,
)
from governance.demonstration.cast import Part
from governance.demonstration.history import History, Transaction
from governance.demonstration.staff_file import changed_file
from governance.demonstration.staff_shapes import SHAPES
from governance.infrastructure import jobs
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.notifications import past

LOADING = "load the demonstration"
FEWEST_STAFF = 60
MOST_STAFF = 20_000
NO_LEASE_ENDS = timedelta(days=36500)  # no worker is to take this over


class NotLoaded(Refused):
    """The demonstration was not loaded, and nothing was changed."""


def load(
    *,
    seed: int,
    staff: int,
    present: datetime,
    transaction: Transaction,
    told: Callable[[datetime], None],
) -> None:
    """Make the society and its past, each transaction committed by `transaction`.

    Raises:
        NotLoaded: there is a society here already, or half of an earlier demonstration.
    """
    with transaction():
        _refuse_unless_empty(staff)
        job = jobs.enqueue(LOADING, subject_id=None, actor=WORKER, now=present)
        job.state, job.lease_until = "running", present + NO_LEASE_ENDS
        # Kept, so that the same people can be made again for the next file of staff.
        job.subject_id, job.total = seed, staff
        job_id = job.id
    history = History(staff=staff, present=present, random=Random(seed))
    _plan_register_and_ledger(history, Random(f"ledger {seed}"))
    with _without_waiting_for_the_disk():
        for reached in history.tell(transaction):
            told(reached)
    with transaction():
        past.leave_on_the_page(before=present)
        db.session.get_one(Job, job_id).state = "done"


def is_loaded() -> bool:
    """Say whether a whole demonstration is here."""
    loaded = _last_load()
    return loaded is not None and loaded.state == "done"


def has_an_open_ballot(now: datetime) -> bool:
    """Say whether there is something to vote on; after a week or so there is not."""
    return bool(ballots.current_ballots(now))


def sign_ins(parts: Sequence[tuple[str, Part]]) -> list[tuple[str, str, str]]:
    """Return (as what, name, address) of those whom a visitor may sign in as.

    Left out is whom an earlier version, which loaded the society, did not have yet.
    """
    names = [part.name for _, part in parts]
    entries = select(RegisterEntry.name, RegisterEntry.email).where(RegisterEntry.name.in_(names))
    addresses = {row.name: row.email for row in db.session.execute(entries)}
    there = [(role, part.name) for role, part in parts if part.name in addresses]
    return [(role, name, addresses[name]) for role, name in there]


def next_staff_file(*, with_mistakes: bool, on: date, shape: str = "") -> bytes:
    """Return the file of staff that the HR system would write on that day, a little changed.

    `shape` is one of `SHAPES`: as Sage, iTrent or ESR would write it.

    Raises:
        NotLoaded: there is no demonstration whose staff it could be.
    """
    loaded = _last_load()
    if loaded is None or loaded.state != "done":
        raise NotLoaded("Nothing is loaded yet. First run: flask --app wsgi demo load")
    history = History(
        staff=loaded.total, present=loaded.created_at, random=Random(loaded.subject_id)
    )
    return changed_file(history.people, on=on, with_mistakes=with_mistakes, shape=SHAPES[shape])


def _plan_register_and_ledger(history: History, random: Random) -> None:
    leaving = savers.leaving(history.people, random)
    saving = savers.savers(
        history.people,
        without=leaving,
        today=history.today,
        raised=books.raised_on(history),
        random=random,
    )
    books.plan(history, saving, random)
    comings.plan(history, leaving, random)
    withdrawals.plan(history, saving)
    interest.plan(history)
    equipment.plan(history)
    keeping.plan(history)
    deciding.plan(history)
    papers.plan(history)
    electing.plan(history)


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Commit without waiting until it is on the disk: a load that is cut off counts for nothing.

    Some thousand votes each wait for two disks in life; here that would be most of the time.
    """
    engines = (db.engine, box.engine())
    for engine in engines:
        event.listen(engine, "connect", _hurry)
        engine.dispose()
    try:
        yield
    finally:
        db.session.remove()
        for engine in engines:
            event.remove(engine, "connect", _hurry)
            engine.dispose()
        os.sync()


def _hurry(raw: Any, _record: Any) -> None:
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA synchronous=OFF").close()
        return
    raw.autocommit = True  # a setting made inside a transaction would go with its rollback
    raw.execute("SET synchronous_commit=OFF").close()
    raw.autocommit = False


def _refuse_unless_empty(staff: int) -> None:
    if not FEWEST_STAFF <= staff <= MOST_STAFF:
        raise NotLoaded(f"Choose between {FEWEST_STAFF} and {MOST_STAFF:,} staff.")
    loaded = _last_load()
    if loaded is not None and loaded.state != "done":
        raise NotLoaded(
            "An earlier load of the demonstration was cut off, so what is here is half a society."
            " Delete both database files and what lies beside them (or make new databases), run"
            " 'flask --app wsgi db upgrade', and load again."
        )
    society = members.society()
    if society is not None:
        raise NotLoaded(
            f"{society.name} is kept here already. The demonstration never mixes with a society:"
            " name other databases with DATABASE_URL and BALLOT_BOX_URL, or serve what is here."
        )


def _last_load() -> Job | None:
    newest = select(Job).where(Job.kind == LOADING).order_by(Job.id.desc()).limit(1)
    return db.session.scalar(newest)

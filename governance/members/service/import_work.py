"""What the worker does for an import: try the file, or enter it.

Trying reads with no transaction open, so that on SQLite others can write meanwhile; what it found
is written in small pieces. Entering plans in the same way first, and then does everything in one
transaction under the record's lock: if the register has changed since the planning, it plans once
more there. Whenever the plan is not the one that was shown, nothing is entered.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, reading
from governance.infrastructure.events import publish
from governance.infrastructure.jobs import Job
from governance.members.events import StaffImported
from governance.members.importing.files import read_table
from governance.members.importing.people import Gathering, Membership
from governance.members.importing.plan import Known, Plan, Planner
from governance.members.importing.rows import Reader
from governance.members.importing.settings import Settings
from governance.members.models import ImportBatch, ImportRow, Party
from governance.members.service.register_reading import (
    RegisterAsRead,
    newest_change,
    read_register,
)
from governance.members.service.spells import Change, seal, write
from governance.record import service as record

ROWS_AT_ONCE = 4_000
PROBLEMS_KEPT = 2_000
CHANGED_SINCE = (
    "The register (or the day) changed between the check and the entry, so that the file would now "
    "do something else than you were shown. Nothing was entered. Check the file again."
)


def work_on_import(job: Job, now: datetime) -> Iterator[None]:
    """Try or enter the import that the job is about. Begun again, it finds what is done."""
    job_id, batch_id, by = job.id, job.subject_id, job.created_by
    yield  # ends the transaction that holds the job: what follows only reads, for a while
    with reading() as connection:
        batch = connection.execute(_batch(batch_id, job_id)).one_or_none()
    if batch is None:
        return
    if batch.state == "trying":
        yield from _try(job, batch, today=clock.day_of(now))
    if batch.state == "entering":
        yield from _enter_as_tried(job, batch, actor=Actor(party_id=by), now=now)


def make_plan(
    text: str,
    mapping: Mapping[str, str],
    settings: Settings,
    membership: Membership,
    register: RegisterAsRead,
    *,
    today: date,
) -> Plan:
    """Compare the whole file with the register."""
    comparing = _Comparing(text, mapping, settings, membership, register, today=today)
    for _done in comparing.steps():
        pass
    return comparing.plan


class _Comparing:
    """The one way from a file to a plan, taken for a try, for an entry and for both at once."""

    def __init__(
        self,
        text: str,
        mapping: Mapping[str, str],
        settings: Settings,
        membership: Membership,
        register: RegisterAsRead,
        *,
        today: date,
    ) -> None:
        self._reader = Reader(read_table(text), mapping, settings)
        self._gathering = Gathering(membership, says_who_left=self._reader.says_who_left)
        self._planner = Planner(
            register.known, register.addresses, membership=membership, today=today
        )
        self.plan = self._planner.plan

    def steps(self) -> Iterator[None]:
        """Read every line, then compare every person: a step for each."""
        for told in self._reader.lines():
            self._gathering.add(told)
            yield
        for person in self._gathering.people():
            self._planner.add(person)
            yield
        self.plan = self._planner.finished()
        self.plan.warnings = self._reader.warnings()


def enter(batch: ImportBatch, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Do all that was planned, in this transaction: a link for each person, one for the file."""
    record.claim()
    ids = _new_parties(batch.source, plan)
    changes = [
        Change(
            party_id=step.known.party_id if step.known else ids[step.person.employee_ref],
            before=step.known.lines if step.known else {},
            after=step.after,
            employee_ref=step.person.employee_ref,
            number=step.known.number if step.known else None,
        )
        for step in plan.steps
    ]
    write(changes, actor=actor, now=now)
    batch.state, batch.entered_at, batch.content = "entered", now, None
    batch.summary = batch.summary or summary_of(plan)
    db.session.flush()
    if changes:
        publish(_fact(batch, plan, actor=actor, now=now))


def summary_of(plan: Plan) -> dict[str, Any]:
    """Return the figures of a plan, as the pages show them."""
    return {
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "missing": len(plan.missing),
        "missing_posts": len(plan.missing_posts),
        "errors": len(plan.problems),
        "new_members": plan.new_members,
        "warnings": plan.warnings,
        "fingerprint": plan.fingerprint(),
    }


def _try(job: Job, batch: Row[Any], *, today: date) -> Iterator[None]:
    with reading() as connection:
        register = read_register(connection, batch.source, today=today)
    comparing = _Comparing(*_asked(batch), register, today=today)
    lines = batch.content.count("\n") + 1
    for done, _ in enumerate(comparing.steps(), start=1):
        if done % ROWS_AT_ONCE == 0:
            job.done, job.total = min(done // 3, lines), lines
            yield
    plan = comparing.plan
    db.session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    rows = list(_rows(batch.id, plan))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(insert(ImportRow), rows[start : start + ROWS_AT_ONCE])
        job.done, job.total = lines * 2 // 3 + start * lines // (3 * len(rows)), lines
        yield
    job.done = job.total = lines
    _put_down(batch, "trying", state="tried", summary=summary_of(plan))


def _enter_as_tried(job: Job, batch: Row[Any], *, actor: Actor, now: datetime) -> Iterator[None]:
    job.done, job.total = 1, 3
    yield
    today = clock.day_of(now)
    with reading() as connection:
        register = read_register(connection, batch.source, today=today)
    plan = make_plan(*_asked(batch), register, today=today)
    as_shown = plan.fingerprint() == batch.summary.get("fingerprint")
    _seal_ahead(plan)
    job.done = 2
    yield
    record.claim()
    if newest_change(db.session.connection()) != register.newest:
        register = read_register(db.session.connection(), batch.source, today=today)
        plan = make_plan(*_asked(batch), register, today=today)
        as_shown = plan.fingerprint() == batch.summary.get("fingerprint")
    if plan.problems or not as_shown:
        _put_down(batch, "entering", state="uploaded", summary={"refused": CHANGED_SINCE})
        return
    found = db.session.get(ImportBatch, batch.id, populate_existing=True)
    assert found is not None
    if found.state == "entering":
        enter(found, plan, actor=actor, now=now)
    job.done = job.total = 3


def _asked(batch: Row[Any]) -> tuple[str, Mapping[str, str], Settings, Membership]:
    """Return the file and how it is to be read, as the import has them."""
    settings = Settings.kept(batch.settings)
    return batch.content, batch.mapping, settings, Membership(batch.membership)


def _seal_ahead(plan: Plan) -> None:
    """Salt and digest all new words before the lock is taken, as they take a while."""
    for step in plan.steps:
        for place, line in step.after.items():
            step.after[place] = [seal(stretch) for stretch in line]


def _batch(batch_id: int | None, job_id: int) -> Any:
    table = ImportBatch.__table__
    return select(table).where(table.c.id == batch_id, table.c.job_id == job_id)


def _put_down(batch: Row[Any], state_was: str, **values: Any) -> None:
    """Write how far the import came, unless it was dropped or begun again meanwhile."""
    still = (ImportBatch.state == state_was) & (ImportBatch.job_id == batch.job_id)
    db.session.execute(
        update(ImportBatch).where(ImportBatch.id == batch.id, still).values(**values)
    )


def _new_parties(source: str, plan: Plan) -> dict[str, int]:
    references = [step.person.employee_ref for step in plan.steps if step.is_new]
    if not references:
        return {}
    rows = [{"source": source, "employee_ref": ref, "kind": "person"} for ref in references]
    db.session.execute(insert(Party), rows)
    wanted = set(references)
    ours = select(Party.employee_ref, Party.id).where(Party.source == source)
    return {ref: id_ for ref, id_ in db.session.execute(ours) if ref in wanted and ref is not None}


def _fact(batch: ImportBatch, plan: Plan, *, actor: Actor, now: datetime) -> StaffImported:
    return StaffImported(
        at=now,
        by=actor.party_id,
        batch_id=batch.id,
        file_sha256=batch.sha256,
        people_new=plan.new,
        people_changed=plan.changed,
        people_same=plan.same,
        people_missing=len(plan.missing),
    )


def _rows(batch_id: int, plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield a row for each line that is not the same, and for each person not in the file."""
    for problem in plan.problems[:PROBLEMS_KEPT]:
        reference, name, told = problem.employee_ref[:40], problem.name[:160], problem.sentences
        yield _row(batch_id, problem.line, reference, name, "error", told)
    for step in plan.steps:
        person, verdict = step.person, "new" if step.is_new else "changed"
        yield _row(
            batch_id, person.line, person.employee_ref, person.name, verdict, step.differences
        )
    # Nobody's line: counted down from nought, as every line that is has a number above it.
    for place, (known, detail) in enumerate(_missing(plan), start=1):
        yield _row(batch_id, -place, known.employee_ref, known.name, "missing", detail)


def _missing(plan: Plan) -> Iterator[tuple[Known, list[str]]]:
    for known in plan.missing:
        yield known, []
    for post in plan.missing_posts:
        number = post.assignment or "the one without a number"
        sentence = f"Assignment {number}{f' ({post.title})' if post.title else ''} is not in it."
        yield post.known, [sentence]


def _row(
    batch_id: int, line: int, reference: str, name: str, verdict: str, detail: list[Any]
) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "line": line,
        "employee_ref": reference,
        "name": name[:160],
        "verdict": verdict,
        "detail": detail,
    }

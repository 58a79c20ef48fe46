"""Preparing and approving for thousands of people: asked for by an officer, done by the worker.

What is worked out is worked out beside whoever writes, before any lock is taken. Whatever a task
comes to is one transaction: the distribution and its task, or a refusal in words. For up to
`PEOPLE_AT_ONCE` people all of it is done in the request, and there is no task to wait for.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, lock_for_transaction, only_reading
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job, enqueue
from governance.ledger.distributing.models import Distribution, DistributionTask
from governance.ledger.distributing.plan import Plan
from governance.ledger.distributing.working import Given, NotPrepared
from governance.ledger.models import Book
from governance.ledger.queries import distributions as queries
from governance.ledger.service import distributions as service
from governance.members.models import Party

DISTRIBUTION_JOB = "distribution"
# Two thousand are worked out and posted in half a second; nobody should wait for a worker for that.
PEOPLE_AT_ONCE = 2_000
STEPS = 2
CHANGED_SHOWN = 200
FORGOTTEN_AFTER = timedelta(days=30)
Result = Callable[[DistributionTask, Actor, datetime], None]


class TaskHasGoneOn(Refused):
    """What was asked for is done, or was given up."""


def ask_to_prepare(
    book: Book,
    plan: Plan,
    *,
    given: Given,
    key: str,
    at_once: int = PEOPLE_AT_ONCE,
    actor: Actor,
    now: datetime,
) -> DistributionTask:
    """Prepare a distribution at once, or have the worker do it; the same key asks once.

    Raises:
        what `distributions.planned` raises, where it is done at once.
    """
    lock_for_transaction(f"distributions of {book.id}")
    standing = queries.task_of_key(key)
    if standing is not None:
        return standing
    service.refuse_plan(book, plan)
    task = _task(book.id, "prepare", key=key, plan=plan.as_json(), actor=actor, now=now)
    if _people_known() <= at_once:
        made = service.prepare(book, plan, given=given, actor=actor, now=now)
        task.state, task.distribution_id = "done", made.id
        db.session.add(task)
        db.session.flush()
        return task
    task.given = {name: dict(amounts) for name, amounts in given.items()}
    return _queued(task, actor, now)


def ask_to_prepare_again(
    distribution: Distribution, *, at_once: int = PEOPLE_AT_ONCE, actor: Actor, now: datetime
) -> DistributionTask | None:
    """Work it out anew at once, and return None; or have the worker do it."""
    if _people_known() <= at_once:
        service.prepare_again(distribution, actor=actor, now=now)
        return None
    standing = _waiting_for(distribution)
    if standing is not None:
        return standing
    service.refuse_unless_prepared(distribution)
    task = _task(distribution.book_id, "again", actor=actor, now=now)
    task.distribution_id = distribution.id
    return _queued(task, actor, now)


def ask_to_approve(
    distribution: Distribution,
    *,
    on: date,
    minute_ref: str,
    shown: str,
    at_once: int = PEOPLE_AT_ONCE,
    actor: Actor,
    now: datetime,
) -> DistributionTask | None:
    """Approve at once, and return None; or have the worker do it. Of two officers one is heard.

    Raises:
        what `distributions.approve` raises; where it is not done at once, but for changed figures.
    """
    if distribution.transaction_seq is not None or _people_known() <= at_once:
        service.approve(
            distribution, on=on, minute_ref=minute_ref, shown=shown, actor=actor, now=now
        )
        return None
    standing = _waiting_for(distribution)
    if standing is not None:
        return standing
    service.refuse_to_approve(distribution, on=on, shown=shown, now=now)
    task = _task(distribution.book_id, "approve", actor=actor, now=now)
    task.distribution_id, task.shown = distribution.id, shown
    task.minute_ref, task.effective_on = minute_ref, on
    return _queued(task, actor, now)


def try_task_again(task: DistributionTask, *, actor: Actor, now: datetime) -> None:
    """Have the worker begin again what it refused or could not finish, as it was asked for."""
    job = enqueue(DISTRIBUTION_JOB, subject_id=task.id, actor=actor, now=now)
    _move(task, ("waiting", "refused"), "waiting", job_id=job.id, refusal="", told={})


def drop_task(task: DistributionTask) -> None:
    """Give up what was asked for; what was uploaded for it is deleted. Twice is once."""
    if task.state != "dropped":
        _move(task, ("waiting", "refused"), "dropped", given={}, told={})


def drop_forgotten_tasks(now: datetime) -> int:
    """Drop tasks of a month ago that came to nothing: they hold what people are paid."""
    old = (
        update(DistributionTask)
        .where(
            DistributionTask.state.in_(("waiting", "refused")),
            DistributionTask.asked_at < now - FORGOTTEN_AFTER,
        )
        .values(state="dropped", given={}, told={})
        .returning(DistributionTask.id)
    )
    return len(db.session.scalars(old).all())


def work_on_distribution(job: Job, now: datetime) -> Iterator[None]:
    """Do the task that the job is about. Begun again, it finds what is done."""
    job_id, task_id, by = job.id, job.subject_id, job.created_by
    job.done, job.total = 0, STEPS
    yield  # ends the transaction that holds the job: working it out only reads, for a while
    result = _worked_out(task_id, job_id)
    if result is None:
        return
    job.done = 1
    yield
    task = _taken(task_id, job_id)
    if task is not None:
        _carry_out(task, result, actor=Actor(party_id=by), now=now)
    job.done = STEPS


def _worked_out(task_id: int | None, job_id: int) -> Result | None:
    """Work a task out, reading only; return how to put down what it comes to."""
    with only_reading():
        task = db.session.get(DistributionTask, task_id)
        if task is None or task.job_id != job_id or task.state != "waiting":
            return None
        try:
            return _prepared(task) if task.kind == "prepare" else _ahead(task)
        except Refused as refusal:
            refused = refusal

    def refuse(_task: DistributionTask, _actor: Actor, _now: datetime) -> None:
        raise refused

    return refuse


def _prepared(task: DistributionTask) -> Result:
    book = db.session.get_one(Book, task.book_id)
    found = service.planned(book, Plan.from_json(task.plan), dict(task.given))

    def keep(task: DistributionTask, actor: Actor, now: datetime) -> None:
        book = db.session.get_one(Book, task.book_id)
        task.distribution_id = service.keep(book, found, actor=actor, now=now).id

    return keep


def _ahead(task: DistributionTask) -> Result:
    ahead = service.ahead_of(db.session.get_one(Distribution, task.distribution_id))

    def look_again(task: DistributionTask, actor: Actor, now: datetime) -> None:
        made = db.session.get_one(Distribution, task.distribution_id)
        service.prepare_again(made, ahead=ahead, actor=actor, now=now)

    def approve(task: DistributionTask, actor: Actor, now: datetime) -> None:
        assert task.effective_on is not None, "an approval has its day"
        service.approve(
            db.session.get_one(Distribution, task.distribution_id),
            on=task.effective_on,
            minute_ref=task.minute_ref or "",
            shown=task.shown,
            ahead=ahead,
            actor=actor,
            now=now,
        )

    return approve if task.kind == "approve" else look_again


def _carry_out(task: DistributionTask, result: Result, *, actor: Actor, now: datetime) -> None:
    """Put down what was worked out; a refusal undoes that, and stands in the task instead."""
    try:
        with db.session.begin_nested():
            result(task, actor, now)
    except Refused as refusal:
        db.session.refresh(task)
        task.state, task.told = "refused", _about(refusal)
        task.refusal = f"{refusal.message} {refusal.next_step}".strip()
        if isinstance(refusal, service.FiguresHaveChanged):
            _ahead_again(task, actor, now)
    else:
        task.given = {}
    db.session.flush()


def _ahead_again(task: DistributionTask, actor: Actor, now: datetime) -> None:
    """Work it out anew, so that what is looked at again is what would be approved."""
    made = db.session.get_one(Distribution, task.distribution_id)
    service.prepare_again(made, actor=actor, now=now)


def _about(refusal: Refused) -> dict[str, Any]:
    """Return whom a refusal is about, and whose part changed from what to what."""
    if isinstance(refusal, NotPrepared):
        return {"reason": refusal.reason.as_json(), "about": list(refusal.about[:10])}
    if isinstance(refusal, service.FiguresHaveChanged):
        shown = refusal.changed[:CHANGED_SHOWN]
        return {"changed": [[each.party_id, each.before, each.after] for each in shown]}
    return {}


def _people_known() -> int:
    """Return of how many the register knows: no distribution is worked out for more."""
    return db.session.scalar(select(func.count(Party.id))) or 0


def _waiting_for(distribution: Distribution) -> DistributionTask | None:
    """Return what waits to be done with a distribution; of two who ask at once one waits here."""
    lock_for_transaction(f"distributions of {distribution.book_id}")
    found = queries.newest_task(distribution.id)
    return found if found is not None and found.state == "waiting" else None


def _task(
    book_id: int,
    kind: str,
    *,
    key: str | None = None,
    plan: dict[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> DistributionTask:
    return DistributionTask(
        book_id=book_id,
        kind=kind,
        form_key=key,
        plan=plan or {},
        asked_by=actor.party_id,
        asked_at=now,
    )


def _queued(task: DistributionTask, actor: Actor, now: datetime) -> DistributionTask:
    db.session.add(task)
    db.session.flush()
    task.job_id = enqueue(DISTRIBUTION_JOB, subject_id=task.id, actor=actor, now=now).id
    db.session.flush()
    return task


def _taken(task_id: int | None, job_id: int) -> DistributionTask | None:
    """Take a task that waits still, for this job alone; it is done once this is committed."""
    mine = (DistributionTask.id == task_id) & (DistributionTask.job_id == job_id)
    taken = (
        update(DistributionTask)
        .where(mine, DistributionTask.state == "waiting")
        .values(state="done")
        .returning(DistributionTask.id)
    )
    if db.session.scalar(taken) is None:
        return None
    return db.session.get(DistributionTask, task_id, populate_existing=True)


def _move(task: DistributionTask, states: tuple[str, ...], to: str, **values: Any) -> None:
    moved = (
        update(DistributionTask)
        .where(DistributionTask.id == task.id, DistributionTask.state.in_(states))
        .values(state=to, **values)
        .returning(DistributionTask.id)
    )
    if db.session.scalar(moved) is None:
        raise TaskHasGoneOn(
            "This has gone on since the page was opened, so nothing was done.",
            next_step="Open it again from the list to see where it is.",
        )
    db.session.refresh(task)

"""The worker: each step for itself, long work in parts, nothing done twice."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import InterfaceError

from governance.ballots.models import Ballot
from governance.cli import leases
from governance.cli.worker import BROKEN, STEPS, Step, Worker, in_one_transaction, run_one_job
from governance.infrastructure import clock as clocks
from governance.infrastructure import jobs
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db, is_postgresql, reading
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job, LeaseLost
from governance.notifications.models import Mail
from governance.web.transactions import unit_of_work
from tests.factories.ballots import make_ballot, make_voters
from tests.factories.mail import make_mail
from tests.machinery.clock import Clock

SECONDS_TO_WAIT = 10
Together = Callable[..., list[Any]]


def in_parts(job: Job, now: datetime) -> Iterator[None]:
    """Work of three parts, each of which queues a mail."""
    job.total = 3
    for part in (1, 2, 3):
        make_mail(f"part {part}")
        job.done = part
        yield


def at_once(job: Job, now: datetime) -> None:
    make_mail("all of it")


def refuses(job: Job, now: datetime) -> Iterator[None]:
    yield from first_part_of(in_parts(job, now))
    make_mail("never")
    raise Refused("The file was dropped meanwhile.", next_step="Upload it again.")


def breaks(job: Job, now: datetime) -> None:
    make_mail("never")
    raise ZeroDivisionError


def first_part_of(parts: Iterator[None]) -> Iterator[None]:
    next(parts)
    yield


def run(work: jobs.Work) -> int:
    db.session.commit()
    done = run_one_job(lambda: True, {"tea": work})
    db.session.expire_all()
    return done


def queued() -> list[str]:
    return list(db.session.scalars(select(Mail.event_key).order_by(Mail.id)))


@pytest.fixture
def job(now: datetime) -> Job:
    return jobs.enqueue("tea", subject_id=None, actor=WORKER, now=now)


def test_a_job_is_done_once(job: Job) -> None:
    assert [run(at_once), run(at_once)] == [1, 0]

    assert job.state == "done"
    assert queued() == ["all of it"]


def test_a_job_of_several_parts_is_done_to_its_end(job: Job) -> None:
    run(in_parts)

    assert jobs.progress_of(job.id) == {"state": "done", "done": 3, "total": 3, "error": ""}
    assert queued() == ["part 1", "part 2", "part 3"]


def test_its_progress_shows_while_it_runs(app: Flask, job: Job) -> None:
    seen, job_id = [], job.id

    def watched(job: Job, now: datetime) -> Iterator[None]:
        for _ in in_parts(job, now):
            yield
            with app.app_context():
                seen.append(jobs.progress_of(job_id))

    run(watched)

    assert [each and each["done"] for each in seen] == [1, 2, 3]


def test_a_refusal_is_the_jobs_error_and_the_part_is_undone(job: Job) -> None:
    run(refuses)

    assert job.state == "failed"
    assert job.error == "The file was dropped meanwhile. Upload it again."
    assert queued() == ["part 1"]


def test_work_that_breaks_is_told_in_words_and_logged(
    job: Job, capsys: pytest.CaptureFixture[str]
) -> None:
    run(breaks)

    assert (job.state, job.error) == ("failed", BROKEN)
    assert queued() == []
    assert "ZeroDivisionError" in "".join(capsys.readouterr())


def test_a_kind_that_nobody_does_fails_in_words(job: Job) -> None:
    db.session.commit()

    run_one_job(lambda: True, {})

    db.session.expire_all()
    assert (job.state, job.error) == ("failed", BROKEN)


def test_a_job_whose_worker_died_is_begun_again_after_its_lease(job: Job, clock: Clock) -> None:
    jobs.claim(now=clock.now)

    assert run(at_once) == 0
    clock.advance(seconds=61)
    assert run(at_once) == 1

    assert job.state == "done"


def test_a_worker_that_lost_its_lease_undoes_what_it_did(job: Job, clock: Clock) -> None:
    def slow(job: Job, now: datetime) -> None:
        jobs.claim(now=clock.advance(minutes=11))
        make_mail("too late")

    run(slow)

    assert job.state == "running"
    assert queued() == []


def test_a_lease_is_renewed_with_each_part(job: Job, clock: Clock) -> None:
    def slow(job: Job, now: datetime) -> Iterator[None]:
        for _ in in_parts(job, now):
            clock.advance(minutes=9)
            yield

    run(slow)

    assert job.state == "done"


@pytest.fixture
def quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the heart beat all the time, while the clock is moved by hand."""
    monkeypatch.setattr(leases, "SECONDS_BETWEEN_BEATS", 0.01)
    monkeypatch.setattr(leases, "SECONDS_TO_THE_NEXT_TRY", 0.01)


def lease_of(job_id: int) -> datetime:
    """Read until when a job is held, beside whoever writes."""
    with reading() as connection:
        found = connection.scalar(select(Job.lease_until).where(Job.id == job_id))
    assert found is not None
    return found


@pytest.mark.usefixtures("quick_heart")
def test_a_slow_but_living_worker_keeps_its_job(job: Job, clock: Clock) -> None:
    job_id, waiting = job.id, []

    def slow(job: Job, now: datetime) -> Iterator[None]:
        yield  # ends the transaction that holds the job: what comes only reads, for long
        for _ in range(4):
            now = clock.advance(seconds=50)
            until = time.monotonic() + SECONDS_TO_WAIT
            while lease_of(job_id) != now + jobs.LEASE:
                assert time.monotonic() < until, "nobody renews the lease"
                time.sleep(0.005)
            waiting.append(jobs.are_waiting(now=now))
        make_mail("slowly done")

    run(slow)

    assert (job.state, waiting) == ("done", [False] * 4)
    assert queued() == ["slowly done"]


@pytest.mark.usefixtures("quick_heart")
def test_the_heart_goes_on_after_a_beat_that_broke(job: Job, clock: Clock) -> None:
    broken: list[str] = []

    def break_the_first(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if threading.current_thread() is not threading.main_thread() and len(broken) < 3:
            broken.append(statement)
            raise InterfaceError(statement, None, Exception("the line broke"))

    def slow(job: Job, now: datetime) -> Iterator[None]:
        job_id = job.id
        yield
        now = clock.advance(seconds=50)
        until = time.monotonic() + SECONDS_TO_WAIT
        while lease_of(job_id) != now + jobs.LEASE:
            assert time.monotonic() < until, "nobody renews the lease"
            time.sleep(0.005)

    event.listen(db.engine, "before_cursor_execute", break_the_first)
    try:
        run(slow)
    finally:
        event.remove(db.engine, "before_cursor_execute", break_the_first)

    assert (job.state, len(broken)) == ("done", 3)


@pytest.mark.usefixtures("quick_heart")
def test_the_heart_waits_for_no_lock_that_the_work_holds(job: Job, clock: Clock) -> None:
    def writes_for_long(job: Job, now: datetime) -> Iterator[None]:
        for part in (1, 2, 3):
            job.done = part
            make_mail(f"part {part}")  # from here on the row, on SQLite all, is locked
            clock.advance(seconds=50)
            time.sleep(0.1)
            yield

    began = time.monotonic()
    run(writes_for_long)

    assert job.state == "done"
    assert queued() == ["part 1", "part 2", "part 3"]
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("quick_heart")
def test_the_heart_takes_no_job_back_that_another_worker_has(job: Job, clock: Clock) -> None:
    job_id = job.id

    def stopped_for_long(job: Job, now: datetime) -> Iterator[None]:
        yield
        with unit_of_work():
            taken = update(Job).where(Job.id == job_id)
            db.session.execute(taken.values(lease_until=clock.now + timedelta(hours=1)))
        time.sleep(0.1)
        make_mail("too late")

    run(stopped_for_long)

    assert (job.state, lease_of(job_id)) == ("running", clock.now + timedelta(hours=1))
    assert queued() == []


def test_the_hearts_impatience_for_a_lock_is_left_to_no_other_connection(job: Job) -> None:
    if is_postgresql():
        pytest.skip("it is SQLite that waits by the connection")
    job_id, claimed = job.id, jobs.claim(now=clocks.now())
    assert claimed is not None
    lease = claimed.lease_until
    assert lease is not None
    db.session.commit()

    with reading() as connection:
        assert jobs.renew_beside(connection, job_id, lease=lease, now=clocks.now())
        connection.commit()

    with reading() as one, reading() as another:
        waits = [each.exec_driver_sql("PRAGMA busy_timeout").scalar() for each in (one, another)]
    assert waits == [60_000, 60_000]


def test_a_part_that_cannot_be_committed_fails_in_words(job: Job, clock: Clock) -> None:
    def full(_session: object) -> None:
        raise OSError("the disk is full")

    def broken(job: Job, now: datetime) -> Iterator[None]:
        yield
        make_mail("never")
        event.listen(db.session.registry(), "before_commit", full, once=True)
        clock.advance(seconds=5)  # the lease that is renewed with it is not kept either
        yield

    run(broken)

    assert (job.state, job.error) == ("failed", BROKEN)
    assert queued() == []


def test_a_lease_that_is_over_cannot_be_settled(job: Job, now: datetime) -> None:
    jobs.claim(now=now)

    with pytest.raises(LeaseLost):
        jobs.finish(job.id, lease=now)


def test_two_workers_take_two_jobs(together: Together, now: datetime) -> None:
    for number in range(4):
        jobs.enqueue("tea", subject_id=number, actor=WORKER, now=now)

    def claim_two() -> list[int | None]:
        return [found and found.id for found in (jobs.claim(now=now), jobs.claim(now=now))]

    taken = together(claim_two, claim_two)

    assert sorted(chain.from_iterable(taken)) == sorted(db.session.scalars(select(Job.id)))


def test_a_step_that_fails_does_not_stop_the_others(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_now: datetime) -> int:
        make_mail("never")
        raise ZeroDivisionError

    def tell(_now: datetime) -> int:
        make_mail("told")
        return 1

    db.session.commit()
    steps = (Step("first", in_one_transaction(fail)), Step("second", in_one_transaction(tell)))
    done = Worker(app, steps).one_round()

    assert done == 1
    assert queued() == ["told"]
    assert "step failed" in "".join(capsys.readouterr())


def test_a_step_waits_for_its_time(app: Flask, clock: Clock) -> None:
    step = Step("hourly", lambda _keep_on: 1, every=timedelta(hours=1))
    made = Worker(app, (step,))

    done = [made.one_round(), made.one_round()]
    clock.advance(hours=1)

    assert [*done, made.one_round()] == [1, 0, 1]


def test_told_to_stop_it_finishes_the_step_in_hand_and_no_more(app: Flask) -> None:
    stop = threading.Event()

    def told(_keep_on: Callable[[], bool]) -> int:
        stop.set()
        return 1

    made = Worker(app, (Step("first", told), Step("second", told)), stop)
    made.work()

    assert stop.is_set()
    assert list(made.due) == ["first"]


def test_a_ballot_opens_closes_and_is_declared_though_the_worker_was_down(
    app: Flask, clock: Clock
) -> None:
    make_voters(3)
    opens_at = clock.now + timedelta(days=1)
    ballot = make_ballot(state="planned", opens_at=opens_at, closes_at=opens_at + timedelta(days=7))
    db.session.commit()
    states = []

    for days in (0, 3, 7):
        clock.advance(days=days)
        db.session.commit()
        Worker(app, STEPS).one_round()
        states.append(ballot.state)

    assert states == ["planned", "open", "declared"]


def test_two_workers_at_once_do_no_harm(app: Flask, together: Together, clock: Clock) -> None:
    make_voters(3)
    opens_at = clock.now + timedelta(hours=1)
    ballot = make_ballot(state="planned", opens_at=opens_at, closes_at=opens_at + timedelta(days=7))
    clock.set(opens_at)

    def a_round() -> int:
        return Worker(app, STEPS).one_round()

    results = together(a_round, a_round, one_transaction=False)

    assert all(isinstance(result, int) for result in results), results
    notices = select(Mail).where(Mail.template == "ballot_opened")
    assert len(db.session.scalars(notices).all()) == ballot.roll_size
    assert db.session.scalars(select(Ballot.state)).all() == ["open"]


def test_once_is_one_round_and_its_log_is_json(app: Flask, clock: Clock) -> None:
    make_mail()
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["worker", "--once"])

    assert result.exit_code == 0
    (line,) = [json.loads(line) for line in result.stderr.splitlines()]
    assert line == {
        "at": clock.now.isoformat(),
        "done": 1,
        "event": "step",
        "level": "info",
        "step": "mail",
    }


def test_every_step_has_a_name_of_its_own() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)

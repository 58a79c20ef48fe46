"""The worker: opens and closes ballots at their times, does long work, sends mail.

A table of steps, gone through again and again. Each step is its own transaction (or several); an
error in one is logged and does not stop the others. Two workers at once do no harm: whatever they
do is claimed by one conditional update.
"""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

import click
import structlog
from flask import Flask, current_app
from flask.cli import with_appcontext

from governance.accounts import service as accounts
from governance.ballots import service as ballots
from governance.cases import service as cases
from governance.cli.leases import HeldJob
from governance.elections import service as elections
from governance.infrastructure import clock, jobs
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.jobs import Job, LeaseLost, Work
from governance.infrastructure.mail import Line, MailServer, line_to
from governance.ledger import service as ledger
from governance.ledger.importing.models import BookImport
from governance.ledger.service import distribution_tasks
from governance.members import service as members
from governance.members.models import ImportBatch
from governance.members.service import register_export
from governance.motions import service as motions
from governance.notifications import delivery
from governance.notifications.anchors import queue_the_days_anchor
from governance.notifications.digests import tell_of_discussions
from governance.web.transactions import unit_of_work

SECONDS_BETWEEN_ROUNDS = 1.0
# Then the round goes on, so that no ballot closes late because thousands of mails go out.
MAILS_A_ROUND = 50
ENTRIES_AT_ONCE = 200  # under the record's lock
TIME_FOR_MAIL = timedelta(seconds=2)
BROKEN = "Something went wrong on our side. It has been noted, and nothing was changed."

# What does the jobs of each kind.
JOBS: Mapping[str, Work] = {
    accounts.INVITE_MEMBERS: accounts.invite_waiting,
    ImportBatch.job_kind: members.work_on_import,
    register_export.PRINT_REGISTER: register_export.print_register,
    BookImport.job_kind: ledger.work_on_book_import,
    motions.READ_WORDS: motions.read_words,
    distribution_tasks.DISTRIBUTION_JOB: distribution_tasks.work_on_distribution,
}

KeepOn = Callable[[], bool]
Run = Callable[[KeepOn], int]


@dataclass(frozen=True)
class Step:
    """Something the worker looks after: `run` returns how much it did; `every` says how often."""

    name: str
    run: Run
    every: timedelta = timedelta(0)


@dataclass
class Worker:
    """Goes through the steps until it is told to stop."""

    app: Flask
    steps: tuple[Step, ...]
    stop: threading.Event = field(default_factory=threading.Event)
    due: dict[str, datetime] = field(default_factory=dict)

    def work(self) -> None:
        """Go on until told to stop; rest a moment whenever there is nothing to do."""
        while not self.stop.is_set():
            if not self.one_round():
                self.stop.wait(SECONDS_BETWEEN_ROUNDS)

    def one_round(self) -> int:
        """Go through all steps once and return how much was done."""
        return sum(self._attempt(step) for step in self.steps if not self.stop.is_set())

    def _attempt(self, step: Step) -> int:
        with self.app.app_context():
            now = clock.now()
            if now < self.due.get(step.name, now):
                return 0
            self.due[step.name] = now + step.every
            try:
                done = step.run(lambda: not self.stop.is_set())
            except Exception:
                # One step that fails must not keep a ballot from closing at its time.
                db.session.rollback()
                _log(now).error("step failed", step=step.name, exc_info=True)
                return 0
            if done:
                _log(now).info("step", step=step.name, done=done)
            return done


def in_one_transaction(act: Callable[[datetime], int]) -> Run:
    """Make a step of a service's function that takes only the time."""

    def run(_keep_on: KeepOn) -> int:
        with unit_of_work():
            return act(clock.now())

    return run


def run_one_job(_keep_on: KeepOn, work_of: Mapping[str, Work] = JOBS) -> int:
    """Do the oldest job that waits, a transaction for each of its parts."""
    if not jobs.are_waiting(now=clock.now()):
        return 0
    with unit_of_work():
        job = jobs.claim(now=clock.now())
        held = None if job is None else HeldJob(job)
    if held is None:
        return 0
    with held:
        _attempt_job(held, work_of)
    return 1


def _attempt_job(held: HeldJob, work_of: Mapping[str, Work]) -> None:
    try:
        _do(held, work_of[held.kind])
    except LeaseLost:
        _log(clock.now()).warning("job was taken by another worker", job=held.job_id)
    except Refused as refusal:
        _fail(held, " ".join(filter(None, (refusal.message, refusal.next_step))))
    except Exception:
        # The one who asked must not wait for ever for work that cannot succeed.
        _log(clock.now()).error("job failed", job=held.job_id, kind=held.kind, exc_info=True)
        _fail(held, BROKEN)


def declare_results(_keep_on: KeepOn) -> int:
    """Declare each closed ballot in a transaction of its own, so that none keeps back another."""
    with unit_of_work():
        closed = ballots.closed_ballots()
    return sum(_declared(ballot_id) for ballot_id in closed)


def _declared(ballot_id: int) -> int:
    try:
        with unit_of_work():
            return ballots.declare(ballot_id, clock.now())
    except Exception:
        # Tried again in the next round, and every one after it.
        _log(clock.now()).error("ballot not declared", ballot=ballot_id, exc_info=True)
        return 0


def carry_out_leavings(_keep_on: KeepOn) -> int:
    """End each membership whose day has come in a transaction of its own."""
    with unit_of_work():
        due = cases.leavings_due(clock.now())
    return sum(_carried_out(case_id) for case_id in due)


def _carried_out(case_id: int) -> int:
    try:
        with unit_of_work():
            return cases.carry_out_one(case_id, clock.now())
    except Exception:
        # It stays among the duties as overdue, and is tried again.
        _log(clock.now()).error("leaving not carried out", case=case_id, exc_info=True)
        return 0


def renew_entries(_keep_on: KeepOn) -> int:
    """Have the register tell of today what was recorded ahead, a few people at a time."""
    old = members.entries_of_days_past(clock.now())
    renewed = 0
    for start in range(0, len(old), ENTRIES_AT_ONCE):
        with unit_of_work():
            some = old[start : start + ENTRIES_AT_ONCE]
            renewed += members.renew_entries(some, now=clock.now())
    return renewed


def note_leavers(keep_on: KeepOn) -> int:
    """Open a case for each who no longer works here, as time alone may have it."""
    if not cases.leavers_may_wait(clock.now()):
        return 0
    return in_one_transaction(cases.open_for_leavers)(keep_on)


def send_mail(keep_on: KeepOn) -> int:
    """Send mails that are due, for a little while, over one connection."""
    began = clock.now()
    if not delivery.is_waiting(now=began):
        return 0
    with unit_of_work():
        unconfirmed = delivery.give_up_on_the_dead(now=began)
    if not current_app.config["SMTP_URL"]:
        return unconfirmed + _send_some(None, keep_on, began)
    with line_to(MailServer.at(current_app.config["SMTP_URL"])) as line:
        return unconfirmed + _send_some(line, keep_on, began)


def drop_forgotten_files(now: datetime) -> int:
    """Drop files of staff, of holdings and of pay that were uploaded and never entered."""
    dropped = sum(members.drop_forgotten(table, now) for table in (ImportBatch, BookImport))
    return dropped + distribution_tasks.drop_forgotten_tasks(now)


STEPS = (
    Step("close nominations", in_one_transaction(elections.close_due)),
    Step("open ballots", in_one_transaction(ballots.open_due)),
    Step("close ballots", in_one_transaction(ballots.close_due)),
    Step("declare results", declare_results),
    Step(
        "roles of the elected",
        in_one_transaction(elections.give_roles_due),
        every=timedelta(minutes=5),
    ),
    Step("note turnout", in_one_transaction(ballots.keep_checkpoints), every=timedelta(minutes=5)),
    Step("reminders", in_one_transaction(ballots.remind_due), every=timedelta(minutes=5)),
    Step("job", run_one_job),
    Step("lapsed", in_one_transaction(motions.lapse_due), every=timedelta(minutes=15)),
    Step("anchor", in_one_transaction(queue_the_days_anchor), every=timedelta(minutes=5)),
    Step("register of the day", renew_entries, every=timedelta(minutes=15)),
    Step("leavings", carry_out_leavings, every=timedelta(minutes=15)),
    Step("leavers", note_leavers, every=timedelta(hours=1)),
    Step("snapshots", in_one_transaction(ledger.take_due_snapshots), every=timedelta(hours=1)),
    Step(
        "old exports",
        in_one_transaction(register_export.forget_old_exports),
        every=timedelta(hours=1),
    ),
    Step("old files", in_one_transaction(drop_forgotten_files), every=timedelta(hours=6)),
    Step("old drafts", in_one_transaction(motions.delete_old_drafts), every=timedelta(hours=6)),
    Step("discussions", in_one_transaction(tell_of_discussions), every=timedelta(minutes=5)),
    Step("mail", send_mail),
)


@click.command("worker")
@click.option("--once", is_flag=True, help="Go through everything that is due once, then stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Open and close ballots at their times, do long work and send mail."""
    _log_as_json()
    made = Worker(current_app._get_current_object(), STEPS)  # type: ignore[attr-defined]
    if once:
        made.one_round()
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        made.stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    _log(clock.now()).info("worker started")
    made.work()
    _log(clock.now()).info("worker stopped")


def _do(held: HeldJob, work: Work) -> None:
    with unit_of_work():
        parts = work(db.session.get_one(Job, held.job_id), clock.now())
        if parts is None:
            held.finish()
            return
    while _do_a_part(held, parts):
        pass


def _do_a_part(held: HeldJob, parts: Iterator[None]) -> bool:
    """Do the work up to its next `yield`; say whether there was one."""
    with unit_of_work():
        for _ in parts:
            held.renew()
            return True
        held.finish()
        return False


def _fail(held: HeldJob, sentence: str) -> None:
    with unit_of_work():
        held.fail(sentence)


def _send_some(line: Line | None, keep_on: KeepOn, began: datetime) -> int:
    for sent in range(MAILS_A_ROUND):
        outcome = _send_one(line)
        if outcome is None or outcome.is_unreached:
            return sent
        if not keep_on() or clock.now() - began > TIME_FOR_MAIL:
            return sent + 1
    return MAILS_A_ROUND


def _send_one(line: Line | None) -> delivery.Outcome | None:
    """Mark one mail and commit; hand it over; write down what became of it."""
    with unit_of_work():
        claimed = delivery.claim(now=clock.now())
    if claimed is None:
        return None
    outcome = delivery.hand_over(claimed, line)
    with unit_of_work():
        delivery.settle(claimed, outcome, now=clock.now())
    return outcome


def _log_as_json() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _log(now: datetime) -> structlog.typing.FilteringBoundLogger:
    log: structlog.typing.FilteringBoundLogger = structlog.get_logger("worker", at=now.isoformat())
    return log

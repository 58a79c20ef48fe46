"""Preparing and approving for thousands, by the worker: whole or not at all, once, and in words."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from governance.cli.worker import run_one_job
from governance.infrastructure import jobs
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.ledger import service
from governance.ledger.distributing.models import Distribution, DistributionTask
from governance.ledger.distributing.plan import Plan
from governance.ledger.distributing.working import NotPrepared
from governance.ledger.models import Account, Book, Transaction, Transfer
from governance.ledger.queries import distributions as queries
from governance.ledger.seals import Ledger
from governance.ledger.service import distribution_tasks as tasks
from governance.ledger.service import distributions
from governance.ledger.service.distribution_law import NotForThisEntity
from governance.ledger.service.posting import PeriodIsClosed
from governance.members.models import Party
from governance.reckoning.distribution.terms import Purpose
from governance.record.verify import faults_of, verified_chain
from tests.factories.distributions import (
    PER_CENT,
    YEAR_ENDED,
    approve,
    equal_bonus,
    interest,
    make_cooperative,
    plan_of,
    prepare,
    set_cap,
)
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.machinery.books import Books
from tests.machinery.clock import NOON, Clock
from tests.machinery.server import Worker
from tests.services.test_distributions import leave

OFFICER = Actor(party_id=1, roles=FINANCE.roles)


@pytest.fixture
def book() -> Book:
    """The book of a co-operative with two members."""
    make_member("Ada Lovelace")
    make_member("Ben Boole")
    return make_cooperative()


def ask_to_prepare(book: Book, plan: Plan, **details: Any) -> DistributionTask:
    """Ask as for a society of thousands, so that the worker does it."""
    usual: dict[str, Any] = {"given": {}, "key": "form 1", "at_once": 0}
    return tasks.ask_to_prepare(book, plan, **(usual | details), actor=OFFICER, now=NOON)


def ask_to_approve(made: Distribution, **details: Any) -> DistributionTask:
    usual: dict[str, Any] = {
        "on": TODAY,
        "minute_ref": "Board 2026/41",
        "shown": made.lines_digest,
        "at_once": 0,
    }
    task = tasks.ask_to_approve(made, **(usual | details), actor=OFFICER, now=NOON)
    assert task is not None
    return task


def work(times: int = 1) -> None:
    """Let the worker do what waits."""
    db.session.commit()
    for _ in range(times):
        run_one_job(lambda: True)
    db.session.expire_all()


def worked_out_by_the_worker() -> Iterator[None]:
    """Let the worker work out what waits, and stop before it puts it down; return what is left."""
    db.session.commit()
    job = jobs.claim(now=NOON)
    assert job is not None
    parts = tasks.work_on_distribution(job, NOON)
    for _ in range(2):
        next(parts)
        db.session.commit()
    return parts


def made_of(task: DistributionTask) -> Distribution:
    return db.session.get_one(Distribution, task.distribution_id)


def posted() -> int:
    """Return how many bonuses were posted."""
    found = select(func.count()).where(Transaction.kind == "bonus")
    return db.session.scalar(found) or 0


def test_the_worker_works_everybodys_part_out(book: Book) -> None:
    task = ask_to_prepare(book, equal_bonus(90_00))
    before = db.session.scalar(select(func.count(Distribution.id)))

    work()

    assert before == 0
    assert (task.state, made_of(task).state) == ("done", "prepared")
    assert set(queries.amounts(made_of(task).id).values()) == {45_00}
    assert made_of(task).prepared_by == OFFICER.party_id
    assert jobs.progress_of(task.job_id or 0) == {
        "state": "done", "done": 2, "total": 2, "error": "",
    }  # fmt: skip


def test_a_small_society_waits_for_no_worker(book: Book) -> None:
    task = tasks.ask_to_prepare(
        book, equal_bonus(90_00), given={}, key="form 1", actor=OFFICER, now=NOON
    )
    made = made_of(task)
    digest = made.lines_digest

    assert task.state == "done"
    assert tasks.ask_to_prepare_again(made, actor=OFFICER, now=NOON) is None
    assert (
        tasks.ask_to_approve(made, on=TODAY, minute_ref="B1", shown=digest, actor=OFFICER, now=NOON)
        is None
    )
    assert (made.state, db.session.scalar(select(func.count(Job.id)))) == ("approved", 0)


def test_above_so_many_people_the_worker_does_it(book: Book) -> None:
    there = db.session.scalar(select(func.count(Party.id))) or 0
    rows = [{"kind": "body", "source": "test"}] * (tasks.PEOPLE_AT_ONCE - there + 1)
    db.session.execute(Party.__table__.insert(), rows)

    task = tasks.ask_to_prepare(
        book, equal_bonus(90_00), given={}, key="form 1", actor=OFFICER, now=NOON
    )

    assert (task.state, task.distribution_id) == ("waiting", None)


@pytest.mark.parametrize("fewer", [0, 1])
def test_for_just_so_many_people_nobody_waits(book: Book, fewer: int) -> None:
    known = db.session.scalar(select(func.count(Party.id))) or 0
    usual: dict[str, Any] = {"at_once": known - fewer, "actor": OFFICER, "now": NOON}
    made, another = prepare(book, equal_bonus(90_00)), prepare(book, equal_bonus(9_00))

    asked = tasks.ask_to_prepare(book, equal_bonus(90_00), given={}, key="form 1", **usual)
    again = tasks.ask_to_prepare_again(made, **usual)
    shown = {"on": TODAY, "minute_ref": "B1", "shown": another.lines_digest}
    approved = tasks.ask_to_approve(another, **shown, **usual)

    assert [asked.state == "waiting", again is not None, approved is not None] == [fewer > 0] * 3


def test_a_form_sent_twice_prepares_once(book: Book) -> None:
    first = ask_to_prepare(book, equal_bonus(90_00))
    again = ask_to_prepare(book, equal_bonus(90_00))
    work(2)

    assert again.id == first.id
    assert db.session.scalar(select(func.count(Distribution.id))) == 1
    assert ask_to_prepare(book, equal_bonus(90_00)).distribution_id == first.distribution_id


def test_a_form_sent_twice_at_once_prepares_once(
    book: Book, together: Callable[..., list[Any]]
) -> None:
    book_id = book.id
    db.session.commit()

    def ask() -> int:
        return ask_to_prepare(db.session.get_one(Book, book_id), equal_bonus(90_00)).id

    asked = together(ask, ask, ask)

    assert asked == [asked[0]] * 3
    assert db.session.scalar(select(func.count(Job.id))) == 1


def test_what_cannot_be_prepared_is_refused_before_anybody_waits(book: Book) -> None:
    with pytest.raises(NotForThisEntity):
        ask_to_prepare(make_book(kind="charity", key="other"), plan_of(Purpose.DIVIDEND, "equal"))


def test_what_cannot_be_worked_out_says_so_and_can_be_tried_again(book: Book) -> None:
    task = ask_to_prepare(book, plan_of(Purpose.BONUS, "pay", pot_pence=100_00))
    work()
    assert task.state == "refused"
    assert "pay is not known: 2" in task.refusal
    assert len(task.told["about"]) == 2

    ada, ben = sorted(task.told["about"])
    task.given = {"pay": {str(ada): 1, str(ben): 1}}
    tasks.try_task_again(task, actor=OFFICER, now=NOON)
    work()

    assert (task.state, task.refusal, task.given) == ("done", "", {})
    assert made_of(task).given == {"pay": {str(ada): 1, str(ben): 1}}


def test_what_was_given_up_is_not_worked_out_and_its_file_is_deleted(book: Book) -> None:
    task = ask_to_prepare(book, equal_bonus(90_00), given={"pay": {"1": 1}})
    tasks.drop_task(task)

    work()

    assert (task.state, task.given) == ("dropped", {})
    assert db.session.scalar(select(Distribution.id)) is None
    tasks.drop_task(task)
    with pytest.raises(tasks.TaskHasGoneOn):
        tasks.try_task_again(task, actor=OFFICER, now=NOON)


def test_what_is_given_up_while_it_is_worked_out_comes_to_nothing(book: Book) -> None:
    task = ask_to_prepare(book, equal_bonus(90_00))
    parts = worked_out_by_the_worker()

    tasks.drop_task(task)
    db.session.commit()
    assert list(parts) == []

    assert (task.state, db.session.scalar(select(func.count(Distribution.id)))) == ("dropped", 0)


def test_a_job_that_another_has_replaced_leaves_the_task_to_that_one(book: Book) -> None:
    task = ask_to_prepare(book, equal_bonus(90_00))
    parts = worked_out_by_the_worker()

    tasks.try_task_again(task, actor=OFFICER, now=NOON)
    db.session.commit()
    assert list(parts) == []
    before = db.session.scalar(select(func.count(Distribution.id)))
    work()

    assert (before, db.session.scalar(select(func.count(Distribution.id)))) == (0, 1)
    assert made_of(task).state == "prepared"


def test_what_came_to_nothing_is_forgotten_after_a_month(book: Book) -> None:
    task = ask_to_prepare(book, equal_bonus(90_00), given={"pay": {"1": 1}})

    assert tasks.drop_forgotten_tasks(NOON + timedelta(days=29)) == 0
    assert tasks.drop_forgotten_tasks(NOON + timedelta(days=31)) == 1
    db.session.refresh(task)
    assert (task.state, task.given) == ("dropped", {})


def test_the_worker_approves_and_posts_it_once(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made)
    assert made.state == "prepared"

    work()

    assert (task.state, made.state, made.minute_ref) == ("done", "approved", "Board 2026/41")
    assert (posted(), made.effective_on) == (1, TODAY)
    later = tasks.ask_to_approve(
        made, on=TODAY, minute_ref="B2", shown="", at_once=0, actor=OFFICER, now=NOON
    )
    assert later is None
    assert (posted(), made.minute_ref) == (1, "Board 2026/41")


def test_of_two_officers_at_once_one_is_heard(
    book: Book, together: Callable[..., list[Any]]
) -> None:
    made = prepare(book, equal_bonus(90_00))
    made_id = made.id
    db.session.commit()

    def ask() -> int:
        return ask_to_approve(db.session.get_one(Distribution, made_id)).id

    asked = together(ask, ask, ask)
    work(3)

    assert len(set(asked)) == 1
    assert db.session.scalar(select(func.count(Job.id))) == 1
    assert posted() == 1


def test_the_database_lets_one_task_wait_for_a_distribution(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    ask_to_approve(made)
    db.session.add(
        DistributionTask(book_id=book.id, distribution_id=made.id, kind="again", asked_at=NOON)
    )

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_two_workers_with_one_task_post_once(
    book: Book, together: Callable[..., list[Any]]
) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made)
    tasks.try_task_again(task, actor=OFFICER, now=NOON)
    db.session.commit()

    together(*[lambda: run_one_job(lambda: True)] * 2, one_transaction=False)
    work()

    db.session.expire_all()
    assert (posted(), task.state, made.state) == (1, "done", "approved")


def test_a_worker_that_died_leaves_nothing_and_the_next_does_all(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made)
    job_id = task.job_id
    db.session.commit()

    # Work done and never committed is what a killed process leaves.
    job = jobs.claim(now=NOON)
    assert job is not None
    parts = tasks.work_on_distribution(job, NOON)
    next(parts)
    db.session.commit()
    next(parts)
    db.session.commit()
    assert list(parts) == []
    assert posted() == 1
    db.session.rollback()
    assert (posted(), task.state, made.state) == (0, "waiting", "prepared")
    assert db.session.scalar(select(func.count()).where(Account.party_id.is_not(None))) == 0

    past = update(Job).where(Job.id == job_id).values(lease_until=NOON - timedelta(days=999))
    db.session.execute(past)
    work()
    assert (posted(), task.state, made.state) == (1, "done", "approved")


def test_a_worker_cut_off_in_the_midst_posts_all_or_nothing_and_is_followed_in_a_minute(
    databases: Books, clock: Clock
) -> None:
    book = make_cooperative()
    for number in range(150):
        make_member(f"Member {number}")
    made = prepare(book, equal_bonus(1_500_00))
    task = ask_to_approve(made)
    job_id, task_id = task.job_id or 0, task.id
    db.session.commit()

    with Worker(databases.book_url, databases.box_url) as worker:
        until = time.monotonic() + 60
        while not (jobs.progress_of(job_id) or {})["done"]:
            db.session.rollback()
            assert time.monotonic() < until, worker.output
            time.sleep(0.002)
        worker.cut_off()
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Transfer)) in (0, 150)

    # The process had the machine's own time, of which at most a minute is left to wait.
    lease = db.session.get_one(Job, job_id).lease_until
    clock.set(datetime.now(UTC) + timedelta(minutes=1))
    assert lease is None or lease <= clock.now
    work()
    assert db.session.get_one(DistributionTask, task_id).state == "done"
    assert db.session.scalar(select(func.count()).select_from(Transfer)) == 150
    assert posted() == 1


def test_a_period_closed_since_it_was_prepared_is_said_at_once(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    service.close_period(book, YEAR_ENDED, actor=FINANCE, now=NOON)

    with pytest.raises(PeriodIsClosed):
        ask_to_approve(made, on=YEAR_ENDED)


def test_a_period_closed_before_the_worker_came_refuses_it_in_words(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made, on=YEAR_ENDED)
    service.close_period(book, YEAR_ENDED, actor=FINANCE, now=NOON)

    work()

    assert (task.state, made.state, posted()) == ("refused", "prepared", 0)
    assert "The books are closed up to 31 March 2026" in task.refusal
    assert ask_to_approve(made).id != task.id  # on another day it may


def test_figures_that_changed_are_told_and_worked_out_anew(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    ada, ben = sorted(queries.amounts(made.id))
    task = ask_to_approve(made)
    leave(ben, on=YEAR_ENDED)

    work()

    assert (task.state, made.state, posted()) == ("refused", "prepared", 0)
    assert task.told == {"changed": [[ada, 45_00, 90_00], [ben, 45_00, None]]}
    assert queries.amounts(made.id) == {ada: 90_00}


def test_a_change_between_working_out_and_the_lock_is_seen(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    _ada, ben = sorted(queries.amounts(made.id))
    ahead = distributions.ahead_of(made)
    leave(ben, on=YEAR_ENDED)

    with pytest.raises(distributions.FiguresHaveChanged):
        distributions.approve(made, on=TODAY, minute_ref="B1", ahead=ahead, actor=FINANCE, now=NOON)


@pytest.mark.parametrize("change", ["shares", "cap"])
def test_shares_or_a_cap_that_changed_before_the_lock_are_seen(change: str) -> None:
    book, ada = make_cooperative(), make_member().party_id
    shares = make_share_class(book)
    issue(shares, 1_000, to=ada)
    made = prepare(book, interest())
    ahead = distributions.ahead_of(made)

    if change == "shares":
        issue(shares, 1_000, to=ada)
    else:
        set_cap(book, 2 * PER_CENT, valid_from=YEAR_ENDED)

    with pytest.raises((distributions.FiguresHaveChanged, NotPrepared)):
        distributions.approve(made, on=TODAY, minute_ref="B1", ahead=ahead, actor=FINANCE, now=NOON)
    assert made.state == "prepared"


def test_the_newest_change_is_read_before_what_it_might_change(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    db.session.flush()
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    distributions.ahead_of(made)
    event.remove(db.engine, "before_cursor_execute", note)

    assert "max(link.seq)" in asked[0]
    assert any("spell" in each for each in asked[1:])


def test_nobody_approves_what_another_worked_out_anew_meanwhile(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    seen = made.lines_digest
    leave(max(queries.amounts(made.id)), on=YEAR_ENDED)
    distributions.prepare_again(made, actor=FINANCE, now=NOON)

    with pytest.raises(distributions.WorkedOutAnew, match="Look at it again"):
        ask_to_approve(made, shown=seen)
    with pytest.raises(distributions.WorkedOutAnew):
        distributions.approve(made, on=TODAY, minute_ref="B1", shown=seen, actor=FINANCE, now=NOON)


def test_the_worker_approves_only_what_the_officer_was_shown(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made)
    leave(max(queries.amounts(made.id)), on=YEAR_ENDED)
    distributions.prepare_again(made, actor=FINANCE, now=NOON)

    work()

    assert (task.state, made.state, posted()) == ("refused", "prepared", 0)
    assert "Somebody worked this out anew since you looked at it" in task.refusal


def test_a_distribution_dropped_before_the_worker_came_is_not_posted(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    task = ask_to_approve(made)
    distributions.drop(made)

    work()

    assert (task.state, made.state, posted()) == ("refused", "dropped", 0)
    assert "approved or dropped in the meantime" in task.refusal


def test_the_worker_works_it_out_anew(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    make_member("Cy Newcomer", since=date(2020, 1, 1))
    task = tasks.ask_to_prepare_again(made, at_once=0, actor=OFFICER, now=NOON)

    work()

    assert task is not None
    assert task.state == "done"
    assert set(queries.amounts(made.id).values()) == {30_00}


def test_to_work_it_out_anew_is_asked_once(book: Book) -> None:
    made = prepare(book, equal_bonus(90_00))
    asked = [tasks.ask_to_prepare_again(made, at_once=0, actor=OFFICER, now=NOON) for _ in range(2)]

    assert asked[0] is not None
    assert asked[0] is asked[1]
    assert ask_to_approve(made) is asked[0]


def test_hundreds_of_accounts_opened_at_once_are_sealed_in_order(book: Book) -> None:
    for number in range(120):
        make_member(f"Member {number}")
    made = prepare(book, equal_bonus(1_220_00))

    seq = approve(made).seq

    opened = select(Account.party_id).where(Account.opened_seq == seq).order_by(Account.id)
    assert len(list(db.session.scalars(opened))) == 122
    assert queries.amounts(made.id).keys() == set(db.session.scalars(opened))
    db.session.commit()
    assert list(faults_of(Ledger(), up_to=verified_chain(()).links)) == []

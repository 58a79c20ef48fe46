"""The worker is killed with no warning while it enters a register of shares.

Nothing of the file is left, the record holds, and entering it again brings all of it in, once.
"""

import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from governance.cli.worker import run_one_job
from governance.infrastructure.database import db, reading
from governance.infrastructure.jobs import Job
from governance.ledger import service
from governance.ledger.importing.models import BookImport
from governance.ledger.importing.settings import Settings
from governance.ledger.models import Transaction
from governance.ledger.seals import SEALS
from governance.members.importing import course
from governance.record.models import Link
from governance.record.verify import faults_of, verified_chain
from tests.factories.ledger import FINANCE, make_book, make_share_class
from tests.factories.members import make_member, make_society
from tests.machinery.books import Books
from tests.machinery.clock import NOON
from tests.machinery.server import Worker

LINES = 2_500
SECONDS_TO_WAIT = 60
INTO_THE_POSTING = 0.4  # seconds; it takes several


def test_nothing_of_a_file_is_left_and_then_all_of_it_is_in(app: Flask, databases: Books) -> None:
    import_id = tried_file()
    links = count(Link)
    confirm(import_id)

    with Worker(databases.book_url, databases.box_url) as worker:
        wait_for(has_read_the_file, worker)
        time.sleep(INTO_THE_POSTING)
        worker.cut_off()

    db.session.rollback()
    assert state_of(import_id) == "entering", "the cut came too late to show anything"
    assert (count(Transaction), count(Link)) == (0, links)

    again = db.session.get_one(BookImport, import_id)
    course.try_again(again, actor=FINANCE, now=NOON)
    db.session.commit()
    run_one_job(lambda: True)
    db.session.rollback()
    assert state_of(import_id) == "entered"
    assert count(Transaction) == LINES
    report = verified_chain()
    assert report.holds, report.faults
    assert [list(faults_of(seal, up_to=report.links)) for seal in SEALS] == [[]] * len(SEALS)


def tried_file() -> int:
    make_society()
    book = make_book()
    make_share_class(book)
    make_member("Ada Lovelace")
    lines = "".join(f"1,1,04/05/2021,C{number}\n" for number in range(LINES))
    batch = service.upload_book_file(
        book,
        f"Holder,Shares,Date acquired,Certificate\n{lines}".encode(),
        shape="holdings",
        source="old register",
        file_name="register.csv",
        actor=FINANCE,
        now=NOON,
    )
    service.choose_book_columns(batch, batch.mapping, settings=Settings(), actor=FINANCE, now=NOON)
    db.session.commit()
    run_one_job(lambda: True)
    db.session.rollback()
    assert state_of(batch.id) == "tried"
    return batch.id


def confirm(import_id: int) -> None:
    batch = db.session.get_one(BookImport, import_id)
    course.confirm(batch, actor=FINANCE, now=NOON)
    db.session.commit()


def has_read_the_file() -> bool:
    """Say whether the worker has come to the posting; our look must not wait for its lock."""
    with reading() as connection:
        newest = select(Job.done).order_by(Job.id.desc()).limit(1)
        return connection.scalar(newest) == 1


def state_of(import_id: int) -> str:
    return db.session.scalars(select(BookImport.state).where(BookImport.id == import_id)).one()


def count(model: type[Transaction] | type[Link]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def wait_for(claim: Callable[[], bool], worker: Worker) -> None:
    until = time.monotonic() + SECONDS_TO_WAIT
    while not claim():
        assert time.monotonic() < until, worker.output
        time.sleep(0.02)

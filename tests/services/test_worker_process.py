"""The worker as a process: it sends what is queued, and stops when it is asked to."""

import time
from collections.abc import Callable

from governance.infrastructure.database import db
from tests.factories.mail import make_mail, the_mail
from tests.factories.members import make_society
from tests.machinery.books import Books
from tests.machinery.server import Worker
from tests.machinery.smtp import SmtpServer

SECONDS_TO_WAIT = 60


def wait_for(claim: Callable[[], bool], worker: Worker) -> None:
    """Wait for another process; it says nothing to us when it is done."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not claim():
        assert time.monotonic() < until, worker.output
        time.sleep(0.05)


def test_it_sends_what_is_queued_and_stops_when_asked(databases: Books, smtp: SmtpServer) -> None:
    make_society()
    make_mail(address="ada@example.org")
    db.session.commit()
    settings = {"SMTP_URL": smtp.url}

    with Worker(databases.book_url, databases.box_url, environment=settings) as worker:
        wait_for(lambda: '"step": "mail"' in worker.output, worker)
        worker.ask_to_stop()
        wait_for(lambda: "worker stopped" in worker.output, worker)
        output = worker.output

    assert "worker stopped" in output
    assert len(smtp.to("ada@example.org")) == 1
    assert the_mail().state == "sent"

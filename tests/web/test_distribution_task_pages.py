"""Distributions to thousands on the pages: waited for, left and come back to, told why not."""

from datetime import datetime

import pytest
from sqlalchemy import insert

from governance.cli.worker import run_one_job
from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.ledger.models import Book
from governance.ledger.queries.distributions import amounts
from governance.ledger.service.distribution_tasks import DISTRIBUTION_JOB, PEOPLE_AT_ONCE
from governance.members.models import Party
from tests.factories.distributions import YEAR_ENDED, equal_bonus, prepare
from tests.machinery.client import StrictClient
from tests.services.test_distributions import leave
from tests.web.test_distribution_pages import book, finance

__all__ = ["book", "finance"]  # fixtures of the pages that they share


def make_thousands() -> None:
    """Have the register know so many that the worker is asked."""
    rows = [{"kind": "body", "source": "test"}] * PEOPLE_AT_ONCE
    db.session.execute(insert(Party), rows)
    db.session.commit()


def test_of_thousands_one_sees_how_far_it_is_and_then_everybodys_part(
    finance: StrictClient, book: Book
) -> None:
    make_thousands()
    address = f"/office/books/{book.id}/distributions"

    waiting = finance.submit(
        f"{address}/new/bonus/equal", {"pot": "100", "who": "members"}, follow=True
    )
    listed = finance.get(address).page
    run_one_job(lambda: True)
    done = finance.get(waiting.request.path, follow_redirects=True)

    assert "Working out everybody’s part" in waiting.page.text
    assert "Waiting to begin" in waiting.page.text
    assert waiting.headers["Refresh"] == "4"
    assert "Refresh" not in finance.get(f"{waiting.request.path}?still=1").headers
    assert "Everybody’s part is being worked out. See how far it is" in listed.text
    assert [row[2] for row in done.page.table("Everybody’s part")[1:]] == ["£50.00", "£50.00"]


def test_of_thousands_one_approves_leaves_and_comes_back(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00))
    make_thousands()
    address = f"/office/books/{book.id}/distributions/{made.id}"
    stale = dict(finance.get(address).page.form(0).fields())

    waiting = finance.submit(address, {"minute_ref": "Board 2026/41"}, follow=True)
    meanwhile = finance.get(address).page
    second = finance.post(address, data=stale | {"minute_ref": "Board 2026/42"})
    run_one_job(lambda: True)
    done = finance.get(waiting.request.path, follow_redirects=True)

    assert "Approving and posting it" in waiting.page.text
    assert "It is being approved and posted. See how far it is" in meanwhile.text
    assert not meanwhile.all("button", text="Approve and post it")
    assert second.headers["Location"] == waiting.request.path
    assert "Board 2026/41" in done.page.text


def test_what_of_thousands_cannot_be_worked_out_is_listed_told_and_given_up(
    finance: StrictClient, book: Book
) -> None:
    make_thousands()
    address = f"/office/books/{book.id}/distributions"
    waiting = finance.submit(
        f"{address}/new/bonus/hours", {"pot": "100", "who": "members"}, follow=True
    )
    run_one_job(lambda: True)

    told = finance.get(waiting.request.path).page
    assert "paid hours are not known: 2" in told.text
    assert "Ada Lovelace, Ben Boole" in told.text
    assert "Something could not be worked out. See why" in finance.get(address).page.text

    again = finance.submit(waiting.request.path, button="Try again", follow=True)
    assert "Waiting to begin" in again.page.text
    run_one_job(lambda: True)
    finance.submit(waiting.request.path, form=1, follow=True)
    assert "Something could not be worked out" not in finance.get(address).page.text
    assert "It was given up" in finance.get(waiting.request.path).page.text


def breaks(_job: Job, _now: datetime) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("kind", ["prepare", "approve"])
def test_what_of_thousands_broke_is_not_said_to_go_on(
    finance: StrictClient, book: Book, kind: str
) -> None:
    address = f"/office/books/{book.id}/distributions"
    of_made = f"{address}/{prepare(book, equal_bonus(10_00)).id}"
    make_thousands()
    if kind == "prepare":
        plan = {"pot": "100", "who": "members"}
        waiting = finance.submit(f"{address}/new/bonus/equal", plan, follow=True)
    else:
        waiting = finance.submit(of_made, {"minute_ref": "Board 2026/41"}, follow=True)
    run_one_job(lambda: True, {DISTRIBUTION_JOB: breaks})

    told = finance.get(waiting.request.path)
    pages = [finance.get(each).page for each in (address, of_made)[: 1 + (kind == "approve")]]
    again = finance.submit(waiting.request.path, button="Try again", follow=True)
    run_one_job(lambda: True)
    done = finance.get(waiting.request.path, follow_redirects=True)

    assert told.page.heading == "It could not be finished"
    assert "Nothing was posted." in told.page.text
    assert "If it happens again, tell the administrator" in told.page.text
    assert "Refresh" not in told.headers
    for page in pages:
        assert "could not be finished. See what to do" in page.text
        assert "See how far it is" not in page.text
    assert "Waiting to begin" in again.page.text
    assert done.page.heading.startswith("Bonus: ")


def test_what_changed_of_thousands_is_shown_beside_what_it_was(
    finance: StrictClient, book: Book
) -> None:
    made = prepare(book, equal_bonus(10_00))
    make_thousands()
    address = f"/office/books/{book.id}/distributions/{made.id}"
    waiting = finance.submit(address, {"minute_ref": "Board 2026/41"}, follow=True)
    leave(max(amounts(made.id)), on=YEAR_ENDED)
    db.session.commit()
    run_one_job(lambda: True)

    page = finance.get(waiting.request.path).page

    assert page.table("What changed")[1:] == [
        ["Ada Lovelace", "£5.00", "£10.00"],
        ["Ben Boole", "£5.00", "–"],
    ]
    assert "What was asked for last was not done. See why" in finance.get(address).page.text


def test_whoever_looked_before_it_was_worked_out_anew_sees_the_new_figures(
    finance: StrictClient, book: Book
) -> None:
    made = prepare(book, equal_bonus(10_00))
    address = f"/office/books/{book.id}/distributions/{made.id}"
    stale = dict(finance.get(address).page.form(0).fields()) | {"minute_ref": "Board 2026/41"}
    leave(max(amounts(made.id)), on=YEAR_ENDED)
    finance.submit(address, form=1)

    refused = finance.post(address, data=stale)

    assert refused.status_code == 400
    assert "Somebody worked this out anew since you looked at it" in refused.page.text
    assert [row[2] for row in refused.page.table("Everybody’s part")[1:]] == ["£10.00"]
    fields = dict(refused.page.form(0).fields()) | {"minute_ref": "Board 2026/41"}
    assert finance.post(address, data=fields).status_code == 303

"""The finance officer has a bonus for thousands worked out and posted, and waits for the worker."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import insert

from governance.cli.worker import run_one_job
from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.ledger.models import Book
from governance.ledger.queries.holdings import book_of_key
from governance.ledger.service.distribution_tasks import DISTRIBUTION_JOB, PEOPLE_AT_ONCE
from governance.members.models import Party
from governance.web.transactions import unit_of_work
from tests.browser.conftest import POCKET
from tests.machinery.books import Books
from tests.machinery.live import LiveServer

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
MOST_STOPS = 60
MILLISECONDS_TO_RENEWAL = 15_000


@pytest.fixture
def book(live: LiveServer) -> Book:
    """The demonstration society's book, of a register that knows thousands."""
    db.session.rollback()  # what was read until now is older than what the server wrote since
    rows = [{"kind": "body", "source": "test"}] * PEOPLE_AT_ONCE
    with unit_of_work():
        db.session.execute(insert(Party), rows)
    made = book_of_key()
    assert made is not None
    return made


@pytest.fixture
def officer(
    new_page: Callable[..., Page], sign_in: Callable[[Page, str], None], scripts: bool
) -> Page:
    """The finance officer's phone."""
    page = new_page(viewport=POCKET, java_script_enabled=scripts)
    sign_in(page, "the finance officer")
    return page


def ask_for_a_bonus(page: Page, book: Book) -> None:
    page.goto(f"/office/books/{book.id}/distributions/new/bonus/equal")
    page.get_by_label("Sum to share").fill("9999")
    page.get_by_label("Employees, members or not").check()
    page.get_by_role("button", name="Work it out").click()
    expect(heading(page)).to_have_text("Working out everybody’s part")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def by_keyboard(page: Page, wanted: Locator) -> None:
    """Come to a link or a button by the Tab key alone, and press Enter."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.and_(page.locator(":focus")).count():
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not come to {wanted}")


def test_a_bonus_for_thousands_is_waited_for_left_and_come_back_to(
    officer: Page,
    book: Book,
    worker: Callable[[], None],
    no_sideways_scroll: Look,
    axe: Look,
    scripts: bool,
) -> None:
    ask_for_a_bonus(officer, book)
    by_keyboard(officer, officer.get_by_role("link", name="Stop it from renewing itself"))
    expect(officer.get_by_role("link", name="Look again now")).to_be_visible()
    expect(officer.get_by_label("How far it has come")).to_be_visible()
    expect(officer.get_by_role("paragraph").filter(has_text="Waiting to begin")).to_be_visible()
    no_sideways_scroll(officer)
    if scripts:
        axe(officer)

    officer.goto("/")
    officer.goto(f"/office/books/{book.id}/distributions")
    expect(officer.get_by_text("Everybody’s part is being worked out.")).to_be_visible()
    no_sideways_scroll(officer)
    worker()
    by_keyboard(officer, officer.get_by_role("link", name="See how far it is"))
    expect(heading(officer)).to_contain_text("Bonus: £9,999.00")

    officer.get_by_label("Minute of the board").fill("Board 2026/41")
    officer.get_by_role("button", name="Approve and post it").click()
    expect(heading(officer)).to_have_text("Approving and posting it")
    worker()
    expect(heading(officer)).to_contain_text("Bonus", timeout=MILLISECONDS_TO_RENEWAL)
    expect(officer.get_by_role("link", name="Transaction")).to_be_visible()
    expect(officer.get_by_text("Board 2026/41")).to_be_visible()


def test_a_bonus_for_thousands_that_broke_says_what_to_do(
    officer: Page,
    book: Book,
    books: Books,
    worker: Callable[[], None],
    no_sideways_scroll: Look,
    axe: Look,
    scripts: bool,
) -> None:
    def breaks(_job: Job, _now: datetime) -> None:
        raise ZeroDivisionError

    ask_for_a_bonus(officer, book)
    with books.app.app_context():
        run_one_job(lambda: True, {DISTRIBUTION_JOB: breaks})
    expect(heading(officer)).to_have_text(
        "It could not be finished", timeout=MILLISECONDS_TO_RENEWAL
    )
    expect(officer.get_by_text("Nothing was posted.")).to_be_visible()
    expect(officer.get_by_text("If it happens again, tell the administrator")).to_be_visible()
    no_sideways_scroll(officer)
    if scripts:
        axe(officer)

    officer.goto(f"/office/books/{book.id}/distributions")
    officer.get_by_role("link", name="See what to do").click()
    by_keyboard(officer, officer.get_by_role("button", name="Try again"))
    expect(heading(officer)).to_have_text("Working out everybody’s part")
    worker()
    expect(heading(officer)).to_contain_text("Bonus: £9,999.00", timeout=MILLISECONDS_TO_RENEWAL)

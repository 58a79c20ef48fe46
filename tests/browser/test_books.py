"""The pages of the books in a browser: sound for axe, at 320 px, and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from governance.infrastructure.database import db
from governance.ledger.distributing.plan import Who
from governance.ledger.models import Book
from governance.ledger.queries.holdings import book_of_key
from tests.factories.distributions import approve, equal_bonus, prepare
from tests.machinery.live import LiveServer

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "/accounts",
    "/accounts/1",
    "/accounts/add",
    "/trial-balance",
    "/summary",
    "/journal",
    "/enter",
    "/money",
    "/due",
    "/due/2120/pay",
    "/periods",
    "/close",
    "/distributions",
    "/distributions/1",
    "/distributions/2",
    "/distributions/3",
    "/distributions/new/bonus/separate_elements",
    "/distributions/new/interest/interest",
    "/interest-cap",
)


@pytest.fixture
def book(live: LiveServer) -> Book:
    """The demonstration society's book, with a bonus that is due and one that is prepared."""
    made = book_of_key()
    assert made is not None
    approve(prepare(made, equal_bonus(9_999_99, who=Who.EMPLOYEES)))
    prepare(made, equal_bonus(1_000_00, who=Who.EMPLOYEES))
    db.session.commit()
    return made


def test_every_page_of_a_book_is_sound(
    page: Page,
    sign_in: Callable[[Page, str], None],
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    book: Book,
) -> None:
    sign_in(page, "the finance officer")
    faults = []
    for address in addresses_of(book):
        page.goto(address)
        for look in (axe, no_sideways_scroll):
            try:
                look(page)
            except AssertionError as fault:
                faults.append(str(fault))

    assert faults == [], "\n".join(faults)


def test_a_journal_entry_needs_no_script(
    page_without_javascript: Page, sign_in: Callable[[Page, str], None], book: Book
) -> None:
    page = page_without_javascript
    sign_in(page, "the finance officer")
    page.goto(f"/office/books/{book.id}/enter")
    page.get_by_label("Note", exact=True).fill("Rent of the hall")
    fill(page, 1, account="5100", debit="30.00")
    page.get_by_role("button", name="Add more lines").click()
    fill(page, 8, account="1000", credit="30.00")
    page.get_by_role("button", name="Enter it").click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Journal entry")
    assert "Rent of the hall" in page.get_by_role("main").inner_text()


def fill(page: Page, line: int, *, account: str, **amounts: Any) -> None:
    """Fill in one line of a journal entry."""
    page.locator(f"[name=account_{line}]").select_option(account)
    for side, amount in amounts.items():
        page.locator(f"[name={side}_{line}]").fill(amount)


def addresses_of(book: Book) -> list[str]:
    """Return the address of each kind of page that a book has."""
    of_book = [f"/office/books/{book.id}{path}" for path in PAGES]
    return ["/office/books", "/office/books/open", *of_book]

"""The pages of the books in a browser: sound for axe, at 320 px, and without a script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.distributing.plan import Who
from governance.ledger.models import Book
from governance.ledger.places import Leg, money
from governance.ledger.queries.holdings import book_of_key, share_classes
from governance.ledger.queries.statements import chart_of_book
from governance.members.models import RegisterEntry
from tests.factories.distributions import approve, equal_bonus, prepare
from tests.factories.ledger import FINANCE, issue
from tests.factories.members import make_member
from tests.machinery.clock import NOON
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

WIDEST = "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Smythes"
TWELVE_MILLIONS = 1_234_567_890
# Boxes that scroll sideways and that the keyboard does not come to, nor to anything in them.
UNREACHABLE = """() => [...document.querySelectorAll('main .moot-table')]
  .filter((box) => box.scrollWidth > box.clientWidth + 1)
  .filter((box) => box.tabIndex < 0 && !box.querySelector('a'))
  .map((box) => box.innerText.slice(0, 40))"""


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


def test_the_longest_names_and_greatest_amounts_stay_within_the_page(
    page: Page, sign_in: Callable[[Page, str], None], book: Book
) -> None:
    widen(book)
    sign_in(page, "the finance officer")
    faults = []
    for address in wide_addresses_of(book):
        page.goto(address)
        for width in (320, 360, 660, 1000):
            page.set_viewport_size({"width": width, "height": 800})
            needs = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{address} needs {needs} px of {width}"] * (needs > width)
            faults += [f"{address} at {width}: {each}" for each in page.evaluate(UNREACHABLE)]

    assert faults == [], "\n".join(faults)


def test_amounts_stand_on_the_right_and_their_table_scrolls_by_keyboard(
    page: Page, sign_in: Callable[[Page, str], None], book: Book
) -> None:
    widen(book)
    sign_in(page, "the finance officer")
    page.set_viewport_size({"width": 660, "height": 800})
    page.goto(f"/office/books/{book.id}/accounts")

    table = page.get_by_role("region", name="Money")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=table.element_handle())
    amount = table.get_by_role("cell", name="£12,345,678.90").first
    assert amount.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    page.set_viewport_size({"width": 360, "height": 800})
    assert amount.evaluate("cell => getComputedStyle(cell).textAlign") == "right"


def widen(book: Book) -> None:
    """Give somebody, an account and a note the longest of names, and twelve millions of money."""
    person = make_member(WIDEST)
    service.open_account(book, "5777", name=WIDEST, kind="expense", actor=FINANCE, now=NOON)
    legs = [
        Leg(money(charts.BANK), money(charts.INCOME), TWELVE_MILLIONS),
        Leg(money("5777"), money(charts.INTEREST_DUE, person.party_id), TWELVE_MILLIONS),
    ]
    day = date(2026, 11, 2)
    service.post(book.id, "receipt", legs, effective_on=day, memo=WIDEST, actor=FINANCE, now=NOON)
    withdrawable = share_classes(book.id)[-1]
    issue(withdrawable, 1, to=person.party_id, on=day, paid_pence=TWELVE_MILLIONS)
    db.session.commit()


def wide_addresses_of(book: Book) -> list[str]:
    """Return the address of each page on which a name or an amount of `widen` stands."""
    (person,) = db.session.scalars(select(RegisterEntry).where(RegisterEntry.name == WIDEST))
    codes = {each.code: each.id for each in chart_of_book(book.id)}
    share_class = share_classes(book.id)[-1]
    paths = [
        "",
        "/journal",
        "/accounts",
        *(f"/accounts/{codes[code]}" for code in (charts.BANK, "5777", charts.INTEREST_DUE)),
        f"/accounts/{codes[charts.INTEREST_DUE]}/parties",
        "/trial-balance",
        "/summary",
        "/ownership",
        "/shares",
        f"/shares/{share_class.id}",
        f"/holders/{person.party_id}",
        f"/holders/{person.party_id}/statement",
        "/due",
        f"/due/{charts.INTEREST_DUE}/pay",
        "/close",
        "/imports",
        "/enter",
        "/distributions/2",
    ]
    return ["/ownership", *(f"/office/books/{book.id}{path}" for path in paths)]


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

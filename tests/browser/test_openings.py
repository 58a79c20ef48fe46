"""Pages of an import into a book are sound on any screen, and it works without scripts."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from governance.cli.worker import run_one_job
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.importing.settings import Settings
from governance.ledger.models import Book
from tests.browser.test_shares import enter
from tests.factories.accounts import make_account, make_role
from tests.factories.ledger import FINANCE, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.books import Books
from tests.machinery.clock import NOON
from tests.machinery.live import LiveServer, serve

pytestmark = pytest.mark.browser

CASES = Path(__file__).parent.parent / "cases" / "openings"
HOLDINGS = CASES / "holdings.csv"


@dataclass(frozen=True)
class Importing:
    """Who signs in, and the addresses to look at."""

    officer: str
    imports: str
    pages: tuple[str, ...]


@pytest.fixture
def live(books: Books) -> Iterator[LiveServer]:
    """A society of this test's own, answering, in the place of the demonstration."""
    with books.opened() as app, serve(app) as server:
        yield server


@pytest.fixture
def importing(live: LiveServer) -> Importing:
    """A book with an import at each of its stages."""
    make_society()
    for name in ("Ada Lovelace", "Ben Bow", "Cy Cole"):
        make_member(name)
    officer = make_person("Olive Officer")
    make_role(officer.party_id, Role.SECRETARY, Role.FINANCE)
    make_account(officer.party_id)
    book = make_book()
    make_share_class(book, transferable=True)
    content = HOLDINGS.read_text()
    imports = f"/office/books/{book.id}/imports"
    ids = [
        import_of(book, content.replace("3,A,40", "33,A,4.5"), is_tried=True),
        import_of(book, content, is_tried=True),
        import_of(book, content),
        import_of(book, (CASES / "balances.csv").read_text(), shape="balances"),
    ]
    pages = tuple(f"{imports}/{each}" for each in ids)
    made = Importing(officer.email, imports, (imports, *pages, f"{pages[1]}/columns"))
    db.session.commit()
    db.session.remove()
    return made


def import_of(book: Book, content: str, *, shape: str = "holdings", is_tried: bool = False) -> int:
    batch = service.upload_book_file(
        book,
        content.encode(),
        shape=shape,
        source="old register",
        file_name=f"{shape}.csv",
        actor=FINANCE,
        now=NOON,
    )
    if is_tried:
        service.choose_book_columns(
            batch, batch.mapping, settings=Settings(), actor=FINANCE, now=NOON
        )
        db.session.commit()
        run_one_job(lambda: True)
    return batch.id


def test_every_page_of_an_import_is_sound(
    page: Page,
    importing: Importing,
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
) -> None:
    enter(page, importing.officer)
    faults = []

    for number, address in enumerate(importing.pages):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if folder := os.environ.get("SHOTS"):
            page.set_viewport_size({"width": 1280, "height": 900})
            page.screenshot(path=f"{folder}/{number}-desk.png", full_page=True)
            page.set_viewport_size({"width": 360, "height": 740})
            page.screenshot(path=f"{folder}/{number}-phone.png", full_page=True)
        for look in (axe, no_sideways_scroll):
            try:
                look(page)
            except AssertionError as fault:
                faults.append(str(fault))

    assert faults == [], "\n".join(faults)


def test_a_register_is_imported_without_scripts(
    page_without_javascript: Page, importing: Importing, worker: Callable[[], None]
) -> None:
    page = page_without_javascript
    enter(page, importing.officer)
    page.goto(importing.imports)
    page.get_by_label("Holdings: the present register of shares").check()
    page.get_by_label("CSV file").set_input_files(HOLDINGS)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Check the file").click()
    worker()
    page.reload()
    page.get_by_role("button", name="Enter it in the book").click()
    worker()
    page.reload()

    assert "The file is entered" in page.locator("h1").inner_text()
    assert "6 transactions" in page.locator("main").inner_text()

"""The browser's fixtures catch what they are there to catch."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.machinery.books import Books
from tests.machinery.live import LiveServer, serve

pytestmark = pytest.mark.browser


@pytest.fixture
def live(books: Books) -> Iterator[LiveServer]:
    """An empty society is enough here."""
    with books.opened(reads_only=True) as app, serve(app) as server:
        yield server


def test_a_script_that_the_policy_forbids_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/sign-in")

    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )

    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()


def test_a_request_to_elsewhere_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/sign-in")

    page.evaluate("new Image().src = 'http://127.0.0.1:9/pixel.png'")

    page.wait_for_timeout(200)
    assert any("127.0.0.1:9" in complaint for complaint in complaints)
    complaints.clear()


def test_a_picture_without_words_is_a_fault(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/sign-in")
    axe(page)

    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_what_is_cut_off_at_320_pixels_is_a_fault(
    phone: Page, no_sideways_scroll: Callable[[Page], None]
) -> None:
    phone.goto("/sign-in")
    no_sideways_scroll(phone)

    phone.evaluate("document.querySelector('main').append('x'.repeat(200))")

    with pytest.raises(AssertionError, match="main"):
        no_sideways_scroll(phone)


def test_without_javascript_nothing_runs(page_without_javascript: Page) -> None:
    page_without_javascript.goto("/sign-in")

    assert page_without_javascript.locator("h1").count() == 1

"""Chromium on the living application. A page that complains on its console fails its test.

`page`, `page_without_javascript` and `phone` are browsers of three people, on `live`; relative
addresses work: `page.goto("/")`. What a test knows will be complained of (a 403, say) it forgives
with `complaints.clear()`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from governance.demonstration import loading
from governance.demonstration.cast import PASSWORD, SIGN_INS
from tests.machinery import chromium
from tests.machinery.books import Books
from tests.machinery.clock import Clock
from tests.machinery.live import LiveServer, serve
from tests.machinery.prepare import in_ci

PICTURES = Path(__file__).parent / "pictures"
MILLISECONDS_TO_WAIT = 10_000
DESK = {"width": 1280, "height": 900}
POCKET = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}
FAILED = pytest.StashKey[bool]()

WIDER_THAN_THE_WINDOW = """(room) => {
  if (document.documentElement.scrollWidth <= room) return [];
  const sticksOut = (element) => element.getBoundingClientRect().right > room + 0.5
    || (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
        && getComputedStyle(element).overflowX === 'visible');
  const named = (element) => element.tagName.toLowerCase()
    + [...element.classList].map((name) => '.' + name).join('');
  return [...document.body.querySelectorAll('*')].filter(sticksOut).slice(0, 12)
    .map((element) => `${named(element)} is cut off`)
    .concat([`the page is ${document.documentElement.scrollWidth} px wide`]);
}"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Remember a failure, so that a picture can be taken before the page goes."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's own driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium_program() -> str:
    """The system's Chromium; without one these tests are skipped, but fail in CI."""
    found = chromium.program()
    if found is not None:
        return found
    sentence = "Chromium is not on this machine and could not be installed"
    if in_ci():
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser(chromium_program: str, playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of this worker."""
    running = playwright.chromium.launch(
        executable_path=chromium_program, args=list(chromium.START_OPTIONS)
    )
    yield running
    running.close()


@pytest.fixture
def live(books: Books) -> Iterator[LiveServer]:
    """The demonstration society, answering; the test's `clock` is its clock."""
    template = books.load_demonstration()
    with books.opened(template, reads_only=True) as app, serve(app) as server:
        yield server
        complaints = server.complaints()
    assert not complaints, f"the server complained: {complaints}"


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers of this test complain of; must be empty at the end."""
    return []


@pytest.fixture
def new_page(
    browser: Browser, live: LiveServer, complaints: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Make a page in a browser of its own; keywords are Playwright's for a context."""
    contexts: list[BrowserContext] = []

    def open_page(**settings: Any) -> Page:
        settings = {"viewport": DESK, "reduced_motion": "reduce", **settings}
        context = browser.new_context(
            base_url=live.url, locale="en-GB", timezone_id="Europe/London", **settings
        )
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        contexts.append(context)
        page = context.new_page()
        _listen(page, live.url, complaints)
        return page

    yield open_page
    if request.node.stash.get(FAILED, False):
        _take_pictures(request.node.name, contexts)
    for context in contexts:
        context.close()
    assert not complaints, "the browser complained:\n  " + "\n  ".join(complaints)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Somebody at a desk."""
    return new_page()


@pytest.fixture
def page_without_javascript(new_page: Callable[..., Page]) -> Page:
    """Somebody whose browser runs no scripts."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """Somebody on a phone, 360 px wide, between two visits."""
    return new_page(viewport=POCKET, is_mobile=True, has_touch=True, device_scale_factor=2)


@pytest.fixture
def sign_in(live: LiveServer) -> Callable[[Page, str], None]:
    """`sign_in(page, "the secretary")`: one of those that `demo serve` offers, by what they are."""
    addresses = {role: address for role, _name, address in loading.sign_ins(SIGN_INS)}

    def enter(page: Page, role: str) -> None:
        page.goto("/sign-in")
        page.get_by_label("Email address").fill(addresses[role])
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return enter


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Have the test run twice: with scripts, and in browsers that run none."""
    return bool(request.param)


@pytest.fixture
def worker(books: Books, live: LiveServer) -> Callable[[], None]:
    """`worker()`: one round of the worker, as its command does it, at the time on the clock."""

    def work() -> None:
        result = books.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert result.exit_code == 0, result.output
        assert '"level": "error"' not in result.output, result.output

    return work


@pytest.fixture
def at(clock: Clock, worker: Callable[[], None]) -> Callable[[datetime], None]:
    """`at(instant)`: go to that instant and let the worker do what is due by then."""

    def go(instant: datetime) -> None:
        clock.set(instant)
        worker()

    return go


@pytest.fixture
def expected(complaints: list[str]) -> Callable[[int], None]:
    """`expected(409)`: forgive the browser its complaint of a page that answered so."""

    def forgive(status: int) -> None:
        told = [one for one in complaints if re.search(rf"the server responded.* {status} ", one)]
        assert told, f"no page answered {status}: {complaints}"
        for one in told:
            complaints.remove(one)

    return forgive


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)`: fail, with every fault named, unless axe finds nothing."""
    engine = Axe()

    def look(page: Page) -> None:
        found = engine.run(page).response["violations"]
        assert not found, f"axe on {page.url}:\n" + "\n".join(map(_fault, found))

    return look


@pytest.fixture(scope="session")
def no_sideways_scroll() -> Callable[[Page], None]:
    """`no_sideways_scroll(page)`: fail if anything is cut off at 320 px."""

    def look(page: Page) -> None:
        before = page.viewport_size
        page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
        wide = page.evaluate(WIDER_THAN_THE_WINDOW, NARROWEST["width"])
        if before is not None:
            page.set_viewport_size(before)
        assert not wide, f"{page.url} scrolls sideways at 320 px:\n  " + "\n  ".join(wide)

    return look


def _listen(page: Page, address: str, complaints: list[str]) -> None:
    def on_console(message: Any) -> None:
        if message.type == "error":
            complaints.append(f"{page.url}: {message.text}")

    def on_request(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:", "about:")):
            complaints.append(f"{page.url} asks elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def _take_pictures(test: str, contexts: list[BrowserContext]) -> None:
    PICTURES.mkdir(exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in test)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)


def _fault(violation: dict[str, Any]) -> str:
    places = [
        f"      {' '.join(map(str, node['target']))}\n        {node['html'][:160]}\n"
        f"        {node.get('failureSummary', '').strip()}"
        for node in violation["nodes"][:5]
    ]
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)

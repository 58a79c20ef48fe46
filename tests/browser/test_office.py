"""The secretary imports staff, and people sign in: what goes wrong on the way is put right."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from governance.demonstration import loading
from governance.demonstration.cast import PASSWORD, SIGN_INS
from tests.browser.conftest import POCKET
from tests.machinery.books import Books
from tests.machinery.live import LiveServer

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
SignIn = Callable[[Page, str], None]

HEADINGS = "Payroll No,Surname,Forename,Work Email,Service,Start Date,Member Since\n"
RIGHT = HEADINGS + "TV09001,Okoro,Ifeoma,ifeoma@tamevalley.example,Home care,01/11/2026,\n"
WRONG = RIGHT + "TV09002,,Leanne,no address,Home care,31/02/2019,\n"
NEW_PASSWORD = "seven heron feathers on the cut"
TRIES = 5


@pytest.fixture
def secretary(new_page: Callable[..., Page], sign_in: SignIn, scripts: bool) -> Page:
    page = new_page(java_script_enabled=scripts)
    sign_in(page, "the secretary")
    return page


def upload(page: Page, content: str) -> None:
    page.goto("/office/imports")
    file = {"name": "staff.csv", "mimeType": "text/csv", "buffer": content.encode("cp1252")}
    page.get_by_label("CSV file of staff").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is which?")


def check(page: Page, worker: Callable[[], None]) -> None:
    """Have the file checked as its columns are chosen now, and see what it would do."""
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checking the file")
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("link", name="Stop it from renewing itself").click()
    worker()
    page.get_by_role("link", name="Look again now").click()


def test_a_file_with_errors_is_put_right_and_entered(
    secretary: Page,
    worker: Callable[[], None],
    no_sideways_scroll: Look,
    axe: Look,
    scripts: bool,
) -> None:
    upload(secretary, WRONG)
    expect(secretary.get_by_label("Employee reference")).to_have_value("Payroll No")
    expect(secretary.get_by_role("table")).to_contain_text("Okoro")
    secretary.get_by_label("Those with a date").check()
    if scripts:
        axe(secretary)
    check(secretary, worker)
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Some lines have errors")
    wrong = secretary.get_by_role("row", name="Leanne")
    expect(wrong.get_by_role("cell").first).to_have_text("3")
    expect(wrong).to_contain_text("31/02/2019")
    expect(secretary.get_by_role("button", name="Enter it in the register")).to_have_count(0)
    no_sideways_scroll(secretary)

    upload(secretary, RIGHT)
    check(secretary, worker)
    expect(secretary.get_by_role("row", name="Ifeoma")).to_contain_text("TV09001")
    secretary.get_by_role("button", name="Enter it in the register").click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Entering the file")
    secretary.get_by_role("link", name="Stop it from renewing itself").click()
    worker()
    secretary.get_by_role("link", name="Look again now").click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("The file is entered")
    if scripts:
        axe(secretary)
    secretary.goto("/register?words=TV09001")
    expect(secretary.get_by_role("row", name="Ifeoma Okoro")).to_be_visible()

    upload(secretary, RIGHT)
    check(secretary, worker)
    expect(secretary.get_by_text("there is nothing to enter")).to_be_visible()


def test_the_progress_of_an_import_renews_itself(
    page: Page, sign_in: SignIn, worker: Callable[[], None]
) -> None:
    sign_in(page, "the secretary")
    upload(page, RIGHT)
    page.get_by_role("button", name="Check the file").click()
    worker()

    heading = page.get_by_role("heading", level=1)

    expect(heading).to_have_text("What the file would do", timeout=15_000)


def test_office_pages_share_one_edge(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "the secretary")
    for width in (700, 1000, 1100, 1200, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/office/ballots")
        edges = page.evaluate(
            """() => ['.moot-masthead__home', '.moot-navigation li', '.moot-subnavigation li', 'h1']
              .map((part) => document.querySelector(part).getBoundingClientRect().left)"""
        )
        assert len(set(edges)) == 1, f"at {width} px they begin at {edges}"


def address_of(role: str) -> str:
    return {what: address for what, _name, address in loading.sign_ins(SIGN_INS)}[role]


def try_to_sign_in(page: Page, address: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.fixture
def visitor(new_page: Callable[..., Page], scripts: bool) -> Page:
    """Somebody on a phone who has not signed in."""
    return new_page(viewport=POCKET, java_script_enabled=scripts)


@pytest.fixture
def letterbox(books: Books, live: LiveServer) -> Iterator[str]:
    """Where every mail can be read, as in the demonstration; return its address."""
    before = books.app.config["MAIL_READABLE"]
    books.app.config["MAIL_READABLE"] = True
    yield "/demonstration/mail"
    books.app.config["MAIL_READABLE"] = before


def test_too_many_wrong_passwords_are_paused_and_a_new_one_is_chosen_by_mail(
    visitor: Page,
    worker: Callable[[], None],
    letterbox: str,
    expected: Callable[[int], None],
    no_sideways_scroll: Look,
    axe: Look,
    scripts: bool,
) -> None:
    address = address_of("a member")
    for _try in range(TRIES):
        try_to_sign_in(visitor, address, "not the right one at all")
        expect(visitor.locator(".govuk-error-summary")).to_contain_text("do not belong together")
        expect(visitor.get_by_label("Email address")).to_have_value(address)
    try_to_sign_in(visitor, address, PASSWORD)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Please wait a little")
    no_sideways_scroll(visitor)
    if scripts:
        axe(visitor)
    expected(400)
    expected(429)

    visitor.goto("/sign-in")
    visitor.get_by_role("link", name="I have forgotten my password").click()
    visitor.get_by_label("Email address").fill(address)
    visitor.get_by_role("button", name="Send me a link").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Look in your inbox")
    worker()
    visitor.goto(letterbox)
    visitor.get_by_role("link", name=re.compile("password", re.IGNORECASE)).first.click()
    link = visitor.get_by_role("link", name=re.compile("new-password")).get_attribute("href")
    assert link is not None
    visitor.goto(urlsplit(link).path)
    visitor.get_by_label("password", exact=False).first.fill(NEW_PASSWORD)
    visitor.get_by_role("button", name="Save and sign in").click()
    expect(visitor.get_by_text("You have a new password.")).to_be_visible()


def test_signing_out_everywhere_ends_the_other_device_too(
    visitor: Page, new_page: Callable[..., Page], sign_in: SignIn
) -> None:
    lost = new_page()
    sign_in(lost, "a member")
    sign_in(visitor, "a member")

    visitor.goto("/account")
    visitor.get_by_role("button", name="Sign out everywhere").click()
    expect(visitor.get_by_text("You are signed out on every device.")).to_be_visible()
    lost.goto("/account")

    expect(lost.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_lost_connection_says_so_and_keeps_what_was_typed(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "a member")
    page.goto("/motions/new")
    page.get_by_role("button", name="Write a motion").click()
    title = page.locator("[name=words]")
    title.fill("Plant fruit trees at every scheme")
    told = page.get_by_role("status").filter(has_text="You are offline")

    page.context.set_offline(True)
    expect(told).to_be_visible()
    # Not by the button, which lets no second press through for a second.
    page.locator("main form").evaluate("form => form.requestSubmit()")
    expect(title).to_have_value("Plant fruit trees at every scheme")
    page.context.set_offline(False)
    expect(told).to_have_count(0)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("question 2 of 6")).to_be_visible()


def test_an_anchor_that_does_not_agree_fits_a_phone(
    new_page: Callable[..., Page], sign_in: SignIn, no_sideways_scroll: Look
) -> None:
    phone = new_page(viewport=POCKET)
    sign_in(phone, "the auditor")

    phone.goto(f"/office/record/anchor?anchor=1:{'0' * 64}")

    expect(phone.get_by_text("It does not agree")).to_be_visible()
    no_sideways_scroll(phone)


def test_words_twice_as_large_leave_the_vote_within_reach(
    new_page: Callable[..., Page], sign_in: SignIn
) -> None:
    phone = new_page(viewport=POCKET)
    sign_in(phone, "a member")
    phone.goto("/")
    enlarge(phone)
    phone.get_by_role("button", name="Vote now : Should we").click()
    enlarge(phone)
    button = phone.get_by_role("button", name="Check my vote")

    button.scroll_into_view_if_needed()

    expect(button).to_be_in_viewport(ratio=0.9)
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= POCKET["width"]


def enlarge(page: Page) -> None:
    """Set all words at 200 %, as a browser's text zoom does."""
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    words = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert words > 40

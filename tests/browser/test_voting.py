"""A member votes: on a phone, with and without JavaScript, by keyboard, twice, and too late."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, expect
from sqlalchemy import func, select

from governance.ballots.models import RollEntry
from governance.infrastructure.database import reading
from tests.browser.conftest import POCKET
from tests.machinery.clock import Clock

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
SignIn = Callable[[Page, str], None]

QUESTION = "Should we open a respite house in Tipton?"
PHONE = {"viewport": POCKET, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
TAPS_AT_MOST = 4
TRACKER = re.compile(r"[A-Z2-7]{16}")


@pytest.fixture
def phone(new_page: Callable[..., Page], scripts: bool, sign_in: SignIn) -> Page:
    """Sharon's phone, signed in: once with scripts, once without."""
    page = new_page(**PHONE, java_script_enabled=scripts)
    sign_in(page, "a member")
    return page


@pytest.fixture
def sound(axe: Look, no_sideways_scroll: Look, scripts: bool) -> Look:
    """`sound(page)`: at 320 px, and for axe where it can run, for it is a script itself."""

    def look(page: Page) -> None:
        no_sideways_scroll(page)
        if scripts:
            axe(page)

    return look


def vote_now(page: Page) -> Locator:
    card = page.locator(".moot-card", has_text=QUESTION)
    return card.get_by_role("button", name="Vote now")


def cast_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Cast my vote")


def to_the_check(page: Page, choice: str = "For") -> None:
    """Go from the first page to the one that shows the choice again."""
    page.goto("/")
    vote_now(page).click()
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Check my vote").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your vote")


def tracker_on(page: Page) -> str:
    """Return the tracker on the receipt, which is the page that is open."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    tracker = "".join(page.locator(".moot-receipt__code span").all_inner_texts())
    assert TRACKER.fullmatch(tracker)
    return tracker


def how_many_have_voted() -> int:
    """Count the marks in the book: pages tell only the turnout that was last noted."""
    with reading() as connection:
        return connection.scalar(select(func.count(RollEntry.mark))) or 0


def test_a_vote_takes_four_taps_and_a_receipt_stands_at_the_end(phone: Page, sound: Look) -> None:
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        sound(phone)
        target.tap()
        taps += 1

    phone.goto("/")
    tap(vote_now(phone))
    tap(phone.get_by_label("For", exact=True))
    tap(phone.get_by_role("button", name="Check my vote"))
    expect(phone.get_by_role("main")).to_contain_text(QUESTION)
    tap(cast_button(phone))

    tracker_on(phone)
    sound(phone)
    assert taps <= TAPS_AT_MOST


def test_the_paper_is_found_by_its_tracker(phone: Page, sound: Look) -> None:
    to_the_check(phone, "Against")
    cast_button(phone).click()
    tracker = tracker_on(phone)

    phone.goto("/")
    expect(vote_now(phone)).to_have_count(0)
    phone.get_by_role("link", name="Decisions").first.click()
    phone.locator(".moot-card", has_text=QUESTION).get_by_role("button").click()
    expect(phone.get_by_text("You have voted.")).to_be_visible()
    sound(phone)
    phone.get_by_role("link", name="Check my paper by its tracker").click()
    spelt = "-".join(tracker[at : at + 4] for at in range(0, 16, 4)).lower()
    phone.get_by_label("Your tracker").fill(spelt)
    phone.get_by_role("button", name="Find my paper").click()

    expect(phone.get_by_text("Your paper is in the box.")).to_be_visible()
    expect(phone.get_by_role("main")).not_to_contain_text("Against")  # not before the result
    sound(phone)


def test_pressing_twice_and_reloading_the_receipt_count_once(phone: Page) -> None:
    before = how_many_have_voted()
    to_the_check(phone)

    cast_button(phone).dblclick()
    first = tracker_on(phone)
    phone.reload()
    assert tracker_on(phone) == first

    assert how_many_have_voted() == before + 1


def test_casting_again_from_a_page_that_the_browser_had_kept_counts_once(phone: Page) -> None:
    before = how_many_have_voted()
    to_the_check(phone)
    # What the back button shows in a browser that keeps pages: the same form, as it was.
    send = """() => {
      const form = document.querySelector('form[action$=cast]');
      form.target = '_blank';
      form.requestSubmit();
    }"""

    trackers = set()
    for _time in range(2):
        with phone.expect_popup() as receipt:
            phone.evaluate(send)
        trackers.add(tracker_on(receipt.value))

    assert len(trackers) == 1
    assert how_many_have_voted() == before + 1


def test_going_back_from_the_receipt_leads_to_no_second_vote(phone: Page) -> None:
    to_the_check(phone)
    ballot = phone.url
    cast_button(phone).click()
    tracker_on(phone)

    # No page of a vote is kept by the browser: it asks whether to send the choice once more.
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        phone.go_back()
    afterwards = phone.context.new_page()
    afterwards.goto(ballot)

    expect(afterwards.get_by_text("You have voted.")).to_be_visible()
    expect(cast_button(afterwards)).to_have_count(0)


def test_on_a_second_device_one_is_told_kindly_that_one_has_voted(
    phone: Page,
    new_page: Callable[..., Page],
    sign_in: SignIn,
    scripts: bool,
    sound: Look,
    expected: Callable[[int], None],
) -> None:
    at_home = new_page(java_script_enabled=scripts)
    sign_in(at_home, "a member")
    to_the_check(at_home, "Against")
    to_the_check(phone)
    cast_button(phone).click()
    tracker_on(phone)

    cast_button(at_home).click()

    expect(at_home.get_by_role("heading", level=1)).to_have_text("You have already voted")
    expect(at_home.get_by_role("main")).to_contain_text("It counts once")
    expected(409)
    sound(at_home)


def test_a_vote_after_the_closing_is_told_that_it_is_too_late(
    phone: Page, clock: Clock, expected: Callable[[int], None]
) -> None:
    to_the_check(phone)
    clock.advance(days=5)

    cast_button(phone).click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("This ballot is not open")
    expected(409)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.innerText ?? ''"):
            expect_focus_shown(page)
            return
    raise AssertionError(f"Tab does not lead to “{words}” on {page.url}")


def expect_focus_shown(page: Page) -> None:
    """Ask that what has the focus looks otherwise than without it."""
    looks = """element => {
      const shown = element.matches('[type=radio]') ? element.nextElementSibling : element;
      const pseudo = element.matches('[type=radio]') ? '::before' : null;
      const style = getComputedStyle(shown, pseudo);
      return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join('|');
    }"""
    with_focus = focused(page).evaluate(looks)
    handle = focused(page).element_handle()
    handle.evaluate("element => element.blur()")
    without = handle.evaluate(looks)
    handle.evaluate("element => element.focus({focusVisible: true})")
    assert with_focus != without, f"the focus does not show on {page.url}: {with_focus}"


def test_a_vote_by_keyboard_alone(page: Page, sign_in: SignIn, axe: Look) -> None:
    sign_in(page, "a member")

    page.goto("/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to main content")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "Vote now")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)

    tab_to(page, "Check my vote")  # nothing is chosen yet
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("For", exact=True)).to_be_focused()
    expect_focus_shown(page)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Against", exact=True)).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("For", exact=True)).to_be_checked()
    tab_to(page, "Check my vote")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your vote")

    tab_to(page, "Cast my vote")
    page.keyboard.press("Space")
    tracker_on(page)

"""A discussion in Chromium, with and without JavaScript: threads, sides, reports, moderation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
MOTION = "Open a respite house in Tipton"


@pytest.fixture
def as_one_of(
    new_page: Callable[..., Page], sign_in: Callable[[Page, str], None], scripts: bool
) -> Callable[[str], Page]:
    """`as_one_of("the chair")`: that person's browser, signed in, on the page of the motion."""
    pages: dict[str, Page] = {}

    def person(role: str) -> Page:
        if role not in pages:
            pages[role] = new_page(java_script_enabled=scripts)
            sign_in(pages[role], role)
        pages[role].goto("/motions")
        pages[role].get_by_role("main").get_by_role("link", name=MOTION).first.click()
        return pages[role]

    return person


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).click()


def comment_with(page: Page, words: str) -> Locator:
    """Return the remark that says these words, without those beneath it."""
    return page.locator(".moot-comment > article", has_text=words)


def speak(page: Page, words: str, side: str) -> None:
    page.get_by_label("Your comment").fill(words)
    page.get_by_label(side, exact=True).check()
    press(page, "Add my comment")
    expect(comment_with(page, words.replace("*", ""))).to_be_in_viewport()


def test_a_discussion_is_held_reported_moderated_and_followed(
    as_one_of: Callable[[str], Page], axe: Look, no_sideways_scroll: Look, scripts: bool
) -> None:
    member = as_one_of("a member")
    speak(member, "The bus stops at the **door**.", "For")
    expect(comment_with(member, "The bus stops").locator("strong").last).to_have_text("door")
    comment_with(member, "The bus stops").get_by_role("link", name="Change").click()
    member.get_by_label("Your comment").fill("The 74 stops at the door.")
    press(member, "Change my comment")
    expect(comment_with(member, "The 74 stops")).to_contain_text("Edited")
    expect(member.get_by_text("You follow this motion")).to_be_visible()

    manager = as_one_of("a manager")
    comment_with(manager, "The 74 stops").get_by_role("link", name="Reply").click()
    manager.get_by_label("Your reply").fill("Not on Sundays.")
    press(manager, "Send my reply")
    expect(comment_with(manager, "Not on Sundays.")).to_be_in_viewport()
    manager.get_by_role("link", name="For (").click()
    expect(comment_with(manager, "The 74 stops")).to_be_visible()
    expect(comment_with(manager, "Could we see the figures")).to_have_count(0)

    member = as_one_of("a member")
    comment_with(member, "Not on Sundays.").get_by_role("link", name="Report").click()
    member.get_by_label("What is wrong with it?").fill("It is not true.")
    press(member, "Report this comment")
    expect(comment_with(member, "Not on Sundays.")).to_contain_text("You reported this")

    chair = as_one_of("the chair")
    chair.goto("/office")
    chair.get_by_role("link", name="Answer the reports of 1 comment").click()
    expect(chair.get_by_role("main")).to_contain_text("It is not true.")
    no_sideways_scroll(chair)
    if scripts:
        axe(chair)
    chair.get_by_role("link", name="let it stand").click()
    chair.get_by_label("Why may it stand?").fill("The timetable says so.")
    press(chair, "Let it stand")
    expect(chair.get_by_role("main")).to_contain_text("Nothing waits")

    chair = as_one_of("the chair")
    chair.get_by_role("link", name="Close this discussion").click()
    chair.get_by_label("Why?").fill("We go round in circles.")
    press(chair, "Close this discussion")
    member = as_one_of("a member")
    expect(member.get_by_role("main")).to_contain_text("We go round in circles.")
    expect(member.get_by_label("Your comment")).to_have_count(0)
    press(member, "Stop following")
    expect(member.get_by_text("You no longer follow this motion.")).to_be_visible()
    no_sideways_scroll(member)
    if scripts:
        axe(member)


def test_a_thread_is_answered_by_keyboard(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "a member")
    page.goto("/motions")
    page.get_by_role("main").get_by_role("link", name=MOTION).first.press("Enter")
    comment_with(page, "Could we see the figures").get_by_role("link", name="Reply").press("Enter")

    page.get_by_label("Your reply").press_sequentially("I would like them too.")
    page.get_by_role("button", name="Send my reply").press("Enter")

    expect(comment_with(page, "I would like them too.")).to_be_in_viewport()

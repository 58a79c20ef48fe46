"""Amending a motion in Chromium on a phone, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from governance.demonstration.deciding import SWAPS

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]

POCKET = {"width": 360, "height": 740}
ADDED = "A swap stands on the rota by Friday noon."


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=words).first.click()


def amend(page: Page, looks: Callable[[Page], None]) -> str:
    """Change the motion's first paragraph and add words after it; return the amendment's page."""
    page.goto("/motions?title=swap+shifts")
    follow(page, SWAPS)
    follow(page, "Propose an amendment")
    press(page, "Write an amendment")
    looks(page)
    follow(page, "Change its words")
    words = page.locator("[name=words]")
    words.fill(words.input_value().replace("a day", "two days"))
    press(page, "Continue")
    page.get_by_role("link", name="Add words here").last.click()
    page.locator("[name=words]").fill(ADDED)
    press(page, "Continue")
    looks(page)
    press(page, "Continue")
    page.locator("[name=words]").fill("A day is short for a manager who is **off**.")
    press(page, "Continue")
    looks(page)
    press(page, "Propose this amendment")
    looks(page)
    return page.url


def test_an_amendment_is_written_seconded_and_led_to_its_ballot(
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    axe: Look,
    no_sideways_scroll: Look,
    scripts: bool,
) -> None:
    def looks(page: Page) -> None:
        if scripts:
            axe(page)
        no_sideways_scroll(page)

    writer, seconder, secretary = (
        new_page(java_script_enabled=scripts, viewport=POCKET) for _ in range(3)
    )
    sign_in(writer, "a member")
    sign_in(seconder, "a manager")
    sign_in(secretary, "the secretary")

    address = amend(writer, looks)
    expect(writer.locator("del")).to_contain_text("a day")
    expect(writer.locator("ins").last).to_contain_text(ADDED)
    seconder.goto(address)
    press(seconder, "Second this amendment")
    secretary.goto(address)
    press(secretary, "Set a ballot")

    expect(secretary.locator("[name=question]")).to_have_value(
        f"Shall the motion “{SWAPS}” be amended so: changes paragraph 1, adds words after"
        " paragraph 1?"
    )
    looks(secretary)

"""A motion changes a rule, in Chromium without scripts and on a phone: written, carried, obeyed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_proposing import SECONDERS, Look, as_one_of, press, type_moment
from tests.machinery.clock import NOON

pytestmark = pytest.mark.browser

__all__ = ["as_one_of"]  # a fixture

TITLE = "Let an appeal be joined by three"
QUESTION = "Should three members be enough for an appeal?"
DISCUSSED = NOON + timedelta(days=7)
OPENS = DISCUSSED + timedelta(days=1)
CLOSES = DISCUSSED + timedelta(days=3)


def propose(page: Page, look: Look) -> str:
    page.goto("/motions/new")
    press(page, "Write a motion")
    page.locator("[name=words]").fill(TITLE)
    press(page, "Continue")
    page.get_by_label("Rules", exact=True).check()
    press(page, "Continue")
    for words in ("Three members may appeal together.", "Five are hard to find.", ""):
        page.locator("[name=words]").fill(words)
        press(page, "Continue")
    page.get_by_label("Change rules").check()
    press(page, "Continue")
    look(page)
    page.get_by_role("main").get_by_role("link", name="Motions", exact=True).click()
    look(page)
    field = page.get_by_label("Members who may appeal against a ruling")
    expect(field).to_have_value("5")
    field.fill("99")
    press(page, "Keep these changes")
    expect(page.locator(".govuk-error-summary")).to_contain_text("must be 50 or less")
    field.fill("3")
    press(page, "Keep these changes")
    look(page)
    expect(page.get_by_role("main")).to_contain_text("By the rules this needs: Ordinary resolution")
    press(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("If carried, then")
    look(page)
    press(page, "Propose this motion")
    return page.url


def put_to_a_ballot(page: Page) -> None:
    page.goto("/")
    card = page.locator(".moot-card", has_text=TITLE)
    card.get_by_role("button", name="Set the ballot").click()
    page.get_by_label("Question on the ballot paper").fill(QUESTION)
    expect(page.get_by_label("If carried, then what")).to_have_value(
        "Members who may appeal against a ruling: 3 members instead of 5 members from the day it is"
        " carried."
    )
    page.get_by_label("Open", exact=True).check()
    type_moment(page, "Opens", OPENS)
    type_moment(page, "Closes", CLOSES)
    press(page, "Check the ballot")
    press(page, "Set this ballot")


def vote(page: Page) -> None:
    page.goto("/")
    page.locator(".moot-card", has_text=QUESTION).get_by_role("button", name="Vote now").click()
    expect(page.get_by_role("main")).to_contain_text("now 5 members")
    page.get_by_label("For", exact=True).check()
    press(page, "Check my vote")
    press(page, "Cast my vote")


@pytest.mark.parametrize("scripts", [False])
def test_a_carried_motion_changes_the_rule_that_the_platform_obeys(
    as_one_of: Callable[[str], Page],
    at: Callable[..., None],
    axe: Look,
    no_sideways_scroll: Look,
    scripts: bool,
) -> None:
    mover, secretary = as_one_of("a member"), as_one_of("the secretary")
    mover.set_viewport_size({"width": 360, "height": 740})
    mover.goto("/rulebook#motions.appellants")
    expect(mover.locator("[id='motions.appellants']")).to_contain_text("5 members may appeal")

    motion = propose(mover, no_sideways_scroll)
    for role in SECONDERS:
        as_one_of(role).goto(motion)
        press(as_one_of(role), "Second this motion")
    at(DISCUSSED)
    put_to_a_ballot(secretary)
    at(OPENS)
    for voter in (mover, secretary, as_one_of("the chair")):
        vote(voter)
    at(CLOSES)
    at(CLOSES + timedelta(minutes=3))

    mover.goto("/resolutions")
    mover.get_by_role("link", name=TITLE).click()
    expect(mover.get_by_role("main")).to_contain_text("In force")
    no_sideways_scroll(mover)
    mover.goto("/rulebook#motions.appellants")
    expect(mover.locator("[id='motions.appellants']")).to_contain_text("3 members may appeal")
    no_sideways_scroll(mover)

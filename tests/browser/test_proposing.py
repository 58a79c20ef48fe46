"""From an idea to a declared result in Chromium, with and without JavaScript."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Page, expect

from governance.infrastructure.clock import LONDON
from tests.machinery.clock import NOON

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]

TITLE = "Plant fruit trees at every scheme"
WORDS = (
    "Each scheme plants **three trees** of its own choice by March.",
    "Tenants asked for them, and a tree costs less than a bench.",
    "About £1,200.",
)
QUESTION = "Should every scheme plant three fruit trees?"
SECONDERS = ("the chair", "a manager", "a scrutineer", "the auditor", "the administrator")
DISCUSSED = NOON + timedelta(days=7)  # as long as the demonstration’s rules ask for
OPENS = DISCUSSED + timedelta(days=1)
CLOSES = DISCUSSED + timedelta(days=9)
GRACE = timedelta(minutes=3)
ENTITLED = 482  # of 483 members, one is suspended


@pytest.fixture
def as_one_of(
    new_page: Callable[..., Page], sign_in: Callable[[Page, str], None], scripts: bool
) -> Callable[[str], Page]:
    """`as_one_of("the chair")`: the browser of that person, signed in."""
    pages: dict[str, Page] = {}

    def person(role: str) -> Page:
        if role not in pages:
            pages[role] = new_page(java_script_enabled=scripts)
            sign_in(pages[role], role)
        return pages[role]

    return person


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).click()


def propose(page: Page) -> str:
    """Write the motion, a question a page; return its address."""
    page.goto("/decisions")
    press(page, "Propose a motion")
    press(page, "Write a motion")
    press(page, "Continue")  # a title is missing yet
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter a title")
    page.locator("[name=words]").fill(TITLE)
    press(page, "Continue")
    page.get_by_label("Service").check()
    press(page, "Continue")
    for words in WORDS:
        page.locator("[name=words]").fill(words)
        press(page, "Continue")
    expect(page.get_by_label("Nothing by itself")).to_be_checked()
    press(page, "Continue")
    expect(page.get_by_role("main").locator("strong")).to_have_text("three trees")
    press(page, "Propose this motion")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def type_moment(page: Page, named: str, moment: Any) -> None:
    local = moment.astimezone(LONDON)
    group = page.get_by_role("group", name=named, exact=True)
    for box in ("Day", "Month", "Year"):
        group.get_by_label(box).fill(str(getattr(local, box.lower())))
    group.get_by_label("Time").fill(f"{local:%H:%M}")


def set_a_ballot(page: Page, secrecy: str, axe: Look | None) -> str:
    """Fill in the ballot, mend what was wrong, change one's mind, set it; return its address."""
    page.goto("/")
    page.locator(".moot-card", has_text=TITLE).get_by_role("button", name="Set the ballot").click()
    page.get_by_label("Question on the ballot paper").fill(QUESTION)
    page.get_by_label(secrecy, exact=True).check()
    type_moment(page, "Opens", OPENS)
    type_moment(page, "Closes", CLOSES)
    press(page, "Check the ballot")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter what happens if it is carried")
    page.get_by_label("If carried, then what").fill("Each scheme chooses its three.")
    press(page, "Check the ballot")

    expect(page.get_by_role("heading", level=1)).to_have_text("Check the ballot")
    expect(page.get_by_role("main")).to_contain_text(f"{ENTITLED} people")
    if axe:
        axe(page)
    press(page, "Change something")
    expect(page.get_by_label("Question on the ballot paper")).to_have_value(QUESTION)
    expect(page.get_by_label(secrecy, exact=True)).to_be_checked()
    closes = page.get_by_role("group", name="Closes", exact=True)
    expect(closes.get_by_label("Day")).to_have_value(str(CLOSES.day))
    page.get_by_label("If carried, then what").fill("Each scheme chooses its three by February.")
    press(page, "Check the ballot")
    expect(page.get_by_role("main")).to_contain_text("by February")
    press(page, "Set this ballot")
    expect(page.get_by_text("The ballot is set.")).to_be_visible()
    return page.url


def vote(page: Page, choice: str) -> None:
    page.goto("/")
    card = page.locator(".moot-card", has_text=QUESTION)
    card.get_by_role("button", name="Vote now").click()
    page.get_by_label(choice, exact=True).check()
    press(page, "Check my vote")
    press(page, "Cast my vote")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your vote is in")


def downloaded(page: Page, words: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=words).click()
    download: Download = waiting.value
    return Path(download.path()).read_text(encoding="utf-8-sig")


def the_result_stands(page: Page) -> None:
    """Verdict, arithmetic, chart, table and both files say the same."""
    main = page.get_by_role("main")
    expect(main.locator(".moot-verdict__word")).to_have_text("Carried")
    expect(main).to_contain_text("2 for, 1 against")
    expect(page.get_by_role("img", name="How the votes fell")).to_be_visible()
    table = page.get_by_role("table", name="The count")
    expect(table.get_by_role("row", name="For")).to_contain_text("2")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(downloaded(page, "CSV"))) if row}
    assert (rows["Outcome"], rows["For"], rows["Against"]) == (["carried"], ["2"], ["1"])
    figures = json.loads(downloaded(page, "JSON"))["declaration"]["figures"]
    assert (figures["for"], figures["against"], figures["entitled"]) == (2, 1, ENTITLED)


def test_an_idea_becomes_a_result(
    as_one_of: Callable[[str], Page],
    at: Callable[..., None],
    axe: Look,
    no_sideways_scroll: Look,
    scripts: bool,
) -> None:
    secrecy = "Open" if scripts else "Secret"
    mover, secretary = as_one_of("a member"), as_one_of("the secretary")
    motion = propose(mover)
    for role in SECONDERS:
        as_one_of(role).goto(motion)
        press(as_one_of(role), "Second this motion")
        expect(as_one_of(role).get_by_text("You seconded this motion.").first).to_be_visible()

    at(DISCUSSED)
    ballot = set_a_ballot(secretary, secrecy, axe if scripts else None)
    mover.goto(ballot)
    expect(mover.get_by_text("Voting has not begun.")).to_be_visible()
    at(OPENS)
    vote(mover, "For")
    vote(as_one_of("the chair"), "For")
    vote(secretary, "Against")
    at(CLOSES)
    at(CLOSES + GRACE)

    mover.goto(motion)
    press(mover, "See the result")
    the_result_stands(mover)
    no_sideways_scroll(mover)
    if scripts:
        axe(mover)
        mover.get_by_role("link", name="Who voted how").click()
        expect(mover.get_by_role("row", name="Marcia Beckford")).to_contain_text("Against")


def test_a_result_prints_without_what_is_only_for_screens(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    open_a_result(page, sign_in)

    page.emulate_media(media="print")

    for kept in ("h1", ".moot-verdict", ".moot-chart", "table"):
        expect(page.locator(kept).first).to_be_visible()
    for left_out in (".moot-navigation", ".govuk-back-link", ".moot-you", ".govuk-skip-link"):
        expect(page.locator(left_out).first).to_be_hidden()
    link = page.get_by_role("main").get_by_role("link", name="with its reasons").first
    assert link.evaluate("it => getComputedStyle(it, '::after').content") == "none"


def test_a_result_is_whole_in_forced_colours_and_without_motion(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    open_a_result(page, sign_in)

    page.emulate_media(forced_colors="active", reduced_motion="reduce")

    expect(page.locator(".moot-verdict__word")).to_be_visible()
    edge = page.locator(".moot-verdict").evaluate("it => getComputedStyle(it).borderTopStyle")
    assert edge == "solid"
    bars = page.locator(".moot-chart rect[class*=moot-fill]")
    fills = bars.evaluate_all("bars => bars.map((bar) => getComputedStyle(bar).fill)")
    track = page.locator(".moot-chart__track").first.evaluate("it => getComputedStyle(it).fill")
    assert track not in fills, "the bars are lost among their tracks"


def open_a_result(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "a member")
    page.goto("/decisions")
    page.get_by_role("link", name="Should we set up a hardship fund").first.click()
    expect(page.locator(".moot-verdict")).to_be_visible()

"""Results in a browser: real wards with many candidates and stages, on a phone and at a desk."""

import os
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from governance.ballots import queries
from governance.infrastructure.database import db
from governance.reckoning.counting.blt import read_blt
from governance.reckoning.counting.keeping import from_kept
from governance.reckoning.counting.tracing import travels, travels_told
from tests.browser.conftest import POCKET
from tests.factories.ballots import asking
from tests.factories.results import make_result, of_a_file
from tests.machinery.books import Books
from tests.machinery.clock import Clock
from tests.reckoning.counting.shared_data import SHARED

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]
SignIn = Callable[[Page, str], None]

NAMES = ("Ada Lovelace", "Bo Diddley", "Cy Young", "Di Abbott")
RANKINGS = {"1 2": 9, "1 3": 9, "2": 5, "3": 5, "4 2": 9, "": 1}
PHONE = {"viewport": POCKET, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
KEPT = os.environ.get("PICTURES_OF_RESULTS", "")
STAGED = ("scottish_stv", "alternative_vote", "ers97_stv", "meek_stv")
EVERY_RANKING = [
    ranking
    for length in range(1, len(NAMES) + 1)
    for ranking in permutations(range(1, len(NAMES) + 1), length)
]
TRACED = """(section, rankings) => rankings.map((ranking) => {
  const selects = [...section.querySelectorAll("select")];
  selects.forEach((select, at) => { select.value = String(ranking.indexOf(at + 1) + 1); });
  section.querySelector("button").click();
  return [...section.querySelectorAll("[data-trace-path] li")].map((line) => line.textContent);
})"""
WARDS = ("glasgow_2017_ward1", "aberdeen_2017_ward1")


@pytest.fixture
def results(books: Books, live: object, clock: Clock) -> dict[str, str]:
    """The addresses of results in the demonstration society, by what they are."""
    with books.app.app_context():
        board = make_result(
            asking("scottish_stv", *NAMES, seats=2),
            asking("choose_one", "Tea", "Coffee", seats=1, text="What shall we drink?"),
            asking("schulze", *NAMES, seats=1, text="Which order do you prefer?"),
            asking("score", *NAMES, seats=0, most=5, text="How content are you with each?"),
            papers={f"{paper};1;2 1;5 3 1 0": number for paper, number in RANKINGS.items()},
            now=clock.now,
        )
        found = {"board": f"/ballots/{board.id}/result"}
        for method in STAGED:
            ballot = make_result(
                asking(method, *NAMES, seats=1 if method == "alternative_vote" else 2),
                papers=RANKINGS | {"3 2 1": 4, "4 3": 2},
                now=clock.now,
            )
            found[method] = f"/ballots/{ballot.id}/result"
        for name in WARDS:
            path = SHARED / "scot2017" / f"{name}.blt"
            if path.exists():
                ward = of_a_file(read_blt(path.read_bytes()), now=clock.now)
                found[name] = f"/ballots/{ward.id}/result"
        db.session.commit()
    return found


def taken(page: Page, name: str) -> None:
    """Keep a picture of the page, where pictures are asked for."""
    if KEPT:
        page.screenshot(path=Path(KEPT) / f"{name}.png", full_page=True)


def test_results_are_sound_at_a_desk_and_on_a_phone(
    new_page: Callable[..., Page],
    results: dict[str, str],
    sign_in: SignIn,
    axe: Look,
    no_sideways_scroll: Look,
) -> None:
    for device, settings in (("desk", {}), ("phone", PHONE)):
        page = new_page(**settings)
        sign_in(page, "a member")
        for name in ("board", *WARDS):
            if name not in results:
                continue
            page.goto(results[name])
            for summary in page.locator("main details > summary").all():
                summary.click()
            taken(page, f"{name}-{device}")
            axe(page)
            no_sideways_scroll(page)


def test_the_stage_table_is_reached_and_scrolled_by_keyboard(
    new_page: Callable[..., Page], results: dict[str, str], sign_in: SignIn
) -> None:
    page = new_page(**PHONE)
    sign_in(page, "a member")
    page.goto(results["board"])
    table = page.get_by_role("region", name="The count, stage by stage")

    table.focus()
    expect(table).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("table => table.scrollLeft > 0", arg=table.element_handle())


def test_a_result_needs_no_script(
    page_without_javascript: Page, results: dict[str, str], sign_in: SignIn
) -> None:
    sign_in(page_without_javascript, "a member")
    page_without_javascript.goto(results["board"])

    main = page_without_javascript.get_by_role("main")
    expect(main).to_contain_text("Ada Lovelace, Di Abbott")
    expect(main.get_by_role("img").first).to_be_visible()
    link = main.get_by_role("link", name="Find my paper by its tracker, and see where it went")
    expect(link.first).to_be_visible()
    expect(main.get_by_role("button", name="Show where it went")).to_have_count(0)


def test_the_browser_traces_every_ranking_as_the_count_does(
    page: Page, results: dict[str, str], sign_in: SignIn, books: Books
) -> None:
    sign_in(page, "a member")
    for method in STAGED:
        page.goto(results[method])
        section = page.locator("[data-trace]")
        expect(section.get_by_role("button", name="Show where it went")).to_be_visible()
        sent: list[str] = []
        page.on("request", lambda request, sent=sent: sent.append(request.url))

        traced = section.evaluate(TRACED, EVERY_RANKING)

        assert traced == [told_of(books, results[method], each) for each in EVERY_RANKING], method
        assert sent == []


def test_a_ranking_with_a_gap_is_explained_and_traced_once_it_has_none(
    new_page: Callable[..., Page], results: dict[str, str], sign_in: SignIn, axe: Look
) -> None:
    page = new_page(**PHONE)
    sign_in(page, "a member")
    page.goto(results["scottish_stv"])
    show = page.get_by_role("button", name="Show where it went")
    path = page.locator("[data-trace-path]")

    page.get_by_label("Bo Diddley", exact=True).select_option("2")
    show.tap()
    expect(path).to_contain_text("Number 1 is missing")
    page.get_by_label("Ada Lovelace", exact=True).select_option("1")
    show.tap()
    expect(path).to_contain_text("At stage 1 your paper is counted for Ada Lovelace, as one vote.")
    axe(page)


def told_of(books: Books, address: str, ranking: tuple[int, ...]) -> list[str]:
    """Return what the count itself says of a paper."""
    with books.app.app_context():
        declaration = queries.declaration(int(address.split("/")[2]))
        assert declaration is not None
        count = from_kept(declaration.body["questions"][0]["count"])
    return [str(each) for each in travels_told(count, travels(count, ranking), NAMES)]

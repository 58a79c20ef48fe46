"""Papers of every shape in Chromium: on a phone, with and without scripts, by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from governance.ballots import service
from governance.ballots.models import OpenPaper
from governance.infrastructure.database import db, writing
from tests.browser.conftest import POCKET
from tests.browser.test_shares import enter
from tests.factories.accounts import make_account
from tests.factories.ballots import asking, make_paper, make_voters
from tests.factories.motions import make_motion
from tests.machinery.books import Books
from tests.machinery.live import LiveServer, serve

pytestmark = pytest.mark.browser

Look = Callable[[Page], None]

CANDIDATES = (
    "Ada Beck",
    "Bo Kaur",
    "Cyril Dunn",
    "Diane Frost-Hetherington",
    "Ewan MacAllister",
    "Fatima Noor",
    "Gwen Parry",
    "Hassan Iqbal",
    "Ifeoma Okafor",
    "Jack Stokes",
)
BOARD, SURVEY = "Who should be on our board?", "How we work"
SMALLEST_TARGET = 43.5  # pixels; 44 but for rounding


@dataclass(frozen=True)
class Papers:
    """A voter's address, and the ballots: an election, and a paper of the other shapes."""

    voter: str
    board: int
    survey: int


@pytest.fixture
def live(books: Books) -> Iterator[LiveServer]:
    """A society of this test's own, answering, in the place of the demonstration."""
    with books.opened(reads_only=True) as app, serve(app) as server:
        yield server
        complaints = server.complaints()
    assert not complaints, f"the server complained: {complaints}"


@pytest.fixture
def papers(live: LiveServer) -> Papers:
    with writing():
        (voter, *_others) = make_voters(12)
        make_account(voter.party_id)
        options = [
            *(
                service.OptionPlanned(name, f"I am {name}.", kind="candidate")
                for name in CANDIDATES
            ),
            service.OptionPlanned("Re-open nominations", kind="reopen"),
        ]
        election = service.QuestionPlanned(BOARD, "scottish_stv", options, seats=3, order="drawn")
        board = make_paper(election, title=BOARD, secrecy="open")
        motion = make_motion(state="seconded")
        survey = make_paper(
            service.QuestionPlanned(
                "Shall we buy a van?", motion=motion, resolution_kind="ordinary"
            ),
            asking("choose_one", "Dudley", "Tipton", text="Where do we meet?", seats=1),
            asking("approval", "Tea", "Cake", "Games", text="What with?", seats=1, most=2),
            asking("schulze", "Spring", "Summer", "Winter", text="When?", seats=1, most=2),
            asking("score", "Rotas", "Pay", text="How well do we do these?", most=5),
            title=SURVEY,
            secrecy="open",
        )
        made = Papers(str(voter.email), board.id, survey.id)
        db.session.commit()
        db.session.remove()
    return made


@pytest.fixture
def phone(new_page: Callable[..., Page], scripts: bool, papers: Papers) -> Page:
    """The voter's phone, signed in: once with scripts, once without."""
    page = new_page(
        viewport=POCKET,
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
        java_script_enabled=scripts,
    )
    enter(page, papers.voter)
    return page


@pytest.fixture
def desk(page: Page, papers: Papers) -> Page:
    """The voter at a desk, signed in, on the paper of the election."""
    enter(page, papers.voter)
    page.goto(f"/ballots/{papers.board}")
    return page


@pytest.fixture
def sound(axe: Look, no_sideways_scroll: Look, scripts: bool) -> Look:
    """`sound(page)`: at 320 px, and for axe where it can run, for it is a script itself."""

    def look(page: Page) -> None:
        no_sideways_scroll(page)
        if scripts:
            axe(page)

    return look


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def rank(page: Page, *names: str, scripts: bool = True, first: int = 1) -> None:
    """Rank these in this order, as this browser lets one."""
    for place, name in enumerate(names, start=first):
        if scripts:
            page.get_by_role("button", name=f"Add {name} as your").click()
        else:
            page.get_by_label(name, exact=True).select_option(str(place))


def ranked(page: Page) -> list[str]:
    return page.locator("[data-ranked] .moot-choice__name").all_inner_texts()


def sent(page: Page) -> dict[str, str]:
    """Return the number that is to be sent for each option that has one."""
    chosen = """() => [...document.querySelectorAll('select')].filter((each) => each.value)
      .map((each) => [each.labels[0].textContent, each.value])"""
    return dict(page.evaluate(chosen))


def answers(page: Page) -> list[str]:
    return page.locator(".moot-answer li, .moot-answer > p").all_inner_texts()


def kept(ballot_id: int) -> list[str]:
    db.session.rollback()
    query = db.session.query(OpenPaper.choice).filter_by(ballot_id=ballot_id)
    return [row.choice for row in query]


def numbers_of(*names: str) -> str:
    return " ".join(str(CANDIDATES.index(name) + 1) for name in names)


def test_a_board_is_ranked_checked_changed_and_cast(
    phone: Page, papers: Papers, sound: Look, scripts: bool
) -> None:
    phone.goto(f"/ballots/{papers.board}")
    sound(phone)
    order = phone.locator("li .moot-choice__name").all_inner_texts()
    assert sorted(order[:-1]) == sorted(CANDIDATES)
    assert order[-1] == "Re-open nominations"

    rank(phone, "Gwen Parry", "Ada Beck", scripts=scripts)
    press(phone, "Check my vote")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Check your vote")
    sound(phone)
    assert answers(phone)[:2] == ["Gwen Parry", "Ada Beck"]

    press(phone, "Change my vote")
    if scripts:
        expect(phone.locator("[data-ranked] li")).to_have_count(2)
        assert ranked(phone) == ["Gwen Parry", "Ada Beck"]
    else:
        expect(phone.get_by_label("Ada Beck", exact=True)).to_have_value("2")
    rank(phone, "Cyril Dunn", scripts=scripts, first=3)
    press(phone, "Check my vote")
    press(phone, "Cast my vote")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    sound(phone)
    assert kept(papers.board) == [numbers_of("Gwen Parry", "Ada Beck", "Cyril Dunn")]


def test_a_paper_with_every_shape_is_filled_in_and_cast(
    phone: Page, papers: Papers, sound: Look, scripts: bool
) -> None:
    phone.goto(f"/ballots/{papers.survey}")
    sound(phone)
    phone.get_by_label("For", exact=True).check()
    phone.get_by_label("Tipton").check()
    for each in ("Tea", "Cake", "Games"):
        phone.get_by_label(each, exact=True).check()
    rank(phone, "Winter", "Spring", scripts=scripts)
    phone.get_by_role("group", name="Pay").get_by_label("4", exact=True).check()
    press(phone, "Check my vote")

    problem = phone.get_by_role("link", name="You may mark up to 2, and you marked 3")
    expect(problem).to_be_visible()
    sound(phone)
    problem.click()
    phone.get_by_label("Cake").uncheck()
    press(phone, "Check my vote")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Check your vote")
    assert answers(phone) == [
        "For",
        "Tipton",
        "Tea",
        "Games",
        "Winter",
        "Spring",
        "Not ranked: Summer.",
        "Rotas: no opinion",
        "Pay: 4",
    ]
    sound(phone)
    press(phone, "Cast my vote")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    assert kept(papers.survey) == ["for;2;1 3;3 1;0 4"]


def test_a_blank_paper_is_asked_about_once(phone: Page, papers: Papers, sound: Look) -> None:
    phone.goto(f"/ballots/{papers.survey}")
    press(phone, "Check my vote")
    expect(phone.get_by_role("link", name=re.compile("You have marked nothing"))).to_be_visible()
    sound(phone)
    phone.get_by_label("Hand in my paper blank").check()
    press(phone, "Check my vote")
    expect(phone.get_by_text("Your paper is blank")).to_be_visible()
    sound(phone)
    press(phone, "Cast my vote")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    assert kept(papers.survey) == [";;;;"]


def test_mistakes_in_numbers_are_said_where_no_script_keeps_them_from_being_made(
    page_without_javascript: Page, papers: Papers, no_sideways_scroll: Look
) -> None:
    page = page_without_javascript
    enter(page, papers.voter)
    page.goto(f"/ballots/{papers.board}")
    page.get_by_label("Ada Beck").select_option("1st")
    page.get_by_label("Bo Kaur").select_option("1st")
    press(page, "Check my vote")

    problem = page.get_by_role("link", name=re.compile("You gave the number 1 to"))
    no_sideways_scroll(page)
    problem.click()
    assert "#q1-" in page.url
    page.get_by_label("Bo Kaur").select_option("3rd")
    press(page, "Check my vote")
    expect(page.get_by_role("link", name=re.compile("You have a 3 but no 2"))).to_be_visible()
    expect(page.get_by_label("Ada Beck")).to_have_value("1")
    page.get_by_label("Bo Kaur").select_option("2nd")
    press(page, "Check my vote")

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your vote")
    assert answers(page)[:2] == ["Ada Beck", "Bo Kaur"]


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the button of this name."""
    for _press in range(80):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.innerText || ''"
        )
        if label.startswith(name):
            return
    raise AssertionError(f"Tab does not lead to “{name}”")


def said(page: Page) -> Locator:
    return page.locator("[role=status][data-said]")


def test_a_ranking_by_keyboard_alone_says_what_it_does(
    desk: Page, papers: Papers, axe: Look
) -> None:
    tab_to(desk, "Add Ada Beck")
    desk.keyboard.press("Enter")
    expect(said(desk)).to_have_text("Ada Beck is now your 1st choice of 1.")
    tab = desk.evaluate("document.activeElement.getAttribute('aria-label')")
    assert tab.startswith("Add "), "the focus goes on to the next that can be added"
    desk.keyboard.press("Space")
    second = ranked(desk)[1]
    desk.get_by_role("button", name=f"Up: make {second} your 1st choice").focus()
    desk.keyboard.press("Enter")
    expect(said(desk)).to_have_text(f"{second} is now your 1st choice of 2.")
    expect(focused(desk)).to_have_accessible_name(f"Up: {second} is your first choice")
    desk.keyboard.press("Enter")  # it is the first already: nothing moves, and that is said
    expect(said(desk)).to_have_text(f"Up: {second} is your first choice")
    assert ranked(desk) == [second, "Ada Beck"]
    assert sent(desk) == {second: "1", "Ada Beck": "2"}
    axe(desk)

    tab_to(desk, "Down")
    desk.keyboard.press("Enter")
    assert ranked(desk) == ["Ada Beck", second]
    desk.get_by_role("button", name=f"Remove {second}").focus()
    desk.keyboard.press("Enter")
    expect(said(desk)).to_have_text(f"{second} is not ranked any more. 1 ranked.")
    expect(focused(desk)).to_have_accessible_name("Remove Ada Beck from your ranking")
    tab_to(desk, "Check my vote")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Check your vote")
    assert answers(desk)[0] == "Ada Beck"
    tab_to(desk, "Cast my vote")
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("heading", level=1)).to_have_text("Your vote is in")
    assert kept(papers.board) == [numbers_of("Ada Beck")]


def test_no_more_are_ranked_than_may_be(page: Page, papers: Papers, axe: Look) -> None:
    enter(page, papers.voter)
    page.goto(f"/ballots/{papers.survey}")
    expect(page.get_by_text("On this paper rank up to 2.").last).to_be_visible()
    rank(page, "Winter", "Spring")

    third = page.get_by_role("button", name="Add: you have ranked as many as you may")
    axe(page)
    third.click(force=True)  # it is there and says why, but adds nothing

    expect(said(page)).to_have_text(re.compile("^You have ranked as many as you may"))
    assert ranked(page) == ["Winter", "Spring"]


def drag(page: Page, name: str, *, to: Locator, below: bool = False) -> None:
    """Drag a choice by its handle onto the upper or the lower part of another."""
    page.locator(f"[data-name='{name}'] .moot-choice__handle").scroll_into_view_if_needed()
    grip = page.locator(f"[data-name='{name}'] .moot-choice__handle").bounding_box()
    there = to.bounding_box()
    assert grip
    assert there
    page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, grip["y"] + 30, steps=3)
    height = there["height"] * (0.9 if below else 0.1)
    page.mouse.move(there["x"] + 60, there["y"] + height, steps=8)
    page.wait_for_timeout(100)  # the picture follows the pointer with the next frame
    page.mouse.up()


def choice(page: Page, name: str) -> Locator:
    return page.locator(f"[data-name='{name}']")


def test_choices_are_dragged_into_order_and_out_again(desk: Page) -> None:
    desk.set_viewport_size({"width": 1280, "height": 2000})
    rank(desk, "Ada Beck", "Bo Kaur", "Cyril Dunn")

    drag(desk, "Cyril Dunn", to=choice(desk, "Ada Beck"))
    assert ranked(desk) == ["Cyril Dunn", "Ada Beck", "Bo Kaur"]
    drag(desk, "Cyril Dunn", to=choice(desk, "Ada Beck"), below=True)
    assert ranked(desk) == ["Ada Beck", "Cyril Dunn", "Bo Kaur"]
    drag(desk, "Gwen Parry", to=choice(desk, "Bo Kaur"))
    assert ranked(desk) == ["Ada Beck", "Cyril Dunn", "Gwen Parry", "Bo Kaur"]
    drag(desk, "Ada Beck", to=choice(desk, "Re-open nominations"))
    assert ranked(desk) == ["Cyril Dunn", "Gwen Parry", "Bo Kaur"]

    assert sent(desk) == {"Cyril Dunn": "1", "Gwen Parry": "2", "Bo Kaur": "3"}


def test_a_finger_drags_by_the_handle(new_page: Callable[..., Page], papers: Papers) -> None:
    phone = new_page(viewport=POCKET, is_mobile=True, has_touch=True)
    enter(phone, papers.voter)
    phone.goto(f"/ballots/{papers.board}")
    rank(phone, "Ada Beck", "Bo Kaur")
    choice(phone, "Ada Beck").scroll_into_view_if_needed()
    grip = choice(phone, "Bo Kaur").locator(".moot-choice__handle").bounding_box()
    above = choice(phone, "Ada Beck").bounding_box()
    assert grip
    assert above
    finger = phone.context.new_cdp_session(phone)

    def touch(kind: str, *heights: float) -> None:
        points = [{"x": grip["x"] + 8, "y": height} for height in heights]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", grip["y"] + 20)
    for step in range(1, 6):
        touch("touchMove", grip["y"] + 20 + (above["y"] + 3 - grip["y"] - 20) * step / 5)
        phone.wait_for_timeout(50)
    touch("touchEnd")

    assert ranked(phone) == ["Bo Kaur", "Ada Beck"]


def test_escape_lets_go_of_what_is_dragged(desk: Page) -> None:
    rank(desk, "Ada Beck", "Bo Kaur")
    grip = choice(desk, "Bo Kaur").locator(".moot-choice__handle")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    desk.mouse.move(box["x"] + 8, box["y"] + 20)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 8, box["y"] - 80, steps=4)
    expect(desk.locator(".moot-ranking__line")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.mouse.up()

    assert ranked(desk) == ["Ada Beck", "Bo Kaur"]
    expect(desk.locator(".moot-ranking__line")).to_have_count(0)


def test_targets_are_large_and_nothing_is_kept_on_the_device(desk: Page, papers: Papers) -> None:
    rank(desk, "Ada Beck", "Bo Kaur", "Cyril Dunn")

    sizes = [button.bounding_box() for button in desk.locator("[data-act]:visible").all()]

    assert len(sizes) == 3 * 3 + 8
    for box in sizes:
        assert box
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET
    stored = "[localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert desk.evaluate(f"(async () => {stored})()") == [0, 0, 0]


def test_what_is_marked_is_there_after_going_back(desk: Page) -> None:
    rank(desk, "Ada Beck", "Bo Kaur")
    press(desk, "Check my vote")

    desk.go_back()

    expect(desk.locator("[data-ranked] li")).to_have_count(2)
    assert ranked(desk) == ["Ada Beck", "Bo Kaur"]


def test_leaving_a_marked_paper_is_asked_about_first(desk: Page) -> None:
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    address = desk.url
    rank(desk, "Ada Beck")

    desk.get_by_role("link", name="Decisions").first.click()

    expect(desk.locator("[data-ranked] li")).to_have_count(1)
    assert asked == ["beforeunload"]
    assert desk.url == address

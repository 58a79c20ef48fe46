"""The page of the search: what it shows of what was found, and what it asks."""

import pytest

from governance.infrastructure.actor import Role
from governance.motions import service
from tests.factories.accounts import make_role, signed_in
from tests.factories.board import board_decision, decide
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_actor, make_motion
from tests.factories.resolutions import make_resolution
from tests.machinery.clock import NOON


@pytest.fixture
def ben(client):
    """A member's browser, signed in."""
    make_society(seconders_needed=2)
    return signed_in(client, make_member("Ben Cole").party_id)


def say(motion, text):
    actor = make_actor("Cy Dale")
    return service.comment(motion, text, side="neither", submission=text, actor=actor, now=NOON)


def test_what_was_found_is_shown_with_its_words_marked(ben):
    motion = make_motion(
        title="Open a Respite-house",
        text="We open **one house** in Tipton.",
        mover=make_actor("Ada Brook"),
        category="service",
    )
    said = say(motion, "And a house for stäff?")

    page = ben.get("/decisions/search?words=house").page

    marked = [mark.text for mark in page.all("mark")]
    assert marked == ["house", "house", "house"]
    assert "1 found" in page.text
    assert "Motion 2026/1, proposed by Ada Brook on 16 November 2026" in page.text
    assert "Looking for seconders Service" in page.text
    comment = ben.get(page.first("a", text="Comment of Cy Dale")["href"])
    assert comment.location == f"/motions/{motion.id}#comment-{said.id}"


def test_words_of_members_are_shown_as_words(ben):
    make_motion(title="A <script> house", text="<b>house</b> & <img src=x>")

    page = ben.get("/decisions/search?words=house").page

    assert "A <script> house" in page.text
    assert not page.all("img")
    assert not page.all("b")


def test_decisions_leads_to_the_search(ben):
    motion = make_motion(title="Open a respite house")

    page = ben.submit("/decisions", {"words": "respite"}, form="/decisions/search").page

    assert page.first("a", text="Open a respite house")["href"] == f"/motions/{motion.id}"


def test_what_is_asked_stays_and_can_be_taken_off(ben):
    make_motion(title="Open a respite house", category="service")
    make_motion(title="A rule on respite", category="rules")

    page = ben.get("/decisions/search?words=respite&category=rules&year=2026").page

    assert "1 found" in page.text
    assert page.first("a", text="Rules")["href"] == "/decisions/search?words=respite&year=2026"
    assert page.first("a", text="2026")["href"] == "/decisions/search?words=respite&category=rules"
    assert page.form("/decisions/search").fields()["words"] == ["respite"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("words=zebra", "Try fewer words"),
        ("words=%3F%3F&state=carried", "Type letters or figures"),
        ("state=carried", "Nothing was found"),
    ],
)
def test_nothing_found_says_what_to_try(ben, query, sentence):
    make_motion()

    assert sentence in ben.get(f"/decisions/search?{query}").page.text


@pytest.mark.parametrize(
    "query",
    [
        "state=gossip",
        "kind=person",
        "category=none",
        "year=x",
        "year=99999999999999999999",
        "page=0",
        "page=-1",
        "page=x",
        "page=999",
        "words=" + "a" * 300,
        "words=%25_%27%22",
    ],
)
def test_a_strange_address_of_the_search_shows_a_page(ben, query):
    make_motion(title="Open a respite house")

    answer = ben.get(f"/decisions/search?{query}")

    assert answer.status_code == 200
    assert "Open a respite house" in answer.page.text or "Nothing was found" in answer.page.text


def test_an_empty_society_is_told_so(ben):
    assert "There is nothing to search yet" in ben.get("/decisions/search").page.text


def test_many_are_found_page_by_page(ben):
    for number in range(23):
        make_motion(title=f"Respite {number:02}")

    first = ben.get("/decisions/search?words=respite").page
    second = ben.get("/decisions/search?words=respite&page=2").page

    assert len(first.all("li", class_="moot-result")) == 20
    assert len(second.all("li", class_="moot-result")) == 3


def test_many_places_in_one_motion_are_summed_up(ben):
    motion = make_motion(title="Buy two vans", text="Vans.", reason="Diesel.")
    for number in range(5):
        say(motion, f"Zebra {number}")

    page = ben.get("/decisions/search?words=zebra").page

    assert len(page.all("a", text="Comment of Cy Dale")) == 3
    assert "And in 2 more places." in page.text


def test_a_confidential_decision_of_the_board_is_shown_without_its_text(ben):
    decide(
        board_decision(
            title="A settlement", text="A zebra is paid.", confidential_because="It names somebody."
        )
    )

    page = ben.get("/decisions/search?words=settlement").page

    assert "Board decision 2026/1, decided on 16 November 2026" in page.text
    assert "zebra" not in page.text


def test_a_resolution_is_shown_with_how_it_stands(ben):
    resolution = make_resolution(title="A zebra crossing")

    page = ben.get("/decisions/search?words=zebra&kind=resolution").page

    assert page.first("a", text="A zebra crossing")["href"] == f"/resolutions/{resolution.id}"
    assert "Resolution 2026/1, decided on 16 November 2026 Decided" in page.text


def test_an_officer_who_is_no_member_searches_too(client):
    make_society()
    make_motion(title="Open a respite house")
    party_id = make_person("Bo Board").party_id
    make_role(party_id, Role.BOARD)

    page = signed_in(client, party_id).get("/decisions/search?words=respite").page

    assert "Open a respite house" in page.text


def test_the_words_can_be_made_anew_by_hand(ben, app):
    make_motion(title="Open a respite house")
    ben.get("/decisions")

    said = app.test_cli_runner().invoke(args=["search", "rebuild"])

    assert said.output == "1 parts can be found.\n"
    assert "1 found" in ben.get("/decisions/search?words=respite").page.text

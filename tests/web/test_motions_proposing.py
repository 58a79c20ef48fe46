"""Proposing a motion through the pages, with everything that goes wrong on the way."""

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions.models import Draft, Motion
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_person, make_society
from tests.factories.rules import set_rules

ANSWERS = {
    "title": "Open a respite house",
    "category": "service",
    "text": "We open **one house** in Tipton.\r\n\r\n- by September\r\n- with six beds",
    "reason": "Families wait eleven weeks.",
    "cost": "About £40,000 a year.",
}


@pytest.fixture
def ada(client):
    """A member's browser, signed in."""
    make_society(seconders_needed=2)
    return signed_in(client, make_member("Ada Brook").party_id)


def begun(client):
    """Press the button of the first page; return the address of the draft."""
    answer = client.submit("/motions/new")
    assert answer.status_code == 302
    return answer.location.rsplit("/", 1)[0]


def written(client, **changed):
    """Answer all questions; return the address of the draft."""
    draft = begun(client)
    for part, words in (ANSWERS | changed).items():
        answer = client.submit(f"{draft}/{part}", {"words": words})
        assert answer.status_code == 302, answer.page.text
    return draft


def motions():
    return db.session.scalars(select(Motion)).all()


def test_a_member_proposes_a_motion(ada):
    draft = begun(ada)
    places = []
    for part, words in ANSWERS.items():
        answer = ada.submit(f"{draft}/{part}", {"words": words})
        places.append(answer.location.rsplit("/", 1)[1])
    shown = ada.submit(f"{draft}/check", follow=True)

    assert places == ["category", "text", "reason", "cost", "effect"]
    assert shown.page.heading == "Open a respite house"
    assert "Your motion is 2026/1. It now needs 2 seconders" in shown.page.text
    (motion,) = motions()
    assert motion.text == "We open **one house** in Tipton.\n\n- by September\n- with six beds"


def test_the_check_shows_the_motion_as_others_will_read_it(ada):
    page = ada.get(f"{written(ada)}/check").page

    assert page.first("strong", text="one house").text == "one house"
    assert [item.text for item in page.all("li", text="six beds")] == ["with six beds"]
    assert "It goes to a ballot after 2 colleagues have seconded it." in page.text


@pytest.mark.parametrize(
    ("part", "typed", "sentence"),
    [
        ("title", "", "Enter a title"),
        ("title", " \u200b ", "Enter a title"),
        ("title", "Vans", "Title must be 8 characters or more"),
        ("title", "v" * 121, "Title must be 120 characters or fewer"),
        ("text", "", "Enter what would be decided"),
        ("text", "\u2060\u200d", "Enter what would be decided"),
        ("text", "v" * 20_001, "The text must be 20,000 characters or fewer"),
        ("reason", "  ", "Enter why it should be decided"),
        ("reason", "v" * 20_001, "The reason must be 20,000 characters or fewer"),
        ("cost", "v" * 4_001, "The cost must be 4,000 characters or fewer"),
    ],
)
def test_a_wrong_answer_is_shown_again_with_what_to_do(ada, part, typed, sentence):
    page = ada.submit(f"{begun(ada)}/{part}", {"words": typed}).page

    assert sentence in page.text
    assert page.title.startswith("Error: ")
    shown = page.form().fields()["words"][0]
    assert shown.strip() == "".join(letter for letter in typed if letter.isprintable()).strip()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({}, "Select what it is about"), ({"words": "gossip"}, "Choose from the answers shown")],
)
def test_a_motion_is_about_one_of_the_things_offered(ada, typed, sentence):
    draft = begun(ada)
    token = ada.get(f"{draft}/category").page.form().fields()

    page = ada.post(f"{draft}/category", data=token | typed).page

    assert sentence in page.text
    assert page.title.startswith("Error: ")


def test_unseen_characters_and_line_breaks_leave_a_title(ada):
    draft = begun(ada)
    ada.submit(f"{draft}/title", {"words": " Open\u202e a\r\n respite\x7f  house\u200b "})

    assert ada.get(f"{draft}/title").page.form().fields()["words"] == ["Open a respite house"]


def test_going_back_finds_every_answer(ada):
    draft = written(ada)

    for part, words in ANSWERS.items():
        shown = ada.get(f"{draft}/{part}").page.form().fields()["words"][0]
        assert shown.strip() == words.replace("\r\n", "\n")


def test_an_answer_changed_from_the_check_leads_back_to_it(ada):
    draft = written(ada)
    link = ada.get(f"{draft}/check").page.first("a", text="Change: Why")

    answer = ada.submit(link["href"], {"words": "Because."})

    assert answer.location == f"{draft}/check"
    assert "Because." in ada.get(answer.location).page.text


def test_a_cost_may_be_left_blank(ada):
    draft = written(ada, cost="")

    assert ada.submit(f"{draft}/check").status_code == 302
    assert motions()[0].cost == ""


def test_the_check_leads_to_what_is_missing(ada):
    draft = begun(ada)
    ada.submit(f"{draft}/title", {"words": ANSWERS["title"]})

    assert ada.get(f"{draft}/check").location == f"{draft}/category"


def test_a_second_click_proposes_once(ada):
    draft = written(ada)
    sent = ada.get(f"{draft}/check").page.form().fields()

    first = ada.post(f"{draft}/check", data=sent)
    second = ada.post(f"{draft}/check", data=sent)

    assert first.location == second.location
    assert len(motions()) == 1


def test_after_proposing_the_back_button_leads_to_the_motion(ada):
    draft = written(ada)
    sent = ada.get(f"{draft}/text").page.form().fields()
    motion = ada.submit(f"{draft}/check").location

    assert ada.get(f"{draft}/check").location == motion
    assert ada.get(f"{draft}/text").location == motion
    assert ada.post(f"{draft}/text", data=sent | {"words": "Other words"}).location == motion
    assert motions()[0].text.startswith("We open")


def test_words_outlive_an_expired_session(ada, client):
    draft = begun(ada)
    sent = ada.get(f"{draft}/text").page.form().fields() | {"words": ["Typed over a whole shift"]}
    party_id = db.session.scalar(select(Draft.author_id))
    with client.session_transaction() as session:
        session.clear()

    kept = client.post(f"{draft}/text", data=sent)
    signed_in(client, party_id)
    stale = client.post(f"{draft}/text", data=kept.page.form().fields())
    saved = client.post(f"{draft}/text", data=stale.page.form().fields())

    assert (kept.status_code, stale.status_code, saved.status_code) == (400, 400, 302)
    assert "You were signed out, and your words are still here" in kept.page.text
    assert "Send it once more" in stale.page.text
    assert db.session.scalar(select(Draft.text)) == "Typed over a whole shift"


def test_nothing_is_kept_from_a_form_without_its_token(ada):
    draft = begun(ada)

    answer = ada.post(f"{draft}/title", data={"words": "A title from elsewhere"})

    assert answer.status_code == 400
    assert db.session.scalar(select(Draft.title)) == ""


def test_a_draft_can_be_gone_on_with_and_thrown_away(ada):
    draft = begun(ada)
    ada.submit(f"{draft}/title", {"words": "Open a respite house"})
    page = ada.get("/motions/new").page

    assert page.first("a", text="Go on with this draft")["href"] == f"{draft}/check"
    answer = ada.submit(f"{draft}/discard", follow=True)
    assert "Your draft is thrown away." in answer.page.text
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_it_is_said_after_how_long_a_draft_is_deleted(ada):
    ada.submit(f"{begun(ada)}/title", {"words": "Open a respite house"})
    assert "is deleted" not in ada.get("/motions/new").page.text

    set_rules(records__drafts_months=6)

    told = "A draft in which nobody writes for 6 months is deleted."
    assert told in ada.get("/motions/new").page.text


def test_nobody_reads_another_members_draft(ada, new_client):
    draft = written(ada)
    ben = signed_in(new_client(), make_member("Ben Cole").party_id)

    for place in ("title", "check", "discard"):
        assert ben.get(f"{draft}/{place}").status_code == 404


def test_an_officer_who_is_no_member_does_not_propose(client):
    make_society()
    party_id = make_person("Bo Board").party_id
    make_role(party_id, Role.BOARD)

    assert signed_in(client, party_id).get("/motions/new").status_code == 403


def test_where_no_seconder_is_needed_the_pages_say_nothing_of_them(client):
    make_society(seconders_needed=0)
    ada = signed_in(client, make_member("Ada Brook").party_id)
    draft = written(ada)

    assert "second" not in ada.get(f"{draft}/check").page.text
    shown = ada.submit(f"{draft}/check", follow=True).page
    assert "Your motion is 2026/1." in shown.text
    assert "Waiting for a ballot" in shown.text


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an event": '<p onclick="alert(1)">hello</p>',
    "an image": "before ![](https://elsewhere.example/pixel.png) after",
    "a drawn image": '<img src=x onerror="alert(1)"> <svg onload=alert(1)>',
    "a frame": "<iframe src='https://elsewhere.example'></iframe>",
    "a script link": "[press](javascript:alert(1)) [it](JaVaScRiPt:alert(1))",
    "a coded link": "[press](&#106;avascript:alert(1)) <javascript:alert(1)>",
    "a data link": "[press](data:text/html;base64,PHNjcmlwdD4=) [it](data:image/png;base64,AA)",
    "a reference": "[press][x]\n\n[x]: vbscript:msgbox(1)",
    "a broken tag": '<a href="https://elsewhere.example" style="position:fixed"',
    "closing tags": "</div></main></body></html>",
    "deep lists": "\n".join(" " * (2 * depth) + "- item" for depth in range(120)),
    "deep quotes": ">" * 5_000 + " deep",
    "deep emphasis": "*_" * 4_000 + "x" + "_*" * 4_000,
    "brackets": "[" * 9_000,
    "a template": "{{ 7 * 7 }} {% raw %}",
    "headings": "# One\n\n# Two\n\nTitle\n=====",
    "a wide table": "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n|" + "b|" * 200,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_do_no_harm(ada, text):
    draft = written(ada, text=text, reason=text, cost=text[:3_000])
    checked = ada.get(f"{draft}/check")
    proposed = ada.submit(f"{draft}/check", follow=True)

    for page in (checked.page, proposed.page):
        words = page.all("div", class_="moot-prose")
        assert len(words) >= 3
        for part in words:
            names = {element.tag for element in part.element.iter()}
            assert not names & {"script", "img", "svg", "iframe", "style", "form", "h1", "h2"}
            assert not [
                name
                for element in part.element.iter()
                for name in element.attrib
                if name not in ("class", "href", "rel", "start")
            ]
        links = [link for part in words for link in part.all("a")]
        leading = [link["href"] for link in links if link["href"]]
        assert all(href.startswith(("https://", "http://", "mailto:")) for href in leading)
        assert len(page.all("h1")) == 1

"""Reading, seconding, discussing and withdrawing motions through the pages."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Comment, Secondment
from tests.factories.accounts import signed_in
from tests.factories.members import make_member, make_person
from tests.factories.motions import make_actor, make_motion


def acting(entry, *roles):
    """Return that person as services see them."""
    return Actor(
        party_id=entry.party_id,
        name=entry.name,
        roles=frozenset({Role.MEMBER, *roles}),
        account_id=entry.party_id,
    )


def secondments():
    return db.session.scalar(select(func.count()).select_from(Secondment))


def comments():
    return db.session.scalars(select(Comment).order_by(Comment.id)).all()


def form_at(client, motion_id, suffix):
    """Return what a browser would send for that form of the motion's page."""
    page = client.get(f"/motions/{motion_id}").page
    return page.form(f"/motions/{motion_id}/{suffix}").fields()


def test_the_page_of_a_motion_tells_where_it_stands(browser):
    ada = make_member("Ada Brook")
    motion = make_motion(mover=acting(ada), text="We **open** it.", seconders_needed=2)
    service.second(motion, actor=make_actor("Cy Dale"), now=motion.proposed_at)

    page = browser().get(f"/motions/{motion.id}").page

    assert page.heading == motion.title
    assert "Motion 2026/1 Looking for seconders" in page.text
    assert "Proposed by Ada Brook on Monday 16 November" in page.text
    assert "1 of 2 seconders" in page.text
    assert page.first("strong", text="open").text == "open"
    assert "The mover did not say." in page.text


def test_a_member_seconds_a_motion(browser):
    motion = make_motion(seconders_needed=1)
    ben = browser()

    shown = ben.submit(f"/motions/{motion.id}", form=f"/motions/{motion.id}/second", follow=True)

    assert "It now has the seconders it needs." in shown.page.text
    assert "Waiting for a ballot" in shown.page.text
    assert not shown.page.all("form", action=f"/motions/{motion.id}/second")


def test_a_double_click_seconds_once(browser):
    motion_id, ben = make_motion().id, browser()
    sent = form_at(ben, motion_id, "second")

    answers = [ben.post(f"/motions/{motion_id}/second", data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert secondments() == 1


def test_the_mover_is_told_why_they_cannot_second(browser):
    ada = make_member("Ada Brook")
    motion_id = make_motion(mover=acting(ada)).id
    client = browser(ada)
    sent = form_at(client, motion_id, "comments")

    answer = client.post(f"/motions/{motion_id}/second", data=sent)

    assert not client.get(f"/motions/{motion_id}").page.all(
        "form", action=f"/motions/{motion_id}/second"
    )
    assert answer.status_code == 409
    assert "somebody else has to second it" in answer.page.text


def test_an_officer_who_is_no_member_reads_and_discusses_but_does_not_second(browser):
    motion_id = make_motion().id
    board = browser(make_person("Bo Board"), Role.BOARD)
    sent = form_at(board, motion_id, "comments")

    answer = board.post(f"/motions/{motion_id}/second", data=sent)
    said = board.submit(
        f"/motions/{motion_id}", {"words": "Thank you."}, form=f"/motions/{motion_id}/comments"
    )

    assert answer.status_code == 409
    assert "Only members can second a motion." in answer.page.text
    assert said.status_code == 302
    assert secondments() == 0


def test_somebody_with_no_role_reads_no_motions(browser):
    motion_id = make_motion().id
    nobody = browser(make_person("Ex Member"))

    for address in ("/motions", "/motions.csv", f"/motions/{motion_id}", "/decisions"):
        assert nobody.get(address).status_code == 403


def test_a_motion_that_is_not_there_is_not_found(browser):
    answer = browser().get("/motions/4711")

    assert answer.status_code == 404
    assert "There is no motion at this address." in answer.page.text


def test_a_comment_joins_the_discussion(browser):
    motion_id, ben = make_motion().id, browser()

    shown = ben.submit(
        f"/motions/{motion_id}",
        {"words": "Who would *staff* it?"},
        form=f"/motions/{motion_id}/comments",
        follow=True,
    )

    (said,) = comments()
    thread = shown.page.first("li", id=f"comment-{said.id}")
    assert "Ben Cole" in thread.text
    assert [part.text for part in thread.all("em")] == ["staff"]


def test_a_comment_sent_twice_is_said_once_and_one_after_it_is_another(browser):
    motion_id, ben = make_motion().id, browser()
    sent = form_at(ben, motion_id, "comments") | {"words": "Who would staff it?"}
    ben.post(f"/motions/{motion_id}/comments", data=sent)
    ben.post(f"/motions/{motion_id}/comments", data=sent)

    again = form_at(ben, motion_id, "comments") | {"words": "Who would staff it?"}
    ben.post(f"/motions/{motion_id}/comments", data=again)

    assert len(comments()) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Enter your comment"),
        ("\u200b", "Enter your comment"),
        ("x" * 5_001, "Your comment must be 5,000 characters or fewer"),
    ],
)
def test_a_wrong_comment_is_shown_again(browser, words, sentence):
    motion_id = make_motion().id

    page = (
        browser()
        .submit(f"/motions/{motion_id}", {"words": words}, form=f"/motions/{motion_id}/comments")
        .page
    )

    assert sentence in page.text
    assert page.title.startswith("Error: ")
    typed = page.form(f"/motions/{motion_id}/comments").fields()["words"][0]
    assert len(typed.strip()) == len(words.replace("\u200b", ""))


def test_a_comment_outlives_an_expired_session(browser):
    motion_id, member = make_motion().id, make_member("Ben Cole")
    ben = browser(member)
    sent = form_at(ben, motion_id, "comments") | {"words": ["Typed over a whole shift"]}
    with ben.session_transaction() as session:
        session.clear()

    kept = ben.post(f"/motions/{motion_id}/comments", data=sent)
    signed_in(ben, member.party_id)
    stale = ben.post(f"/motions/{motion_id}/comments", data=kept.page.form().fields())
    again = stale.page.form(f"/motions/{motion_id}/comments").fields()
    said = ben.post(f"/motions/{motion_id}/comments", data=again)

    assert (kept.status_code, stale.status_code, said.status_code) == (400, 400, 302)
    assert [comment.text for comment in comments()] == ["Typed over a whole shift"]
    assert comments()[0].submission == sent["submission"][0]


def test_a_made_up_submission_is_replaced(browser):
    motion_id, ben = make_motion().id, browser()
    sent = form_at(ben, motion_id, "comments") | {"words": "Hello", "submission": "x" * 500}

    assert ben.post(f"/motions/{motion_id}/comments", data=sent).status_code == 302
    assert len(comments()[0].submission) == 32


def test_a_closed_motion_has_no_box_for_comments(browser):
    motion_id, ben = make_motion(state="lost").id, browser()
    page = ben.get(f"/motions/{motion_id}").page
    other = make_motion(title="Buy an electric van", text="We buy one for the day centre.")
    token = form_at(ben, other.id, "comments")

    answer = ben.post(f"/motions/{motion_id}/comments", data=token | {"words": "Late"})

    assert "The discussion ended with the motion." in page.text
    assert answer.status_code == 409
    assert "nothing can be added to its discussion" in answer.page.text


def test_the_secretary_removes_a_comment_and_everyone_reads_why(browser, now):
    motion, sue = make_motion(), make_member("Sue Office")
    said = service.comment(
        motion, "It names a patient", submission="a", actor=make_actor("Cy Dale"), now=now
    )
    client = browser(sue, Role.SECRETARY)
    link = client.get(f"/motions/{motion.id}").page.first("a", text="Remove")

    blank = client.submit(link["href"], {"reason": " "})
    client.submit(link["href"], {"reason": "It names a patient."})

    page = browser().get(f"/motions/{motion.id}").page
    assert "Enter a reason" in blank.page.text
    place = page.first("li", id=f"comment-{said.id}").text
    assert "Removed by Sue Office on 16 November 2026: It names a patient." in place


def test_a_member_takes_back_only_their_own_words(browser, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = service.comment(motion, "Too hasty", submission="a", actor=acting(member), now=now)
    address = f"/motions/comments/{said.id}"
    cora, ben = browser(member), browser()

    assert ben.get(f"{address}/take-back").status_code == 403
    assert ben.get(f"{address}/remove").status_code == 403
    shown = cora.submit(f"{address}/take-back", follow=True).page

    assert "Taken back by its author" in shown.text
    assert "Too hasty" not in shown.text


def test_a_long_discussion_has_pages_and_leads_to_the_newest(browser, now):
    motion, cy = make_motion(), make_actor("Cy Dale")
    for number in range(60):
        service.comment(
            motion,
            f"Point {number}",
            submission=str(number),
            actor=cy,
            now=now - timedelta(minutes=60 - number),
        )
    ben = browser()

    first = ben.get(f"/motions/{motion.id}").page.text
    last = ben.get(f"/motions/{motion.id}?page=99").page.text
    answer = ben.submit(
        f"/motions/{motion.id}", {"words": "And?"}, form=f"/motions/{motion.id}/comments"
    )

    assert "Point 24" in first
    assert "Point 25" not in first
    assert "Point 59" in last
    assert f"page=3#comment-{comments()[-1].id}" in answer.location


def test_a_mover_withdraws_their_motion_after_being_asked(browser):
    ada = make_member("Ada Brook")
    motion_id = make_motion(mover=acting(ada)).id
    client = browser(ada)
    link = client.get(f"/motions/{motion_id}").page.first("a", text="Withdraw this motion")

    asked = client.get(link["href"]).page
    shown = client.submit(link["href"], follow=True).page

    assert "This cannot be undone" in asked.text
    assert "You withdrew this motion." in shown.text
    assert "Its mover took it back." in shown.text


def test_nobody_else_is_asked_to_withdraw_it(browser):
    motion_id = make_motion().id

    assert browser().get(f"/motions/{motion_id}/withdraw").status_code == 403


def test_a_balloted_motion_says_that_it_cannot_be_withdrawn(browser):
    ada = make_member("Ada Brook")
    motion_id = make_motion(mover=acting(ada), state="balloted").id

    answer = browser(ada).get(f"/motions/{motion_id}/withdraw")

    assert answer.status_code == 409
    assert "can no longer be withdrawn" in answer.page.text


def test_the_list_is_filtered_by_state_and_words(browser):
    make_motion(title="Open a respite house", state="carried")
    make_motion(title="Buy two electric vans")
    ben = browser()

    everything = ben.get("/motions").page
    some = ben.get("/motions?state=carried&title=house").page
    none = ben.get("/motions?title=zebra").page

    assert len(everything.table("Motions, newest first")) == 3
    (_heads, row) = some.table("Motions, newest first")
    assert row[0] == "Open a respite house"
    assert "Carried" in row[3]
    assert some.first("a", text="Carried")["href"] == "/motions?title=house"
    assert "No motion matches" in none.text


def test_the_list_is_filtered_by_what_motions_are_about(browser):
    make_motion(title="Open a respite house", category="service")
    make_motion(title="Meet in the evening", category="rules")
    ben = browser()

    some = ben.get("/motions?category=rules").page
    file = ben.get("/motions.csv?category=service").get_data(as_text=True)

    (_heads, row) = some.table("Motions, newest first")
    assert (row[0], row[2]) == ("Meet in the evening", "Rules")
    assert some.first("a", text="Rules")["href"] == "/motions"
    assert [line.split(",")[1:3] for line in file.splitlines()[1:]] == [
        ["Open a respite house", "Service"]
    ]


@pytest.mark.parametrize(
    "query", ["category=none", "state=none", "page=0", "page=-3", "page=x", "page=99999"]
)
def test_a_strange_address_of_the_list_shows_the_list(browser, query):
    make_motion(title="Buy two electric vans")

    assert "Buy two electric vans" in browser().get(f"/motions?{query}").page.text


def test_an_empty_list_leads_to_proposing(browser):
    page = browser().get("/motions").page

    assert "No motions yet" in page.text
    assert page.first("a", text="Propose a motion")["href"] == "/motions/new"


def test_the_list_can_be_taken_away_without_formulas(browser):
    make_motion(title="=HYPERLINK(1) and vans", mover=make_actor("Ada Brook"))

    answer = browser().get("/motions.csv?state=proposed")

    heads, row = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert heads[:4] == ["Motion", "Title", "Category", "State"]
    assert row[:4] == [
        "2026/1",
        "'=HYPERLINK(1) and vans",
        "Something else",
        "Looking for seconders",
    ]


def test_decisions_tells_what_to_second_and_what_waits(browser):
    looking = make_motion(title="Buy two electric vans")
    waiting = make_motion(title="Open a respite house", state="seconded")
    sue = browser(make_member("Sue Office"), Role.SECRETARY)

    page = browser().get("/decisions").page
    office = sue.get("/decisions").page

    assert page.first("a", href=f"/motions/{looking.id}").text == "Read and second it"
    assert page.first("a", href=f"/motions/{waiting.id}").text == "Read it"
    assert "0 of 2 seconders." in page.text
    assert office.first("a", text="Put it to a ballot")["href"].endswith(
        f"/motions/{waiting.id}/ballot"
    )


def test_decisions_of_a_new_society_lead_to_the_first_motion(browser):
    page = browser().get("/decisions").page

    assert "No motion is looking for seconders" in page.text
    assert "Nothing has been decided here yet." in page.text
    assert page.all("a", href="/motions/new")

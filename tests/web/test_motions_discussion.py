"""The discussion of a motion through the pages: threads, sides, moderation, reports, following."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions import queries, service, stop_links
from governance.motions.models import Comment
from tests.factories.accounts import signed_in
from tests.factories.members import make_member
from tests.factories.motions import make_actor, make_motion
from tests.factories.rules import set_rules
from tests.services.test_standing import suspend
from tests.web.test_motions import acting, comments, form_at

MINUTE = timedelta(minutes=1)


def say(motion, words, *, side="neither", actor=None, now):
    """Add a comment, each with a mark of its own."""
    mark = f"{len(comments()):032x}"
    by = actor or make_actor("Cy Dale")
    return service.comment(motion, words, side=side, submission=mark, actor=by, now=now)


def answer(said, words, *, actor=None, now):
    mark = f"{len(comments()):032x}"
    by = actor or make_actor("Rita Reply")
    return service.reply(said, words, submission=mark, actor=by, now=now)


@pytest.fixture
def secretary(browser):
    """Return the secretary's browser."""
    return browser(make_member("Sue Office"), Role.SECRETARY)


def place(page, said):
    """Return what stands at a comment's place, without the replies to it."""
    return page.first("li", id=f"comment-{said.id}").all("article")[0].text


def test_a_reply_is_written_on_a_page_of_its_own_and_stands_in_its_thread(browser, now):
    motion = make_motion()
    said = say(motion, "Who would staff it?", now=now)
    ben = browser()
    link = ben.get(f"/motions/{motion.id}").page.first("a", text="Reply")

    asked = ben.get(link["href"]).page
    shown = ben.submit(link["href"], {"words": "The *agency*."}, follow=True)

    assert "Who would staff it?" in asked.text
    thread = shown.page.first("li", id=f"comment-{said.id}")
    assert [part.text for part in thread.all("em")] == ["agency"]
    assert comments()[-1].thread_id == said.id


def test_a_reply_to_a_reply_says_whom_it_answers(browser, now):
    motion = make_motion()
    reply = answer(say(motion, "Who?", now=now), "The agency.", now=now)
    further = answer(reply, "Which?", actor=make_actor("Cy Dale"), now=now)

    page = browser().get(f"/motions/{motion.id}").page

    assert "To Rita Reply" in place(page, further)
    assert "To" not in place(page, reply).split()


def test_a_reply_outlives_an_expired_session(browser, now):
    motion, member = make_motion(), make_member("Ben Cole")
    address = f"/motions/comments/{say(motion, 'Who?', now=now).id}/reply"
    ben = browser(member)
    sent = ben.get(address).page.form().fields() | {"words": ["Typed over a whole shift"]}
    with ben.session_transaction() as session:
        session.clear()

    kept = ben.post(address, data=sent)
    signed_in(ben, member.party_id)
    stale = ben.post(address, data=kept.page.form().fields())
    said = ben.post(address, data=stale.page.form().fields())

    assert (kept.status_code, stale.status_code, said.status_code) == (400, 400, 302)
    assert comments()[-1].text == "Typed over a whole shift"


def test_what_is_gone_or_closed_has_no_page_to_reply(browser, secretary, now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    gone, left = say(motion, "Hasty", actor=cora, now=now), say(motion, "Well", now=now)
    service.take_back_comment(gone, actor=cora, now=now)
    secretary.submit(f"/motions/{motion.id}/discussion/close", {"reason": "Enough."})
    ben = browser()

    for said in (gone, left):
        assert ben.get(f"/motions/comments/{said.id}/reply").status_code == 409
        assert ben.get(f"/motions/comments/{said.id}/change").status_code == 403


def test_the_two_sides_are_counted_and_read_apart(browser, now):
    motion = make_motion()
    say(motion, "Good for families", side="for", now=now)
    say(motion, "Too dear", side="against", now=now)
    say(motion, "Who would staff it?", now=now)
    ben = browser()

    everything = ben.get(f"/motions/{motion.id}").page
    against = ben.get(everything.first("a", text="Against (1)")["href"]).page

    assert "3 comments." in everything.text
    assert everything.first("a", text="For (1)")["href"].endswith("side=for#discussion")
    assert "Too dear" in against.text
    assert "Good for families" not in against.text
    assert against.first("a", text="Against (1)")["aria-current"] == "page"


def test_a_side_that_nobody_has_taken_says_so(browser, now):
    motion = make_motion()
    say(motion, "Too dear", side="against", now=now)

    assert (
        "Nobody has spoken for it yet." in browser().get(f"/motions/{motion.id}?side=for").page.text
    )


def test_the_newest_come_first_if_asked_and_the_way_back_keeps_it(browser, now):
    motion = make_motion()
    first = say(motion, "First", now=now)
    say(motion, "Second", now=now + MINUTE)
    ben = browser()

    turned = ben.get(f"/motions/{motion.id}").page.first("a", text="Newest first")["href"]
    page = ben.get(turned).page
    ids = [row["id"] for row in page.all("li") if row["id"].startswith("comment-")]
    reply = page.first("li", id=f"comment-{first.id}").all("a", text="Reply")[0]["href"]
    answered = ben.submit(reply, {"words": "To the first"})

    assert ids == [f"comment-{first.id + 1}", f"comment-{first.id}"]
    assert answered.location == f"/motions/{motion.id}?order=newest#comment-{first.id + 2}"


@pytest.mark.parametrize("query", ["side=above", "order=upside-down", "page=x", "side=for&page=99"])
def test_a_strange_address_shows_the_discussion(browser, query, now):
    motion = make_motion()
    say(motion, "Good for families", side="for", now=now)

    assert "Good for families" in browser().get(f"/motions/{motion.id}?{query}").page.text


def test_a_comment_takes_the_side_that_is_chosen(browser):
    motion, ben = make_motion(), browser()

    ben.submit(
        f"/motions/{motion.id}",
        {"words": "Too dear", "side": "against"},
        form=f"/motions/{motion.id}/comments",
    )
    wrong = ben.post(
        f"/motions/{motion.id}/comments",
        data=form_at(ben, motion.id, "comments") | {"words": "Well", "side": "above"},
    )

    assert [said.side for said in comments()] == ["against"]
    assert "Choose from the answers shown" in wrong.page.text


def test_a_thread_is_whole_on_its_page_and_an_address_of_its_own_leads_there(browser, now):
    motion = make_motion()
    for number in range(20):
        say(motion, f"Point {number}", now=now + number * MINUTE)
    opener = say(motion, "A long thread", now=now + 30 * MINUTE)
    replies = [answer(opener, f"Reply {n}", now=now + (31 + n) * MINUTE) for n in range(10)]
    ben = browser()

    first = ben.get(f"/motions/{motion.id}").page.text
    second = ben.get(f"/motions/{motion.id}?page=2").page.text
    led = ben.get(f"/motions/comments/{replies[-1].id}")

    assert "Point 19" in first
    assert "A long thread" not in first
    assert "A long thread" in second
    assert "Reply 9" in second
    assert led.location == f"/motions/{motion.id}?page=2#comment-{replies[-1].id}"


def test_a_thread_longer_than_a_page_goes_on_beneath_its_name(browser, now):
    motion = make_motion()
    opener = say(motion, "A long thread", now=now)
    for number in range(30):
        answer(opener, f"Reply {number}", now=now + (1 + number) * MINUTE)

    page = browser().get(f"/motions/{motion.id}?page=2").page

    assert "Further replies to" in page.text
    assert "Reply 29" in page.text
    assert "A long thread" not in page.text
    assert page.first("a", text="the comment of Cy Dale")["href"] == (
        f"/motions/comments/{opener.id}"
    )


def test_an_author_mends_their_words_and_everyone_reads_those_before(browser, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = say(motion, "Teh house", actor=acting(member), now=now)
    answer(said, "Which?", now=now)
    cora = browser(member)
    link = cora.get(f"/motions/{motion.id}").page.first("a", text="Change")

    cora.submit(link["href"], {"words": "The house", "side": "for"})

    page = browser().get(f"/motions/{motion.id}").page
    before = browser().get(page.first("a", text="Edited")["href"]).page
    assert "The house" in place(page, said)
    assert "Teh house" in before.text
    assert "The house" in before.text
    assert "For the motion" in before.text


def test_once_the_time_is_over_there_is_no_link_to_change_and_the_page_says_so(browser, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = say(motion, "Teh house", actor=acting(member), now=now - timedelta(hours=1))
    cora = browser(member)

    page = cora.get(f"/motions/{motion.id}").page
    late = cora.get(f"/motions/comments/{said.id}/change")

    assert not page.all("a", text="Change")
    assert late.status_code == 409
    assert "is over" in late.page.text


def test_a_wrong_change_is_shown_again_and_nobody_else_has_the_page(browser, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = say(motion, "The house", actor=acting(member), now=now)
    address = f"/motions/comments/{said.id}/change"

    wrong = browser(member).submit(address, {"words": ""})

    assert "Enter your comment" in wrong.page.text
    assert browser().get(address).status_code == 403


def test_the_words_before_of_what_is_removed_are_not_shown(browser, secretary, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = say(motion, "A patient", actor=acting(member), now=now)
    service.edit_comment(said, "Nobody", side="neither", actor=acting(member), now=now)
    secretary.submit(f"/motions/comments/{said.id}/remove", {"reason": "It named a patient."})

    answered = browser().get(f"/motions/comments/{said.id}/before")

    assert answered.status_code == 409
    assert "A patient" not in answered.page.text


def test_removing_and_restoring_lead_back_to_the_place_and_both_are_told(
    browser,
    secretary,
    now,
):
    motion = make_motion()
    said = say(motion, "It is late", now=now)
    answer(said, "It is", now=now)

    removed = secretary.submit(f"/motions/comments/{said.id}/remove", {"reason": "Rude."})
    page = secretary.get(f"/motions/{motion.id}").page
    gone = place(page, said)
    asked = secretary.get(page.first("a", text="Restore")["href"]).page
    restored = secretary.submit(page.first("a", text="Restore")["href"], {"reason": "It is not."})

    place_of_it = f"/motions/{motion.id}#comment-{said.id}"
    assert [removed.location, restored.location] == [place_of_it, place_of_it]
    assert "Removed by Sue Office on 16 November 2026: Rude." in gone
    assert "It is late" in asked.text
    shown = browser().get(f"/motions/{motion.id}").page
    assert "It is late" in place(shown, said)
    assert "What was moderated: 2 acts" in shown.text
    assert "Sue Office restored a comment" in shown.text
    assert "Sue Office removed a comment" in shown.text


def test_what_cannot_be_restored_says_why(secretary, now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    said = say(motion, "Hasty", actor=cora, now=now)
    stands = secretary.get(f"/motions/comments/{said.id}/restore")
    service.take_back_comment(said, actor=cora, now=now)
    taken_back = secretary.get(f"/motions/comments/{said.id}/restore")

    assert (stands.status_code, taken_back.status_code) == (409, 409)
    assert "not removed" in stands.page.text
    assert "no words to restore" in taken_back.page.text


def test_a_closed_discussion_says_by_whom_and_why_until_it_is_opened(browser, secretary, now):
    motion = make_motion()
    say(motion, "Well", now=now)
    secretary.submit(
        secretary.get(f"/motions/{motion.id}").page.first("a", text="Close this discussion")[
            "href"
        ],
        {"reason": "It turned personal."},
    )
    ben = browser()

    closed = ben.get(f"/motions/{motion.id}").page
    assert "Sue Office closed the discussion" in closed.text
    assert "It turned personal." in closed.text
    assert not closed.all("form", action=f"/motions/{motion.id}/comments")
    assert not closed.all("a", text="Reply")
    again = secretary.get(f"/motions/{motion.id}").page.first(
        "a", text="Open this discussion again"
    )
    secretary.submit(again["href"], {"reason": "A day has passed."})
    assert ben.get(f"/motions/{motion.id}").page.all("a", text="Reply")


def test_a_reason_is_asked_for_each_act(secretary, now):
    motion = make_motion()
    said = say(motion, "Well", now=now)

    for address in (
        f"/motions/comments/{said.id}/remove",
        f"/motions/{motion.id}/discussion/close",
    ):
        assert "Enter a reason" in secretary.submit(address, {"reason": " "}).page.text


def test_a_member_whom_the_rules_bar_reads_why_there_is_no_box(browser):
    motion, member = make_motion(), make_member("Sus Pended")
    set_rules(membership__while_suspended=())
    suspend(member.party_id)

    page = browser(member).get(f"/motions/{motion.id}").page

    assert "While your membership is suspended you cannot join a discussion." in page.text
    assert not page.all("form", action=f"/motions/{motion.id}/comments")


def test_a_report_reaches_the_office_and_is_answered_there(browser, secretary, now):
    motion = make_motion()
    said = say(motion, "Names a patient", now=now)
    ben = browser()
    link = ben.get(f"/motions/{motion.id}").page.first("a", text="Report")

    told = ben.submit(link["href"], {"reason": "It names somebody."}, follow=True)
    duty = secretary.get("/office").page.first("a", text="Answer the reports of 1 comment")
    listed = secretary.get(duty["href"]).page
    answered = secretary.submit(
        listed.first("a", text="let it stand")["href"], {"answer": "It names nobody."}, follow=True
    )

    assert "You will hear what they decide" in told.page.text
    assert "You reported this to the officers." in place(told.page, said)
    assert "Ben Cole" in listed.text
    assert "It names somebody." in listed.text
    assert "Nothing waits" in answered.page.text
    (_heads, row) = answered.page.table("Answered, newest first")
    assert "Stands: It names nobody." in row[2]
    assert "Answer the reports" not in secretary.get("/office").page.text


def test_removing_from_the_office_leads_back_to_the_reports(browser, secretary, now):
    said = say(make_motion(), "Names a patient", now=now)
    browser().submit(f"/motions/comments/{said.id}/report", {"reason": "It names somebody."})
    link = secretary.get("/office/reports").page.first("a", text="Remove it")

    answered = secretary.submit(link["href"], {"reason": "It does."})

    assert answered.location == "/office/reports"
    assert queries.reports_waiting() == []


def test_reports_are_for_officers_and_never_of_ones_own_words(browser, now):
    motion, member = make_motion(), make_member("Cora Dale")
    said = say(motion, "Well", actor=acting(member), now=now)
    cora = browser(member)

    assert cora.get("/office/reports").status_code == 403
    assert cora.get(f"/motions/comments/{said.id}/report").status_code == 403
    assert not cora.get(f"/motions/{motion.id}").page.all("a", text="Report")


def test_an_officer_is_not_asked_to_answer_for_their_own_words(browser, now):
    member = make_member("Sue Office")
    said = say(make_motion(), "Well", actor=acting(member, Role.SECRETARY), now=now)
    sue = browser(member, Role.SECRETARY)
    browser().submit(f"/motions/comments/{said.id}/report", {"reason": "It is rude."})

    page = sue.get("/office/reports").page

    assert "another officer answers" in page.text
    assert not page.all("a", text="let it stand")


def test_a_dismissed_report_is_told_to_officers_alone(browser, secretary, now):
    motion = make_motion()
    said = say(motion, "Well", now=now)
    browser().submit(f"/motions/comments/{said.id}/report", {"reason": "It is rude."})
    secretary.submit(f"/office/reports/{said.id}/dismiss", {"answer": "It is not."})

    assert "dismissed a report" in secretary.get(f"/motions/{motion.id}").page.text
    assert "dismissed a report" not in browser().get(f"/motions/{motion.id}").page.text


def test_a_member_follows_a_motion_and_stops(browser):
    motion, member = make_motion(), make_member("Ben Cole")
    ben = browser(member)

    shown = ben.submit(f"/motions/{motion.id}", form=f"/motions/{motion.id}/follow", follow=True)
    assert "You follow this motion: mails tell you" in shown.page.text
    shown = ben.submit(
        f"/motions/{motion.id}", form=f"/motions/{motion.id}/stop-following", follow=True
    )

    assert "You no longer follow this motion." in shown.page.text
    assert not queries.is_following(motion.id, member.party_id)


def test_the_link_of_a_letter_stops_it_signed_out_after_being_asked(client):
    motion, member = make_motion(), make_member("Ben Cole")
    service.follow(motion, actor=acting(member), now=motion.proposed_at)
    db.session.commit()
    address = f"/motions/stop/{stop_links.sign(motion.id, member.party_id)}"

    asked = client.get(address)
    assert "Stop mails about motion 2026/1?" in asked.page.text
    assert queries.is_following(motion.id, member.party_id)
    stopped = client.submit(address)
    db.session.expire_all()

    assert "You get no more mails about motion 2026/1" in stopped.page.text
    assert not queries.is_following(motion.id, member.party_id)


def test_a_mail_program_stops_letters_without_a_page_or_a_token(client):
    motion, member = make_motion(), make_member("Ben Cole")
    service.follow(motion, actor=acting(member), now=motion.proposed_at)
    db.session.commit()
    address = f"/motions/stop/{stop_links.sign(motion.id, member.party_id)}"

    answered = client.post(address, data={"List-Unsubscribe": "One-Click"})
    db.session.expire_all()

    assert answered.status_code == 200
    assert not queries.is_following(motion.id, member.party_id)


def test_a_link_that_is_not_whole_stops_nothing(client):
    motion, member = make_motion(), make_member("Ben Cole")
    address = f"/motions/stop/{stop_links.sign(motion.id, member.party_id)[:-3]}"

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert db.session.scalar(select(Comment.id)) is None

"""Amending a motion through the pages: written, seconded, answered, ordered, ruled on."""

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Amendment, AmendmentDraft, Motion
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.service.at_meetings import send_to_meeting
from governance.reckoning.rules.kinds.notice import Meeting
from tests.factories.accounts import make_role, signed_in
from tests.factories.amendments import (
    inserted,
    make_amendable,
    make_amendment,
    removed,
    replaced,
)
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.services.test_motions_at_meetings import IN_TIME, THAT_DAY
from tests.web.test_motions import acting


@pytest.fixture
def maud(new_client):
    """The mover's register entry; her motion and browser go with it."""
    make_society()
    return make_member("Maud Mover")


@pytest.fixture
def motion(maud):
    return make_amendable(mover=acting(maud))


@pytest.fixture
def browser(new_client, motion):
    """Return a way to sign somebody in, in a browser of their own."""

    def sign_in(entry=None, *roles):
        party_id = (entry or make_member("Ben Cole")).party_id
        make_role(party_id, *roles)
        return signed_in(new_client(), party_id)

    return sign_in


def stands(amendment_id):
    return db.session.get_one(Amendment, amendment_id, populate_existing=True).state


def said_now(motion):
    return db.session.get_one(Motion, motion.id, populate_existing=True).text


def test_a_member_writes_an_amendment_paragraph_by_paragraph(browser, motion):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend", follow=True)
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    ben.submit(f"{draft}/replace/1", {"words": "We buy three vans."})
    ben.submit(draft, form=f"{draft}/remove/2")
    shown = ben.submit(f"{draft}/insert/3", {"words": "We buy them in June."}, follow=True)
    assert "Changes paragraph 1, removes paragraph 2, adds words after" in shown.page.text
    assert shown.page.first("ins").text == "[inserted: three]"
    ben.submit(draft, form=f"{draft}/undo/3")
    checked = ben.submit(f"{draft}/reason", {"words": "Two are too few."}, follow=True)
    assert "Two are too few." in checked.page.text
    proposed = ben.submit(f"{draft}/check", follow=True)

    assert "Your amendment is A1. It needs a seconder" in proposed.page.text
    (made,) = read.amendments_of(motion.id)
    assert made.row.changes == [
        replaced(1, "We buy three vans.").as_json(),
        inserted(3, "We buy them in June.").as_json(),
    ]
    assert ben.get(draft).status_code == 302


def test_the_question_of_a_paragraph_shows_it_as_it_is(browser, motion):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    page = ben.get(f"{draft}/replace/2").page

    assert page.heading == "What should paragraph 2 say?"
    assert page.first("textarea").text == "They are white."
    assert "Enter the words" in ben.submit(f"{draft}/replace/2", {"words": " "}).page.text


def test_words_outlive_a_session_that_ended(browser, motion, new_client):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    answer = new_client().post(f"{draft}/replace/2", data={"words": "Green, all of them."})

    assert answer.status_code == 400
    assert answer.page.first("textarea").text == "Green, all of them."


def test_what_negates_is_refused_in_a_sentence(browser, motion):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"
    ben.submit(f"{draft}/replace/1", {"words": "We do not buy two vans."})
    ben.submit(f"{draft}/reason", {"words": "They cost too much."})

    answer = ben.submit(f"{draft}/check")

    assert answer.status_code == 422
    assert "only makes the motion say the opposite" in answer.page.text
    assert read.amendments_of(motion.id) == []


def test_an_empty_amendment_goes_back_to_its_paragraphs(browser, motion):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    assert ben.get(f"{draft}/check").headers["Location"] == draft
    assert "Throw this draft away?" in ben.get(f"{draft}/discard").page.text
    ben.submit(f"{draft}/discard")
    assert db.session.query(AmendmentDraft).count() == 0


def test_a_draft_is_its_writers_alone(browser, motion):
    browser(make_member("Amy Amender")).submit(f"/motions/{motion.id}/amend")
    draft_id = db.session.query(AmendmentDraft).one().id
    ben = browser()

    for path in ("", "/replace/1", "/reason", "/check", "/discard"):
        assert ben.get(f"/motions/amendments/drafts/{draft_id}{path}").status_code == 404


def test_the_motion_lists_its_amendments_and_offers_to_propose_one(browser, motion):
    make_amendment(motion, removed(2))

    page = browser().get(f"/motions/{motion.id}").page

    assert page.all("a", text="A1: Removes paragraph 2")
    assert "0 of 1 seconders" in page.text
    assert page.all("a", text="Propose an amendment")


def test_where_the_rules_know_no_amendments_none_is_offered(browser, motion):
    set_rules(motions__amendments=False)

    page = browser().get(f"/motions/{motion.id}").page

    assert not page.all("a", text="Propose an amendment")


def test_a_member_seconds_an_amendment(browser, motion):
    amendment_id = make_amendment(motion).id
    ben, at = browser(), f"/motions/amendments/{amendment_id}"

    shown = ben.submit(at, form=f"{at}/second", follow=True)

    assert "You seconded this amendment." in shown.page.text
    assert stands(amendment_id) == "seconded"
    assert not shown.page.all("form", action=f"{at}/second")


def test_the_mover_accepts_and_the_motion_says_so(browser, motion, maud):
    amendment_id = make_amendment(motion, replaced(1, "We buy three vans.")).id
    other = make_amendment(motion, replaced(1, "We buy nine vans.")).id
    mover, at = browser(maud), f"/motions/amendments/{amendment_id}"

    asked = mover.get(f"{at}/accept").page
    assert "They fall unless they can follow the new text: A2." in asked.text
    shown = mover.submit(f"{at}/accept", follow=True)

    assert "You accepted the amendment." in shown.page.text
    assert "Version 2, as amended" in shown.page.text
    assert said_now(motion).startswith("We buy three vans.")
    fallen = mover.get(f"/motions/amendments/{other}").page
    assert "Paragraph 1, which it is about, was changed by A1." in fallen.text


def test_the_mover_declines(browser, motion, maud):
    amendment_id = make_amendment(motion).id
    mover, at = browser(maud), f"/motions/amendments/{amendment_id}"

    shown = mover.submit(at, form=f"{at}/decline", follow=True)

    assert "The mover did not accept it" in shown.page.text
    assert not shown.page.all("form", action=f"{at}/decline")


def test_nobody_else_is_asked_to_accept(browser, motion):
    at = f"/motions/amendments/{make_amendment(motion).id}"
    ben = browser()

    assert "Do you accept" not in ben.get(at).page.text
    assert ben.get(f"{at}/accept").status_code == 403
    assert ben.post(f"{at}/decline", data=ben.get(at).page.form().fields()).status_code == 403


def test_the_mover_is_told_why_they_cannot_accept(browser, motion, maud):
    make_amendment(motion, replaced(1, "We buy nine vans."), state="seconded")
    at = f"/motions/amendments/{make_amendment(motion, replaced(1, 'We buy three.')).id}"

    page = browser(maud).get(at).page

    assert "A1 is about the same, and has its seconders." in page.text
    assert not page.all("a", text="Accept it")


def test_its_mover_withdraws_it_and_proposes_it_again(browser, motion):
    amy = make_member("Amy Amender")
    amendment_id = make_amendment(motion, replaced(2, "Green."), mover=acting(amy)).id
    writer, at = browser(amy), f"/motions/amendments/{amendment_id}"

    shown = writer.submit(f"{at}/withdraw", follow=True)
    assert "You withdrew this amendment." in shown.page.text
    again = writer.submit(at, form=f"{at}/again", follow=True)

    assert "Changes paragraph 2" in again.page.text
    assert again.page.first("del").text == "[removed: They are white.]"
    assert again.page.first("ins").text == "[inserted: Green.]"


def test_the_chair_rules_one_out_with_a_reason(browser, motion):
    amendment_id = make_amendment(motion).id
    chair = browser(make_member("Cy Chair"), Role.CHAIR)
    at = f"/motions/amendments/{amendment_id}"

    assert "Enter a reason" in chair.submit(f"{at}/rule-out", {"reason": ""}).page.text
    shown = chair.submit(f"{at}/rule-out", {"reason": "It is about lorries."}, follow=True)

    assert "The chair ruled it out of order It is about lorries." in shown.page.text
    assert stands(amendment_id) == "ruled_out"


def test_the_chair_sets_the_order_by_numbers(browser, motion):
    one = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    two = make_amendment(motion, replaced(2, "They are green."), state="seconded")
    chair = browser(make_member("Cy Chair"), Role.CHAIR)
    at = f"/motions/{motion.id}/amendments/order"

    same = chair.submit(at, {f"place_{one.id}": "1", f"place_{two.id}": "1"})
    assert "Two amendments have this number" in same.page.text
    shown = chair.submit(at, {f"place_{one.id}": "2", f"place_{two.id}": "1"}, follow=True)

    assert "The order of votes is set." in shown.page.text
    assert [each.id for each in read.voting_order(motion)] == [two.id, one.id]
    assert "Set the order in which they are voted on" in shown.page.text
    assert "Set the order" not in browser().get(f"/motions/{motion.id}").page.text


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("accepted", "Accepted by the mover"),
        ("carried", "Carried"),
        ("lost", "Lost"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_one_that_has_ended_shows_what_it_changed_then(browser, motion, maud, state, sentence):
    if state == "accepted":
        amendment = make_amendment(motion, replaced(1, "We buy three vans."))
        amendments.accept(amendment, actor=acting(maud), now=motion.proposed_at)
    else:
        amendment = make_amendment(motion, replaced(1, "We buy three vans."), state=state)

    page = browser().get(f"/motions/amendments/{amendment.id}").page

    assert sentence in page.text
    assert (page.first("del").text, page.first("ins").text) == (
        "[removed: two]",
        "[inserted: three]",
    )


def test_an_amendment_ends_with_its_motion(browser, motion, maud, now):
    amendment = make_amendment(motion)
    service.withdraw(motion, actor=acting(maud), now=now)
    ben = browser()

    assert "Ended with its motion" in ben.get(f"/motions/amendments/{amendment.id}").page.text
    assert "Ended with its motion" in ben.get(f"/motions/{motion.id}").page.text
    assert stands(amendment.id) == "proposed"


def test_an_amendment_that_is_not_there_is_not_found(browser):
    assert browser().get("/motions/amendments/99").status_code == 404


def test_the_secretary_enters_how_a_meeting_voted_on_an_amendment(browser, motion, clock, now):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    secretary = make_member("Sue Secretary")
    actor = acting(secretary, Role.SECRETARY)
    send_to_meeting(motion, Meeting.GENERAL, IN_TIME, "ordinary", actor=actor, now=now)
    clock.set(THAT_DAY)
    sue, at = browser(secretary, Role.SECRETARY), f"/office/amendments/{amendment.id}/result"
    typed = {"way": "poll", "in_person": "5", "by_proxy": "0", "minute": "7"}
    typed |= {"votes_for": "4", "against": "1", "abstained": "0"}

    assert sue.get(f"/motions/amendments/{amendment.id}").page.all(
        "a", text="Enter the result of the meeting"
    )
    checked = sue.submit(at, typed).page
    assert "Amendment A1 of motion 2026/1" in checked.text
    sue.post(at, data=dict(checked.form().fields()) | {"confirmed": "yes"})

    page = sue.get(f"/motions/amendments/{amendment.id}").page
    assert "General meeting of 17 December 2026, minute 7: " in page.text
    assert said_now(motion).startswith("We buy three vans.")


def test_a_member_amends_a_figure_of_what_the_motion_would_set(browser, maud, now):
    motion = service.propose(
        "Ask for more seconders",
        "A motion needs four seconders.",
        "So that not each whim is voted on.",
        "",
        effect="change_rules",
        payload={"from": "", "changes": {"motions.seconders": 4, "motions.appellants": 9}},
        actor=acting(maud),
        now=now,
    )
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    form = ben.get(f"{draft}/effect/motions").page
    assert form.first("input", name="seconders")["value"] == "4"
    assert not form.all("input", name="discussion_days")
    refused = ben.submit(f"{draft}/effect/motions", {"seconders": "99"}).page
    assert "From 0 to 20" in refused.text or "20" in refused.text
    ben.submit(f"{draft}/effect/motions", {"seconders": "3"})
    shown = ben.submit(f"{draft}/effect", follow=True).page
    assert "With your amendment" in shown.text
    ben.submit(f"{draft}/reason", {"words": "Four are too many."})
    assert "Without the amendment" in ben.get(f"{draft}/check").page.text
    made = ben.submit(f"{draft}/check", follow=True).page

    assert "Changes what happens if it is carried" in made.text
    assert "With the amendment, if the motion is carried" in made.text
    (proposed,) = read.amendments_of(motion.id)
    assert proposed.row.payload["changes"] == {"motions.seconders": 3, "motions.appellants": 9}


def test_a_motion_that_does_nothing_by_itself_has_no_figures_to_amend(browser, motion):
    ben = browser()
    ben.submit(f"/motions/{motion.id}/amend")
    draft = f"/motions/amendments/drafts/{db.session.query(AmendmentDraft).one().id}"

    assert ben.get(f"{draft}/effect").status_code == 404
    assert "What happens if the motion is carried" not in ben.get(draft).page.text


def test_members_appeal_against_a_ruling_and_the_secretary_enters_the_decision(browser, motion):
    set_rules(motions__appellants=1)
    amendment = make_amendment(motion, state="ruled_out")
    at = f"/motions/amendments/{amendment.id}"
    ben = browser()

    assert "1 member may appeal; 0 so far." in ben.get(at).page.text
    shown = ben.submit(f"{at}/appeal", {"reason": "It is about the vans."}, follow=True).page
    assert "Ben Cole: It is about the vans." in shown.text
    assert "Enough members have appealed." in shown.text
    sue = browser(make_member("Sue Secretary"), Role.SECRETARY)
    assert "Enter what was decided on an appeal: amendment A1" in sue.get("/office").page.text
    typed = {"outcome": "allowed", "minute": "Board 7", "reason": "It is in order."}
    done = sue.submit(f"/office/amendments/{amendment.id}/appeal", typed, follow=True).page

    assert "The appeal was allowed: It is in order. (minute Board 7)" in done.text
    assert stands(amendment.id) == "proposed"

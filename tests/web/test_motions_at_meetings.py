"""The pages on which a motion is sent to a general meeting, and its result entered."""

from datetime import timedelta

import pytest

from governance.infrastructure.actor import Role
from governance.motions.service.at_meetings import send_to_meeting
from governance.reckoning.rules.kinds.notice import Meeting
from tests.factories.ballots import make_voters
from tests.factories.members import make_member
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_at_meetings import IN_TIME
from tests.web.test_motions_course import day_fields

FIGURES = {
    "way": "show_of_hands",
    "in_person": "12",
    "by_proxy": "0",
    "votes_for": "7",
    "against": "4",
    "abstained": "1",
    "minute": "AGM 2026, minute 7",
}


@pytest.fixture
def secretary(browser):
    make_voters(16)
    return browser(make_member("Sue Secretary"), Role.SECRETARY)


@pytest.fixture
def motion(secretary):
    """Return a motion that a meeting decides a month from now."""
    made = make_motion(state="seconded")
    sue = make_actor("Sue", roles=SECRETARY)
    send_to_meeting(made, Meeting.ANNUAL, IN_TIME, "ordinary", actor=sue, now=NOON)
    return made


@pytest.fixture
def afterwards(motion, clock):
    """Have the meeting be over."""
    clock.set(NOON + timedelta(days=32))


def test_the_secretary_sends_a_motion_to_a_meeting(secretary):
    motion = make_motion(state="seconded")
    typed = {"meeting": "annual", "resolution_kind": "special", **day_fields("day", IN_TIME)}

    place = f"/office/motions/{motion.id}/meeting"
    shown = secretary.submit(place, typed, follow=True)

    assert "Sent to a meeting" in shown.page.text
    assert "Annual general meeting, 17 December 2026" in shown.page.text
    assert "Written" not in secretary.get(f"/office/motions/{motion.id}/meeting").page.text


def test_the_result_is_checked_and_then_entered_for_good(secretary, motion, afterwards):
    place = f"/office/motions/{motion.id}/meeting/result"
    assert "Enter how the meeting voted" in secretary.get("/office").page.text

    checked = secretary.submit(place, FIGURES)
    assert "7 for, 4 against, 1 abstained" in checked.page.text
    assert "Carried" in checked.page.text
    fields = dict(checked.page.form(0).fields())
    shown = secretary.post(place, data={**fields, "confirmed": "yes"}, follow_redirects=True)

    assert "7 for, 4 against, 1 abstained" in shown.page.text
    assert "By a show of hands" in shown.page.text
    assert "12 of 21 who may vote; 0 of them by proxy" in shown.page.text
    assert "AGM 2026, minute 7" in shown.page.text
    assert "Voted on: Annual general meeting, 17 December 2026" in shown.page.text
    assert secretary.get(place).status_code == 409


def test_wrong_figures_are_said_beside_the_form(secretary, motion, afterwards):
    place = f"/office/motions/{motion.id}/meeting/result"

    shown = secretary.submit(place, FIGURES | {"votes_for": "9"})

    assert "14 voted or abstained, but only 12 were there." in shown.page.text


def test_the_casting_vote_is_asked_for_only_where_there_is_one(secretary, motion, afterwards):
    page = secretary.get(f"/office/motions/{motion.id}/meeting/result").page

    assert "casting vote" not in page.text


def test_a_motion_that_the_meeting_did_not_reach_is_taken_back(secretary, motion, afterwards):
    place = f"/office/motions/{motion.id}/meeting/take-back"

    shown = secretary.submit(place, {"reason": "Time ran out."}, follow=True)

    assert "Taken back from the meeting" in shown.page.text
    assert "Waiting for a ballot" in shown.page.text


def test_what_a_meeting_decided_is_told_with_what_ballots_did(secretary, motion, afterwards):
    place = f"/office/motions/{motion.id}/meeting/result"
    fields = dict(secretary.submit(place, FIGURES).page.form(0).fields())
    secretary.post(place, data={**fields, "confirmed": "yes"})

    for page in (secretary.get("/").page, secretary.get("/decisions").page):
        assert page.all("a", text=motion.title)
        assert "Carried" in page.text
    text = secretary.get("/decisions").page.text
    assert "resolution carried this year 1" in text


def test_a_lost_motion_says_by_which_figures(secretary, motion, afterwards):
    set_rules(quorum__meeting_percent=50)
    place = f"/office/motions/{motion.id}/meeting/result"

    shown = secretary.submit(place, FIGURES | {"votes_for": "4"})

    assert "Lost" in shown.page.text


def test_decisions_tell_what_meetings_will_decide_and_have_decided(secretary, motion, afterwards):
    page = secretary.get("/decisions").page
    assert "Annual general meeting, 17 December 2026" in page.text
    place = f"/office/motions/{motion.id}/meeting/result"
    fields = dict(secretary.submit(place, FIGURES).page.form(0).fields())

    secretary.post(place, data={**fields, "confirmed": "yes"})

    page = secretary.get("/decisions").page
    assert "Annual general meeting" not in page.text
    assert motion.title in page.text
    assert "Carried" in page.text
    assert motion.title in secretary.get("/").page.text

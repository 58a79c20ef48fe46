"""The pages on which a second meeting is set, and what a motion's page says meanwhile."""

from datetime import timedelta

import pytest

from governance.infrastructure.actor import Role
from governance.reckoning.rules.legal_forms import LegalForm
from tests.factories.ballots import make_voters
from tests.factories.members import make_member
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import found_rules
from tests.machinery.clock import NOON
from tests.services.test_second_meetings import CONFIRMED, SECOND, decide, passed, set_second
from tests.web.test_motions_course import day_fields


@pytest.fixture
def sue():
    make_voters(16)
    found_rules(LegalForm.WORKER_CO_OPERATIVE, motions__seconders=1)
    return make_actor("Sue Secretary", roles=SECRETARY)


@pytest.fixture
def secretary(sue, browser, clock):
    opened = browser(make_member("Sue Office"), Role.SECRETARY)
    clock.set(NOON + timedelta(days=31))
    return opened


@pytest.fixture
def motion(sue):
    return passed(sue)


def test_the_page_says_what_the_first_meeting_passed_and_what_is_to_come(motion, secretary):
    text = secretary.get(f"/motions/{motion.id}").page.text

    assert "Passed, to be confirmed" in text
    assert "12 for, 3 against, 0 abstained; a merger needs at least 2 of every 3 votes" in text
    assert "A second meeting must confirm it" in text
    assert "Second meeting between 31 December 2026 and 17 January 2027" in text
    assert "section 111(2)(c) to (f)" in text
    assert "Carried" not in text


def test_the_secretary_sets_the_second_meeting(motion, secretary):
    assert "Set the second meeting" in secretary.get("/office").page.text
    place = f"/office/motions/{motion.id}/second-meeting"
    assert "between 31 December 2026 and 17 January 2027" in secretary.get(place).page.text

    typed = {"meeting": "general", **day_fields("day", SECOND)}
    shown = secretary.submit(place, typed, follow=True)

    assert "The second meeting is set." in shown.page.text
    assert "General meeting, 12 January 2027" in shown.page.text
    assert "General meeting, 12 January 2027" in secretary.get("/decisions").page.text
    assert secretary.get(place).status_code == 409


def test_a_day_that_the_law_does_not_allow_is_refused_in_a_sentence(motion, secretary):
    typed = {"meeting": "general", **day_fields("day", SECOND.replace(day=30))}

    shown = secretary.submit(f"/office/motions/{motion.id}/second-meeting", typed)

    assert shown.status_code == 409
    assert "so by law the second is held between" in shown.page.text


def test_once_confirmed_both_meetings_are_told(motion, sue, secretary):
    set_second(motion, sue)
    decide(motion, CONFIRMED, sue)

    text = secretary.get(f"/motions/{motion.id}").page.text
    assert "Confirmed" in text
    assert "5 for, 4 against" in text
    assert "12 for, 3 against" in text
    resolution = secretary.get("/resolutions").page.text
    assert "Resolution 2027/1" in resolution


def test_a_society_is_offered_what_a_society_passes(motion, secretary):
    other = make_motion(
        state="seconded", title="Join with Walsall Care", mover=make_actor("Max Mover")
    )
    text = secretary.get(f"/office/motions/{other.id}/meeting").page.text

    assert "Merger with another society" in text
    assert "Confirmation of a merger" not in text
    assert "Written" not in text
    assert "Majority of the board" not in text

"""What a society passes to merge or convert waits for a second meeting, or lapses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import queries, service
from governance.motions.models import Motion
from governance.motions.service import NotOpenToThat
from governance.motions.service.at_meetings import (
    MeetingNotPossible,
    Vote,
    WrongFigures,
    decide_at_meeting,
    send_to_meeting,
    take_back_from_meeting,
)
from governance.reckoning.resolutions.decision import CastingVote
from governance.reckoning.resolutions.meeting import Way
from governance.reckoning.rules.kinds.notice import Meeting
from governance.reckoning.rules.legal_forms import LegalForm
from governance.resolutions import queries as register
from tests.factories.ballots import make_voters
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import found_rules
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults

FIRST = date(2026, 12, 17)
SECOND = date(2027, 1, 12)
AFTER_FIRST = NOON + timedelta(days=31)
AFTER_SECOND = NOON + timedelta(days=57)
TOO_LATE = NOON + timedelta(days=63)
PASSED = Vote(
    way=Way.SHOW_OF_HANDS,
    votes_for=12,
    against=3,
    abstained=0,
    in_person=15,
    by_proxy=0,
    minute="General meeting 2026, minute 4",
)
CONFIRMED = replace(PASSED, votes_for=5, against=4, in_person=9, minute="Second, minute 1")


@pytest.fixture
def sue():
    make_voters(16)
    found_rules(LegalForm.WORKER_CO_OPERATIVE, motions__seconders=1, majorities__rules="special")
    return make_actor("Sue Secretary", roles=SECRETARY)


def passed(sue, *, kind="society_merger", effect="none", payload=None):
    """Return a motion that a first meeting has passed."""
    motion = make_motion(state="seconded", mover=make_actor("Maud Mover"))
    send_to_meeting(motion, Meeting.GENERAL, FIRST, kind, actor=sue, now=NOON)
    decide_at_meeting(motion, PASSED, actor=sue, now=AFTER_FIRST)
    db.session.refresh(motion)
    return motion


def set_second(motion, sue, *, day=SECOND, now=AFTER_FIRST):
    return service.set_second_meeting(motion, Meeting.GENERAL, day, actor=sue, now=now)


def decide(motion, vote, sue, *, now=AFTER_SECOND):
    decide_at_meeting(motion, vote, actor=sue, now=now)
    db.session.refresh(motion)
    return motion.state


@pytest.mark.parametrize("kind", ["society_merger", "society_conversion"])
def test_what_a_first_meeting_passed_does_nothing_yet(kind, sue):
    motion = passed(sue, kind=kind)

    assert motion.state == "to_confirm"
    assert register.resolution_of(motion.id) is None
    assert recorded("motion resolved") == []
    assert recorded("motion decided at meeting")[0]["state"] == "to_confirm"
    assert faults() == []


def test_a_second_meeting_confirms_it_and_then_it_is_a_resolution(sue):
    motion = passed(sue)
    set_second(motion, sue)

    assert decide(motion, CONFIRMED, sue) == "carried"

    resolution = register.resolution_of(motion.id)
    assert resolution is not None
    assert (resolution.resolution_kind, resolution.decided_on) == ("society_merger", SECOND)
    assert resolution.decided_ref == (
        "General meeting of 12 January 2027, after a first on 17 December 2026"
    )
    assert resolution.figures["for"] == 12
    assert resolution.figures["confirming_for"] == 5
    [link] = recorded("motion resolved")
    assert link["outcome"] == "carried"
    assert faults() == []


def test_more_must_be_for_than_against_at_the_second_too(sue):
    motion = passed(sue)
    set_second(motion, sue)

    assert decide(motion, replace(CONFIRMED, against=5, in_person=10), sue) == "lost"
    assert register.resolution_of(motion.id) is None
    assert faults() == []


def test_a_first_meeting_that_votes_it_down_ends_it(sue):
    motion = make_motion(state="seconded", mover=make_actor("Maud Mover"))
    send_to_meeting(motion, Meeting.GENERAL, FIRST, "society_merger", actor=sue, now=NOON)

    assert decide(motion, replace(PASSED, votes_for=5, in_person=8), sue) == "lost"


@pytest.mark.parametrize("day", [date(2026, 12, 30), date(2027, 1, 18), FIRST])
def test_the_law_says_between_which_days_the_second_is_held(day, sue):
    motion = passed(sue)

    with pytest.raises(
        MeetingNotPossible, match="held between 31 December 2026 and 17 January 2027"
    ):
        set_second(motion, sue, day=day)


def test_notice_of_the_second_meeting_has_to_be_in_time(sue):
    motion = passed(sue)

    with pytest.raises(MeetingNotPossible, match="Notice of that meeting had to be given by"):
        set_second(motion, sue, now=AFTER_FIRST + timedelta(days=20))


def test_one_second_meeting_is_set_at_a_time(sue):
    motion = passed(sue)
    set_second(motion, sue)

    with pytest.raises(NotOpenToThat, match="set for 12 January 2027"):
        set_second(motion, sue, day=date(2027, 1, 13))

    take_back_from_meeting(motion, "The hall is flooded.", actor=sue, now=AFTER_FIRST)
    assert motion.state == "to_confirm"
    set_second(motion, sue, day=date(2027, 1, 13))
    assert faults() == []


def test_while_too_few_come_to_confirm_another_meeting_may_be_set(sue):
    motion = passed(sue)
    set_second(motion, sue, day=date(2027, 1, 2))
    nobody = replace(CONFIRMED, votes_for=1, against=0, in_person=1)

    assert decide(motion, nobody, sue, now=NOON + timedelta(days=47)) == "to_confirm"

    state = queries.confirming(motion)
    assert state is not None
    assert state.sent is None
    assert service.lapse_due(TOO_LATE) == 1
    assert faults() == []


def test_what_nobody_confirms_within_the_month_lapses_on_the_record(sue):
    motion = passed(sue)

    assert service.lapse_due(NOON + timedelta(days=62)) == 0
    assert service.lapse_due(TOO_LATE) == 1
    assert service.lapse_due(TOO_LATE) == 0

    db.session.refresh(motion)
    assert motion.state == "lapsed"
    assert motion.closed_at == TOO_LATE
    assert recorded("motion lapsed")[0]["state"] == "lapsed"
    assert faults() == []
    with pytest.raises(NotOpenToThat):
        set_second(motion, sue, now=TOO_LATE)


def test_a_result_entered_after_the_month_still_counts_if_the_meeting_was_in_it(sue):
    motion = passed(sue)
    set_second(motion, sue)

    assert service.lapse_due(TOO_LATE) == 0
    assert decide(motion, CONFIRMED, sue, now=TOO_LATE) == "carried"


def test_the_chair_cannot_confirm_by_a_casting_vote(sue):
    motion = passed(sue)
    set_second(motion, sue)
    equal = replace(CONFIRMED, against=5, in_person=10, casting_vote=CastingVote.FOR)

    with pytest.raises(WrongFigures, match="no casting vote"):
        decide(motion, equal, sue)


def test_what_needs_no_second_meeting_has_none(sue):
    motion = make_motion(state="seconded", mover=make_actor("Maud Mover"))

    with pytest.raises(NotOpenToThat, match="does not wait for a second meeting"):
        set_second(motion, sue)
    with pytest.raises(MeetingNotPossible):
        send_to_meeting(
            motion, Meeting.GENERAL, FIRST, "society_merger_confirmation", actor=sue, now=NOON
        )


def test_nobody_but_the_secretary_sets_a_second_meeting(sue):
    motion = passed(sue)

    with pytest.raises(NotAllowed):
        set_second(motion, make_actor("Ada Brook"))


def test_it_can_neither_be_withdrawn_nor_put_to_a_ballot_meanwhile(sue):
    motion = passed(sue)

    with pytest.raises(NotOpenToThat, match="first meeting has passed"):
        service.withdraw(motion, actor=make_actor_of(motion), now=AFTER_FIRST)
    with pytest.raises(NotOpenToThat, match="a second must confirm it"):
        service.mark_balloted(motion, actor=sue, now=AFTER_FIRST)


def make_actor_of(motion):
    return replace(make_actor("Somebody"), party_id=motion.mover_id)


def test_a_company_does_not_merge_as_a_society_does():
    make_voters(3)
    found_rules(LegalForm.CO_OPERATIVE_COMPANY, motions__seconders=1)
    sue = make_actor("Sue Secretary", roles=SECRETARY)
    motion = make_motion(state="seconded", mover=make_actor("Maud Mover"))

    with pytest.raises(MeetingNotPossible):
        send_to_meeting(motion, Meeting.GENERAL, FIRST, "society_merger", actor=sue, now=NOON)


def test_of_two_who_set_it_at_once_one_does(together, sue):
    motion = passed(sue).id
    db.session.commit()

    def deed(day):
        return lambda: set_second(db.session.get(Motion, motion), sue, day=day)

    results = together(deed(SECOND), deed(date(2027, 1, 13)))

    refused = [each for each in results if isinstance(each, NotOpenToThat)]
    assert len(refused) == 1
    state = queries.confirming(db.session.get_one(Motion, motion))
    assert state is not None
    assert state.sent is not None


def test_setting_and_lapsing_at_once_leave_one_of_both(together, sue):
    motion = passed(sue).id
    db.session.commit()

    results = together(
        lambda: set_second(db.session.get(Motion, motion), sue),
        lambda: service.lapse_due(TOO_LATE),
    )

    found = db.session.get_one(Motion, motion, populate_existing=True)
    is_set = not isinstance(results[0], Exception)
    assert found.state == ("to_confirm" if is_set else "lapsed")
    assert results[1] == (0 if is_set else 1)
    assert day_of(TOO_LATE) > date(2027, 1, 17)

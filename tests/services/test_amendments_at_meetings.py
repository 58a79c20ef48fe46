"""Amendments that a general meeting votes on before it votes on their motion."""

from dataclasses import replace

import pytest

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import service
from governance.motions.queries import amendments as read
from governance.motions.service import at_meetings
from governance.motions.service.amendments import NotOpenToAmendment
from governance.motions.service.amendments.at_meetings import decide_at_meeting
from governance.motions.service.at_meetings import WrongFigures, send_to_meeting
from governance.reckoning.rules.kinds.notice import Meeting
from tests.factories.amendments import make_amendable, make_amendment, replaced
from tests.factories.ballots import make_voters
from tests.factories.motions import SECRETARY, make_actor
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_at_meetings import IN_TIME, THAT_DAY, VOTE
from tests.services.test_motions_seals import faults


@pytest.fixture
def sue():
    make_voters(16)
    return make_actor("Sue Secretary", roles=SECRETARY)


@pytest.fixture
def two(sue):
    """Two seconded amendments of a motion that is sent to a meeting, the next one first."""
    motion = make_amendable()
    one = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    other = make_amendment(motion, replaced(2, "They are green."), state="seconded")
    send_to_meeting(motion, Meeting.GENERAL, IN_TIME, "special", actor=sue, now=NOON)
    return motion, one, other


def stands(row):
    db.session.refresh(row)
    return row.state


def test_what_the_meeting_carries_is_in_the_motion_it_votes_on(two, sue):
    motion, one, other = two

    decision = decide_at_meeting(one, VOTE, actor=sue, now=THAT_DAY)
    decide_at_meeting(other, replace(VOTE, votes_for=3, against=8), actor=sue, now=THAT_DAY)
    at_meetings.decide_at_meeting(
        motion, replace(VOTE, votes_for=11, against=1, abstained=0), actor=sue, now=THAT_DAY
    )

    assert decision.is_carried
    assert (stands(one), stands(other), stands(motion)) == ("carried", "lost", "carried")
    assert motion.text.startswith("We buy three vans.\n\nThey are white.")
    assert one.note.startswith("General meeting of 17 December 2026, minute AGM 2026, minute 7: ")
    first, second = recorded("amendment resolved")
    assert (first["decided_by"], first["resolution_kind"]) == ("meeting", "ordinary")
    assert (second["outcome"], second["figures"]["for"]) == ("lost", 3)
    assert faults() == []


def test_the_motion_waits_for_its_amendments_there(two, sue):
    motion, _one, _other = two

    with pytest.raises(service.AmendmentsFirst, match="A1, A2"):
        at_meetings.decide_at_meeting(motion, VOTE, actor=sue, now=THAT_DAY)


def test_they_are_voted_on_in_their_order(two, sue):
    _motion, _one, other = two

    with pytest.raises(NotOpenToAmendment, match="A1 is voted on before"):
        decide_at_meeting(other, VOTE, actor=sue, now=THAT_DAY)


def test_a_result_is_entered_once_by_the_secretary_after_the_meeting(two, sue):
    _motion, one, _other = two

    with pytest.raises(NotAllowed, match="Only the secretary"):
        decide_at_meeting(one, VOTE, actor=make_actor("Ben"), now=THAT_DAY)
    with pytest.raises(service.NotOpenToThat, match="nothing is decided yet"):
        decide_at_meeting(one, VOTE, actor=sue, now=NOON)
    with pytest.raises(WrongFigures):
        decide_at_meeting(one, replace(VOTE, votes_for=70), actor=sue, now=THAT_DAY)
    decide_at_meeting(one, VOTE, actor=sue, now=THAT_DAY)
    with pytest.raises(NotOpenToAmendment, match="does not wait for a vote"):
        decide_at_meeting(one, VOTE, actor=sue, now=THAT_DAY)


def test_two_results_at_once_decide_once(together, two, sue):
    motion, one, _other = two
    amendment_id, motion_id = one.id, motion.id

    def enter():
        decide_at_meeting(read.amendment(amendment_id), VOTE, actor=sue, now=THAT_DAY)

    results = together(enter, enter)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotOpenToAmendment"]
    assert len(recorded("amendment resolved")) == 1
    assert db.session.get(type(motion), motion_id).version == 2


def test_a_motion_whose_amendment_is_voted_on_is_not_sent_to_a_meeting(sue):
    motion = make_amendable()
    make_amendment(motion, state="balloted")

    with pytest.raises(service.AmendmentsFirst, match="voting on its amendment A1"):
        send_to_meeting(motion, Meeting.GENERAL, IN_TIME, "ordinary", actor=sue, now=NOON)


def test_where_no_meeting_is_to_decide_none_is_entered(sue):
    amendment = make_amendment(make_amendable(), state="seconded")

    with pytest.raises(service.NotOpenToThat, match="does not wait for a meeting"):
        decide_at_meeting(amendment, VOTE, actor=sue, now=THAT_DAY)

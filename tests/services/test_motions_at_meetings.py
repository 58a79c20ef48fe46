"""A motion sent to a general meeting, and decided there by the rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.ledger.terms import VoteRule
from governance.motions import service
from governance.motions.models import Motion
from governance.motions.queries import course
from governance.motions.service import NotOpenToThat, NotSaid
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
from governance.resolutions import queries as resolutions
from tests.factories.ballots import make_voters
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.factories.motions import SECRETARY, make_actor, make_motion, make_society
from tests.factories.rules import found_rules, set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults

IN_TIME = date(2026, 12, 17)
THAT_DAY = NOON + timedelta(days=31)
VOTE = Vote(
    way=Way.SHOW_OF_HANDS,
    votes_for=7,
    against=4,
    abstained=1,
    in_person=12,
    by_proxy=0,
    minute="AGM 2026, minute 7",
)


@pytest.fixture
def sue():
    make_voters(16)
    return make_actor("Sue Secretary", roles=SECRETARY)


def sent(sue, *, kind="ordinary", now=NOON):
    """Return a motion that a general meeting on the 17th of December is to decide."""
    motion = make_motion(state="seconded")
    send_to_meeting(motion, Meeting.GENERAL, IN_TIME, kind, actor=sue, now=now)
    return motion


def decide(motion, vote, sue, *, now=THAT_DAY):
    decide_at_meeting(motion, vote, actor=sue, now=now)
    db.session.refresh(motion)
    return motion.state


def test_a_meeting_decides_what_was_sent_to_it(sue):
    motion = sent(sue)
    assert motion.state == "to_meeting"

    assert decide(motion, VOTE, sue) == "carried"

    [link] = recorded("motion resolved")
    assert (link["decided_by"], link["decided_ref"]) == (
        "meeting",
        "General meeting of 17 December 2026",
    )
    assert (link["decided_on"], link["resolution_kind"]) == ("2026-12-17", "ordinary")
    assert link["figures"] == {
        "for": 7,
        "against": 4,
        "abstained": 1,
        "entitled": 20,
        "voted": 12,
        "present": 12,
        "in_person": 12,
        "by_proxy": 0,
    }
    assert faults() == []


def test_what_a_meeting_carried_is_a_resolution_of_its_day(sue):
    motion = sent(sue)

    decide(motion, VOTE, sue, now=THAT_DAY + timedelta(days=20))

    resolution = resolutions.resolution_of(motion.id)
    assert resolution is not None
    assert (resolution.decided_on, resolution.year) == (IN_TIME, 2026)
    assert resolution.decided_ref == "General meeting of 17 December 2026"


@pytest.mark.parametrize(
    ("kind", "changes", "state"),
    [
        ("ordinary", {"votes_for": 4}, "lost"),
        ("special", {}, "lost"),
        ("special", {"votes_for": 9, "against": 3, "abstained": 0}, "carried"),
        ("ordinary", {"in_person": 1, "votes_for": 1, "against": 0, "abstained": 0}, "inquorate"),
    ],
)
def test_the_figures_decide_by_the_kind_and_the_quorum(kind, changes, state, sue):
    assert decide(sent(sue, kind=kind), replace(VOTE, **changes), sue) == state
    assert faults() == []


@pytest.fixture
def by_shares(sue):
    """A company of four in which votes go by shares, of 100, 60, 40 and none."""
    found_rules(LegalForm.JOINT_VENTURE, ballots__weights="per_share", motions__seconders=0)
    shares = make_share_class(make_book(kind="company"), vote_rule=VoteRule.PER_SHARE)
    for name, units in (("Ada", 100), ("Bea", 60), ("Cy", 40)):
        issue(shares, units, to=make_member(f"{name} Holder").party_id)
    return sue


@pytest.mark.parametrize(
    ("way", "votes_for", "against", "state"),
    [
        (Way.POLL, 101, 99, "carried"),
        (Way.POLL, 100, 100, "lost"),
        (Way.SHOW_OF_HANDS, 7, 4, "carried"),
    ],
)
def test_a_poll_counts_the_votes_of_shares_where_the_rules_say_so(
    way, votes_for, against, state, by_shares
):
    vote = replace(VOTE, way=way, votes_for=votes_for, against=against, abstained=0)

    assert decide(sent(by_shares), vote, by_shares) == state
    [link] = recorded("motion resolved")
    of_votes = way is Way.POLL
    assert link["figures"]["entitled"] == (200 if of_votes else 21)
    assert link["figures"].get("members") == (21 if of_votes else None)
    assert faults() == []


def test_no_more_votes_than_shares_carry_are_given(by_shares):
    vote = replace(VOTE, way=Way.POLL, votes_for=150, against=51, abstained=0)

    with pytest.raises(WrongFigures, match="all shares together carried 200 that day"):
        decide(sent(by_shares), vote, by_shares)


def test_in_a_poll_each_member_has_one_vote_unless_the_rules_say_otherwise(sue):
    issue(make_share_class(vote_rule=VoteRule.PER_SHARE), 100, to=make_member("Ada").party_id)
    vote = replace(VOTE, way=Way.POLL, votes_for=50)

    with pytest.raises(WrongFigures, match="55 voted or abstained, but only 12 were there"):
        decide(sent(sue), vote, sue)


def test_who_is_there_by_proxy_counts_as_the_rules_say(sue):
    set_rules(quorum__meeting_percent=50, quorum__counts_proxies=False)
    there = replace(VOTE, in_person=8, by_proxy=4)

    assert decide(sent(sue), there, sue) == "inquorate"


def test_a_meeting_taken_up_again_needs_fewer(sue):
    set_rules(quorum__meeting_percent=50)
    few = replace(VOTE, in_person=3, votes_for=2, against=1, abstained=0)

    assert decide(sent(sue), replace(few, is_taken_up=True), sue) == "carried"
    assert decide(sent(sue), few, sue) == "inquorate"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"votes_for": 8}, "13 voted or abstained, but only 12 were there"),
        ({"in_person": 40}, "only 20 were entitled"),
        ({"against": -1}, "less than nought"),
        ({"casting_vote": CastingVote.FOR}, "no casting vote"),
    ],
)
def test_wrong_figures_are_refused_and_nothing_is_decided(changes, sentence, sue):
    motion = sent(sue)

    with pytest.raises(WrongFigures, match=sentence):
        decide(motion, replace(VOTE, **changes), sue)

    assert recorded("motion resolved") == []


def test_a_casting_vote_counts_where_the_rules_give_one(sue):
    found_rules(LegalForm.WORKER_CO_OPERATIVE, meetings__casting_vote=True)
    tie = replace(VOTE, votes_for=4, casting_vote=CastingVote.FOR)

    assert decide(sent(sue), tie, sue) == "carried"


def test_a_result_needs_its_minute(sue):
    with pytest.raises(NotSaid):
        decide(sent(sue), replace(VOTE, minute=" "), sue)


def test_no_result_is_entered_before_the_meeting(sue):
    with pytest.raises(NotOpenToThat, match="The meeting is on 17 December 2026"):
        decide(sent(sue), VOTE, sue, now=THAT_DAY - timedelta(days=1))


def test_a_result_stands_and_is_not_entered_again(sue):
    motion = sent(sue)
    decide(motion, VOTE, sue)

    with pytest.raises(NotOpenToThat, match="does not wait for a meeting"):
        decide(motion, replace(VOTE, votes_for=0), sue)


def test_two_results_at_once_decide_once(together, sue):
    motion_id = sent(sue).id

    def deciding(vote):
        return lambda: (
            decide_at_meeting(
                db.session.get_one(Motion, motion_id), vote, actor=sue, now=THAT_DAY
            ).outcome
        )

    results = together(deciding(VOTE), deciding(replace(VOTE, votes_for=0)))

    assert sum(isinstance(result, NotOpenToThat) for result in results) == 1
    assert len(recorded("motion resolved")) == 1


def test_a_meeting_that_did_not_come_to_it_gives_it_back(sue):
    motion = sent(sue)

    take_back_from_meeting(motion, "Time ran out.", actor=sue, now=THAT_DAY)

    assert motion.state == "seconded"
    assert [taken.step.kind for taken in course.steps_of(motion.id)] == [
        "sent_to_meeting",
        "taken_back",
    ]
    assert faults() == []


def test_it_may_go_to_another_meeting_then(sue):
    motion = sent(sue)
    take_back_from_meeting(motion, "Time ran out.", actor=sue, now=THAT_DAY)

    later = IN_TIME + timedelta(days=60)
    send_to_meeting(motion, Meeting.ANNUAL, later, "ordinary", actor=sue, now=THAT_DAY)

    assert decide(motion, VOTE, sue, now=THAT_DAY + timedelta(days=60)) == "carried"
    assert recorded("motion resolved")[0]["decided_ref"] == (
        "Annual general meeting of 15 February 2027"
    )


def test_a_motion_comes_in_time_for_its_meeting(sue):
    motion = make_motion(state="seconded")
    too_soon = day_of(NOON) + timedelta(days=21)

    with pytest.raises(MeetingNotPossible, match="had to be in by 15 November 2026"):
        send_to_meeting(motion, Meeting.GENERAL, too_soon, "ordinary", actor=sue, now=NOON)


def test_notice_of_the_meeting_has_to_name_it(sue):
    motion = make_motion(state="seconded")
    late = NOON + timedelta(days=20)

    with pytest.raises(MeetingNotPossible, match="Notice of that meeting had to be given by"):
        send_to_meeting(motion, Meeting.GENERAL, IN_TIME, "ordinary", actor=sue, now=late)


@pytest.mark.parametrize("kind", ["written_ordinary", "ordinary"])
def test_a_meeting_needs_the_kind_that_the_motion_needs(kind, sue):
    make_society(seconders_needed=0)
    motion = service.propose(
        "Ask more seconders",
        "A motion needs three seconders.",
        "So that few decide less.",
        "",
        effect="change_rules",
        payload={"changes": {"motions.seconders": 3}},
        actor=make_actor("Ada Brook"),
        now=NOON,
    )

    with pytest.raises(MeetingNotPossible, match="cannot be passed at a meeting, or is not enough"):
        send_to_meeting(motion, Meeting.GENERAL, IN_TIME, kind, actor=sue, now=NOON)


def test_a_kind_that_is_not_enough_any_more_on_the_day_decides_nothing(sue):
    make_society(seconders_needed=0)
    motion = service.propose(
        "Buy a minibus",
        "We buy a minibus.",
        "The old one is worn out.",
        "",
        effect="authorise_spend",
        payload={"book": "", "pence": 40_000_00, "purpose": "A minibus", "until": ""},
        actor=make_actor("Ada Brook"),
        now=NOON,
    )
    send_to_meeting(motion, Meeting.GENERAL, IN_TIME, "ordinary", actor=sue, now=NOON)
    set_rules(majorities__spending="special")

    with pytest.raises(MeetingNotPossible, match="needs another kind of resolution than ordinary"):
        decide(motion, VOTE, sue)

    assert motion.state == "to_meeting"
    take_back_from_meeting(motion, "The rules changed.", actor=sue, now=THAT_DAY)
    assert motion.state == "seconded"


@pytest.mark.parametrize("state", ["proposed", "balloted", "carried"])
def test_only_a_seconded_motion_goes_to_a_meeting(state, sue):
    with pytest.raises(NotOpenToThat):
        send_to_meeting(
            make_motion(state=state), Meeting.GENERAL, IN_TIME, "ordinary", actor=sue, now=NOON
        )


def test_only_the_secretary_sends_and_enters(sue):
    with pytest.raises(NotAllowed):
        decide(sent(sue), VOTE, make_actor("Mo"))


def test_a_motion_sent_to_a_meeting_is_not_put_to_a_ballot_nor_withdrawn(sue):
    motion = sent(sue)

    with pytest.raises(NotOpenToThat, match="sent to a meeting"):
        service.mark_balloted(motion, actor=sue, now=THAT_DAY)


def test_the_database_keeps_what_the_meeting_decided(sue):
    motion = sent(sue)
    decide(motion, VOTE, sue)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text("UPDATE motion SET state = 'lost'"))

"""Votes in the room, by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.resolutions.decision import CastingVote
from governance.reckoning.resolutions.meeting import Room, decide_in_the_room
from governance.reckoning.resolutions.registry import kind_named

ROOM = Room(
    votes_for=7, against=5, abstained=1, in_person=12, by_proxy=3, entitled=40, counts=15, quorum=10
)


@pytest.mark.parametrize(
    ("kind", "changes", "outcome"),
    [
        ("ordinary", {}, "carried"),
        ("ordinary", {"votes_for": 5}, "lost"),
        ("special", {}, "lost"),
        ("special", {"votes_for": 6, "against": 2}, "carried"),
        ("two_thirds", {"votes_for": 6, "against": 3}, "carried"),
        ("ordinary", {"quorum": 16}, "inquorate"),
        ("ordinary", {"votes_for": 0, "against": 0}, "lost"),
        # 7 of 15 there: the two who did not vote count against it.
        ("majority_of_present", {}, "lost"),
        ("majority_of_present", {"votes_for": 8}, "carried"),
        ("absolute_majority", {}, "lost"),
    ],
)
def test_the_room_decides_by_the_kind(kind, changes, outcome):
    decision = decide_in_the_room(kind_named(kind), replace(ROOM, **changes))

    assert decision.outcome == outcome


def test_the_arithmetic_says_that_too_few_were_there():
    decision = decide_in_the_room(kind_named("ordinary"), replace(ROOM, counts=9))

    assert str(decision.arithmetic) == (
        "9 of 40 were present and 10 were needed: inquorate, so nothing is decided."
    )
    assert (decision.taking_part, decision.quorum, decision.needed) == (9, 10, None)


def test_a_casting_vote_decides_only_a_tie():
    tie = replace(ROOM, votes_for=5)

    assert decide_in_the_room(kind_named("ordinary"), tie).outcome == "lost"
    decided = decide_in_the_room(kind_named("ordinary"), tie, casting_vote=CastingVote.FOR)
    assert decided.outcome == "carried"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"abstained": 4}, "16 voted or abstained, but only 15 were there."),
        ({"in_person": 38}, "41 were there, but only 40 were entitled to vote that day."),
        ({"votes_for": -1}, "None of the figures can be less than nought."),
    ],
)
def test_wrong_figures_are_said_to_be_wrong(changes, sentence):
    assert sentence in [str(fault) for fault in replace(ROOM, **changes).faults()]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_right_figures_always_decide(votes_for, against, abstained, more):
    present = votes_for + against + abstained + more
    room = replace(
        ROOM,
        votes_for=votes_for,
        against=against,
        abstained=abstained,
        in_person=present,
        by_proxy=0,
        entitled=present + more,
        counts=present,
    )

    assert list(room.faults()) == []
    decision = decide_in_the_room(kind_named("ordinary"), room)
    is_quorate = present >= room.quorum
    assert (decision.outcome == "inquorate") is not is_quorate
    assert (decision.outcome == "carried") == (is_quorate and votes_for > against)


def test_votes_of_shares_are_measured_against_all_of_them():
    poll = replace(ROOM, votes_for=300, against=100, abstained=0, all_votes=500)

    assert list(poll.faults()) == []
    assert decide_in_the_room(kind_named("special"), poll).outcome == "carried"
    assert decide_in_the_room(kind_named("absolute_majority"), poll).outcome == "carried"
    few = replace(poll, votes_for=250, against=0)
    assert decide_in_the_room(kind_named("absolute_majority"), few).outcome == "lost"
    assert (poll.figures["entitled"], poll.figures["members"]) == (500, 40)
    [fault] = replace(poll, votes_for=401).faults()
    assert "all shares together carried 500" in str(fault)

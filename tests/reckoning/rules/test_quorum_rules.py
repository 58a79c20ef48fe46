"""Quorum by the rules: of a meeting, of one adjourned, and of a ballot."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.resolutions.decision import Outcome
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.quorum import QuorumRules

USUAL = QuorumRules()


@pytest.mark.parametrize(
    ("percent", "least", "most", "members", "needed"),
    [
        (10, 2, 50, 400, 40),
        (10, 2, 50, 401, 41),  # a part of a member is a whole one
        (10, 2, 50, 600, 50),
        (10, 2, None, 600, 60),
        (10, 2, 50, 15, 2),
        (10, 5, 50, 4, 4),  # never more than there are
        (10, 2, 50, 1, 1),
        (10, 2, 50, 0, 0),
        (50, 2, None, 7, 4),  # model articles: the greater of 2 and half
        (50, 2, None, 3, 2),
        (0, 3, None, 900, 3),
        (0, 20, 20, 900, 20),
    ],
)
def test_the_quorum_of_a_meeting(
    percent: int, least: int, most: int | None, members: int, needed: int
) -> None:
    rules = QuorumRules(meeting_percent=percent, meeting_least=least, meeting_most=most)

    assert rules.of_meeting(members) == Quorum(participation=needed)


@given(
    st.integers(0, 50), st.integers(2, 20), st.none() | st.integers(20, 500), st.integers(0, 9000)
)
def test_everybody_together_is_always_a_quorum(
    percent: int, least: int, most: int | None, members: int
) -> None:
    rules = QuorumRules(meeting_percent=percent, meeting_least=least, meeting_most=most)
    all_for = Figures(votes_for=members, against=0, abstained=0, entitled=members)

    assert rules.of_meeting(members).is_met(all_for)
    assert rules.of_adjourned_meeting(members).is_met(all_for)


@pytest.mark.parametrize(
    ("least", "members", "needed"), [(2, 400, 2), (1, 400, 1), (5, 400, 5), (2, 1, 1)]
)
def test_those_who_come_to_an_adjourned_meeting_are_a_quorum(
    least: int, members: int, needed: int
) -> None:
    rules = replace(USUAL, adjourned_least=least)

    assert rules.of_adjourned_meeting(members) == Quorum(participation=needed)


def test_a_ballot_asks_for_no_quorum_unless_the_rules_do() -> None:
    assert USUAL.of_ballot() == Quorum()


def test_a_ballot_asks_for_what_the_rules_say() -> None:
    rules = replace(USUAL, ballot_participation=30, ballot_approval=20, counts_abstentions=False)

    assert rules.of_ballot() == Quorum(
        participation=Fraction(3, 10), counts_abstentions=False, approval=Fraction(1, 5)
    )


@pytest.mark.parametrize(
    ("rules", "votes_for", "against", "abstained", "outcome"),
    [
        (replace(USUAL, ballot_participation=40), 21, 9, 10, Outcome.CARRIED),
        (replace(USUAL, ballot_participation=40), 21, 9, 9, Outcome.INQUORATE),
        (
            replace(USUAL, ballot_participation=40, counts_abstentions=False),
            21,
            9,
            10,
            Outcome.INQUORATE,
        ),
        (replace(USUAL, ballot_approval=25), 25, 24, 0, Outcome.CARRIED),
        (replace(USUAL, ballot_approval=25), 24, 0, 0, Outcome.LOST),
    ],
)
def test_a_ballot_of_a_hundred(
    rules: QuorumRules, votes_for: int, against: int, abstained: int, outcome: Outcome
) -> None:
    figures = Figures(votes_for=votes_for, against=against, abstained=abstained, entitled=100)

    decision = kind_named("ordinary").decide(figures, quorum=rules.of_ballot())

    assert decision.outcome is outcome


@given(st.integers(0, 40), st.integers(0, 25), st.integers(1, 3000))
def test_no_quorum_of_ballots_needs_more_than_half_of_the_members(
    participation: int, approval: int, entitled: int
) -> None:
    """Where half of the members vote, and three in four are for it, any rule can be changed."""
    rules = replace(USUAL, ballot_participation=participation, ballot_approval=approval)
    half = -(-entitled // 2)
    votes_for = -(-3 * half // 4)
    figures = Figures(votes_for=votes_for, against=half - votes_for, abstained=0, entitled=entitled)

    decision = kind_named("special").decide(figures, quorum=rules.of_ballot())

    assert decision.outcome is Outcome.CARRIED


def test_proxies_count_towards_the_quorum_if_the_rules_say_so() -> None:
    assert USUAL.present(in_person=3, by_proxy=4) == 7
    assert replace(USUAL, counts_proxies=False).present(in_person=3, by_proxy=4) == 3


def test_a_meeting_that_has_lost_its_quorum_is_adjourned_after_its_time() -> None:
    lost_at = datetime(2026, 6, 24, 19, 40, tzinfo=UTC)

    assert USUAL.adjourned_at(lost_at) == datetime(2026, 6, 24, 20, 10, tzinfo=UTC)

"""Polls, resolutions in writing, and one member, one vote."""

from datetime import date

import pytest

from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.kinds.meetings import MeetingRules
from governance.reckoning.rules.rulebook import Rulebook


@pytest.mark.parametrize(
    ("demanding", "members", "enough"),
    [
        (5, 1_000, True),
        (4, 1_000, False),
        (4, 40, True),
        (4, 41, False),
        (1, 10, True),
        (1, 11, False),
        (0, 0, False),
    ],
)
def test_five_members_or_a_tenth_may_demand_a_poll(
    demanding: int, members: int, enough: bool
) -> None:
    assert MeetingRules().may_demand_poll(demanding, members=members) is enough


def test_two_persons_may_where_the_rules_say_so() -> None:
    assert MeetingRules(poll_members=2).may_demand_poll(2, members=1_000)


def test_a_resolution_in_writing_has_28_days_its_own_counted() -> None:
    assert MeetingRules().lapses_on(date(2026, 11, 1)) == date(2026, 11, 28)


def test_one_member_one_vote_is_entrenched_apart_from_other_rules_on_ballots() -> None:
    rules = Rulebook.usual().changed(
        {
            "majorities.entrenched": ["one_member_one_vote"],
            "majorities.entrenched_rules": "unanimous",
        }
    )

    assert needed_to_change(rules, ["ballots.weights"]) == "unanimous"
    assert needed_to_change(rules, ["ballots.longest_days"]) == "special"
    assert needed_to_change(rules, ["majorities.entrenched"]) == "unanimous"

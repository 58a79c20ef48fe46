"""Differences between two rulebooks, in words and in figures."""

from typing import Any

import pytest
from hypothesis import given

from governance.reckoning.rules.differences import Difference, differences
from governance.reckoning.rules.rulebook import Rulebook
from tests.reckoning.rules.drawing import rulebooks

USUAL = Rulebook.usual()


def only_difference(key: str, value: Any, *, since: Any = None) -> Difference:
    before = USUAL if since is None else USUAL.changed({key: since})
    (found,) = differences(before, before.changed({key: value}))
    return found


def test_a_rulebook_does_not_differ_from_itself() -> None:
    assert differences(USUAL, Rulebook.from_values(USUAL.values)) == ()


def test_a_figure_is_told_before_and_after_with_its_clauses() -> None:
    found = only_difference("motions.seconders", 4)

    assert (str(found.written_before), str(found.written_after)) == ("2 members", "4 members")
    assert str(found.clause_before).startswith("A motion needs 2 members besides its mover")
    assert str(found.clause_after).startswith("A motion needs 4 members besides its mover")
    assert str(found.by) == "2 members more"


@pytest.mark.parametrize(
    ("key", "since", "value", "said"),
    [
        ("motions.seconders", None, 1, "Seconders: from 2 members to 1 member, 1 member less."),
        (
            "membership.least_minutes_a_week",
            None,
            450,
            "Least working time: from 8 hours to 7 hours 30 minutes, 30 minutes less.",
        ),
        (
            "board.most_in_one_decision",
            None,
            12_500_00,
            "Most spent by one decision: from £10,000.00 to £12,500.00, £2,500.00 more.",
        ),
        (
            "quorum.ballot_participation",
            None,
            25,
            "Participation in a ballot: from 0% to 25%, 25 percentage points more.",
        ),
        (
            "shares.interest_above_base",
            None,
            150,
            "Highest interest above base rate: from 2% to 1.50%, 0.50 percentage points less.",
        ),
        ("elections.most_terms", None, None, "Most terms in a row: “none” instead of “3”."),
        ("proxies.allowed", None, False, "Proxies: “no” instead of “yes”."),
        (
            "majorities.expulsion",
            "two_thirds",
            "unanimous",
            "Expulsion: “all votes for” instead of “two thirds of the votes”.",
        ),
        (
            "majorities.entrenched",
            ["majorities", "board"],
            ["notice", "quorum", "majorities"],
            "What is entrenched: added Notice of meetings, Quorum; removed Board.",
        ),
        (
            "majorities.entrenched",
            None,
            ["majorities", "ballots"],
            "What is entrenched: added Ballots.",
        ),
        (
            "membership.while_suspended",
            None,
            [],
            "While suspended: removed take part in discussions.",
        ),
    ],
)  # fmt: skip
def test_a_difference_in_words(key: str, since: Any, value: Any, said: str) -> None:
    assert str(only_difference(key, value, since=since).in_words) == said


def test_differences_stand_in_the_order_of_the_rulebook() -> None:
    after = USUAL.changed({"records.minutes_years": 12, "membership.least_age": 17})

    assert [each.key for each in differences(USUAL, after)] == [
        "membership.least_age",
        "records.minutes_years",
    ]


def test_a_difference_is_translated_whole() -> None:
    seen: list[str] = []

    def translate(template: str) -> str:
        seen.append(template)
        return template

    only_difference("majorities.entrenched", []).in_words.translated(translate)

    assert set(seen) == {"%(label)s: removed %(removed)s.", "What is entrenched", "Majorities"}


@given(rulebooks(), rulebooks())
def test_differences_applied_to_the_one_make_the_other(before: Rulebook, after: Rulebook) -> None:
    found = differences(before, after)

    assert before.changed({each.key: each.after for each in found}) == after
    assert [each.key for each in differences(after, before)] == [each.key for each in found]
    assert all("%(" not in str(each.in_words) for each in found)

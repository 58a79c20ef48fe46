"""Whether the board decided, and whether it may: worked examples and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.board_decisions import (
    BoardKind,
    TookPart,
    arithmetic,
    not_allowed,
    not_decided,
)
from governance.reckoning.rules.kinds.board import BoardRules
from governance.reckoning.rules.rulebook import Rulebook

RULES = BoardRules(quorum_percent=50, quorum_least=3)
CASTING = BoardRules(quorum_percent=50, quorum_least=3, casting_vote=True)


@pytest.mark.parametrize(
    ("took_part", "rules", "said"),
    [
        (TookPart(8, 4, 3, 1), RULES, None),
        (TookPart(8, 4, 1, 0), RULES, None),
        (TookPart(8, 3, 3, 0), RULES, "Of 8 directors, 4 must take part"),
        (TookPart(4, 2, 2, 0), RULES, "Of 4 directors, 3 must take part"),
        (TookPart(8, 9, 3, 1), RULES, "More took part than there are directors"),
        (TookPart(8, 4, 3, 2), RULES, "more votes than directors"),
        (TookPart(8, 4, 2, 2), RULES, "more directors must be for it than against"),
        (TookPart(8, 4, 2, 2, casting_vote=True), RULES, "more directors must be for it"),
        (TookPart(8, 4, 2, 2), CASTING, "only by the chair’s casting vote"),
        (TookPart(8, 4, 2, 2, casting_vote=True), CASTING, None),
        (TookPart(8, 4, 1, 2, casting_vote=True), CASTING, "more directors must be for it"),
        (TookPart(8, 4, 0, 0), RULES, "more directors must be for it"),
    ],
)
def test_whether_the_board_decided(took_part, rules, said) -> None:
    found = not_decided(took_part, rules)

    assert (found is None) == (said is None)
    assert said is None or said in str(found.sentence)


@pytest.mark.parametrize(
    ("kind", "changes", "pence", "spent", "said", "needed"),
    [
        ("spending", {}, 10_000_00, 0, None, ""),
        ("spending", {}, 10_000_01, 0, "£10,000.00 at most by one decision", "ordinary"),
        ("spending", {}, 10_000_00, 40_000_00, None, ""),
        ("spending", {}, 10_000_00, 40_000_01, "has authorised £40,000.01", "ordinary"),
        ("spending", {"majorities.spending": "special"}, 10_000_01, 0, "at most", "special"),
        ("admission", {}, 0, 0, None, ""),
        ("admission", {"board.may_admit": False}, 0, 0, "the members decide", "ordinary"),
        ("appointment", {}, 0, 0, None, ""),
        ("appointment", {"board.may_fill_vacancies": False}, 0, 0, "vacancies", "ordinary"),
        ("other", {"board.may_admit": False}, 0, 60_000_00, None, ""),
    ],
)
def test_whether_the_board_may(kind, changes, pence, spent, said, needed) -> None:
    rulebook = Rulebook.usual().changed(changes)

    found = not_allowed(BoardKind(kind), rulebook, pence=pence, spent_this_year=spent)

    assert (found is None) == (said is None)
    assert said is None or (said in str(found.sentence) and found.needed == needed)


def test_it_is_told_who_took_part_and_by_whose_vote() -> None:
    assert str(arithmetic(TookPart(8, 5, 3, 1), RULES)) == (
        "5 of 8 directors took part. 3 for, 1 against, 1 abstained; a decision of the board needs"
        " more directors for it than against: carried."
    )
    by_casting_vote = str(arithmetic(TookPart(8, 4, 2, 2, casting_vote=True), CASTING))
    assert by_casting_vote.endswith("the chair’s casting vote is for: carried.")


def test_a_casting_vote_makes_no_decision_where_nobody_votes() -> None:
    found = not_decided(TookPart(8, 4, 0, 0, casting_vote=True), CASTING)

    assert found is not None
    assert "more directors must be for it" in str(found.sentence)


@given(*(st.integers(0, 12) for _each in range(4)), st.booleans())
def test_whatever_is_decided_has_its_quorum_and_no_more_against_than_for(
    directors: int, present: int, votes_for: int, against: int, casting_vote: bool
) -> None:
    took_part = TookPart(directors, present, votes_for, against, casting_vote)

    if not_decided(took_part, CASTING) is None:
        assert CASTING.quorum(directors).participation <= present <= directors
        assert votes_for >= against
        assert took_part.as_json()["abstained"] >= 0

"""The surplus’s rules: heads and their pence, the round, dividends and bonuses."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.rules.kinds.surplus import SurplusRules
from governance.reckoning.rules.kinds.surplus.heads import HEAD_NAMES, HEADS, RESERVE
from governance.reckoning.rules.kinds.surplus.paying import BASIS_OF
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible

NOTHING: dict[str, Any] = {
    f"{head}_{bound}_percent": 0 for head in HEADS for bound in ("least", "most")
}


def ranges(rules: SurplusRules, pence: int) -> dict[str, tuple[int, int]]:
    """The least and most of each head that can have anything."""
    return {
        each.head: (each.least_pence, each.most_pence)
        for each in rules.waterfall(pence)
        if each.most_pence
    }


@pytest.mark.parametrize(
    ("percents", "pence", "expected"),
    [
        (
            {"reserve": (20, 100), "projects": (0, 100)},
            100_000,
            {"reserve": (20_000, 100_000), "projects": (0, 80_000)},
        ),
        (
            {"reserve": (30, 50), "community": (10, 20), "projects": (0, 40)},
            100_000,
            # The others take 60% at most, and 10% at least.
            {
                "reserve": (40_000, 50_000),
                "community": (10_000, 20_000),
                "projects": (30_000, 40_000),
            },
        ),
        # A third of 1p more or less goes to the reserve.
        (
            {"reserve": (33, 33), "dividend": (33, 33), "bonus": (34, 34)},
            100,
            {"reserve": (33, 33), "dividend": (33, 33), "bonus": (34, 34)},
        ),
        (
            {"reserve": (33, 33), "dividend": (33, 33), "bonus": (34, 34)},
            101,
            {"reserve": (34, 34), "dividend": (33, 33), "bonus": (34, 34)},
        ),
        ({"projects": (100, 100)}, 12_345, {"projects": (12_345, 12_345)}),
        ({"reserve": (50, 50), "projects": (50, 50)}, 1, {"reserve": (1, 1)}),
        ({"reserve": (0, 100), "projects": (0, 100)}, 0, {}),
    ],
)
def test_what_each_head_can_have(
    percents: dict[str, tuple[int, int]], pence: int, expected: dict[str, tuple[int, int]]
) -> None:
    named: dict[str, Any] = {
        f"{head}_{bound}_percent": value
        for head, both in percents.items()
        for bound, value in zip(("least", "most"), both, strict=True)
    }

    assert ranges(SurplusRules(**{**NOTHING, **named}), pence) == expected


@given(
    # A way of dividing the whole, and by how much each head could have less or more.
    cuts=st.lists(st.integers(0, 100), min_size=4, max_size=4),
    slack=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=5, max_size=5),
    pence=st.integers(0, 10**12),
)
def test_whatever_one_head_has_in_its_range_the_others_can_have_the_rest(
    cuts: list[int], slack: list[tuple[int, int]], pence: int
) -> None:
    named: dict[str, Any] = {}
    for head, (low, high), (less, more) in zip(
        HEADS, pairwise([0, *sorted(cuts), 100]), slack, strict=True
    ):
        named[f"{head}_least_percent"] = max(0, high - low - less)
        named[f"{head}_most_percent"] = min(100, high - low + more)
    found = SurplusRules(**named).waterfall(pence)

    for one in found:
        others = [each for each in found if each is not one]
        assert 0 <= one.least_pence <= one.most_pence <= pence
        for has in (one.least_pence, one.most_pence):
            rest = pence - has
            assert sum(each.least_pence for each in others) <= rest
            assert rest <= sum(each.most_pence for each in others)


@given(pence=st.integers(0, 10**9), most=st.integers(0, 80))
def test_a_cap_is_never_passed_by_rounding(pence: int, most: int) -> None:
    rules = SurplusRules(dividend_most_percent=most)

    found = {each.head: each for each in rules.waterfall(pence)}

    assert found["dividend"].most_pence * 100 <= pence * most
    assert found[RESERVE].least_pence * 100 >= pence * rules.reserve_least_percent


@pytest.mark.parametrize(
    ("values", "key", "words"),
    [
        ({"reserve_least_percent": 60, "reserve_most_percent": 50}, "reserve_least_percent", None),
        (
            {"reserve_least_percent": 60, "projects_least_percent": 41},
            "reserve_least_percent",
            "more than the surplus",
        ),
        (
            {
                "reserve_most_percent": 30,
                "community_most_percent": 30,
                "projects_most_percent": 39,
            },
            "reserve_most_percent",
            "less than the surplus",
        ),
        ({"approvals_most": 2}, "approvals_most", "fewer than those asked for"),
        ({"points": 2}, "points_least_projects", "fewer points than projects"),
        ({"points_most_each": 9}, "points_most_each", "too few for the others"),
        (
            {"dividend_least_percent": 40, "dividend_most_percent": 50},
            "dividend_cap_percent",
            "less than their least",
        ),
        ({"bonus_most_percent": 10, "bonus_factors": ()}, "bonus_factors", "Select how"),
    ],
)
def test_what_cannot_hold_together(values: dict[str, Any], key: str, words: str | None) -> None:
    keyed = {f"surplus.{name}": value for name, value in values.items()}

    with pytest.raises(NotPossible, match=words) as refused:
        Rulebook.usual().changed(keyed)

    assert refused.value.key == f"surplus.{key}"


def test_the_head_at_fault_is_named() -> None:
    with pytest.raises(NotPossible, match="Community: the least is more than the most"):
        Rulebook.usual().changed(
            {"surplus.community_least_percent": 30, "surplus.community_most_percent": 20}
        )


def test_what_stands_together_stands() -> None:
    changed = Rulebook.usual().changed({"surplus.points_most_each": 8, "surplus.approvals_most": 3})

    assert changed.of(SurplusRules).heads_open == ("reserve", "community", "projects")
    assert set(HEAD_NAMES) == set(HEADS)


@pytest.mark.parametrize(
    ("quorum", "voted", "entitled", "binds"),
    [
        (20, 20, 100, True),
        (20, 19, 100, False),
        (20, 21, 101, True),
        (20, 20, 101, False),
        (0, 0, 100, True),
        (100, 99, 100, False),
    ],
)
def test_a_round_binds_at_its_quorum(quorum: int, voted: int, entitled: int, binds: bool) -> None:
    rules = SurplusRules(quorum_percent=quorum)

    assert rules.is_binding(voted=voted, entitled=entitled) is binds


@pytest.mark.parametrize(
    ("floor", "votes", "cost", "enough"),
    [
        (None, 0, 100_000, True),
        # Of 100 papers and £1,000: £300 is 30%, a third of which is 10%.
        (3, 10, 30_000, True),
        (3, 9, 30_000, False),
        (1, 30, 30_000, True),
        (1, 29, 30_000, False),
    ],
)
def test_a_dear_project_needs_more_votes(
    floor: int | None, votes: int, cost: int, enough: bool
) -> None:
    rules = SurplusRules(support_floor=floor)

    assert rules.has_support(votes=votes, papers=100, cost_pence=cost, sum_pence=100_000) is enough


def test_a_step_is_a_hundredth_of_a_share() -> None:
    assert SurplusRules().step == Fraction(1, 100)


@pytest.mark.parametrize(
    ("cap", "distributable", "most"), [(35, 100_001, 35_000), (100, 7, 7), (35, -500, 0), (0, 9, 0)]
)
def test_the_most_that_is_paid_in_dividends(cap: int, distributable: int, most: int) -> None:
    assert SurplusRules(dividend_cap_percent=cap).most_dividend_pence(distributable) == most


def test_whatever_is_shared_by_can_be_weighed() -> None:
    for key in ("surplus.bonus_factors", "surplus.dividend_basis"):
        assert {name for name, _words in setting_of(key).options} <= set(BASIS_OF)
    assert BASIS_OF["hours"] is Basis.MINUTES

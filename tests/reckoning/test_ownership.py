"""Ownership in exact fractions, percentages that add up, and votes by class."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.ownership import (
    Holding,
    VoteRule,
    VotingRights,
    shown_as_percentages,
    stakes,
    units_by_holder,
    votes_by_holder,
)

TRUST, GOVERNMENT, PARTNER = "employees’ trust", "government", "partner"

# MyCSP: three classes of one share each, in 100 parts.
MYCSP = {
    "May 2012": {TRUST: 25, GOVERNMENT: 35, PARTNER: 40},
    "October 2014": {TRUST: 25, GOVERNMENT: 24, PARTNER: 51},
    "2018": {TRUST: 25, GOVERNMENT: 0, PARTNER: 75},
}
BY_SHARES = VotingRights(VoteRule.PER_SHARE)
RIGHTS = {"A": BY_SHARES, "B": BY_SHARES, "C": BY_SHARES}


def mycsp(day: str, *, shares: int = 1) -> list[Holding]:
    return [
        Holding(holder, name, units * shares)
        for name, (holder, units) in zip("ABC", MYCSP[day].items(), strict=True)
    ]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("May 2012", [(PARTNER, "40.0"), (GOVERNMENT, "35.0"), (TRUST, "25.0")]),
        ("October 2014", [(PARTNER, "51.0"), (TRUST, "25.0"), (GOVERNMENT, "24.0")]),
        ("2018", [(PARTNER, "75.0"), (TRUST, "25.0")]),
    ],
)
@pytest.mark.parametrize("shares", [1, 7, 10_000])
def test_mycsp_was_owned_as_its_history_says(
    day: str, shown: list[tuple[str, str]], shares: int
) -> None:
    owned = stakes(mycsp(day, shares=shares))

    written = shown_as_percentages([stake.units for stake in owned])

    names = [stake.holder for stake in owned]
    assert list(zip(names, written, strict=True)) == shown
    assert sum(stake.share for stake in owned) == 1


def test_the_partner_had_no_majority_of_mycsp_before_2014() -> None:
    shares = {day: stakes(mycsp(day))[0].share for day in MYCSP}

    assert [share > Fraction(1, 2) for share in shares.values()] == [False, True, True]
    assert [share >= Fraction(3, 4) for share in shares.values()] == [False, False, True]


def test_the_votes_of_mycsp_follow_the_shares() -> None:
    assert votes_by_holder(mycsp("2018", shares=10), RIGHTS) == {
        TRUST: 250,
        GOVERNMENT: 0,
        PARTNER: 750,
    }


def test_shares_of_one_holder_in_several_classes_add_up() -> None:
    holdings = [Holding("ada", "A", 1), Holding("bob", "A", 2), Holding("ada", "B", 3)]

    assert [(each.holder, each.share) for each in stakes(holdings)] == [
        ("ada", Fraction(2, 3)),
        ("bob", Fraction(1, 3)),
    ]
    assert [each.holder for each in stakes(holdings, classes=["A"])] == ["bob", "ada"]
    assert units_by_holder(holdings, "B") == {"ada": 3}


@pytest.mark.parametrize(
    ("amounts", "places", "shown"),
    [
        ([1, 1, 1], 1, ("33.4", "33.3", "33.3")),
        ([1, 1, 1], 0, ("34", "33", "33")),
        ([1, 1, 1, 1, 1, 1], 1, ("16.7", "16.7", "16.7", "16.7", "16.6", "16.6")),
        ([1, 0], 1, ("100.0", "0.0")),
        ([1, 100_000], 1, ("0.0", "100.0")),
        ([1, 100_000], 3, ("0.001", "99.999")),
        ([], 1, ()),
    ],
)
def test_percentages_shown_add_up_to_a_hundred(
    amounts: list[int], places: int, shown: tuple[str, ...]
) -> None:
    assert shown_as_percentages(amounts, places=places) == shown


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any), st.integers(0, 3))
def test_no_part_of_a_hundred_is_lost_or_far_off(amounts: list[int], places: int) -> None:
    shown = shown_as_percentages(amounts, places=places)

    assert sum(map(Decimal, shown)) == 100
    for amount, written in zip(amounts, shown, strict=True):
        exact = Fraction(100 * amount, sum(amounts))
        assert abs(Fraction(written) - exact) < Fraction(1, 10**places)


def test_nothing_owned_has_no_stakes() -> None:
    assert stakes([Holding("ada", "A", 0)]) == ()


def test_nobody_holds_fewer_than_no_shares() -> None:
    with pytest.raises(ValueError, match="cannot hold -1"):
        stakes([Holding("ada", "A", -1)])


def test_one_member_has_one_vote_in_however_many_classes() -> None:
    rights = {
        "member": VotingRights(VoteRule.PER_MEMBER),
        "worker": VotingRights(VoteRule.PER_MEMBER),
        "investor": VotingRights(VoteRule.NONE),
        "partner": VotingRights(VoteRule.PER_SHARE, votes_each=3),
    }
    holdings = [
        Holding("ada", "member", 500),
        Holding("ada", "worker", 1),
        Holding("bob", "member", 1),
        Holding("cat", "member", 0),
        Holding("dan", "investor", 10_000),
        Holding("eve", "partner", 4),
        Holding("eve", "member", 1),
    ]

    assert votes_by_holder(holdings, rights) == {"ada": 1, "bob": 1, "cat": 0, "dan": 0, "eve": 13}

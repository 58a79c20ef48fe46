"""Nominations on death: colleagues who are not family, the limit to the penny, several nominees."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.nominations import (
    FAMILY,
    RELATIONSHIP_TITLES,
    Nominee,
    Relationship,
    inherited,
    objection_to,
    objections_to,
)

LIMIT = 5_000_00


def nominee(name: str = "Bea", **facts: object) -> Nominee:
    named = {"id": name, "name": name, "relationship": Relationship.FRIEND, "amount_pence": 1_00}
    return Nominee(**(named | facts))  # type: ignore[arg-type]


def test_those_whom_the_act_names_are_family_and_nobody_else() -> None:
    assert {str(each) for each in FAMILY} == {
        "spouse",
        "civil partner",
        "parent",
        "child",
        "sibling",
        "nephew",
        "niece",
    }


@pytest.mark.parametrize("relationship", Relationship)
def test_a_colleague_is_refused_unless_family(relationship: Relationship) -> None:
    colleague = nominee(relationship=relationship, is_officer_or_employee=True)
    outsider = nominee(relationship=relationship)

    assert (objection_to(colleague) is None) == (relationship in FAMILY)
    assert objection_to(outsider) is None


def test_a_refused_colleague_is_told_who_may_be_named_and_what_to_do() -> None:
    said = str(objection_to(nominee(is_officer_or_employee=True)))

    assert said.startswith("Bea is an officer or employee of the society.")
    assert "brother, sister, nephew or niece" in said
    assert said.endswith("Name somebody else, or leave it to Bea in your will.")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"amount_pence": None}, "Enter either an amount or a share for Bea."),
        ({"share": Fraction(1, 2)}, "Enter either an amount or a share for Bea."),
        ({"amount_pence": 0}, "The amount for Bea must be at least £0.01."),
        ({"amount_pence": -1}, "The amount for Bea must be at least £0.01."),
        (
            {"amount_pence": None, "share": Fraction(0)},
            "The share for Bea must be more than nothing and at most the whole.",
        ),
        (
            {"amount_pence": None, "share": Fraction(3, 2)},
            "The share for Bea must be more than nothing and at most the whole.",
        ),
    ],
)
def test_what_is_no_amount_is_told(facts: dict[str, object], said: str) -> None:
    assert str(objection_to(nominee(**facts))) == said


def test_the_limit_holds_to_the_penny_over_all_nominations() -> None:
    ada = nominee("Ada", amount_pence=3_000_00)

    at_the_limit = objections_to([ada, nominee(amount_pence=2_000_00)], limit_pence=LIMIT)
    a_penny_more = objections_to([ada, nominee(amount_pence=2_000_01)], limit_pence=LIMIT)

    assert at_the_limit == ()
    assert [str(each) for each in a_penny_more] == [
        "The amounts come to £5,000.01. The law lets £5,000.00 pass by nomination: take off £0.01,"
        " or leave it in your will."
    ]


def test_nobody_is_named_twice_and_no_more_than_the_whole_is_given() -> None:
    half = nominee(amount_pence=None, share=Fraction(1, 2))
    rest = nominee("Ada", amount_pence=None, share=Fraction(2, 3))

    said = objections_to([half, half, rest], limit_pence=LIMIT)

    assert [str(each) for each in said] == [
        "Bea is named more than once. Put everything for them in one place.",
        "The parts come to more than the whole. Make them smaller.",
    ]


def test_an_amount_at_the_limit_and_shares_of_the_whole_stand_together() -> None:
    at_the_limit = nominee("Ada", amount_pence=LIMIT)
    halves = [nominee(name, amount_pence=None, share=Fraction(1, 2)) for name in ("Bob", "Cat")]

    assert objections_to([at_the_limit, *halves], limit_pence=LIMIT) == ()


def test_a_penny_can_be_nominated_and_so_can_the_whole() -> None:
    assert objection_to(nominee(amount_pence=1)) is None
    assert objection_to(nominee(amount_pence=None, share=Fraction(1))) is None


def test_somebody_named_for_nothing_has_nothing() -> None:
    at_death = inherited([nominee(amount_pence=None)], property_pence=100, limit_pence=LIMIT)

    assert at_death.nominated_pence == {"Bea": 0}


def test_every_relationship_has_its_words() -> None:
    assert set(RELATIONSHIP_TITLES) == set(Relationship)


@pytest.mark.parametrize(
    ("wanted", "property_pence", "passing", "estate"),
    [
        ((100_00, 50_00), 400_00, [100_00, 50_00], 250_00),
        ((100_00, 50_00), 75_00, [50_00, 25_00], 0),
        ((4_000_00, 2_000_00), 9_000_00, [3_333_33, 1_666_67], 4_000_00),
        ((Fraction(1, 2), Fraction(1, 2)), 6_000_00, [2_500_00, 2_500_00], 1_000_00),
        ((Fraction(1, 3), Fraction(1, 3)), 1_00, [33, 33], 34),
        ((Fraction(1, 3), Fraction(2, 3)), 1_00, [33, 67], 0),
        ((100_00, Fraction(1, 2)), 300_00, [100_00, 150_00], 50_00),
        ((100_00, Fraction(1, 2)), 0, [0, 0], 0),
    ],
)
def test_what_passes_at_death(
    wanted: tuple[int | Fraction, ...], property_pence: int, passing: list[int], estate: int
) -> None:
    named = [
        nominee(str(place), amount_pence=each)
        if isinstance(each, int)
        else nominee(str(place), amount_pence=None, share=each)
        for place, each in enumerate(wanted)
    ]

    at_death = inherited(named, property_pence=property_pence, limit_pence=LIMIT)

    assert (list(at_death.nominated_pence.values()), at_death.estate_pence) == (passing, estate)


@given(
    st.lists(st.integers(1, LIMIT * 2) | st.fractions(0, 1, max_denominator=60), max_size=5),
    st.integers(0, LIMIT * 3),
)
def test_no_penny_of_the_property_is_lost_and_the_limit_is_kept(
    wanted: list[int | Fraction], property_pence: int
) -> None:
    named = [
        nominee(str(place), amount_pence=each)
        if isinstance(each, int)
        else nominee(str(place), amount_pence=None, share=each)
        for place, each in enumerate(wanted)
    ]

    at_death = inherited(named, property_pence=property_pence, limit_pence=LIMIT)

    passing = sum(at_death.nominated_pence.values())
    assert passing + at_death.estate_pence == property_pence
    assert passing <= LIMIT
    assert all(part >= 0 for part in at_death.nominated_pence.values())

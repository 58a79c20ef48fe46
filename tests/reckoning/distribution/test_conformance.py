"""What every way of splitting money must do, whichever it is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.canonical import canonical
from governance.reckoning.distribution.basis import Balance, Basis, Recipient
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.registry import method_named, methods, methods_for
from governance.reckoning.distribution.sheet import as_json, headings, rows
from governance.reckoning.distribution.terms import (
    ROUNDING_WORDS,
    CannotSplit,
    Purpose,
    Rounding,
    Terms,
)
from governance.reckoning.distribution.wording import how_it_adds_up, how_it_ends
from tests.reckoning.distribution.making import recipients, terms

METHODS = [pytest.param(method, id=method.name) for method in methods()]
WEIGHING = [pytest.param(each, id=each.name) for each in methods() if each.bases != (Basis.HEADS,)]
FROM_A_POT = [pytest.param(method, id=method.name) for method in methods() if method.is_from_a_pot]
BY_RATE = [pytest.param(each, id=each.name) for each in methods() if not each.is_from_a_pot]

AMOUNTS = st.integers(0, 5_000_000)


@st.composite
def people(draw: st.DrawFn) -> list[Recipient]:
    """Draw recipients who weigh something, some of them alike, each in their own way."""
    number = draw(st.integers(1, 12))
    columns = [draw(st.lists(AMOUNTS, min_size=number, max_size=number)) for _ in range(5)]
    if draw(st.booleans()):
        columns = [[amount % 3 for amount in column] for column in columns]
    for column in columns:
        column[0] += 1
    places = draw(st.lists(st.integers(0, 3), min_size=number, max_size=number))
    return [
        Recipient(
            id=f"{n:04d}",
            place=places[n],
            paid_minutes=columns[0][n],
            pay_pence=columns[1][n],
            service_days=columns[2][n],
            shares=columns[3][n],
            holding_pence=columns[4][n],
            balances=(Balance(date(2026, 7, 1), columns[4][n]),),
        )
        for n in range(number)
    ]


def any_terms(draw: st.DataObject, method: DistributionMethod) -> Terms:
    changed: dict[str, object] = {"rounding": draw.draw(st.sampled_from(method.roundings))}
    if method.is_from_a_pot:
        changed["pot_pence"] = draw.draw(st.integers(1, 10_000_000))
    else:
        rate = draw.draw(st.fractions(Fraction(1, 1000), Fraction(1, 20), max_denominator=1000))
        changed["rate"] = rate
    return terms(method, **changed)


@pytest.mark.parametrize("method", METHODS)
def test_a_method_has_the_words_that_the_form_shows(method: DistributionMethod) -> None:
    assert all([method.name, method.title, method.description, method.source])
    assert method.purposes
    assert method.bases
    assert set(method.roundings) <= set(ROUNDING_WORDS)
    assert method_named(method.name) is method


def test_bonus_dividend_and_interest_each_have_their_methods() -> None:
    offered = {purpose: {each.name for each in methods_for(purpose)} for purpose in Purpose}

    assert offered[Purpose.BONUS] == {
        "equal",
        "hours",
        "pay",
        "rate_of_pay",
        "separate_elements",
        "service",
    }
    assert {"shares", "rate_per_share", "rate_on_holding", "equal"} <= offered[Purpose.DIVIDEND]
    assert offered[Purpose.INTEREST] == {"interest"}


@pytest.mark.parametrize("method", FROM_A_POT)
@given(people(), st.data())
def test_no_penny_is_lost(
    method: DistributionMethod, sharing: list[Recipient], data: st.DataObject
) -> None:
    asked = any_terms(data, method)

    outcome = method.distribute(sharing, asked)

    assert sum(line.pence for line in outcome.lines) + outcome.residue_pence == asked.pot_pence
    assert sum(line.exact_pence for line in outcome.lines) == asked.pot_pence
    if outcome.rounding == Rounding.LARGEST_REMAINDER:
        assert outcome.residue_pence == 0
    assert 0 <= outcome.residue_pence < len(sharing) * len(outcome.entitlements)


@pytest.mark.parametrize("method", METHODS)
@given(people(), st.data())
def test_nobody_is_a_penny_off_by_any_element(
    method: DistributionMethod, sharing: list[Recipient], data: st.DataObject
) -> None:
    outcome = method.distribute(sharing, any_terms(data, method))

    for line in outcome.lines:
        assert line.pence == sum(element.pence for element in line.elements)
        for element in line.elements:
            assert abs(element.pence - element.exact_pence) < 1
            assert element.amount > 0 or element.pence == 0
            if outcome.rounding == Rounding.DOWN:
                assert element.pence <= element.exact_pence


@pytest.mark.parametrize("method", METHODS)
@given(people(), st.data())
def test_the_order_of_people_does_not_matter(
    method: DistributionMethod, sharing: list[Recipient], data: st.DataObject
) -> None:
    asked = any_terms(data, method)
    shuffled = list(sharing)
    Random(data.draw(st.integers())).shuffle(shuffled)

    assert method.distribute(shuffled, asked) == method.distribute(sharing, asked)


@pytest.mark.parametrize("method", METHODS)
@given(people(), st.data())
def test_more_weight_never_gets_less(
    method: DistributionMethod, sharing: list[Recipient], data: st.DataObject
) -> None:
    outcome = method.distribute(sharing, any_terms(data, method))
    had = [
        (tuple(element.amount for element in line.elements), line.pence) for line in outcome.lines
    ]

    for more, paid_more in had:
        for less, paid_less in had:
            if more != less and all(a >= b for a, b in zip(more, less, strict=True)):
                assert paid_more >= paid_less


@pytest.mark.parametrize("method", METHODS)
@given(people(), st.data())
def test_equals_are_paid_alike_when_rounded_alone(
    method: DistributionMethod, sharing: list[Recipient], data: st.DataObject
) -> None:
    alone = [each for each in method.roundings if each != Rounding.LARGEST_REMAINDER]
    asked = replace(any_terms(data, method), rounding=data.draw(st.sampled_from(alone)))

    outcome = method.distribute(sharing, asked)

    paid = {}
    for line in outcome.lines:
        weighed = tuple(element.amount for element in line.elements)
        assert paid.setdefault(weighed, line.pence) == line.pence


@pytest.mark.parametrize("method", WEIGHING)
def test_who_weighs_nothing_has_nothing(method: DistributionMethod) -> None:
    outcome = method.distribute(recipients([500, 0, 700]), terms(method))

    assert [line.pence > 0 for line in outcome.lines] == [True, False, True]


@pytest.mark.parametrize("method", METHODS)
def test_nobody_at_all_is_refused(method: DistributionMethod) -> None:
    with pytest.raises(CannotSplit, match=r"nobody to share it") as refusal:
        method.distribute([], terms(method))

    is_by_holding = set(method.bases) <= {Basis.SHARES, Basis.HOLDING, Basis.PENCE_DAYS}
    what_to_do = "Choose another class" if is_by_holding else "Choose who takes part"
    assert what_to_do in str(refusal.value)


@pytest.mark.parametrize("method", METHODS)
def test_somebody_named_twice_is_refused(method: DistributionMethod) -> None:
    twice = [*recipients([5, 6]), *recipients([7])]

    with pytest.raises(CannotSplit, match="named more than once: 1") as refused:
        method.distribute(twice, terms(method))

    assert refused.value.recipient_ids == ("0000",)


@pytest.mark.parametrize("method", WEIGHING)
@pytest.mark.parametrize(
    ("amount", "said"), [(None, r"not known: 1\. Enter"), (-1, r"below 0: 1\. Correct")]
)
def test_what_is_missing_or_below_nought_is_told_with_whose_it_is(
    method: DistributionMethod, amount: int | None, said: str
) -> None:
    with pytest.raises(CannotSplit, match=said) as refused:
        method.distribute(recipients([5, amount, 7]), terms(method))

    assert refused.value.recipient_ids == ("0001",)


@pytest.mark.parametrize("method", WEIGHING)
def test_nothing_is_split_by_what_nobody_has(method: DistributionMethod) -> None:
    with pytest.raises(CannotSplit, match=r"^Nobody "):
        method.distribute(recipients([0, 0]), terms(method))


@pytest.mark.parametrize("method", FROM_A_POT)
def test_one_alone_has_the_whole_pot(method: DistributionMethod) -> None:
    [line] = method.distribute(recipients([7]), terms(method, pot_pence=100_01)).lines

    assert line.pence == 100_01


@pytest.mark.parametrize("method", FROM_A_POT)
def test_one_penny_among_five_hundred_goes_to_the_first_in_order(
    method: DistributionMethod,
) -> None:
    outcome = method.distribute(recipients([9] * 500), terms(method, pot_pence=1))

    assert [line.recipient_id for line in outcome.lines if line.pence] == ["0000"]
    assert outcome.total_pence == 1


@pytest.mark.parametrize("method", FROM_A_POT)
def test_one_penny_rounded_down_goes_whole_to_where_the_terms_say(
    method: DistributionMethod,
) -> None:
    asked = terms(method, pot_pence=1, rounding=Rounding.DOWN)

    outcome = method.distribute(recipients([9] * 500), asked)

    assert (outcome.total_pence, outcome.residue_pence) == (0, 1)
    assert str(how_it_ends(outcome)) == (
        "In all: £0.00. People who have a part: 0. Left over by rounding down: £0.01; it goes to:"
        " general reserve."
    )


@pytest.mark.parametrize("method", FROM_A_POT)
def test_rounding_down_without_a_place_for_the_rest_is_refused(method: DistributionMethod) -> None:
    with pytest.raises(CannotSplit, match="Say where the pence go"):
        method.distribute(recipients([5]), terms(method, rounding=Rounding.DOWN, residue_to=""))


@pytest.mark.parametrize("method", FROM_A_POT)
@pytest.mark.parametrize("pot", [None, 0, -1])
def test_a_pot_of_nothing_is_refused(method: DistributionMethod, pot: int | None) -> None:
    with pytest.raises(CannotSplit, match=r"^Enter the sum to split: at least £0\.01\.$"):
        method.distribute(recipients([5]), terms(method, pot_pence=pot))


@pytest.mark.parametrize("method", BY_RATE)
@pytest.mark.parametrize("rate", [None, Fraction(0), Fraction(-1, 100)])
def test_a_rate_of_nothing_is_refused(method: DistributionMethod, rate: Fraction | None) -> None:
    with pytest.raises(CannotSplit, match=r"^Enter the rate: more than 0\.$"):
        method.distribute(recipients([5]), terms(method, rate=rate))


@pytest.mark.parametrize("method", METHODS)
def test_a_rounding_that_the_method_has_not_is_refused(method: DistributionMethod) -> None:
    for rounding in set(Rounding) - set(method.roundings):
        with pytest.raises(CannotSplit, match="not rounded so"):
            method.distribute(recipients([5]), terms(method, rounding=rounding))


@pytest.mark.parametrize("method", METHODS)
def test_every_line_can_be_worked_out_again_from_its_row(method: DistributionMethod) -> None:
    outcome = method.distribute(recipients([500, 0, 700]), terms(method))

    for row in rows(outcome):
        cells = dict(zip(headings(outcome), row, strict=True))
        total = 0
        for entitlement in outcome.entitlements:
            name = str(entitlement.basis)
            exact = Fraction(int(cells[f"{name}: numerator"]), int(cells[f"{name}: denominator"]))
            assert exact == entitlement.worth_pence * int(cells[f"{name}: amount"])
            total += int(cells[f"{name}: pence"])
        assert cells["total pence"] == total


@pytest.mark.parametrize("method", METHODS)
def test_a_distribution_is_kept_as_json_without_floats(method: DistributionMethod) -> None:
    outcome = method.distribute(recipients([500, 0, 700]), terms(method))

    kept = as_json(outcome)

    assert canonical(kept)
    assert kept["total_pence"] == sum(line["pence"] for line in kept["lines"])


@pytest.mark.parametrize("method", METHODS)
def test_every_line_says_how_it_adds_up(method: DistributionMethod) -> None:
    outcome = method.distribute(recipients([500, 0, 700]), terms(method))

    for line in outcome.lines:
        said = [str(each) for each in how_it_adds_up(line)]
        assert len(said) == len(line.elements) + (len(line.elements) > 1)
        assert all("%(" not in each for each in said)

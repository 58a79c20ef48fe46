"""Amounts and exact figures as a line shows them."""

from fractions import Fraction

import pytest

from governance.reckoning.distribution.basis import Basis, Recipient
from governance.reckoning.distribution.registry import method_named
from governance.reckoning.distribution.terms import Terms
from governance.reckoning.distribution.wording import (
    decimal,
    exactly,
    how_it_adds_up,
    percent,
    units,
)


@pytest.mark.parametrize(
    ("basis", "amount", "written"),
    [
        (Basis.MINUTES, 2250, "37.5"),
        (Basis.MINUTES, 100, "1.66…"),
        (Basis.MINUTES, 90_000, "1,500"),
        (Basis.PAY, 2_400_050, "£24,000.50"),
        (Basis.HOLDING, 1, "£0.01"),
        (Basis.PENCE_DAYS, 18_400_000, "£184,000.00"),
        (Basis.SERVICE, 1825, "1,825"),
        (Basis.SHARES, 10_000, "10,000"),
        (Basis.HEADS, 3, "3"),
    ],
)
def test_an_amount_is_written_in_its_unit(basis: Basis, amount: int, written: str) -> None:
    assert units(basis, amount) == written


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (Fraction(3333), "£33.33"),
        (Fraction(10_000, 3), "£33.3333…"),
        (Fraction(5, 2), "£0.025"),
        (Fraction(1, 8), "£0.0012…"),
        (Fraction(1, 3), "£0.0033…"),
        (Fraction(0), "£0.00"),
    ],
)
def test_an_exact_figure_says_whether_there_is_more(pence: Fraction, written: str) -> None:
    assert exactly(pence) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Fraction(5, 100), "5%"),
        (Fraction(1, 40), "2.5%"),
        (Fraction(1, 80_000), "0.0012…%"),
        (Fraction(1, 3), "33.3333…%"),
        (Fraction(1), "100%"),
    ],
)
def test_a_rate_is_written_as_per_cent(share: Fraction, written: str) -> None:
    assert percent(share) == written


def test_a_whole_number_has_no_decimals_unless_they_are_asked_for() -> None:
    assert (decimal(Fraction(12), places=2), decimal(Fraction(12), places=2, least=2)) == (
        "12",
        "12.00",
    )


def test_hours_are_shown_as_hours() -> None:
    people = [Recipient("ada", paid_minutes=2250), Recipient("bob", paid_minutes=750)]

    ada, _ = method_named("hours").distribute(people, Terms(pot_pence=100_00)).lines

    assert [str(each) for each in how_it_adds_up(ada)] == [
        "£100.00 × 37.5 ÷ 50 paid hours = £75.00."
    ]


def test_equal_shares_are_shown_by_heads() -> None:
    people = [Recipient(name) for name in ("ada", "bob", "cat")]

    ada, *_ = method_named("equal").distribute(people, Terms(pot_pence=100_00)).lines

    assert [str(each) for each in how_it_adds_up(ada)] == [
        "£100.00 ÷ 3 people = £33.3333…, so £33.34."
    ]

"""Numbers and money in words."""

import pytest

from governance.reckoning.words import number_in_words, pence_in_words


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "nought"),
        (13, "thirteen"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (1_000, "one thousand"),
        (1_005, "one thousand and five"),
        (1_205, "one thousand two hundred and five"),
        (80_000, "eighty thousand"),
        (1_000_099, "one million and ninety-nine"),
        (
            2_345_678,
            "two million three hundred and forty-five thousand six hundred and seventy-eight",
        ),
        (-3, "minus three"),
    ],
)
def test_a_number_in_words(number: int, written: str) -> None:
    assert number_in_words(number) == written


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "nought pounds"),
        (1, "one penny"),
        (50, "fifty pence"),
        (100, "one pound"),
        (101, "one pound and one penny"),
        (250_000, "two thousand five hundred pounds"),
        (-105, "minus one pound and five pence"),
    ],
)
def test_money_in_words(pence: int, written: str) -> None:
    assert pence_in_words(pence) == written

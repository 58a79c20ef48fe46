"""How alike two texts are, by hand and by property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.texts.likeness import is_much_the_same, likeness

HOUSE = "The society opens a respite house in Tipton by September."


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (HOUSE, HOUSE, Fraction(1)),
        (HOUSE, HOUSE.upper().replace(" ", "\n"), Fraction(1)),
        ("We buy two vans", "We buy three vans", Fraction(3, 4)),
        ("yes yes no", "yes no no", Fraction(2, 3)),
        ("We buy vans", "Nothing else", Fraction(0)),
        ("", "", Fraction(0)),
        ("…!", HOUSE, Fraction(0)),
    ],
)
def test_the_share_of_words_in_common(one, other, share):
    assert likeness(one, other) == share


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("By September, the society opens a respite house in Tipton.", True),
        ("The society opens a respite house in Dudley by March.", True),
        ("The society sells its vans and buys electric ones by September.", False),
    ],
)
def test_a_motion_told_otherwise_is_found_and_another_is_not(other, is_same):
    assert is_much_the_same(HOUSE, other, percent=80) is is_same


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_between_none_and_all(one, other):
    share = likeness(one, other)

    assert share == likeness(other, one)
    assert 0 <= share <= 1


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1), st.randoms())
def test_the_order_of_words_does_not_matter(words, random):
    others = list(words)
    random.shuffle(others)

    assert likeness(" ".join(words), " ".join(others)) == 1

"""Which amendments only say the opposite of what they amend."""

import pytest

from governance.reckoning.texts.negation import only_negates


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The society opens a house in Tipton.", "The society does not open a house in Tipton."),
        ("The society does not open a house.", "The society opens a house."),
        ("We will buy vans.", "We won’t buy vans."),
        ("We can carry leave over.", "We cannot carry leave over."),
        ("We buy two vans.", "We buy no vans."),
        ("We buy 3 vans.", "We buy no vans"),
        ("Members may carry leave over.", "Members may never carry leave over."),
        ("The board is to sell it.", "The board refuses to sell it."),
        ("The society sells the house.", "The society refuses to sell the house."),
        ("The board shall sell it.", "The board shall not sell it."),
        ("Any member may speak.", "No member may speak."),
    ],
)
def test_saying_the_opposite_and_nothing_else_negates(old, new):
    assert only_negates([old], [new])
    assert only_negates(["First.", old, "Last."], ["First.", new, "Last."])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We buy two vans.", "We buy two vans."),
        ("We buy two vans.", "We buy three vans."),
        ("We buy two vans.", "We buy two vans but no car park."),
        ("We open it in June.", "We do not open it in June but in September."),
        ("The cap is 30 hours.", "The cap is 25 hours."),
        ("We do not carry it over.", "We never carry it over."),
        ("No member may speak twice.", "No member may speak for more than ten minutes."),
        ("We note it.", "We notice it."),
        ("We open a house.", ""),
    ],
)
def test_saying_something_else_does_not_negate(old, new):
    assert not only_negates([old], [new])


def test_a_negation_beside_another_change_is_for_the_chair():
    old = ["We open a house.", "It has six beds."]

    assert not only_negates(old, ["We do not open a house.", "It has nine rooms."])

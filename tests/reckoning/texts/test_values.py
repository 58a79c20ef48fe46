"""Two amendments of named values: what each changes, and both together."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from governance.reckoning.texts.values import ValueOvertaken, differing, place_of, with_both

BASE = {"from": "", "changes": {"a.x": 30, "a.y": 4}}


def changed(**changes):
    return {**BASE, "changes": BASE["changes"] | changes}


def test_what_differs_is_told_by_its_path():
    assert differing(BASE, {"from": "2027-01-01", "changes": {"a.x": 25}}) == {
        ("from",),
        ("changes", "a.x"),
        ("changes", "a.y"),
    }
    assert differing(BASE, BASE) == frozenset()


def test_changes_of_different_values_come_together():
    mine, theirs = changed(**{"a.x": 25}), changed(**{"a.y": 5})

    assert with_both(BASE, mine, theirs) == {"from": "", "changes": {"a.x": 25, "a.y": 5}}


def test_a_value_that_is_taken_out_is_out():
    mine = {"from": "", "changes": {"a.y": 4}}

    assert with_both(BASE, mine, BASE) == mine


def test_of_one_value_two_things_cannot_be_said():
    with pytest.raises(ValueOvertaken) as raised:
        with_both(BASE, changed(**{"a.x": 25}), changed(**{"a.x": 20}))

    assert raised.value.path == ("changes", "a.x")
    same = changed(**{"a.x": 25})
    assert with_both(BASE, same, same) == same


VALUES = some.recursive(
    some.dictionaries(some.sampled_from("abc"), some.integers(0, 3), max_size=3),
    lambda inner: some.dictionaries(some.sampled_from("de"), inner, max_size=2),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_nothing_is_lost_where_only_one_says_something(base, other):
    assert differing(with_both(base, other, base), other) == frozenset()
    assert with_both(base, base, other) == other


def test_each_value_has_a_place_of_its_own_before_those_of_the_text():
    assert place_of(("changes", "a.x")) < 0
    assert place_of(("changes", "a.x")) != place_of(("changes", "a.y"))

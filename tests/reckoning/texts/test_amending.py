"""Amending a text by its paragraphs, and that two that agree may come in in either order."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from governance.reckoning.texts.amending import (
    Change,
    Deed,
    Overtaken,
    applied,
    carried_over,
    in_voting_order,
    is_sound,
    places_after,
    places_of,
)

TEXT = ("One.", "Two.", "Three.")


def replaced(paragraph, words):
    return Change(Deed.REPLACE, paragraph, words)


def removed(paragraph):
    return Change(Deed.REMOVE, paragraph)


def inserted(after, words):
    return Change(Deed.INSERT, after, words)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], TEXT),
        ([replaced(2, "Zwei.")], ("One.", "Zwei.", "Three.")),
        ([removed(1)], ("Two.", "Three.")),
        ([inserted(0, "Nought.")], ("Nought.", *TEXT)),
        ([inserted(3, "Four.\n\nFive.")], (*TEXT, "Four.", "Five.")),
        ([removed(2), inserted(2, "Other.")], ("One.", "Other.", "Three.")),
        ([inserted(1, "More."), replaced(1, "A.\n\nB.")], ("A.", "B.", "More.", "Two.", "Three.")),
        ([removed(1), removed(2), removed(3)], ()),
    ],
)
def test_changes_are_done_to_the_paragraphs_they_name(changes, expected):
    assert applied(TEXT, changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        [replaced(4, "Four.")],
        [replaced(0, "Nought.")],
        [inserted(4, "Five.")],
        [replaced(1, " ")],
        [Change(Deed.REMOVE, 1, "words")],
        [replaced(1, "A."), removed(1)],
        [inserted(1, "A."), inserted(1, "B.")],
    ],
)
def test_what_names_no_paragraph_or_one_twice_is_not_sound(changes):
    assert not is_sound(changes, len(TEXT))


def test_a_change_is_kept_and_found_as_it_was():
    change = replaced(2, "Zwei.")

    assert Change.from_json(change.as_json()) == change


@pytest.mark.parametrize(
    ("change", "over", "moved"),
    [
        (replaced(2, "Zwei."), [inserted(0, "A.\n\nB.")], replaced(4, "Zwei.")),
        (replaced(2, "Zwei."), [removed(1)], replaced(1, "Zwei.")),
        (removed(3), [replaced(1, "A.\n\nB.")], removed(4)),
        (inserted(1, "More."), [inserted(1, "First.")], inserted(2, "More.")),
        (inserted(1, "More."), [replaced(1, "A.\n\nB.")], inserted(2, "More.")),
        (inserted(0, "More."), [removed(1)], inserted(0, "More.")),
        (inserted(3, "More."), [removed(2)], inserted(2, "More.")),
    ],
)
def test_a_change_follows_its_paragraph_when_the_text_moves_on(change, over, moved):
    assert carried_over([change], over, len(TEXT)) == (moved,)


@pytest.mark.parametrize(
    ("change", "over"),
    [
        (replaced(2, "Zwei."), [replaced(2, "Deux.")]),
        (removed(2), [replaced(2, "Deux.")]),
        (replaced(2, "Zwei."), [removed(2)]),
        (inserted(2, "More."), [removed(2)]),
    ],
)
def test_a_change_is_overtaken_when_its_paragraph_was_changed(change, over):
    with pytest.raises(Overtaken) as raised:
        carried_over([change], over, len(TEXT))

    assert raised.value.paragraph == 2


def test_what_was_voted_on_is_followed_to_where_it_is_now():
    was = places_of([replaced(2, "Zwei.")])

    assert places_after(was, [inserted(0, "Nought.")], 3) == {5}
    assert places_after(was, [replaced(2, "A.\n\nB.")], 3) == {3, 4, 5}
    assert places_after(was, [removed(2)], 3) == {2}
    assert places_after({4}, [inserted(2, "More.")], 3) == {4, 5, 6}


def test_of_those_that_touch_the_same_the_furthest_is_voted_on_first():
    proposals = [
        (1, frozenset({5}), 3),
        (2, frozenset({1}), 2),
        (3, frozenset({5}), 9),
        (4, frozenset({1, 5}), 4),
        (5, frozenset({7}), 1),
    ]

    assert in_voting_order(proposals) == [3, 4, 1, 2, 5]
    assert in_voting_order([(2, frozenset({7}), 9), (1, frozenset({1}), 1)]) == [1, 2]


PARAGRAPHS = some.lists(some.sampled_from("abcdefg"), max_size=6).map(tuple)


@some.composite
def amendments(draw, count):
    """Draw changes that a text of so many paragraphs can take."""
    changes = []
    for place in range(2 * count + 1):
        if draw(some.integers(0, 3)):
            continue
        words = "\n\n".join(draw(some.lists(some.sampled_from("uvwxyz"), min_size=1, max_size=2)))
        if place % 2 == 0:
            changes.append(inserted(place // 2, words))
        else:
            number = (place + 1) // 2
            changes.append(removed(number) if draw(some.booleans()) else replaced(number, words))
    return tuple(changes)


@given(some.data(), PARAGRAPHS)
def test_two_that_touch_no_place_in_common_come_in_in_either_order(data, text):
    one, other = data.draw(amendments(len(text))), data.draw(amendments(len(text)))
    assume(not places_of(one) & places_of(other))
    try:
        other_later = carried_over(other, one, len(text))
        one_later = carried_over(one, other, len(text))
    except Overtaken:
        assume(False)  # words were to come after a paragraph that goes

    assert applied(applied(text, one), other_later) == applied(applied(text, other), one_later)


@given(some.data(), PARAGRAPHS)
def test_what_is_sound_has_so_many_paragraphs_and_places_as_it_should(data, text):
    changes = data.draw(amendments(len(text)))
    new = applied(text, changes)
    everywhere = places_after(range(2 * len(text) + 1), changes, len(text))

    assert is_sound(changes, len(text))
    assert everywhere == set(range(2 * len(new) + 1))

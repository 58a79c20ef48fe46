"""How two texts differ: worked examples, and that nothing is lost on the way."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from governance.reckoning.texts.difference import (
    Fate,
    difference,
    new_paragraphs,
    old_paragraphs,
    words_changed,
)
from governance.reckoning.texts.paragraphs import paragraphs_of, text_of

WORDS = some.lists(some.sampled_from(["we", "open", "two", "in", "Tipton", " "]), min_size=1)
PARAGRAPH = WORDS.map(" ".join) | some.text(min_size=1)
PARAGRAPHS = some.lists(PARAGRAPH, max_size=9).map(tuple)


def told(old, new):
    """Return a difference as one would write it: [-gone-] and {+new+}, a line a paragraph."""
    marks = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.INSERTED: "{{+{}+}}"}
    return [
        "".join(marks[piece.fate].format(piece.words) for piece in paragraph.pieces)
        for paragraph in difference(old, new)
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("One.", ("One.",)),
        ("One.\nStill one.\n\nTwo.", ("One.\nStill one.", "Two.")),
        ("One.\r\n\r\nTwo.\r\n", ("One.", "Two.")),
        ("\n\nOne.\n \n\t\n\nTwo.  \n", ("One.", "Two.")),
        ("  * a\n  * b", ("  * a\n  * b",)),
    ],
)
def test_paragraphs_stand_between_empty_lines(text, paragraphs):
    assert paragraphs_of(text) == paragraphs


@given(some.text())
def test_a_text_of_paragraphs_has_those_paragraphs(text):
    paragraphs = paragraphs_of(text)

    assert paragraphs_of(text_of(paragraphs)) == paragraphs
    assert "".join(text.split()) == "".join("".join(paragraphs).split())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["We open it."], ["We open it."], ["We open it."]),
        (["A."], ["A.", "B."], ["A.", "{+B.+}"]),
        (["A.", "B."], ["B."], ["[-A.-]", "B."]),
        (
            ["The cap is 30 hours a year."],
            ["The cap is 25 hours a year."],
            ["The cap is [-30-]{+25+} hours a year."],
        ),
        (
            ["We open it by next June."],
            ["We open it in early September."],
            ["We open it [-by next June-]{+in early September+}."],
        ),
        (["Alpha beta."], ["Gamma delta"], ["[-Alpha beta.-]", "{+Gamma delta+}"]),
        (
            ["First of all.", "We buy two vans.", "Last."],
            ["First of all.", "A new one here.", "We buy three vans.", "Last."],
            ["First of all.", "{+A new one here.+}", "We buy [-two-]{+three+} vans.", "Last."],
        ),
        (
            ["The board’s chair decides."],
            ["The board decides."],
            ["The [-board’s chair-]{+board+} decides."],
        ),
    ],
)
def test_a_difference_reads_as_a_person_would_tell_it(old, new, expected):
    assert told(old, new) == expected


def test_a_paragraph_is_told_by_its_place_in_either_text():
    (gone, same, new) = difference(["A b c.", "Stays."], ["Stays.", "X y z."])

    assert (gone.old_place, gone.new_place) == (1, None)
    assert (same.old_place, same.new_place) == (2, 1)
    assert (new.old_place, new.new_place) == (None, 2)


def test_how_far_two_texts_are_apart_is_counted_in_words():
    assert words_changed(["We buy two vans."], ["We buy two vans."]) == 0
    assert words_changed(["We buy two vans."], ["We buy three vans."]) == 2
    assert words_changed(["We buy two vans."], ["We buy two vans.", "Now."]) == 2


@given(PARAGRAPHS, PARAGRAPHS)
def test_applying_a_difference_gives_the_new_text_and_undoing_it_the_old(old, new):
    found = difference(old, new)

    assert new_paragraphs(found) == new
    assert old_paragraphs(found) == old
    assert [one.old_place for one in found if one.old_place] == list(range(1, len(old) + 1))
    assert [one.new_place for one in found if one.new_place] == list(range(1, len(new) + 1))


@given(PARAGRAPHS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(paragraph.fate is Fate.SAME for paragraph in difference(text, text))


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_same_words_are_not_told_as_gone_and_new_at_once(old, new):
    for paragraph in difference(old, new):
        assert all(piece.words for piece in paragraph.pieces)
        fates = [piece.fate for piece in paragraph.pieces]
        assert all(one is not other for one, other in itertools.pairwise(fates))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n\n" * 6_600, "b\n\na\n\n" * 3_300),
        ("\n\n".join(map(str, range(3_600))), "\n\n".join(map(str, range(3_600, 0, -1)))),
        ("a " * 10_000, "b a " * 5_000),
        (" ".join(map(str, range(3_600))), " ".join(map(str, range(3_600, 0, -1)))),
    ],
)
def test_the_longest_of_texts_are_compared_within_the_time_of_a_page(old, new):
    begun = time.perf_counter()

    found = difference(paragraphs_of(old), paragraphs_of(new))

    assert new_paragraphs(found) == paragraphs_of(new)
    assert time.perf_counter() - begun < 10

"""Words are found without case, accents and marks, and shown where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.finding import (
    AROUND,
    MOST_SHOWN,
    MOST_TERMS,
    bared,
    excerpt,
    marked,
    terms_of,
)

LONG = "Nobody reads all of this. " * 200


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Respite-house", "respite house"),
        ("Stäff Siân ÉCOLE", "staff sian ecole"),
        ("Straße, ﬁnal", "strasse final"),
        ("**bold** _and_\n\n- a list", "bold and a list"),
        ("About £40,000 (or 1,234,567).", "about 40000 or 1234567"),
        ("1,23 and 4, 5", "1 23 and 4 5"),
        ("families’ members'", "families members"),
        ("e\u0301tude", "etude"),
        ("İstanbul", "istanbul"),
        ("  \n\t ", ""),
        ("日本語 Ελλάδα", "日本語 ελλαδα"),
    ],
)
def test_a_text_is_bared(text, bare):
    assert bared(text) == bare


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Respite house", ("respite", "house")),
        ('"respite house" Tipton', ("respite house", "tipton")),
        ("“respite  house”", ("respite house",)),
        ("respite-house", ("respite house",)),
        ('half "open', ("half", "open")),
        ("house house HOUSE", ("house",)),
        ("don't", ("don t",)),
        ("!!! ??? -", ()),
        ("", ()),
        ('""', ()),
        ("%_\\", ()),
    ],
)
def test_what_is_typed_is_words_and_phrases(typed, terms):
    assert terms_of(typed) == terms


def test_no_more_is_looked_for_than_the_database_can_bear():
    assert len(terms_of(" ".join(f"word{number}" for number in range(50)))) == MOST_TERMS
    assert len(terms_of("a" * 5_000)[0]) == 60


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("We open a Respite-house.", "respite", ["Respite"]),
        ("For all Stäff", "staff", ["Stäff"]),
        ("It costs £40,000.", "40000", ["40,000"]),
        ("the respite\n\nhouse in Tipton", '"respite house"', ["respite house"]),
        ("We **open** one", '"we open one"', ["We open one"]),
        ("Straße", "strasse", ["Straße"]),
        ("one ﬁne day", "fine", ["ﬁne"]),
        ("housing and house", "hous", ["hous", "hous"]),
        ("parking park", "park parking", ["parking", "park"]),
        ("nothing here", "elsewhere", []),
    ],
)
def test_what_was_found_is_marked_as_it_was_written(text, typed, shown):
    pieces = excerpt(text, terms_of(typed))

    assert [piece.text for piece in pieces if piece.is_found] == shown


def test_an_excerpt_is_the_part_around_what_was_found():
    pieces = excerpt(LONG + "The respite house opens. " + LONG, terms_of("respite"))
    shown = "".join(piece.text for piece in pieces)

    assert "The respite house opens." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 2 * AROUND + len("respite") + 4


def test_the_part_with_the_most_of_the_words_is_shown():
    text = f"A house. {LONG} The respite house in Tipton. {LONG}"

    pieces = excerpt(text, terms_of("respite house tipton"))

    assert [piece.text for piece in pieces if piece.is_found] == ["respite", "house", "Tipton"]


def test_where_nothing_stands_the_beginning_is_shown():
    pieces = excerpt(LONG, terms_of("zebra"))

    assert pieces[0].text.startswith("Nobody reads")
    assert pieces[-1].text == " …"


def test_marks_of_markdown_are_not_shown():
    text = "# What\n\n- **two** _new_ [vans](https://example.org/a_b).\n> x > **y**."

    pieces = excerpt(text, ())

    shown = "".join(piece.text for piece in pieces)
    assert shown == "What two new vans (https://example.org/a_b). x > y."


def test_a_title_is_shown_whole_as_it_was_written():
    pieces = marked("A <Häuser> rule_1 *", terms_of("hauser rule"))

    assert [piece.text for piece in pieces if piece.is_found] == ["Häuser", "rule"]
    assert "".join(piece.text for piece in pieces) == "A <Häuser> rule_1 *"


def test_a_word_far_on_in_a_long_text_is_found():
    pieces = excerpt("wording " * 40_000 + "zebra", terms_of("zebra"))

    assert pieces[-1].text == "zebra"


@given(st.text(max_size=400), st.text(min_size=1, max_size=12))
def test_an_excerpt_is_of_the_text_and_marks_only_what_was_looked_for(text, typed):
    terms = terms_of(typed)

    pieces = excerpt(text, terms)

    for piece in pieces:
        if piece.is_found:
            assert any(term in bared(piece.text) for term in terms)
    assert sum(len(piece.text) for piece in pieces) <= MOST_SHOWN + 2 * AROUND + 4 * len(typed) + 8


@given(st.text(max_size=200))
def test_whatever_stands_in_a_text_is_found_by_itself(text):
    for term in terms_of(text):
        assert term in bared(text)

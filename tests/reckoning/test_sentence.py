"""Sentences with figures: English as they stand, translated whole, kept as JSON."""

import json

from governance.reckoning.sentence import Sentence

NESTED = Sentence(
    "%(name)s: %(list)s; %(votes)s in all.",
    {
        "name": "Ada",
        "list": (Sentence("%(n)s here", {"n": 1200}), Sentence("the rest there")),
        "votes": 1_234_567,
    },
)
WELSH = {
    "%(n)s here": "%(n)s yma",
    "the rest there": "y gweddill acw",
    "%(name)s: %(list)s; %(votes)s in all.": "%(votes)s i gyd, %(name)s: %(list)s.",
}


def test_numbers_have_separators_and_lists_have_commas() -> None:
    assert str(NESTED) == "Ada: 1,200 here, the rest there; 1,234,567 in all."


def test_a_sentence_is_translated_whole_with_all_its_parts() -> None:
    assert NESTED.translated(WELSH.__getitem__) == (
        "1,234,567 i gyd, Ada: 1,200 yma, y gweddill acw."
    )


def test_a_sentence_kept_as_json_is_found_again() -> None:
    assert Sentence.from_json(json.loads(json.dumps(NESTED.as_json()))) == NESTED


def test_a_name_with_a_percent_sign_stands_as_it_is() -> None:
    assert str(Sentence("Elected: %(name)s.", {"name": "100% Ada %(x)s"})) == (
        "Elected: 100% Ada %(x)s."
    )

"""Members' Markdown as plain paragraphs, for what is printed."""

import pytest

from governance.web.markdown import paragraphs


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("We open\na house.", [("", "We open a house.")]),
        ("# Title\n\nA **bold** `word`.", [("", "Title"), ("", "A bold word.")]),
        ("1. One\n2. Two", [("1.", "One"), ("2.", "Two")]),
        ("3. Three\n4. Four", [("3.", "Three"), ("4.", "Four")]),
        ("* One\n  1. Inner\n* Two", [("•", "One"), ("1.", "Inner"), ("•", "Two")]),
        ("1. One\n\n   More of it.", [("1.", "One"), ("", "More of it.")]),
        ("[a link](https://mutual.example)", [("", "a link")]),
        ("<b>no markup</b>", [("", "<b>no markup</b>")]),
        ("    code #let x", [("", "code #let x")]),
    ],
)
def test_paragraphs_are_plain_words_with_their_marks(source, expected) -> None:
    assert list(paragraphs(source)) == expected

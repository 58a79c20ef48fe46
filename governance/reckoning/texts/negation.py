"""Whether an amendment only says the opposite: whoever wants that votes against the motion.

It sees "does not" for "does", "no" for "two", "refuses to" put in or taken out with nothing else
changed. What says the opposite in other words is for the chair to rule on.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from governance.reckoning.texts.difference import words_of

# In the one form that `_stem` gives them.
NEGATIONS = frozenset(
    {
        *("not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without"),
        *("refus", "declin", "reject", "oppos"),
    }
)
FILLERS = frozenset(
    {
        *("a", "an", "the", "any", "some", "all", "each", "every", "of", "that", "to"),
        *("do", "doe", "did", "is", "are", "be", "shall", "will"),
    }
)
NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"}
)
_NOT_PLURAL = 3


def only_negates(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether the new paragraphs differ from the old by negations alone."""
    before, after = _told(old), _told(new)
    if _negations(before) == _negations(after):
        return False
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return all(
        deed == "equal" or _is_negation(before[i:i_end], after[j:j_end])
        for deed, i, i_end, j, j_end in steps
    )


def _is_negation(went: list[str], came: list[str]) -> bool:
    out, into = set(went) - FILLERS, set(came) - FILLERS
    if (out | into) <= NEGATIONS:
        return True
    swapped = out <= NEGATIONS and _are_numbers(into), into <= NEGATIONS and _are_numbers(out)
    return bool(out and into and any(swapped))


def _are_numbers(words: set[str]) -> bool:
    return all(word in NUMBERS or word.isdecimal() for word in words)


def _negations(words: list[str]) -> int:
    return sum(word in NEGATIONS for word in words)


def _told(paragraphs: Sequence[str]) -> list[str]:
    """Return the words that say something, each in one form, contractions written out."""
    text = " ".join(paragraphs).lower()
    text = re.sub(r"\bwon[’']t\b", "will not", text)
    text = re.sub(r"\b(can|shan)[’']t\b|\b(can)not\b", r"\1\2 not", text)
    text = re.sub(r"(\w)n[’']t\b", r"\1 not", text)
    return [_stem(word) for word in words_of(text) if word.strip() and word[0].isalnum()]


def _stem(word: str) -> str:
    """Return the word without what marks person, number or tense, roughly: opens, opened, open."""
    if word in NUMBERS or len(word) <= _NOT_PLURAL:
        return word
    for ending, instead in (
        ("ies", "y"),
        ("ed", ""),
        ("es", ""),
        ("ss", "ss"),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word

"""How alike two texts are: the words that both have, of all the words of both."""

import re
from collections import Counter
from fractions import Fraction

WORD = re.compile(r"[^\W_]+")


def likeness(one: str, other: str) -> Fraction:
    """Return the share of the words of both that stand in both, from 0 to 1.

    Words are runs of letters and figures, great or small; marks, spaces and their order do not
    matter. A word that stands twice in both is two words in common: 2 × common ÷ all. (This is
    Dice's coefficient of the two collections of words.) Texts without words are not alike.
    """
    words, others = _words(one), _words(other)
    everything = words.total() + others.total()
    return Fraction(2 * (words & others).total(), everything) if everything else Fraction(0)


def is_much_the_same(one: str, other: str, *, percent: int) -> bool:
    """Say whether at least so many of every hundred words of both stand in both."""
    return likeness(one, other) >= Fraction(percent, 100)


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))

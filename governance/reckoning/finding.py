"""Finding words in texts: without case, accents and marks, and shown where they were found.

A text is *bared*: its letters and digits, in lower case and without accents, with one space for
all that stands between. Then "respite" is in "Respite-house" and "staff" in "Stäff", a phrase is
found across a line's end, and "40000" in "£40,000".
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_TERMS = 8  # more only make the database work
LONGEST_TERM = 60
AROUND = 90  # letters shown before and behind what was found
MOST_SHOWN = 320
AT_ONCE = 20_000

_TYPED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(\S+)")
# What Markdown marks lines, links and cells with, and what it puts around words.
_BETWEEN_WORDS = re.compile(r"^[ \t]*(?:[#>]+|[-+*](?=\s))|\]\(|\|", re.MULTILINE)
_AROUND_WORDS = re.compile(r"[*`~\[\]]+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt: words, and whether they are what was looked for."""

    text: str
    is_found: bool = False


def bared(text: str) -> str:
    """Return the text as it is looked through."""
    return " ".join(_letters(text).split())


def terms_of(typed: str) -> tuple[str, ...]:
    """Return what is looked for, bared: each word, and as one whatever stands in quotes."""
    found = (bared(phrase or word) for phrase, word in _TYPED.findall(typed))
    return tuple(dict.fromkeys(term[:LONGEST_TERM] for term in found if term))[:MOST_TERMS]


def marked(text: str, terms: Sequence[str]) -> list[Piece]:
    """Return the whole of a short text as it was written, each of the terms marked."""
    return list(_pieces(text, 0, len(text), sorted(_places(text, terms))))


def excerpt(text: str, terms: Sequence[str]) -> list[Piece]:
    """Return the part of the text where the most terms stand first, each of them marked.

    Where none stands, the beginning of the text.
    """
    plain = _without_marks(text)
    places = sorted(_places(plain, terms))
    begin, end = _window(plain, places)
    pieces = list(_pieces(plain, begin, end, [each for each in places if each[0] < end]))
    if begin > 0:
        pieces.insert(0, Piece("… "))
    if end < len(plain):
        pieces.append(Piece(" …"))
    return pieces


def _without_marks(text: str) -> str:
    """Return Markdown as words in a row."""
    apart = _BETWEEN_WORDS.sub(lambda mark: " (" if mark[0] == "](" else " ", text)
    return " ".join(_AROUND_WORDS.sub("", apart).split())


def _letters(text: str) -> str:
    """Return the text bared but for its spaces, which are as many as there are gaps or more."""
    without_commas = re.sub(r"(?<=\d)[,\u202f\u2009](?=\d{3})", "", text)
    return "".join(map(_bare, without_commas))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter).casefold()
    kept = [each for each in apart if not unicodedata.combining(each)]
    return "".join(each if each.isalnum() else " " for each in kept)


def _places(text: str, terms: Sequence[str]) -> set[tuple[int, int]]:
    """Return where the terms stand in the text as it was written: from and to before."""
    if not terms:
        return set()
    patterns = [re.compile(re.escape(term)) for term in terms]
    found: set[tuple[int, int]] = set()
    for start in range(0, len(text), AT_ONCE):
        letters, origins = _with_origins(text, start, start + AT_ONCE + LONGEST_TERM * 2)
        for pattern in patterns:
            for match in pattern.finditer(letters):
                found.add((origins[match.start()], origins[match.end() - 1] + 1))
        if found:
            break
    return _apart(found)


def _with_origins(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a part of the text bared, and where each of its letters comes from."""
    letters: list[str] = []
    origins: list[int] = []
    for place in range(start, min(end, len(text))):
        if _parts_thousands(text, place):
            continue
        for each in _bare(text[place]):
            if each == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(each)
            origins.append(place)
    return "".join(letters), origins


def _parts_thousands(text: str, place: int) -> bool:
    return (
        text[place] in ",\u202f\u2009"
        and text[place - 1 : place].isdigit()
        and len(text[place + 1 : place + 4]) == 3
        and text[place + 1 : place + 4].isdigit()
    )


def _apart(places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the places with those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return set(joined)


def _window(text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return from where to where the text is shown, at the edges of words."""
    if not places:
        return 0, _edge(text, min(len(text), 2 * AROUND), back=True)
    first = max(places, key=lambda each: (_near(places, each), -each[0]))
    begin = max(0, first[0] - AROUND)
    near = [end for start, end in places if first[0] <= start < first[0] + MOST_SHOWN - AROUND]
    end = min(len(text), max(near) + AROUND)
    return _edge(text, begin, back=False), _edge(text, end, back=True)


def _near(places: Sequence[tuple[int, int]], first: tuple[int, int]) -> int:
    return sum(first[0] <= begin < first[0] + MOST_SHOWN - AROUND for begin, _end in places)


def _edge(text: str, place: int, *, back: bool) -> int:
    """Return the place, or the next edge of a word from there, if one is near."""
    if place in (0, len(text)):
        return place
    gap = text.rfind(" ", max(0, place - 30), place) if back else text.find(" ", place, place + 30)
    return place if gap < 0 else gap + (not back)


def _pieces(text: str, begin: int, end: int, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    place = begin
    for start, stop in places:
        if start < begin:
            continue
        if start > place:
            yield Piece(text[place:start])
        yield Piece(text[start : min(stop, end)], is_found=True)
        place = min(stop, end)
    if place < end:
        yield Piece(text[place:end])

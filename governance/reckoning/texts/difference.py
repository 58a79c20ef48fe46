"""How two texts differ: paragraph by paragraph, and within a changed paragraph word by word.

Nothing is lost: what stayed and what is new make the new text, what stayed and what went the old.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Any

ALIKE = 0.4  # paragraphs with fewer words in common than this are two, not one that changed
MOST_PAIRS = 10_000  # more paragraphs than this against one another are not paired by likeness
MOST_WORDS = 4_000_000  # more words against one another are told as one paragraph for another

_WORDS = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


class Fate(StrEnum):
    """What became of words, or of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph that stayed, went or are new."""

    fate: Fate
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text or of both, with its place in each, counted from 1."""

    fate: Fate
    pieces: tuple[Piece, ...]
    old_place: int | None
    new_place: int | None


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return how the new paragraphs differ from the old ones."""
    return _difference(tuple(old), tuple(new))


def old_paragraphs(told: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the paragraphs that the difference began from."""
    return _kept(told, without=Fate.INSERTED)


def new_paragraphs(told: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the paragraphs that the difference leads to."""
    return _kept(told, without=Fate.REMOVED)


def words_of(paragraph: str) -> list[str]:
    """Return the words, the spaces and the stops of a paragraph; together they are all of it."""
    return _WORDS.findall(paragraph)


def words_changed(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words went or are new, which says how far the two are from one another."""
    pieces = (piece for paragraph in difference(old, new) for piece in paragraph.pieces)
    changed = (piece for piece in pieces if piece.fate is not Fate.SAME)
    return sum(word.strip() != "" for piece in changed for word in words_of(piece.words))


@lru_cache(maxsize=256)
def _difference(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Paragraph, ...]:
    told: list[Paragraph] = []
    for deed, i, old_end, j, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if deed == "equal":
            told += [
                Paragraph(Fate.SAME, (Piece(Fate.SAME, old[place]),), place + 1, place + 1 - i + j)
                for place in range(i, old_end)
            ]
            continue
        told += _one_for_another(old, new, range(i, old_end), range(j, new_end))
    return tuple(told)


def _one_for_another(
    old: Sequence[str], new: Sequence[str], went: range, came: range
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a place where all differ, those alike as changed ones."""
    last_old, last_new = went.start, came.start
    for i, j in [*_pairs(old, new, went, came), (went.stop, came.stop)]:
        for place in range(last_old, i):
            yield Paragraph(Fate.REMOVED, (Piece(Fate.REMOVED, old[place]),), place + 1, None)
        for place in range(last_new, j):
            yield Paragraph(Fate.INSERTED, (Piece(Fate.INSERTED, new[place]),), None, place + 1)
        if i < went.stop:
            yield Paragraph(Fate.CHANGED, _by_words(old[i], new[j]), i + 1, j + 1)
        last_old, last_new = i + 1, j + 1


def _pairs(
    old: Sequence[str], new: Sequence[str], went: range, came: range
) -> list[tuple[int, int]]:
    """Return which old paragraph became which new one, in order, by the words they share."""
    if len(went) * len(came) > MOST_PAIRS:
        return []
    olds = [Counter(_telling(old[i])) for i in went]
    news = [Counter(_telling(new[j])) for j in came]
    # best[i][j]: the greatest likeness that the first i and the first j can have together.
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i, one in enumerate(olds, 1):
        for j, other in enumerate(news, 1):
            paired = best[i - 1][j - 1] + _likeness(one, other)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], paired)
    pairs, i, j = [], len(olds), len(news)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((went[i], came[j]))
    return pairs[::-1]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two paragraphs have in common, nothing if it is small."""
    together = one.total() + other.total()
    share = 2 * (one & other).total() / together if together else 0.0
    return share if share >= ALIKE else 0.0


def _telling(paragraph: str) -> list[str]:
    return [word.lower() for word in words_of(paragraph) if word.strip()]


def _by_words(old: str, new: str) -> tuple[Piece, ...]:
    before, after = words_of(old), words_of(new)
    if len(before) * len(after) > MOST_WORDS:
        return _pieces([(old, new)])
    steps = SequenceMatcher(None, before, after).get_opcodes()
    return _pieces(_steps(steps, before, after))


def _steps(
    steps: Sequence[tuple[Any, int, int, int, int]], before: list[str], after: list[str]
) -> list[tuple[str, str] | str]:
    """Return what stayed as words and what changed as (went, came); a lone space is no island."""
    told: list[tuple[str, str] | str] = []
    for place, (deed, i, old_end, j, new_end) in enumerate(steps):
        went, came = "".join(before[i:old_end]), "".join(after[j:new_end])
        between_changes = 0 < place < len(steps) - 1
        if deed == "equal" and (went.strip() or not between_changes):
            told.append(went)
        elif told and isinstance(told[-1], tuple):
            told[-1] = (told[-1][0] + went, told[-1][1] + came)
        else:
            told.append((went, came))
    return told


def _pieces(told: Sequence[tuple[str, str] | str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for step in told:
        if isinstance(step, str):
            pieces.append(Piece(Fate.SAME, step))
            continue
        went, came = step
        pieces += [Piece(Fate.REMOVED, went)] if went else []
        pieces += [Piece(Fate.INSERTED, came)] if came else []
    return tuple(pieces)


def _kept(told: Sequence[Paragraph], *, without: Fate) -> tuple[str, ...]:
    return tuple(
        "".join(piece.words for piece in paragraph.pieces if piece.fate is not without)
        for paragraph in told
        if paragraph.fate is not without
    )

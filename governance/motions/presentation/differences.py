"""How a difference of two texts is shown: what changed, with a little of what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext, ngettext

from governance.reckoning.texts.difference import Fate, Paragraph, Piece, difference
from governance.reckoning.texts.paragraphs import paragraphs_of

AROUND = 1  # unchanged paragraphs shown before and after a change
FEWEST_FOLDED = 2


@dataclass(frozen=True)
class Told:
    """A paragraph of a difference: what became of it in words, and its pieces."""

    label: str
    fate: Fate
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """Paragraphs in a row; a `summary` folds those that did not change, away from any change."""

    paragraphs: tuple[Told, ...]
    summary: str = ""


def of_texts(old: str, new: str) -> list[Part]:
    """Return the difference of two texts as its page shows it: far from any change it is folded."""
    told = difference(paragraphs_of(old), paragraphs_of(new))
    near = {
        place
        for changed, paragraph in enumerate(told)
        if paragraph.fate is not Fate.SAME
        for place in range(changed - AROUND, changed + AROUND + 1)
    }
    runs = groupby(enumerate(told), key=lambda each: each[0] in near)
    return [_part([paragraph for _place, paragraph in run], shown=shown) for shown, run in runs]


def of_one_paragraph(old: str, new: str) -> list[Part]:
    """Return what becomes of one paragraph, where its number stands above it already."""
    told = difference(paragraphs_of(old), paragraphs_of(new))
    return [Part(tuple(Told("", each.fate, each.pieces) for each in told))]


def _part(paragraphs: Sequence[Paragraph], *, shown: bool) -> Part:
    number = len(paragraphs)
    folded = "" if shown or number < FEWEST_FOLDED else _folded(number)
    return Part(tuple(Told(_label(each), each.fate, each.pieces) for each in paragraphs), folded)


def _folded(number: int) -> str:
    return ngettext("%(num)s paragraph is the same", "%(num)s paragraphs are the same", number)


def _label(paragraph: Paragraph) -> str:
    if paragraph.fate is Fate.INSERTED:
        return gettext("Paragraph %(number)s, new", number=paragraph.new_place)
    if paragraph.fate is Fate.REMOVED:
        return gettext("Paragraph %(number)s before, removed", number=paragraph.old_place)
    if paragraph.fate is Fate.CHANGED:
        return gettext("Paragraph %(number)s, changed", number=paragraph.new_place)
    return gettext("Paragraph %(number)s, the same", number=paragraph.new_place)

"""A ballot's paper as it lies before one voter: its questions, how to mark them, its options."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from governance.ballots.forms.paper import PaperForm, shown_order
from governance.ballots.models import Question
from governance.ballots.presentation.options import OptionShown
from governance.ballots.presentation.voting import BallotPage, QuestionShown
from governance.reckoning.counting.registry import Shape, method_named


@dataclass(frozen=True)
class QuestionOnPaper:
    """One question on the paper; `field` is where it is marked."""

    shown: QuestionShown
    field: Any
    partial: str
    marking: str
    limit: str
    order: str
    options: tuple[OptionShown, ...]
    numbers: tuple[tuple[int, str], ...]


def to_be_marked(page: BallotPage, form: PaperForm, nonce: str) -> list[QuestionOnPaper]:
    """Return the questions of the paper with this nonce."""
    pairs = zip(page.questions, form.answers, strict=True)
    return [_on_paper(shown, field, nonce) for shown, field in pairs]


def place_in_words(place: int) -> str:
    """Return "1st", "2nd", "3rd", "4th"."""
    if str(place)[-2:] in ("11", "12", "13"):
        return gettext("%(place)sth", place=place)
    patterns = {
        "1": gettext("%(place)sst", place=place),
        "2": gettext("%(place)snd", place=place),
        "3": gettext("%(place)srd", place=place),
    }
    return patterns.get(str(place)[-1]) or gettext("%(place)sth", place=place)


def _on_paper(shown: QuestionShown, field: Any, nonce: str) -> QuestionOnPaper:
    asked = shown.asked
    by_number = {each.number: each for each in shown.options}
    return QuestionOnPaper(
        shown=shown,
        field=field,
        partial=f"ballots/questions/{shown.shape}.html",
        marking=_marking(asked, field),
        limit=_limit(field) if shown.shape == Shape.RANK else "",
        order=_order_told(asked),
        options=tuple(by_number[each] for each in shown_order(asked, nonce)),
        numbers=tuple(_numbers(shown.shape, field)),
    )


def _numbers(shape: str, field: Any) -> Iterator[tuple[int, str]]:
    """Yield what can be put beside an option: 1st, 2nd … of a ranking; scores as they are."""
    if shape == Shape.RANK:
        yield from ((place, place_in_words(place)) for place in range(1, field.most + 1))
    if shape == Shape.SCORE:
        yield from ((score, str(score)) for score in range(1, field.most + 1))


def _marking(asked: Question, field: Any) -> str:
    """Return what to do, in a sentence, where the answers do not say it."""
    shape = method_named(asked.method).shape
    if shape is Shape.SEVERAL:
        if field.most >= len(field.names):
            return gettext("Mark as many as you like.")
        return ngettext("Mark one, or leave it blank.", "Mark up to %(num)s.", field.most)
    if shape is Shape.RANK:
        return gettext("Put 1 beside your first choice, 2 beside your second, and so on.")
    if shape is Shape.SCORE:
        return gettext(
            "Score each from 1 to %(most)s, the highest, or say that you have no opinion.",
            most=field.most,
        )
    return ""


def _limit(field: Any) -> str:
    """Return how many may be ranked, if not all: ways of counting say themselves that all may."""
    if field.most >= len(field.names):
        return ""
    return ngettext("On this paper rank one.", "On this paper rank up to %(num)s.", field.most)


def _order_told(asked: Question) -> str:
    if asked.order == "drawn":
        return gettext("They stand in an order drawn by lot for you: others see another one.")
    if asked.order == "alphabetical":
        return gettext("They stand in the order of the alphabet.")
    return ""

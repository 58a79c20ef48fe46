"""How effects are told: "if carried, then", with what is now and what would be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.effects.effect import Consequence, from_list
from governance.effects.people import name_of
from governance.effects.registry import effect_named
from governance.reckoning.calendar import day_in_words
from governance.reckoning.sentence import Sentence
from governance.web.markdown import markdown


@dataclass(frozen=True)
class Line:
    """One consequence in words: what, as it is ("" if nothing), as it would be, from when.

    `text` is what would be adopted with it, whole, such as that of a policy, as a page shows it.
    """

    what: str
    before: str
    after: str
    when: str
    text: str = ""


def if_carried(
    effect: str,
    payload: Mapping[str, Any],
    *,
    today: date,
    kept: list[Any] | None = None,
    at_once: str = "",
) -> list[Line]:
    """Return what a decision would change; `kept` is what it would have, once it is closed.

    `at_once` are the words for what has no day of its own, once they are others than "from the
    day it is carried".
    """
    if kept is not None:
        return _with_text(payload, _lines(from_list(kept), at_once))
    found = effect_named(effect).consequences(payload, today=today)
    return _with_text(payload, _lines(found, at_once))


def in_a_sentence(lines: Iterable[Line]) -> str:
    """Return the lines as text, for a ballot's paper and for files."""
    return " ".join(
        gettext("%(what)s: %(after)s instead of %(before)s %(when)s.", **vars(line))
        if line.before
        else gettext("%(what)s: %(after)s %(when)s.", **vars(line))
        for line in lines
    )


def _with_text(payload: Mapping[str, Any], lines: list[Line]) -> list[Line]:
    """Return the lines, the first of them with the text that goes with the effect, if one does."""
    text = str(payload.get("text") or "")
    return [replace(lines[0], text=markdown(text)), *lines[1:]] if text and lines else lines


def _lines(consequences: Iterable[Consequence], at_once: str) -> list[Line]:
    """Return the lines; one that only says later what an earlier one said already is left out."""
    lines: dict[tuple[str, str, str], Line] = {}
    for each in consequences:
        line = Line(
            what=_said(each.what, each.about),
            before=_said(each.before, each.about) if each.before is not None else "",
            after=_said(each.after, each.about),
            when=_when(each.from_day, at_once),
        )
        lines.setdefault((line.what, line.before, line.after), line)
    return list(lines.values())


def _said(sentence: Sentence, about: int | None) -> str:
    if about is not None and "name" in sentence.values:
        sentence = Sentence(sentence.template, {**sentence.values, "name": name_of(about)})
    return sentence.translated(gettext)


def _when(from_day: date | None, at_once: str) -> str:
    if from_day is None:
        return at_once or gettext("from the day it is carried")
    return gettext("from %(day)s", day=day_in_words(from_day))

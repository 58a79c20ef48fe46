"""Presets: what is usual for each legal form, read from a file each, with why and where it stands.

Whoever sets a society up begins with one; every later rulebook is compared with it. A file names
only what is not as usual anyway, or what is worth saying of this form.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import Setting, Value
from governance.reckoning.sentence import Sentence, translatable

_OF_A_PRESET = ("name", "title", "about", "sources")
_OF_AN_ADVICE = {"value", "none", "why", "source", "usual", "also"}


class NotReadable(Exception):
    """A preset's file is not as it should be: whoever wrote it is told where."""


@dataclass(frozen=True)
class Advice:
    """What is usual of one setting for a legal form.

    A number is usual from `least` to `most`; of choices, `also` are as usual as the value, and of
    several that may be chosen together they may come besides.
    """

    key: str
    value: Value
    why: str
    source: str
    least: int | None = None
    most: int | None = None
    also: tuple[Any, ...] = ()

    def is_usual(self, value: Value) -> bool:
        """Say whether a value is usual; None is only if it is the preset's own."""
        if value == self.value:
            return True
        if isinstance(value, tuple) and isinstance(self.value, tuple):
            return set(self.value) <= set(value) <= {*self.value, *self.also}
        if self.least is not None and self.most is not None and isinstance(value, int):
            return self.least <= value <= self.most
        return value in self.also

    @property
    def usual(self) -> Sentence:
        """What is usual, written."""
        setting = setting_of(self.key)
        if isinstance(self.value, tuple) and self.also:
            besides = setting.written(self.also)
            return Sentence(_BESIDES, {"all": setting.written(self.value), "besides": besides})
        if self.least is None or self.most is None or self.least == self.most:
            return in_words(setting, among=(self.value, *self.also))
        figures = in_words(setting, least=self.least, most=self.most)
        if self.value is None:
            return Sentence(_EITHER, {"rest": setting.written(None), "last": figures})
        return figures


@dataclass(frozen=True)
class Preset:
    """What is usual for a legal form: its rulebook, and of some settings why."""

    form: LegalForm
    title: str
    about: str
    sources: tuple[str, ...]
    advice: Mapping[str, Advice]

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook with which a society of this form may begin."""
        return Rulebook.usual().changed({key: each.value for key, each in self.advice.items()})

    @property
    def departures(self) -> tuple[str, ...]:
        """The keys of what is otherwise than in other legal forms."""
        return tuple(
            key for key, each in self.advice.items() if each.value != setting_of(key).default
        )

    def why(self, key: str) -> str:
        """Return why a setting is as it is; what is as everywhere is explained by its help."""
        found = self.advice.get(key)
        return found.why if found else setting_of(key).help

    def source(self, key: str) -> str:
        """Return where a setting comes from."""
        found = self.advice.get(key)
        return found.source if found else setting_of(key).source


@cache
def preset_of(form: LegalForm) -> Preset:
    """Return the preset of a legal form.

    Raises:
        NotReadable: its file is not as it should be.
    """
    text = files(__name__).joinpath(f"{form.value}.toml").read_text(encoding="utf-8")
    return preset_from(text)


def presets() -> tuple[Preset, ...]:
    """Return every preset, in the order of the legal forms."""
    return tuple(preset_of(form) for form in LegalForm)


def preset_from(text: str) -> Preset:
    """Return the preset that a file's text tells.

    Raises:
        NotReadable: something is missing, or is not known.
        NoSuchSetting: it names a setting that no kind of rule has.
        NotPossible: a value is out of its bounds.
    """
    told = tomllib.loads(text)
    missing = [name for name in _OF_A_PRESET if not told.get(name)]
    if missing:
        raise NotReadable(f"A preset needs {', '.join(missing)}.")
    advice = {
        each.key: each
        for kind, named in told.items()
        if kind not in _OF_A_PRESET
        for each in (_advice(f"{kind}.{name}", entry) for name, entry in named.items())
    }
    form = LegalForm(told["name"])
    return Preset(form, told["title"], told["about"], tuple(told["sources"]), advice)


def in_words(
    setting: Setting,
    *,
    least: int | None = None,
    most: int | None = None,
    among: tuple[Any, ...] = (),
) -> Sentence:
    """Write what a setting may be: from one figure to another, or one of some choices."""
    if among:
        *rest, last = (setting.written(value) for value in among)
        return Sentence(_EITHER, {"rest": tuple(rest), "last": last}) if rest else last
    if least is not None and most is not None:
        return Sentence(_FROM_TO, {"least": setting.written(least), "most": setting.written(most)})
    if least is not None:
        return Sentence(_OR_MORE, {"least": setting.written(least)})
    assert most is not None, "something bounds it"
    return Sentence(_OR_LESS, {"most": setting.written(most)})


def _advice(key: str, entry: Mapping[str, Any]) -> Advice:
    setting = setting_of(key)
    unknown = entry.keys() - _OF_AN_ADVICE
    if unknown:
        raise NotReadable(f"{key}: {', '.join(sorted(unknown))} is not known.")
    if not entry.get("why") or not entry.get("source"):
        raise NotReadable(f"{key}: say why, and where it comes from.")
    if ("value" in entry) == bool(entry.get("none")):
        raise NotReadable(f"{key}: give a value, or say that there is none.")
    least, most = entry.get("usual", (None, None))
    return Advice(
        key,
        setting.checked(entry.get("value")),
        entry["why"],
        entry["source"],
        least,
        most,
        tuple(entry.get("also", ())),
    )


_EITHER = translatable("%(rest)s; or %(last)s")
_BESIDES = translatable("%(all)s; and besides any of: %(besides)s")
_FROM_TO = translatable("%(least)s to %(most)s")
_OR_MORE = translatable("%(least)s or more")
_OR_LESS = translatable("%(most)s or less")

"""What the pages of setting up show: what is usual and why, and what departs from it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.law.unusual import Caution
from governance.reckoning.rules.presets import Preset
from governance.reckoning.rules.registry import rule_kinds, setting_of
from governance.reckoning.rules.setting import Setting
from governance.rulebook import setting_up
from governance.rulebook.models import RulebookDraft


@dataclass(frozen=True)
class KindLine:
    """A kind of rule in the list: how many settings depart from the preset, how many unusually."""

    name: str
    title: str
    about: str
    changed: int
    unusual: int


@dataclass(frozen=True)
class Warned:
    """Something unusual: of which setting, what is usual, why, and where to change it."""

    kind: str
    label: str
    text: str
    usual: str
    why: str
    source: str


@dataclass(frozen=True)
class Chapter:
    """A kind of rule as it would be read."""

    title: str
    clauses: list[str]


def kinds(draft: RulebookDraft, on: date) -> list[KindLine]:
    """Return every kind of rule with what was made of it."""
    unusual = [caution.key for caution in setting_up.unusual(draft, on)]
    return [
        KindLine(
            name=kind.name,
            title=gettext(kind.title),
            about=gettext(kind.about),
            changed=_of_kind(kind, draft.values),
            unusual=_of_kind(kind, unusual),
        )
        for kind in rule_kinds()
    ]


def warnings(draft: RulebookDraft, on: date) -> list[Warned]:
    """Return what is unusual, in the order of the rulebook."""
    return [_warned(caution) for caution in setting_up.unusual(draft, on)]


def chapters(draft: RulebookDraft) -> list[Chapter]:
    """Return the whole rulebook as it would be read."""
    rulebook = setting_up.rulebook(draft)
    return [
        Chapter(
            gettext(kind.title),
            [
                setting.clause(rulebook.value(setting.key)).translated(gettext)
                for setting in kind.settings()
            ],
        )
        for kind in rule_kinds()
    ]


def hints(kind: type[RuleKind], preset: Preset) -> dict[str, str]:
    """Return for each setting of a kind what is usual, and why."""
    return {setting.key: _hint(setting, preset) for setting in kind.settings()}


def _hint(setting: Setting, preset: Preset) -> str:
    advice = preset.advice.get(setting.key)
    usual = advice.usual if advice else setting.written(preset.rulebook.value(setting.key))
    said = [
        gettext("Usual: %(value)s.", value=usual.translated(gettext)),
        gettext(preset.why(setting.key)) if preset.why(setting.key) else "",
        gettext("Leave it empty for none.") if setting.may_be_none else "",
    ]
    return " ".join(each for each in said if each)


def _warned(caution: Caution) -> Warned:
    setting = setting_of(caution.key)
    return Warned(
        kind=caution.key.partition(".")[0],
        label=gettext(setting.label),
        text=caution.sentence.translated(gettext),
        usual=caution.usual.translated(gettext),
        why=gettext(caution.why) if caution.why else "",
        source=caution.source,
    )


def _of_kind(kind: type[RuleKind], keys: object) -> int:
    return sum(str(key).startswith(f"{kind.name}.") for key in keys)  # type: ignore[attr-defined]

"""What is lawful and yet unusual: said to whoever sets a rule so, who may still do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.reckoning.rules.law.bound import Bound, limit_on
from governance.reckoning.rules.law.usage import USAGE
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import in_words, preset_of
from governance.reckoning.rules.registry import setting_of, settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import Value
from governance.reckoning.sentence import Sentence, translatable


@dataclass(frozen=True)
class Caution:
    """A setting that is unusual for a legal form: what is usual, why, and where that stands."""

    key: str
    sentence: Sentence
    usual: Sentence
    why: str
    source: str


def cautions(rulebook: Rulebook, form: LegalForm, *, on: date) -> Iterator[Caution]:
    """Yield what of the rules is lawful but unusual for the form, one for a setting at most.

    What the form's preset says of a setting goes before what is usual everywhere.
    """
    advice = preset_of(form).advice
    for key in settings():
        value = rulebook.value(key)
        if key in advice:
            one = advice[key]
            if not one.is_usual(value):
                yield _caution(key, value, one.usual, one.why, one.source)
            continue
        for usage in _usages(key, form):
            if not usage.allows(value, on=on):
                why = str(usage.sentence(on))
                yield _caution(key, value, _usual(usage, on), why, usage.source)
                break


def _usages(key: str, form: LegalForm) -> Iterator[Bound]:
    return (usage for usage in USAGE if usage.key == key and form in usage.forms)


def _usual(usage: Bound, on: date) -> Sentence:
    return in_words(
        setting_of(usage.key),
        least=limit_on(usage.least, on),
        most=limit_on(usage.most, on),
        among=usage.among,
    )


def _caution(key: str, value: Value, usual: Sentence, why: str, source: str) -> Caution:
    setting = setting_of(key)
    sentence = Sentence(
        _UNUSUAL,
        {
            "label": Sentence(setting.label),
            "value": setting.written(value),
            "usual": usual,
        },
    )
    return Caution(key, sentence, usual, why, source)


_UNUSUAL = translatable(
    "%(label)s: %(value)s. For this legal form that is unusual; usual is: %(usual)s."
)

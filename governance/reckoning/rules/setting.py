"""One setting of a rule: what may stand in it, where that comes from, and how it is said.

A kind of rule is a frozen dataclass whose fields are made by the functions at the foot.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence, translatable
from governance.reckoning.working_time import hours_in_words

Value: TypeAlias = int | bool | str | tuple[str, ...] | None
Options: TypeAlias = tuple[tuple[str, str], ...]

METADATA = "setting"


class Shape(StrEnum):
    """What is typed into a setting."""

    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"


class Unit(StrEnum):
    """What a number counts; money is whole pence."""

    MEMBERS = "members"
    PEOPLE = "people"
    PERCENT = "per cent"
    BASIS_POINTS = "hundredths of a per cent"
    PENCE = "pence"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"
    MONTHS = "months"
    YEARS = "years"
    TIMES = "times"
    MEGABYTES = "megabytes"
    PLACES = "places"
    ORDERS = "orders"


class ChangedBy(StrEnum):
    """What kind of decision changes a setting.

    A *rule* is of the registered rules or articles; a *policy* the members set by an ordinary
    resolution, without registration. *Nobody*: law fixes it, and it stands to be read.
    """

    RULE = "rule"
    POLICY = "policy"
    NOBODY = "nobody"


class NotPossible(ValueError):
    """A setting cannot say that: `sentence` says why in a member's language, `key` which."""

    def __init__(self, key: str, sentence: Sentence, *, source: str = "") -> None:
        super().__init__(str(sentence))
        self.key = key
        self.sentence = sentence
        self.source = source


@dataclass(frozen=True)
class Setting:
    """One figure or choice of a rule.

    `says` is the clause as members read it, with `%(value)s` where the value stands; `says_none`
    is the clause where there is no figure, which `may_be_none` allows, or where the answer is no;
    `says_zero`, if there is one, is that of nought or of nothing chosen. `least` and `most` bound a
    number in its unit. `source` is the clause or statute with its date; [G] marks general knowledge
    and [J] judgement, both to be checked before they are relied on.
    """

    label: str
    says: str
    shape: Shape
    default: Value
    source: str
    help: str = ""
    unit: Unit | None = None
    least: int | None = None
    most: int | None = None
    options: Options = ()
    may_be_none: bool = False
    says_none: str = ""
    says_zero: str = ""
    changed_by: ChangedBy = ChangedBy.RULE
    key: str = ""

    @property
    def name(self) -> str:
        """Its name within its kind."""
        return self.key.rpartition(".")[2]

    def checked(self, value: Any) -> Value:
        """Return the value as a rule keeps it.

        Raises:
            NotPossible: it is of another shape, or out of bounds.
        """
        if value is None:
            if not self.may_be_none:
                raise NotPossible(self.key, Sentence("%(label)s: enter a value.", self._label()))
            return None
        return _CHECKS[self.shape](self, value)

    def clause(self, value: Value) -> Sentence:
        """Return the clause of the rulebook that this value makes."""
        if value is None:
            return Sentence(self.says_none or _NONE, self._label())
        if self.shape is Shape.YES_NO:
            return Sentence(self.says if value else self.says_none or _NO, self._label())
        template = self.says_zero if not value and self.says_zero else self.says
        return Sentence(template, {"value": self.written(value), **self._label()})

    def written(self, value: Value) -> Sentence:
        """Return the value alone, with its unit, as a table or a difference shows it."""
        if value is None:
            return Sentence(translatable("none"))
        if isinstance(value, bool):
            return Sentence(translatable("yes") if value else translatable("no"))
        if isinstance(value, int):
            return _number_written(value, self.unit)
        if isinstance(value, str):
            return Sentence(dict(self.options).get(value, value))
        words = dict(self.options)
        if not value:
            return Sentence(translatable("none"))
        return Sentence("%(all)s", {"all": tuple(Sentence(words.get(one, one)) for one in value)})

    def _label(self) -> dict[str, Any]:
        return {"label": Sentence(self.label)}

    def _refusal(self, template: str, **values: Any) -> NotPossible:
        # A bound comes from where the setting does; that it must be a number, from nowhere.
        source = self.source if values else ""
        return NotPossible(self.key, Sentence(template, {**self._label(), **values}), source=source)


_NONE = translatable("%(label)s: none.")
_NO = translatable("%(label)s: no.")

_UNITS: dict[Unit, tuple[str, str]] = {
    Unit.MEMBERS: ("%(number)s member", "%(number)s members"),
    Unit.PEOPLE: ("%(number)s person", "%(number)s people"),
    Unit.HOURS: ("%(number)s hour", "%(number)s hours"),
    Unit.DAYS: ("%(number)s day", "%(number)s days"),
    Unit.CLEAR_DAYS: ("%(number)s clear day", "%(number)s clear days"),
    Unit.WORKING_DAYS: ("%(number)s working day", "%(number)s working days"),
    Unit.MONTHS: ("%(number)s month", "%(number)s months"),
    Unit.YEARS: ("%(number)s year", "%(number)s years"),
    Unit.TIMES: ("%(number)s", "%(number)s"),
    Unit.MEGABYTES: ("%(number)s megabyte", "%(number)s megabytes"),
    Unit.PLACES: ("%(number)s place", "%(number)s places"),
    Unit.ORDERS: ("%(number)s order", "%(number)s orders"),
}


def _number_written(value: int, unit: Unit | None) -> Sentence:
    if unit is Unit.PENCE:
        return Sentence(pounds(value))
    if unit is Unit.MINUTES:
        return hours_in_words(value)
    if unit is Unit.PERCENT:
        return Sentence("%(number)s%%", {"number": value})
    if unit is Unit.BASIS_POINTS:
        whole, part = divmod(value, 100)
        return Sentence("%(number)s%%", {"number": f"{whole}.{part:02}" if part else str(whole)})
    one, many = _UNITS.get(unit, ("%(number)s", "%(number)s")) if unit else ("%(number)s",) * 2
    return Sentence(one if value == 1 else many, {"number": value})


def _checked_number(setting: Setting, value: Any) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        raise setting._refusal("%(label)s: enter a whole number.")
    if setting.least is not None and value < setting.least:
        raise setting._refusal(
            "%(label)s must be %(least)s or more.", least=setting.written(setting.least)
        )
    if setting.most is not None and value > setting.most:
        raise setting._refusal(
            "%(label)s must be %(most)s or less.", most=setting.written(setting.most)
        )
    return value


def _checked_yes_no(setting: Setting, value: Any) -> Value:
    if not isinstance(value, bool):
        raise setting._refusal("%(label)s: select yes or no.")
    return value


def _checked_choice(setting: Setting, value: Any) -> Value:
    if not isinstance(value, str) or value not in dict(setting.options):
        raise setting._refusal("%(label)s: select one of the choices.")
    return value


def _checked_choices(setting: Setting, value: Any) -> Value:
    chosen = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    known = dict(setting.options)
    if not all(isinstance(one, str) and one in known for one in chosen):
        raise setting._refusal("%(label)s: select among the choices.")
    # In the order of the options, so that one choice has one spelling.
    return tuple(name for name, _words in setting.options if name in chosen)


_CHECKS: dict[Shape, Callable[[Setting, Any], Value]] = {
    Shape.NUMBER: _checked_number,
    Shape.YES_NO: _checked_yes_no,
    Shape.CHOICE: _checked_choice,
    Shape.CHOICES: _checked_choices,
}


def number(label: str, says: str, *, default: int | None, unit: Unit, **details: Any) -> Any:
    """Make a field for a whole number in a unit; give `least`, `most` and `source`.

    `may_be_none` with `says_none` allows that there is no figure.
    """
    return _field(label, says, Shape.NUMBER, default=default, unit=unit, **details)


def yes_no(label: str, says: str, says_not: str, *, default: bool, **details: Any) -> Any:
    """Make a field for yes or no: the clause for each."""
    return _field(label, says, Shape.YES_NO, default=default, says_none=says_not, **details)


def choice(label: str, says: str, *, default: str | None, options: Options, **details: Any) -> Any:
    """Make a field for one of the options, each a name and its words."""
    return _field(label, says, Shape.CHOICE, default=default, options=options, **details)


def choices(
    label: str, says: str, *, default: tuple[str, ...], options: Options, **details: Any
) -> Any:
    """Make a field for any of the options."""
    return _field(label, says, Shape.CHOICES, default=default, options=options, **details)


def _field(label: str, says: str, shape: Shape, *, default: Value, **details: Any) -> Any:
    setting = Setting(label=label, says=says, shape=shape, default=default, **details)
    return field(default=default, metadata={METADATA: setting})

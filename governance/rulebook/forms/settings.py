"""Forms drawn from the settings of a rule: a field for each, with its bounds and its source."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.rulebook import as_json
from governance.reckoning.rules.setting import ChangedBy, Setting, Shape, Unit, Value
from governance.web.widgets import (
    CheckboxesField,
    MoneyField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
)

MOST_RADIOS = 5


class SettingsForm(FlaskForm):
    """The settings of one kind of rule; made for a kind by `form_for`."""

    kind: type[RuleKind]

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that the form asks for."""
        return tuple(each for each in self.kind.settings() if each.name in self)

    @property
    def values(self) -> dict[str, Value]:
        """The values as typed, by key.

        Raises:
            NotPossible: one is out of its bounds.
        """
        return {
            setting.key: setting.checked(_typed(setting, self[setting.name].data))
            for setting in self.settings
        }

    def differing_from(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """Return what was typed and is not as these values are, as JSON keeps it."""
        return {key: as_json(value) for key, value in self.values.items() if value != values[key]}

    def refuse(self, key: str, sentence: str) -> None:
        """Put a refusal beside the field of its setting, or beside the first if it has none."""
        kind, _dot, name = key.rpartition(".")
        field = self[name if kind == self.kind.name and name in self else self.settings[0].name]
        field.errors = [*field.errors, sentence]


def form_for(
    kind: type[RuleKind],
    values: Mapping[str, Value],
    *,
    submit: str,
    hints: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
    **arguments: Any,
) -> SettingsForm:
    """Return the form of a kind with these values in it.

    What law fixes is not asked. `hints` are shown instead of a setting's help, by key.
    """
    asked = [
        setting
        for setting in kind.settings()
        if setting.changed_by is not ChangedBy.NOBODY and (only is None or setting.key in only)
    ]
    fields = {each.name: _field(each, (hints or {}).get(each.key, "")) for each in asked}
    rooms: dict[str, Any] = {"kind": kind, **fields, "submit": Submit(submit)}
    made = type(f"{kind.__name__}Form", (SettingsForm,), rooms)
    data = {each.name: _shown(each, values[each.key]) for each in asked}
    form: SettingsForm = made(data=data, **arguments)
    return form


def _field(setting: Setting, hint: str) -> Any:
    told: dict[str, Any] = {"hint": hint or _hint(setting), "called": setting.label}
    if setting.shape is Shape.NUMBER:
        blank = "" if setting.may_be_none else gettext("Enter a value")
        bounds: dict[str, Any] = {"least": setting.least, "most": setting.most}
        if setting.unit is Unit.PENCE:
            return MoneyField(setting.label, required=blank, **bounds, **told)
        suffix = setting.unit.value if setting.unit not in (None, Unit.TIMES) else ""
        return NumberField(setting.label, required=blank, suffix=suffix, **bounds, **told)
    if setting.shape is Shape.YES_NO:
        answers = {"yes": gettext("Yes"), "no": gettext("No")}
        required = gettext("Select yes or no")
        return RadiosField(setting.label, choices=answers, required=required, **told)
    options = {name: gettext(words) for name, words in setting.options}
    if setting.shape is Shape.CHOICES:
        return CheckboxesField(setting.label, choices=options, **told)
    required = "" if setting.may_be_none else gettext("Select one of them")
    field = RadiosField if len(options) <= MOST_RADIOS else SelectField
    return field(setting.label, choices=options, required=required, **told)


def _hint(setting: Setting) -> str:
    said = [setting.help]
    if setting.least is not None and setting.most is not None:
        said.append(
            gettext(
                "Between %(least)s and %(most)s.",
                least=str(setting.written(setting.least)),
                most=str(setting.written(setting.most)),
            )
        )
    if setting.may_be_none:
        said.append(gettext("Leave it empty for none."))
    return " ".join(each for each in said if each)


def _typed(setting: Setting, data: Any) -> Any:
    if setting.shape is Shape.YES_NO:
        return data == "yes"
    if setting.shape is Shape.CHOICES:
        return list(data or ())
    return data


def _shown(setting: Setting, value: Value) -> Any:
    if setting.shape is Shape.YES_NO:
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value

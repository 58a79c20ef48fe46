"""Fields that offer answers: one of several, any of several, from a long list, or a yes."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms import SelectField as BareSelectField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from governance.web.widgets.asking import Asked, Params, Validator, Widget

NOT_OFFERED = lazy_gettext("Choose from the answers shown")


def choice(
    value: str,
    label: object,
    *,
    hint: object = "",
    divider: object = "",
    exclusive: bool = False,
    disabled: bool = False,
) -> SelectChoice:
    """Return an answer to offer; `divider` stands before it ("or"), `exclusive` unticks others."""
    more = {"hint": hint, "divider": divider, "exclusive": exclusive, "disabled": disabled}
    return SelectChoice(value=value, label=label, render_kw=more)


class Radios(Widget):
    """One of several, all seen."""

    component = "radios"
    macro = "govukRadios"
    is_group = True

    def __call__(
        self, field: Any, *, conditional: Mapping[str, Any] | None = None, **keywords: Any
    ) -> Markup:
        """Return the markup; `conditional` maps a value to the field that choosing it reveals."""
        params = dict(keywords.pop("params", None) or {})
        params.setdefault("items", items_of(field, conditional or {}))
        return super().__call__(field, params=params, **keywords)

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        own["idPrefix"] = own.pop("id")
        own["classes"] = f"govuk-{self.component}--inline" if field.inline else ""
        return own


class Checkboxes(Radios):
    """Any of several, all seen."""

    component = "checkboxes"
    macro = "govukCheckboxes"


class Confirmation(Widget):
    """One box to tick, its label beside it."""

    component = "checkboxes"
    macro = "govukCheckboxes"

    def parameters(self, field: Any) -> Params:
        own = super().parameters(field)
        own["idPrefix"] = own.pop("id")
        item = {"value": "yes", "text": field.label.text, "checked": bool(field.data)}
        hint = own.pop("hint", None)
        return own | {"items": [item | ({"hint": hint} if hint else {})]}

    def _with_title(self, field: Any, own: Params, *, heading: bool) -> Params:
        return own


class Dropdown(Widget):
    """One from a list too long to show."""

    component = "select"
    macro = "govukSelect"

    def parameters(self, field: Any) -> Params:
        options = [
            {"value": option.value, "text": option.label, "selected": option.selected}
            for option in field.iter_choices()
        ]
        return super().parameters(field) | {"items": options}


class Offered(Asked):
    """A field whose answer is one of those offered."""

    inline = False

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        inline: bool = False,
        **settings: Any,
    ) -> None:
        super().__init__(label, validators, invalid_value_message=NOT_OFFERED, **settings)
        self.inline = inline

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the answer; the empty one of a list is no answer."""
        if valuelist and valuelist[0] == "":
            self.data = None
            return
        super().process_formdata(valuelist)

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered; whether blank will do is for `required`."""
        if self.is_blank:
            return
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError(gettext("Choose from the answers shown")) from None


class RadiosField(Offered, RadioField):
    """One of a few answers; `choices` is {value: label} or a list of `choice(...)`."""

    widget = Radios()


class CheckboxesField(Offered, SelectMultipleField):
    """Any of a few answers; the data is a list."""

    widget = Checkboxes()


class SelectField(Offered, BareSelectField):
    """One of many answers."""

    widget = Dropdown()


class ConfirmField(Asked, BooleanField):
    """A box to tick; `required` is the sentence for when it must be."""

    widget = Confirmation()


def items_of(field: Any, conditional: Mapping[str, Any]) -> list[Params]:
    """Return the answers as the macros take them, dividers in their places."""
    items: list[Params] = []
    for offered in field.iter_choices():
        more = offered.render_kw or {}
        if more.get("divider"):
            items.append({"divider": more["divider"]})
        items.append(_item(offered, more, conditional.get(str(offered.value))))
    return items


def _item(offered: Any, more: Mapping[str, Any], revealed: Any) -> Params:
    item: Params = {
        "value": offered.value,
        "text": offered.label,
        "checked": offered.selected,
        "disabled": more.get("disabled", False),
    }
    if more.get("hint"):
        item["hint"] = {"text": more["hint"]}
    if more.get("exclusive"):
        item["behaviour"] = "exclusive"
    if revealed is not None:
        item["conditional"] = {"html": Markup(revealed)}
    return item

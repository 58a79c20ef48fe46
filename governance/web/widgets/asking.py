"""What every field of ours has: a hint, a sentence for blank, and where its error leads."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import current_app
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import StopValidation

Params = dict[str, Any]
Validator = Callable[[Any, Any], None]


class Asked(Field):
    """A question with a hint; blank is refused in its own words, or else is an answer."""

    data: Any

    def __init__(
        self,
        label: object = None,
        validators: Sequence[Validator] | None = None,
        *,
        hint: object = "",
        required: object = "",
        called: object = "",
        **settings: Any,
    ) -> None:
        """`required` is the sentence shown when it is blank; `called` names it in other errors."""
        super().__init__(label, [_first(required), *(validators or ())], **settings)
        self.hint = hint
        self._called = called

    @property
    def called(self) -> str:
        """The name that this field's errors call it by."""
        return str(self._called or self.label.text)

    @property
    def error_href(self) -> str:
        """Where the error summary leads: the first thing to put right."""
        return f"#{self.id}"

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed, chosen or attached."""
        return not any(
            typed.strip() if isinstance(typed, str) else typed for typed in self.raw_data or ()
        )

    def pre_validate(self, form: Any) -> None:
        """Stop at what could not be read: one error a field, the first."""
        if self.process_errors:
            raise StopValidation()
        super().pre_validate(form)


class Widget:
    """Draws a field with one macro of the Design System."""

    component = ""
    macro = ""
    is_group = False

    def __call__(
        self,
        field: Any,
        *,
        params: Mapping[str, Any] | None = None,
        heading: bool = False,
        **attributes: Any,
    ) -> Markup:
        """Return the field's markup; other keywords become attributes of its control."""
        attributes.pop("id", None)
        attributes.pop("required", None)
        own = self._with_title(field, self.parameters(field), heading=heading)
        if attributes:
            own["attributes"] = attributes
        return drawn(self.component, self.macro, merged(own, params or {}))

    def parameters(self, field: Any) -> Params:
        """Return what every macro takes: names, hint and error."""
        own: Params = {"id": field.id, "name": field.name}
        if field.hint:
            own["hint"] = {"text": field.hint}
        if field.errors:
            own["errorMessage"] = {"text": field.errors[0]}
        return own

    def _with_title(self, field: Any, own: Params, *, heading: bool) -> Params:
        size = "l" if heading else "s"
        kind = "govuk-fieldset__legend" if self.is_group else "govuk-label"
        title = {
            "text": field.label.text,
            "isPageHeading": heading,
            "classes": f"{kind}--{size}",
        }
        return merged(own, {"fieldset": {"legend": title}} if self.is_group else {"label": title})


def drawn(component: str, macro: str, params: Params) -> Markup:
    """Return what the Design System's macro makes of these parameters."""
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    template = current_app.jinja_env.get_template(path)
    return Markup(getattr(template.module, macro)(params).strip())


def merged(own: Mapping[str, Any], other: Mapping[str, Any]) -> Params:
    """Return both mappings in one, the other's values winning, mappings inside merged likewise."""
    together = dict(own)
    for name, value in other.items():
        mine = together.get(name)
        if isinstance(mine, Mapping) and isinstance(value, Mapping):
            value = merged(mine, value)
        together[name] = value
    return together


def _first(required: object) -> Validator:
    """Return the validator that stands before all others: is it blank, and may it be?"""

    def refuse_or_accept_blank(form: Any, field: Any) -> None:
        if not field.is_blank:
            return
        field.errors[:] = []
        raise StopValidation(str(required) if required else None)

    return refuse_or_accept_blank

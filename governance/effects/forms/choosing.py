"""Choosing an effect, and from which day it holds."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.effects.effect import CannotTakeEffect
from governance.effects.registry import NONE, effects
from governance.web.widgets import DateField, RadiosField, Submit, choice


class EffectForm(FlaskForm):
    """What a motion does if it is carried."""

    effect = RadiosField(
        _("What happens if it is carried?"),
        hint=_(
            "Most motions ask people to do something. Some change what the platform does, by"
            " themselves, once the result is declared: everyone sees that beforehand."
        ),
        required=_("Select what happens if it is carried"),
    )
    submit = Submit(_("Continue"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.effect.choices = [
            choice(
                each.name,
                gettext(each.title),
                hint=gettext(each.description),
                divider=gettext("or") if each.name == NONE else "",
            )
            for each in effects()
        ]


class FromDayForm(FlaskForm):
    """From which day a change holds."""

    from_day = DateField(
        _("From which day should it hold?"),
        hint=_("Leave it empty for: from the day it is carried."),
        called=_("The day"),
    )
    submit = Submit(_("Continue"))


class PayloadForm(FlaskForm):
    """What one effect is to do. A form with its own fields says how they make a payload."""

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before; an empty payload is nothing yet."""
        raise NotImplementedError

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed, as the effect takes it."""
        raise NotImplementedError

    @property
    def asked(self) -> list[Any]:
        """The fields that are asked for, in order."""
        return [field for field in self if field.type not in ("Submit", "CSRFTokenField")]

    def refuse(self, refused: CannotTakeEffect) -> None:
        """Put a refusal beside the field that it is about, or beside the first."""
        field = next((each for each in self.asked if each.name == refused.field), self.asked[0])
        field.errors = [*field.errors, f"{refused.message} {refused.next_step}".strip()]

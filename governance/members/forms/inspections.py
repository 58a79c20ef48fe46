"""What is typed about a request to inspect the register, its answer, and a bank holiday."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import (
    DateField,
    MoneyField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

OPEN, FULL = "inspection", "full"
COMPLIED, REFUSED, COURT = "complied", "refused", "court"
STATES = {
    "received": _("Answer owed"),
    COURT: _("At the court"),
    COMPLIED: _("Shown"),
    REFUSED: _("Not shown"),
}
RENDERINGS = {
    OPEN: _("Open for inspection, without holdings"),
    FULL: _("Their own entry in full"),
}


class RequestForm(FlaskForm):
    """Who asks, and what for (Companies Act 2006, section 116(4))."""

    received_on = DateField(_("Received on"), required=_("Enter the day it was received"))
    name = TextField(_("Name of who asks"), longest=160, required=_("Enter who asks"))
    organisation = TextField(
        _("Organisation (optional)"), longest=160, hint=_("If they ask on its behalf")
    )
    address = TextAreaField(_("Address"), rows=3, longest=400, required=_("Enter their address"))
    member_number = NumberField(
        _("Member number (optional)"),
        called=_("The member number"),
        least=1,
        hint=_("If a member asks. Members inspect without a fee."),
    )
    purpose = TextAreaField(
        _("What is it for?"), rows=3, longest=1000, required=_("Enter what it is for")
    )
    disclosed = RadiosField(
        _("Will it be passed on to somebody else?"),
        required=_("Select whether it will be passed on"),
        choices=[choice("no", _("No")), choice("yes", _("Yes"))],
    )
    onward = TextAreaField(_("To whom, and for what?"), rows=2, longest=600)
    fee = MoneyField(_("Fee (optional)"), called=_("The fee"), hint=_("Not for members"))
    submit = Submit(_("Enter the request"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask to whom, where it is passed on."""
        fine = bool(super().validate(extra_validators))
        if self.disclosed.data == "yes" and not (self.onward.data or "").strip():
            self.onward.errors = [gettext("Enter to whom it will be passed on, and for what")]
            return False
        return fine

    def words(self) -> dict[str, str]:
        """Return what was said, as it is kept."""
        names = ("name", "organisation", "address", "purpose", "onward")
        said = {name: (self[name].data or "").strip() for name in names}
        return said | {"disclosed": self.disclosed.data}


class AnswerForm(FlaskForm):
    """What was done about it."""

    state = RadiosField(
        _("What was done?"),
        required=_("Select what was done"),
        choices=[
            choice(COMPLIED, _("The register was shown, or a copy given")),
            choice(COURT, _("The court was asked whether the purpose is proper")),
            choice(REFUSED, _("It was not shown")),
        ],
    )
    rendering = RadiosField(
        _("What was shown?"),
        choices=[choice(value, label) for value, label in RENDERINGS.items()],
    )
    reason = TextAreaField(_("Why?"), rows=3, longest=1000)
    answered_on = DateField(_("On"), required=_("Enter the day"))
    submit = Submit(_("Enter the answer"))

    def __init__(self, *, is_at_court: bool = False, **keywords: Any) -> None:
        """The court is asked once."""
        super().__init__(**keywords)
        if is_at_court:
            self.state.choices = [each for each in self.state.choices if each.value != COURT]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what was shown; or why not, where the register was not shown."""
        fine = bool(super().validate(extra_validators))
        if self.state.data == COMPLIED and not self.rendering.data:
            self.rendering.errors = [gettext("Select what was shown")]
            return False
        if self.state.data in (COURT, REFUSED) and not (self.reason.data or "").strip():
            self.reason.errors = [gettext("Enter why")]
            return False
        return fine


class HolidayForm(FlaskForm):
    """A day that is no working day."""

    day = DateField(_("The day"), required=_("Enter the day"))
    title = TextField(_("What it is"), longest=120, required=_("Enter what day it is"))
    submit = Submit(_("Add it"))

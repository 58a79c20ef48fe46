"""What the registrar did with a change of rules."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import DateField, RadiosField, Submit, TextField, choice

LONGEST_REFERENCE = 60


class AnswerForm(FlaskForm):
    """On which day, under which reference."""

    outcome: RadiosField | None = None
    on_day = DateField(
        _("On which day?"),
        called=_("The day"),
        required=_("Enter the day on the letter"),
        hint=_("The day on the letter. For example, 27 3 2027"),
    )
    reference = TextField(
        _("Reference (optional)"),
        called=_("The reference"),
        longest=LONGEST_REFERENCE,
        width=20,
    )
    submit = Submit(_("Continue"))

    @property
    def told(self) -> str:
        """What the registrar did, as the record has it."""
        return "sent" if self.outcome is None else str(self.outcome.data)


class RegistrationForm(AnswerForm):
    """Of a society’s change: whether it was registered or refused."""

    outcome = RadiosField(
        _("What did the registrar do?"),
        required=_("Select what the registrar did"),
        choices=[
            choice("registered", _("Registered it")),
            choice("refused", _("Refused it"), hint=_("It will never hold")),
        ],
    )

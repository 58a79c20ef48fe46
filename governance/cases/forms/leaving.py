"""What is typed of a leaving by the office; of a death, in words of its own."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.cases.forms.office import LONGEST_REASON, minute_field
from governance.cases.kinds import HowLeft
from governance.cases.presentation.words import WAYS
from governance.web.widgets import (
    DateField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    choice,
)

HINTS = {
    HowLeft.DIED: _(
        "Enter below the day on which the society was told, and as the last day that of the death"
    )
}


def trust_field() -> SelectField:
    """Return the question for which trust has the shares."""
    return SelectField(_("Trust that has their shares"), choices=[])


def note_field() -> TextAreaField:
    """Return the question for what else officers should know."""
    return TextAreaField(
        _("Note (optional)"),
        called=_("The note"),
        hint=_("Only officers see it. It can be erased later."),
        longest=LONGEST_REASON,
        rows=3,
    )


class LeaveForm(FlaskForm):
    """How somebody leaves, and when."""

    entered = _("Notice is entered.")

    how = RadiosField(
        _("How do they leave?"),
        required=_("Select how they leave"),
        choices=[choice(name, words, hint=HINTS.get(name, "")) for name, words in WAYS.items()],
    )
    notice_on = DateField(
        _("Day on which notice was given"),
        required=_("Enter the day of the notice"),
        called=_("The day of the notice"),
    )
    last_day = DateField(
        _("Last day as a member"),
        required=_("Enter their last day as a member"),
        called=_("The last day"),
    )
    minute = minute_field(required="", hint=_("Needed for a dismissal and an expulsion"))
    hearing_on = DateField(
        _("Day on which they were heard"), hint=_("Nobody is expelled unheard"), called=_("The day")
    )
    written_on = DateField(
        _("Day on which you wrote to their last address"),
        hint=_("They are waited for after it, as the rules on shares say"),
        called=_("The day"),
    )
    trust = trust_field()
    reason = note_field()
    submit = Submit(_("Give notice"))

    @property
    def way(self) -> HowLeft:
        return HowLeft(self.how.data)


class DeathForm(FlaskForm):
    """When somebody died, and when the society was told."""

    entered = _("The death is entered.")

    how = HiddenField(default=HowLeft.DIED.value)
    last_day = DateField(
        _("Day of the death"),
        required=_("Enter the day of the death"),
        called=_("The day of the death"),
    )
    notice_on = DateField(
        _("Day on which the society was told"),
        required=_("Enter the day on which the society was told"),
        called=_("The day on which the society was told"),
    )
    trust = trust_field()
    reason = note_field()
    submit = Submit(_("Enter the death"))

    @property
    def way(self) -> HowLeft:
        return HowLeft.DIED

"""A search of the register, the day and link it is read at, a suspension, a button."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.members.register_search import Standing
from governance.web.widgets import (
    DateField,
    KnownAtField,
    SearchField,
    SelectField,
    Submit,
    TextAreaField,
    choice,
)

STANDINGS = {
    "": _("Everybody"),
    str(Standing.MEMBER): _("Members"),
    str(Standing.NOT_MEMBER): _("Staff who are not members"),
    str(Standing.LEFT): _("Left"),
    str(Standing.STAKEHOLDER): _("Organisations"),
}

KINDS = {
    "person": _("Person"),
    "trust": _("Trust"),
    "government": _("Government or council"),
    "partner": _("Partner organisation"),
    "body": _("Other body"),
}


class SearchForm(FlaskForm):
    """What to look for in the register; sent by GET."""

    class Meta:
        csrf = False

    words = SearchField(_("Name or number"))
    service = SelectField(_("Service"), choices=[])
    town = SelectField(_("Town"), choices=[])
    standing = SelectField(
        _("Standing"),
        choices=[choice(value, label) for value, label in STANDINGS.items()],
    )


class AsAtForm(FlaskForm):
    """Which day, and what was known at which link of the record; sent by GET."""

    class Meta:
        csrf = False

    on = DateField(_("The day"), hint=_("Leave it empty for today"))
    known = KnownAtField()
    place = HiddenField()
    of = HiddenField()


class SuspendForm(FlaskForm):
    """From when to when, and why."""

    reason = TextAreaField(
        _("Why"),
        rows=3,
        longest=500,
        required=_("Enter why they are suspended"),
        hint=_("Such as the minute of the board. Only officers see it."),
    )
    first_day = DateField(_("From"), required=_("Enter the first day"))
    last_day = DateField(
        _("Last day (optional)"),
        called=_("Last day"),
        hint=_("Leave it empty if it is to last until you restore them"),
    )
    submit = Submit(_("Suspend"), kind="warning")


class ConfirmForm(FlaskForm):
    """A button and nothing else."""

    submit = Submit(_("Confirm"))

"""A search of the register, the day and link it is read at, a suspension, a button."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.members.register_search import Relation
from governance.members.standing import Standing
from governance.web.widgets import (
    DateField,
    KnownAtField,
    SearchField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

RELATIONS = {
    "": _("Everybody"),
    str(Relation.MEMBER): _("Members"),
    str(Relation.NOT_MEMBER): _("Staff who are not members"),
    str(Relation.LEFT): _("Left"),
    str(Relation.TO_COME): _("To come"),
    str(Relation.STAKEHOLDER): _("Organisations"),
}

STANDINGS = {
    "": _("Any"),
    str(Standing.GOOD): _("In good standing"),
    str(Standing.SUSPENDED): _("Suspended"),
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
    relation = SelectField(
        _("Who"),
        choices=[choice(value, label) for value, label in RELATIONS.items()],
    )
    standing = SelectField(
        _("Standing of the membership"),
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

    decided_by = TextField(
        _("By whose decision"),
        longest=200,
        required=_("Enter who decided it"),
        hint=_("Such as: the board on 3 March 2026, minute 4. The member sees it."),
    )
    reason = TextAreaField(
        _("Why"),
        rows=3,
        longest=500,
        required=_("Enter why they are suspended"),
        hint=_("Only officers see it here. The member can ask for all that is held on them."),
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

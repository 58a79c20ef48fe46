"""What is typed about the register: a search, a file and its columns, a suspension."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.members.importing.headings import LABELS, Field, missing, used_twice
from governance.members.importing.people import Membership
from governance.members.register_search import Standing
from governance.web.widgets import (
    DateField,
    FileField,
    RadiosField,
    SearchField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

HINTS = {
    Field.EMPLOYEE_REF: _("The number by which the HR system knows the person"),
    Field.FULL_NAME: _("Only if first name and surname are in one column"),
    Field.LEFT: _("Their last day at work"),
    Field.MEMBER_SINCE: _("The date entered on the register of members"),
    Field.HOURS: _("Such as 37.5 or 37:30"),
}


STANDINGS = {
    "": _("Everybody"),
    str(Standing.MEMBER): _("Members"),
    str(Standing.NOT_MEMBER): _("Staff who are not members"),
    str(Standing.LEFT): _("Left"),
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


class UploadForm(FlaskForm):
    """A file, and the system it comes from."""

    file = FileField(
        _("CSV file of staff"),
        accept=".csv,.txt",
        required=_("Choose a CSV file"),
        hint=_(
            "As your HR or payroll system exports it. The next page asks which column is which."
        ),
    )
    source = TextField(
        _("Where it comes from"),
        longest=40,
        width=20,
        required=_("Enter where the file comes from"),
        hint=_(
            "One word or two, the same each time: it says whose employee references these are, and "
            "the choice of columns is remembered for it."
        ),
    )
    submit = Submit(_("Upload"))


class ColumnsForm(FlaskForm):
    """Who becomes a member; a select for each field is added by `columns_form`."""

    membership = RadiosField(
        _("Who becomes a member by this file?"),
        required=_("Select who becomes a member"),
        choices=[
            choice(
                str(Membership.COLUMN),
                _("Those with a date in the “Member since” column"),
                hint=_("Nobody, if no column is chosen for it"),
            ),
            choice(
                str(Membership.EVERYBODY),
                _("Everybody who works here, from their start date"),
                hint=_("Those who are members already keep their date"),
            ),
            choice(
                str(Membership.NOBODY),
                _("Nobody"),
                hint=_("Membership stays as it is, except for those who left"),
            ),
        ],
    )
    submit = Submit(_("Check the file"))

    def mapping(self) -> dict[str, str]:
        """Return field -> heading as chosen."""
        return {field: self[field].data for field in Field if self[field].data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what is needed, and for each heading once."""
        fine = super().validate(extra_validators)
        for sentence in [*missing(self.mapping()), *used_twice(self.mapping())]:
            self.form_errors.append(sentence)
            fine = False
        return bool(fine)


def columns_form(headings: Sequence[str], **values: Any) -> ColumnsForm:
    """Return the form for a file with these headings."""
    choices = [choice("", _("Not in this file")), *(choice(name, name) for name in headings)]
    selects = {
        str(field): SelectField(label, choices=choices, hint=HINTS.get(field, ""))
        for field, label in LABELS.items()
    }
    form: ColumnsForm = type("ColumnsOfFile", (ColumnsForm,), selects)(**values)
    return form


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

"""What is typed about an import: a file, which system wrote it, its columns and who joins by it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.members.importing.headings import LABELS, Field, missing, used_twice
from governance.members.importing.people import Membership
from governance.members.importing.profile import profile_named
from governance.members.importing.settings import Settings, unsettled
from governance.members.importing.values import Dates, Hours
from governance.members.importing.values import minutes as minutes_of
from governance.web.widgets import (
    FileField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextField,
    choice,
)

HINTS = {
    Field.EMPLOYEE_REF: _("The number by which the HR system knows the person"),
    Field.FULL_NAME: _("Only if first name and surname are in one column"),
    Field.ASSIGNMENT_REF: _("Where a person can have several posts, a line each"),
    Field.LEFT: _("Their last day at work"),
    Field.MEMBER_SINCE: _("The date entered on the register of members"),
    Field.MANAGER: _("The manager's number in this system, not the name"),
    Field.FULL_TIME_HOURS: _("Only if each line says what full time is"),
    Field.FTE: _("Such as 0.8 or 80%"),
}


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


class HoursField(NumberField):
    """Hours a week, typed as 37.5 or 37:30; the data is whole minutes."""

    def __init__(self, label: object = None, **settings: Any) -> None:
        usual: dict[str, Any] = {"inputmode": "decimal"}
        super().__init__(label, **(usual | settings))

    def shown(self, number: int) -> str:
        """Return the minutes as a person would type them."""
        hours, minutes = divmod(number, 60)
        return f"{hours}:{minutes:02}" if minutes else str(hours)

    def read(self, typed: str) -> int:
        """Return the minutes that were typed."""
        return minutes_of(typed)


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
    dates_written = SelectField(
        _("How are dates written?"),
        choices=[
            choice(str(Dates.ANY), _("Any of these, day before month")),
            *(choice(str(form), str(form)) for form in Dates if form is not Dates.ANY),
        ],
        hint=_("If you choose one, a date that is written otherwise is an error"),
    )
    hours_written = SelectField(
        _("What is in the column of hours?"),
        choices=[
            choice(str(Hours.DECIMAL), _("Hours: 37.5 or 37:30")),
            choice(str(Hours.CLOCK), _("Hours and minutes: 37.30 is half past")),
            choice(str(Hours.MINUTES), _("Minutes: 2250")),
            choice(str(Hours.FTE), _("FTE: 0.8 or 80%")),
        ],
    )
    full_time = HoursField(
        _("Full-time hours a week (optional)"),
        called=_("Full-time hours a week"),
        hint=_("Such as 37.5. FTE is worked out from it where the file does not say it"),
    )
    written_by = HiddenField()
    submit = Submit(_("Check the file"))

    def mapping(self) -> dict[str, str]:
        """Return field -> heading as chosen."""
        return {field: self[field].data for field in Field if self[field].data}

    def settings(self) -> Settings:
        """Return how the file writes things, as chosen."""
        return Settings(
            profile=self.written_by.data if profile_named(self.written_by.data or "") else "",
            dates=Dates(self.dates_written.data),
            hours=Hours(self.hours_written.data),
            full_time_minutes=self.full_time.data or None,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what is needed, and for each heading once."""
        fine = super().validate(extra_validators)
        mapping = self.mapping()
        self.form_errors += [*missing(mapping), *used_twice(mapping, LABELS)]
        if fine:
            self.form_errors += unsettled(self.settings(), mapping)
        return bool(fine) and not self.form_errors


def columns_form(
    headings: Sequence[str], mapping: Mapping[str, str], settings: Settings, membership: str
) -> ColumnsForm:
    """Return the form for a file with these headings, with what is chosen or likely."""
    choices = [choice("", _("Not in this file")), *(choice(name, name) for name in headings)]
    selects = {
        str(field): SelectField(label, choices=choices, hint=HINTS.get(field, ""))
        for field, label in LABELS.items()
    }
    form: ColumnsForm = type("ColumnsOfFile", (ColumnsForm,), selects)(
        data={
            **mapping,
            "membership": membership,
            "written_by": settings.profile,
            "dates_written": str(settings.dates),
            "hours_written": str(settings.hours),
            "full_time": settings.full_time_minutes,
        }
    )
    return form

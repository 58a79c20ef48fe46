"""What is typed about organisations, corrections of contacts, and offices."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.members.forms.register import KINDS
from governance.members.service import Office
from governance.web.widgets import (
    DateField,
    EmailField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

OFFICES = {
    Office.CHAIR: _("Chair"),
    Office.DIRECTOR: _("Director"),
    Office.SECRETARY: _("Secretary"),
    Office.TREASURER: _("Treasurer"),
    Office.TRUSTEE: _("Trustee"),
}
CAME = {
    "elected": _("Elected"),
    "unopposed": _("Elected unopposed"),
    "countback": _("By countback"),
    "co_opted": _("Co-opted by the board"),
}
ALL_ALONG, SINCE = "all along", "since"


class WhereForm(FlaskForm):
    """How to reach somebody."""

    email = EmailField(
        _("E-mail address (optional)"), called=_("The e-mail address"), autocomplete="off"
    )
    address = TextAreaField(_("Postal address (optional)"), rows=4, longest=400)
    postcode = TextField(_("Postcode (optional)"), longest=12, width=10)

    def words(self) -> dict[str, Any]:
        """Return the contact data that the fields hold."""
        return {
            "email": self.email.data or "",
            "address": (self.address.data or "").splitlines(),
            "postcode": (self.postcode.data or "").strip().upper(),
        }


class OrganisationForm(WhereForm):
    """Who it is and how to reach it."""

    name = TextField(_("Name"), longest=160, required=_("Enter the name"))
    registered_number = TextField(_("Registered number (optional)"), longest=30, width=20)
    contact_person = TextField(_("Person to write to (optional)"), longest=120)

    def words(self) -> dict[str, Any]:
        """Return the contact data that the fields hold."""
        own = ("name", "registered_number", "contact_person")
        return {name: (self[name].data or "").strip() for name in own} | super().words()


class StakeholderForm(OrganisationForm):
    """A new organisation, and whether it is a member."""

    kind = RadiosField(
        _("What is it?"),
        required=_("Select what it is"),
        choices=[choice(kind, name) for kind, name in KINDS.items() if kind != "person"],
    )
    known_from = DateField(_("In the register from"), required=_("Enter the first day"))
    member_since = DateField(
        _("Member since (optional)"),
        called=_("Member since"),
        hint=_("Leave it empty if it is not a member of the society"),
    )
    submit = Submit(_("Add it"))


class CorrectionForm(FlaskForm):
    """Whether it is otherwise from a day on, or was wrong all along."""

    when = RadiosField(
        _("Why does it change?"),
        required=_("Select why it changes"),
        choices=[
            choice(SINCE, _("It is otherwise since a day"), hint=_("They moved or changed name.")),
            choice(
                ALL_ALONG,
                _("It was wrong all along"),
                hint=_("A mistake in writing: it is put right for every day."),
            ),
        ],
    )
    since = DateField(_("Since"), called=_("The day"))
    submit = Submit(_("Correct it"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day where there is one."""
        fine = bool(super().validate(extra_validators))
        if self.when.data == SINCE and self.since.data is None and not self.since.errors:
            self.since.errors = [gettext("Enter the day since when it is otherwise")]
            return False
        return fine


class PersonContactForm(WhereForm, CorrectionForm):
    """A person's names and addresses."""

    first_name = TextField(_("First name"), longest=80)
    surname = TextField(_("Surname"), longest=80, required=_("Enter the surname"))
    known_as = TextField(_("Known as (optional)"), longest=80)

    def words(self) -> dict[str, Any]:
        """Return the contact data that the fields hold."""
        own = ("first_name", "surname", "known_as")
        return {name: (self[name].data or "").strip() for name in own} | super().words()


class OrganisationContactForm(OrganisationForm, CorrectionForm):
    """An organisation's name and addresses."""


class OfficeForm(FlaskForm):
    """Which office of which body, from when, by which minute."""

    office = SelectField(
        _("Office"),
        choices=[
            choice("", _("Choose")),
            *(choice(office, name) for office, name in OFFICES.items()),
        ],
        required=_("Select the office"),
    )
    body = TextField(
        _("Of which body"),
        longest=80,
        required=_("Enter the body"),
        hint=_("Such as the board, or the employees’ trust"),
    )
    first_day = DateField(_("From"), required=_("Enter the first day"))
    last_day = DateField(
        _("Last day (optional)"),
        called=_("Last day"),
        hint=_("Leave it empty if they hold it until further notice"),
    )
    minute = TextField(
        _("By which minute"),
        longest=120,
        required=_("Enter the minute that appointed them"),
        hint=_("Such as: annual general meeting 2025, item 6"),
    )
    submit = Submit(_("Enter it"))


class EndOfOfficeForm(FlaskForm):
    """The last day, and the minute of it."""

    last_day = DateField(_("Last day"), required=_("Enter the last day"))
    minute = TextField(
        _("By which minute"), longest=120, required=_("Enter the minute or the letter")
    )
    submit = Submit(_("End it"), kind="warning")

"""What the office types: seats, notices of vacancies, and reasons."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.effects.kinds.appoint import OFFICE_NAMES
from governance.reckoning.elections.standing import Constituency
from governance.web.widgets import (
    CheckboxesField,
    DateField,
    MomentField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

LONGEST_REASON = 200
SEATS_PREFIX = "seats_"


class SeatsForm(FlaskForm):
    """How many places of an office there are, and who elects to them."""

    office = SelectField(
        _("Office"),
        choices={office.value: name for office, name in OFFICE_NAMES.items()},
        required=_("Select the office"),
    )
    body = TextField(
        _("Of which body"),
        hint=_("As in the register of officers, for example Board."),
        required=_("Enter the body"),
        longest=120,
    )
    number = NumberField(
        _("How many seats"),
        called=_("The number of seats"),
        required=_("Enter how many seats there are"),
        least=0,
    )
    constituency = RadiosField(
        _("Who elects to them"),
        choices=[
            choice(Constituency.MEMBERS, _("All members")),
            choice(Constituency.SERVICE, _("Members of one service, from among themselves")),
            choice(Constituency.EMPLOYEES, _("Members who work here, from among themselves")),
        ],
        required=_("Select who elects to them"),
        default=Constituency.MEMBERS.value,
    )
    service = TextField(
        _("The service"), hint=_("As the register has it, for example Home care."), longest=120
    )
    submit = Submit(_("Set the seats"))

    def validate_service(self, field: TextField) -> None:
        """Ask for the service where it is one that elects."""
        if self.constituency.data == Constituency.SERVICE and not field.data:
            raise ValidationError(gettext("Enter the service"))


class NoticeForm(FlaskForm):
    """A notice of vacancies; a number for each of the seats is added by `notice_form`."""

    title = TextField(
        _("What the election is called"),
        hint=_("As: Three directors, spring 2027."),
        required=_("Enter what it is called"),
        longest=150,
    )
    why = TextAreaField(
        _("What members should know (optional)"),
        hint=_("Such as what the work is, and how much time it takes."),
        longest=2000,
        rows=4,
    )
    first_day = DateField(_("First day in office"), required=_("Enter the first day in office"))
    last_nominations = DateField(
        _("Last day for nominations"), required=_("Enter the last day for nominations")
    )
    opens_at = MomentField(_("Voting opens"), required=_("Enter when voting opens"))
    closes_at = MomentField(_("Voting closes"), required=_("Enter when voting closes"))
    record_date = DateField(
        _("Record date"),
        hint=_("Whoever is a member on this day may vote."),
        required=_("Enter the record date"),
    )
    secrecy = RadiosField(
        _("Who may see how each person votes"),
        choices=[
            choice("secret_simple", _("Secret")),
            choice("open", _("Open: each name is shown with its vote")),
        ],
        required=_("Select open or secret"),
        default="secret_simple",
    )
    submit = Submit(_("Check the notice"))

    @property
    def seats_fields(self) -> list[Any]:
        """The fields that ask how many of which seats are filled."""
        return [field for field in self if field.name.startswith(SEATS_PREFIX)]

    @property
    def filling(self) -> dict[int, int]:
        """Return how many of which seats are to be filled, by their number."""
        numbers = {field.name.removeprefix(SEATS_PREFIX): field.data for field in self.seats_fields}
        return {int(number): data for number, data in numbers.items() if data}


def notice_form(offered: Sequence[tuple[int, str, int, str]], **data: Any) -> NoticeForm:
    """Return the form for these seats: number, what they are, how many at most, and a hint."""
    fields = {
        f"{SEATS_PREFIX}{number}": NumberField(
            label, hint=hint, called=label, least=0, most=most, width=3
        )
        for number, label, most, hint in offered
    }
    made: Any = type("NoticeForm", (NoticeForm,), fields)
    form: NoticeForm = made(data=data or None)
    return form


class ReasonForm(FlaskForm):
    """Why a candidate is struck out, or a question removed."""

    reason = TextField(
        _("Why?"),
        hint=_("Every member can read this, and it goes on the record."),
        required=_("Enter the reason"),
        longest=LONGEST_REASON,
    )
    submit = Submit(_("Continue"), kind="warning")


class CallOffForm(ReasonForm):
    """Why an election is called off."""

    submit = Submit(_("Call this election off"), kind="warning")


class CountbackForm(FlaskForm):
    """Counting papers again without whoever left; who stood then says whether they still would."""

    consenting = CheckboxesField(
        _("Who still consents to serve?"),
        hint=_("Ask them first. Whoever is not ticked is struck out as well."),
        required=_("Select who still consents"),
    )
    submit = Submit(_("Count the papers again"))

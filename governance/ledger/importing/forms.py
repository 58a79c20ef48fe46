"""What is asked about an import into a book: a file, what it holds, its columns, its ways."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.ledger.importing.amounts import Money
from governance.ledger.importing.columns import Field
from governance.ledger.importing.settings import Numbers, Settings
from governance.ledger.importing.shapes import LABELS, TITLES, Shape, fields_of, missing
from governance.members.importing.headings import used_twice
from governance.members.importing.values import Dates
from governance.web.widgets import (
    DateField,
    FileField,
    RadiosField,
    SelectField,
    Submit,
    TextField,
    choice,
)

HINTS: dict[Field, Any] = {
    Field.HOLDER: _("A member number or employee reference; a body may be named"),
    Field.CLASS: _("Its code or name; not needed if there is one class only"),
    Field.ON: _("The day on which they were bought, however long ago"),
    Field.PAID: _("For all of the line’s shares; par value, if it is not said"),
    Field.REFERENCE: _("Of the old register: it says next time which line is which"),
    Field.ENDED_ON: _("Where some or all were passed on, taken back or cancelled"),
    Field.ENDED_HOW: _("Transferred, withdrawn, redeemed, cancelled or forfeited"),
    Field.ENDED_UNITS: _("All of the line’s, if it is not said"),
    Field.KIND: _("Issue, transfer, withdrawal, redemption, cancellation or conversion"),
    Field.ACCOUNT: _("Its code or its name in the chart"),
    Field.PARTY: _("Only for accounts that members have of their own, such as loans"),
}
ABOUT = {
    Shape.HOLDINGS: _("Who holds how many shares, since when"),
    Shape.TRANSACTIONS: _("Everything that ever happened to shares, a line each"),
    Shape.BALANCES: _("What stood in each account when the platform takes over"),
}


class BookFileForm(FlaskForm):
    """A file, what it holds, and where it comes from."""

    shape = RadiosField(
        _("What does the file hold?"),
        required=_("Select what the file holds"),
        choices=[choice(str(each), _(TITLES[each]), hint=ABOUT[each]) for each in Shape],
    )
    file = FileField(
        _("CSV file"),
        accept=".csv,.txt",
        required=_("Choose a CSV file"),
        hint=_("As your spreadsheet saves it. The next page asks which column is which."),
    )
    source = TextField(
        _("Where it comes from"),
        longest=40,
        width=20,
        required=_("Enter where the file comes from"),
        hint=_(
            "Such as “old register”, the same each time: references belong to their source, and "
            "the choice of columns is remembered for it."
        ),
    )
    submit = Submit(_("Upload"))


class BookColumnsForm(FlaskForm):
    """How the file writes things; a select for each field is added by `columns_form`."""

    shape = ""
    balances_on = DateField(
        _("Balances at the end of which day?"), hint=_("The last day that your old books cover")
    )
    numbers = RadiosField(
        _("Which numbers does the file have for people?"),
        required=_("Select which numbers the file has"),
        choices=[
            choice(str(Numbers.MEMBER), _("Member numbers")),
            choice(str(Numbers.EMPLOYEE), _("Employee references")),
        ],
    )
    staff_source = TextField(
        _("Whose employee references? (optional)"),
        called=_("The source"),
        longest=40,
        width=10,
        hint=_("The word that the import of staff uses for its source: “staff”, unless you chose"),
    )
    joins = RadiosField(
        _("What if somebody held members’ shares before they were a member here?"),
        required=_("Select what to do then"),
        choices=[
            choice("no", _("It is an error")),
            choice(
                "yes",
                _("They are a member from the day of their shares"),
                hint=_("Entered on the register of members by this import"),
            ),
        ],
    )
    dates_written = SelectField(
        _("How are dates written?"),
        choices=[
            choice(str(Dates.ANY), _("Any of these, day before month")),
            *(choice(str(form), str(form)) for form in Dates if form is not Dates.ANY),
        ],
    )
    money_written = SelectField(
        _("How is money written?"),
        choices=[
            choice(str(Money.POUNDS), _("Pounds: £1,000.00 or 1000")),
            choice(str(Money.PENCE), _("Pence: 100000")),
        ],
    )
    submit = Submit(_("Check the file"))

    def mapping(self) -> dict[str, str]:
        """Return field -> heading as chosen."""
        return {field: self[field].data for field in fields_of(self.shape) if self[field].data}

    def settings(self) -> Settings:
        """Return how the file writes things, as chosen."""
        return Settings(
            numbers=Numbers(self.numbers.data),
            staff_source=self.staff_source.data or "staff",
            dates=Dates(self.dates_written.data),
            money=Money(self.money_written.data),
            joins="joins" in self and self.joins.data == "yes",
            day=self.balances_on.data if "balances_on" in self else None,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what is needed, and for each heading once."""
        fine = super().validate(extra_validators)
        mapping = self.mapping()
        self.form_errors += [*missing(self.shape, mapping), *used_twice(mapping, LABELS)]
        return bool(fine) and not self.form_errors


def book_columns_form(
    shape: str, headings: Sequence[str], mapping: Mapping[str, str], settings: Settings
) -> BookColumnsForm:
    """Return the form for a file with these headings, with what is chosen or likely."""
    choices = [choice("", _("Not in this file")), *(choice(name, name) for name in headings)]
    fields: dict[str, Any] = {
        str(field): SelectField(_(LABELS[field]), choices=choices, hint=HINTS.get(field, ""))
        for field in fields_of(shape)
    }
    if shape == Shape.BALANCES:
        fields |= {"joins": None, "dates_written": BookColumnsForm.dates_written}
        fields["balances_on"] = DateField(
            _("Balances at the end of which day?"),
            hint=_("The last day that your old books cover"),
            required=_("Enter the day whose end the balances are of"),
        )
    else:
        fields["balances_on"] = None
    form: BookColumnsForm = type(
        "BookColumnsOfFile", (BookColumnsForm,), fields | {"shape": shape}
    )(
        data={
            **mapping,
            "balances_on": settings.day,
            "numbers": str(settings.numbers),
            "staff_source": settings.staff_source,
            "joins": "yes" if settings.joins else "no",
            "dates_written": str(settings.dates),
            "money_written": str(settings.money),
        }
    )
    return form

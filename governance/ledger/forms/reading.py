"""Which day, as known at which link, and which transactions to look for; all sent by GET."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.ledger.queries.balances import AsAt
from governance.record import queries as record
from governance.web.widgets import (
    ConfirmField,
    DateField,
    KnownAtField,
    MoneyField,
    SearchField,
    SelectField,
)


class ReadingForm(FlaskForm):
    """What a page of the books is asked for: of no day to come, for nothing is posted ahead."""

    class Meta:
        csrf = False

    def __init__(self, *given: Any, today: date, **keywords: Any) -> None:
        super().__init__(*given, **keywords)
        self.today = today

    def refuse_what_is_to_come(self, field: DateField) -> None:
        """Refuse a day of which the books know nothing yet."""
        if field.data and field.data > self.today:
            raise ValidationError(
                gettext("That day has not come yet. Choose today or an earlier day")
            )


class AsAtForm(ReadingForm):
    """The day whose end is shown, and what was known at that link of the record."""

    on = DateField(_("At the end of"), hint="")
    known = KnownAtField()
    is_to_come = False

    def validate_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        self.refuse_what_is_to_come(field)

    def validate_known(self, field: KnownAtField) -> None:
        """Refuse a link that is not there yet: what will be known then, nobody can show."""
        newest = record.head()
        if field.data and field.data > (newest.seq if newest else 0):
            last = newest.seq if newest else 0
            raise ValidationError(gettext("The newest link of the record is %(seq)s", seq=last))

    def at(self) -> AsAt:
        """Return the day and the link asked for; today and everything, where none is."""
        fine = self.validate()
        on = self.on.data if fine and self.on.data else self.today
        known = self.known.data if fine else None
        if not self.on.raw_data and not self.on.data:
            self.on.data = on
        self.is_to_come = on > self.today
        return AsAt(on, known)


class AheadForm(AsAtForm):
    """The same of what can be recorded ahead, such as a membership: a day to come will do."""

    def validate_on(self, field: DateField) -> None:
        """Take any day."""


class TrialBalanceForm(AsAtForm):
    """Whether the closing entry of that very day is left out."""

    before_closing = ConfirmField(_("Before the closing entry of that day"))


class AccountForm(ReadingForm):
    """Which days of an account."""

    first = DateField(_("From"), hint="")
    last = DateField(_("To"), hint="")
    known = KnownAtField()

    def validate_last(self, field: DateField) -> None:
        """Refuse a day to come."""
        self.refuse_what_is_to_come(field)


class JournalForm(FlaskForm):
    """Which transactions."""

    class Meta:
        csrf = False

    words = SearchField(_("Note, key or number"))
    kind = SelectField(_("Kind"), choices=[])
    first = DateField(_("From"), hint="")
    last = DateField(_("To"), hint="")
    amount = MoneyField(_("An amount in it"), called=_("The amount"))

    def validate_last(self, field: Any) -> None:
        """Refuse days the wrong way round."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(gettext("“To” must not be before “From”"))

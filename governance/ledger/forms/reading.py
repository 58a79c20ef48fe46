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


class AsAtForm(FlaskForm):
    """The day whose end is shown, and what was known at that link of the record."""

    class Meta:
        csrf = False

    on = DateField(_("At the end of"), hint="")
    known = KnownAtField()
    is_to_come = False

    def validate_known(self, field: KnownAtField) -> None:
        """Refuse a link that is not there yet: what will be known then, nobody can show."""
        newest = record.head()
        if field.data and field.data > (newest.seq if newest else 0):
            last = newest.seq if newest else 0
            raise ValidationError(gettext("The newest link of the record is %(seq)s", seq=last))

    def at(self, today: date) -> AsAt:
        """Return the day and the link asked for; today and everything, where none is."""
        fine = self.validate()
        on = self.on.data if fine and self.on.data else today
        known = self.known.data if fine else None
        if not self.on.raw_data and not self.on.data:
            self.on.data = on
        self.is_to_come = on > today
        return AsAt(on, known)


class TrialBalanceForm(AsAtForm):
    """Whether the closing entry of that very day is left out."""

    before_closing = ConfirmField(_("Before the closing entry of that day"))


class AccountForm(FlaskForm):
    """Which days of an account."""

    class Meta:
        csrf = False

    first = DateField(_("From"), hint="")
    last = DateField(_("To"), hint="")
    known = KnownAtField()


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

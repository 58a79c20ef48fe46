"""What is typed when shares are issued, moved or ended; only what the act needs is asked."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.ledger import charts
from governance.web.widgets import (
    DateField,
    MoneyField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextField,
    choice,
)

HOLDER_HINT = _("Member number, or the name as it stands in the register.")


class DayForm(FlaskForm):
    """The day and the note of every act."""

    on = DateField(
        _("On which day?"),
        hint=_("The day from which it holds. It may lie in the past, but in no closed period."),
        required=_("Enter the day"),
    )
    memo = TextField(
        _("Note (optional)"),
        hint=_("Such as the board’s minute. Nothing about health, family or money troubles."),
        longest=200,
    )
    submit = Submit(_("Check what will be posted"))


class UnitsForm(DayForm):
    """An act on the shares of one holder."""

    holder = TextField(_("Whose shares?"), hint=HOLDER_HINT, required=_("Enter the holder"))
    units = NumberField(
        _("How many shares?"),
        required=_("Enter how many shares"),
        called=_("The number of shares"),
        least=1,
        width=10,
    )


class IssueForm(UnitsForm):
    """Shares to somebody, paid from somewhere."""

    paid_from = RadiosField(_("How are they paid for?"), required=_("Select how they are paid for"))
    paid = MoneyField(
        _("Paid for all of them, if it is more than their par value (optional)"),
        hint=_("What is above par goes to the reserves."),
        called=_("The payment"),
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.holder.label.text = gettext("To whom?")
        self.paid_from.choices = [
            choice(charts.BANK, gettext("Money in the bank")),
            choice(charts.PAYROLL, gettext("Deducted from pay")),
            choice(charts.DEBTORS, gettext("Not paid yet: it is owed")),
        ]


class TransferForm(UnitsForm):
    """Shares from one holder to another."""

    to = TextField(_("To whom?"), hint=HOLDER_HINT, required=_("Enter who is to have them"))


class PassOverForm(TransferForm):
    """Shares from one holder to another, who has them as shares of another class."""

    into = SelectField(_("Which class are they then?"), required=_("Choose the class"))


class ConvertForm(UnitsForm):
    """Shares that become shares of another class."""

    into = SelectField(_("Into which class?"), required=_("Choose the class"))
    into_units = NumberField(
        _("Into how many shares of it?"),
        required=_("Enter how many shares they become"),
        called=_("The number of shares"),
        least=1,
        width=10,
    )


class ReversalForm(DayForm):
    """A transaction that was a mistake."""

    seq = NumberField(
        _("Number of the transaction"),
        hint=_("The link of the record, as the holder’s page and the certificate have it."),
        required=_("Enter the number of the transaction"),
        called=_("The number"),
        least=1,
        width=10,
    )

"""What is typed in cases by the office: decisions, payments, runs of withdrawals."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from governance.cases.presentation.words import KINDS, PAYMENTS, STATES, TESTS
from governance.cases.queries.listing import MONEY_TO_PAY, TO_ENTER
from governance.web.widgets import (
    CheckboxesField,
    ConfirmField,
    DateField,
    MoneyField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

LONGEST_REFERENCE = 120
LONGEST_REASON = 500
MINUTE_HINT = _("Such as: Board, 4 November 2026, item 3")


def minute_field(**settings: Any) -> TextField:
    """Return the question for where the board's decision is minuted."""
    usual: dict[str, Any] = {
        "hint": MINUTE_HINT,
        "longest": LONGEST_REFERENCE,
        "required": _("Enter the board’s minute"),
    }
    return TextField(_("Minute of the board"), **(usual | settings))


def reference_field(label: object, hint: object) -> TextField:
    """Return the question for the bank's or the payroll's reference."""
    return TextField(label, hint=hint, longest=LONGEST_REFERENCE, required=_("Enter the reference"))


class FindForm(FlaskForm):
    """Which cases to list; sent by GET."""

    class Meta:
        csrf = False

    kind = SelectField(
        _("Kind"), choices=[choice("", _("Every kind")), *(choice(k, w) for k, w in KINDS.items())]
    )
    state = SelectField(
        _("State"),
        choices=[
            choice("", _("All that are open")),
            choice(MONEY_TO_PAY, _("Money to be paid")),
            choice(TO_ENTER, _("Approved, not yet members")),
            *(choice(name, words) for name, (words, _tone) in STATES.items()),
        ],
    )


class DecideForm(FlaskForm):
    """The board's decision on one case."""

    approve = RadiosField(
        _("What did the board decide?"),
        required=_("Select what the board decided"),
        choices=[choice("yes", _("Approved")), choice("no", _("Refused"))],
    )
    confirmed = CheckboxesField(_("What you asked, as the register does not hold it"))
    minute = minute_field()
    decided_on = DateField(_("Day of the decision"), required=_("Enter the day of the decision"))
    reason = TextAreaField(
        _("Why it was refused"),
        called=_("The reason"),
        hint=_("The applicant is told it."),
        longest=LONGEST_REASON,
        rows=3,
    )
    submit = Submit(_("Enter the decision"))

    def ask_about(self, criteria: Any) -> None:
        """Offer what is to be asked of the applicant; nothing where all is known."""
        self.confirmed.choices = [
            choice(each, gettext("%(what)s: I asked, and it is met", what=TESTS[each]))
            for each in criteria
        ]
        if not criteria:
            del self.confirmed

    @property
    def asked(self) -> list[str]:
        return list(self.confirmed.data or ()) if "confirmed" in self else []


class SeveralForm(FlaskForm):
    """One minute for several cases."""

    cases = CheckboxesField(
        _("Which did the board approve?"), required=_("Tick those that the board approved")
    )
    confirmed = ConfirmField(
        _("Where the register does not hold age, hours or probation, I asked: each is met")
    )
    minute = minute_field()
    decided_on = DateField(_("Day of the decision"), required=_("Enter the day of the decision"))
    submit = Submit(_("Approve those ticked"))


class PaymentForm(FlaskForm):
    """The payment for shares."""

    how = RadiosField(
        _("How was it paid?"),
        required=_("Select how it was paid"),
        choices=[choice(name, words) for name, words in PAYMENTS.items()],
    )
    amount = MoneyField(_("Amount"), required=_("Enter the amount"))
    reference = reference_field(
        _("Reference"), _("The bank’s reference, or the month’s pay it is deducted from")
    )
    received_on = DateField(
        _("Day on which it was received or noted"), required=_("Enter the day"), called=_("The day")
    )
    submit = Submit(_("Enter the payment"))


class PayOutForm(FlaskForm):
    """Money paid to a leaver, or for withdrawn shares."""

    amount = MoneyField(_("Amount"), required=_("Enter the amount"), least=1)
    reference = reference_field(_("Reference"), _("The bank’s reference of the payment"))
    paid_on = DateField(
        _("Day of the payment"), required=_("Enter the day of the payment"), called=_("The day")
    )
    submit = Submit(_("Enter that it was paid"))


class TakeBackForm(FlaskForm):
    """Why a case is taken back."""

    reason = TextAreaField(
        _("Why (optional)"), called=_("The reason"), longest=LONGEST_REASON, rows=3
    )
    submit = Submit(_("Take it back"), kind="warning")


class RunForm(FlaskForm):
    """Some of the queue is to be paid: how much, and what is stated of the society's means."""

    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])  # pence in the queue then
    most = MoneyField(
        _("How much may be paid in all?"),
        called=_("The amount"),
        hint=_("The queue is paid from its front up to this sum, whole shares only"),
        required=_("Enter how much may be paid"),
        least=1,
    )
    surplus = MoneyField(
        _("Trading surplus that it comes out of"),
        called=_("The surplus"),
        required=_("Enter the trading surplus"),
    )
    debts = ConfirmField(
        _("The society can pay its debts as they fall due for a year after this"),
        required=_("Withdrawals may be paid only if this can be stated"),
    )
    deposits = ConfirmField(
        _("No payment of a deposit is due and unpaid"),
        required=_("Withdrawals may be paid only if this can be stated"),
    )
    signed_by = TextField(
        _("Who signed this statement"),
        longest=LONGEST_REFERENCE,
        required=_("Enter who signed the statement"),
    )
    signed_on = DateField(
        _("Day on which it was signed"), required=_("Enter the day"), called=_("The day")
    )
    minute = minute_field()
    submit = Submit(_("Pay from the front of the queue"))


class SuspendForm(FlaskForm):
    """Withdrawals are suspended."""

    minute = minute_field()
    reason = TextAreaField(
        _("Why"),
        called=_("The reason"),
        hint=_("Members who ask for a withdrawal are told it."),
        required=_("Enter the reason"),
        longest=LONGEST_REASON,
        rows=3,
    )
    submit = Submit(_("Suspend withdrawals"), kind="warning")


class LiftForm(FlaskForm):
    """Withdrawals go on."""

    minute = minute_field()
    submit = Submit(_("Let withdrawals go on"))


class ConfirmForm(FlaskForm):
    """A page whose only question is whether to go on."""

    submit = Submit(_("Confirm"))

"""What a member types about themselves: joining, leaving, withdrawing, passing on, nominating."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.cases.forms.office import LONGEST_REASON, LONGEST_REFERENCE
from governance.cases.presentation.words import PAYMENTS
from governance.cases.queries.applicants import Offer
from governance.ledger.models import ShareClass
from governance.reckoning.money import pounds
from governance.reckoning.nominations import RELATIONSHIP_TITLES
from governance.web.widgets import (
    ConfirmField,
    DateField,
    EmailField,
    MoneyField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)


class JoinForm(FlaskForm):
    """An application; the questions about shares go where there are none to have."""

    share_class = RadiosField(_("Which shares?"), required=_("Select which shares you want"))
    units = NumberField(
        _("How many shares?"),
        required=_("Enter how many shares"),
        called=_("The number of shares"),
        least=1,
    )
    payment = RadiosField(
        _("How will you pay?"),
        required=_("Select how you will pay"),
        choices=[choice(name, words) for name, words in PAYMENTS.items()],
    )
    agreed = ConfirmField(
        _("I ask to become a member, and I agree to be bound by the society’s rules"),
        required=_("Tick that you ask to become a member"),
    )
    submit = Submit(_("Apply"))

    def offer(self, offers: Sequence[Offer]) -> None:
        """Ask about the shares that are offered, and leave out what need not be asked."""
        if not offers:
            del self.share_class, self.units, self.payment
            return
        self.share_class.choices = [
            choice(str(offer.share_class.id), offer.share_class.name, hint=_price(offer))
            for offer in offers
        ]
        if len(offers) == 1 and not self.share_class.data:
            self.share_class.data = str(offers[0].share_class.id)
            if self.units.data is None and not self.is_submitted():
                self.units.data = offers[0].least
        if not any(offer.share_class.par_pence for offer in offers):
            del self.payment


class LeaveForm(FlaskForm):
    """A member resigns."""

    last_day = DateField(
        _("Your last day as a member"),
        called=_("Your last day"),
        required=_("Enter your last day as a member"),
    )
    submit = Submit(_("Give notice"), kind="warning")


class SharesForm(FlaskForm):
    """A number of shares of a class that one holds."""

    share_class = RadiosField(_("Which shares?"), required=_("Select which shares"))
    units = NumberField(
        _("How many?"),
        required=_("Enter how many shares"),
        called=_("The number of shares"),
        least=1,
    )
    submit = Submit(_("Ask for the withdrawal"))

    def offer(self, held: Sequence[tuple[ShareClass, int]]) -> None:
        """Offer the classes that are held, with how many."""
        self.share_class.choices = [
            choice(
                str(share_class.id),
                share_class.name,
                hint=gettext("You hold %(units)s", units=f"{units:,}"),
            )
            for share_class, units in held
        ]
        if len(held) == 1 and not self.share_class.data:
            self.share_class.data = str(held[0][0].id)


class TransferForm(SharesForm):
    """To whom shares are to pass."""

    buyer = NumberField(
        _("Member number of who is to have them"),
        hint=_("They find it on their page of membership"),
        called=_("The member number"),
        required=_("Enter their member number"),
        least=1,
    )
    submit = Submit(_("Ask for the transfer"))


class NominationForm(FlaskForm):
    """Whom a member names."""

    name = TextField(
        _("Name of the person or organisation"),
        longest=LONGEST_REFERENCE,
        required=_("Enter the name"),
    )
    relationship = SelectField(
        _("What they are to you"),
        choices=[
            choice("", _("Choose")),
            *(choice(each, _(title)) for each, title in RELATIONSHIP_TITLES.items()),
        ],
        required=_("Select what they are to you"),
    )
    colleague = RadiosField(
        _("Do they work for the society or hold an office in it?"),
        required=_("Select whether they work here"),
        choices=[choice("no", _("No")), choice("yes", _("Yes"))],
        inline=True,
    )
    address = TextAreaField(
        _("Their address"),
        hint=_("So that they can be found"),
        called=_("The address"),
        longest=LONGEST_REASON,
        rows=3,
        required=_("Enter their address"),
    )
    email = EmailField(_("Their e-mail address (optional)"), called=_("The e-mail address"))
    extent = RadiosField(
        _("What are they to have?"),
        required=_("Select what they are to have"),
        choices=[choice("amount", _("An amount")), choice("share", _("A part of all there is"))],
    )
    amount = MoneyField(_("Amount"), least=1)
    percent = NumberField(_("Part, in per cent"), called=_("The part"), least=1, most=100)
    submit = Submit(_("Make this nomination"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the amount or the part, as was chosen."""
        fine = bool(super().validate(extra_validators))
        asked = {"amount": self.amount, "share": self.percent}.get(self.extent.data)
        if asked is not None and asked.data is None and not asked.errors:
            sentence = (
                gettext("Enter the amount")
                if self.extent.data == "amount"
                else gettext("Enter the part, in per cent")
            )
            asked.errors = [sentence]
            return False
        return fine


def _price(offer: Offer) -> str:
    par, most = offer.share_class.par_pence, offer.terms.most
    price = gettext("%(price)s each.", price=pounds(par)) if par else gettext("Without price.")
    least = gettext("At least %(least)s.", least=f"{offer.least:,}")
    bound = gettext("At most %(most)s.", most=f"{most:,}") if most is not None else ""
    return " ".join(part for part in (price, least, bound) if part)

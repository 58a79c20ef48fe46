"""What is typed about a class of shares: what it is, and which rights it carries from when."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.ledger import share_words
from governance.ledger.share_defaults import Usual
from governance.ledger.terms import Holder, OnLeave, Terms, VoteRule
from governance.web.widgets import (
    CheckboxesField,
    DateField,
    MoneyField,
    NumberField,
    RadiosField,
    Submit,
    TextField,
    choice,
)

CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")


class TermsForm(FlaskForm):
    """The rights of a class, from a day on."""

    vote_rule = RadiosField(_("How do its holders vote?"), required=_("Select how they vote"))
    votes_each = NumberField(_("Votes a share"), called=_("The votes a share"), least=1, most=1000)
    may_hold = CheckboxesField(
        _("Who may hold these shares?"), required=_("Select who may hold them")
    )
    least = NumberField(
        _("The fewest one holder may have"),
        hint=_("Leave it empty if there is no such bound."),
        called=_("The fewest"),
        least=0,
    )
    most = NumberField(
        _("The most one holder may have"),
        hint=_(
            "Leave it empty if there is no such bound. The law’s own limit on withdrawable shares "
            "is kept to in any case."
        ),
        called=_("The most"),
        least=1,
    )
    withdrawable = RadiosField(
        _("Can holders withdraw them?"),
        hint=_("To withdraw is to hand shares back to the entity for their par value."),
        required=_("Select whether they can be withdrawn"),
        inline=True,
    )
    transferable = RadiosField(
        _("Can holders pass them to somebody else?"),
        hint=_("If not, they pass only when a holder dies."),
        required=_("Select whether they can be transferred"),
        inline=True,
    )
    on_leave = RadiosField(
        _("What becomes of them when a member leaves?"), required=_("Select what becomes of them")
    )
    valid_from = DateField(
        _("From which day?"),
        hint=_("Earlier rights stay readable, and count for the days before."),
        required=_("Enter the day from which this holds"),
    )
    submit = Submit(_("Check"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.vote_rule.choices = [
            choice(
                VoteRule.PER_MEMBER,
                gettext("One member, one vote"),
                hint=gettext("However many shares somebody has. Societies vote like this."),
            ),
            choice(
                VoteRule.PER_SHARE,
                gettext("By shares"),
                hint=gettext("Usual in companies and joint ventures."),
            ),
            choice(VoteRule.NONE, gettext("They carry no votes")),
        ]
        self.may_hold.choices = share_words.holder_words()
        self.on_leave.choices = share_words.on_leave_words()
        for field in (self.withdrawable, self.transferable):
            field.choices = [choice("yes", gettext("Yes")), choice("no", gettext("No"))]

    def propose(self, terms: Terms) -> None:
        """Fill in these terms."""
        self.vote_rule.data, self.votes_each.data = str(terms.vote_rule), terms.votes_each
        self.may_hold.data = [str(holder) for holder in terms.may_hold]
        self.least.data, self.most.data = terms.least or None, terms.most
        self.withdrawable.data = "yes" if terms.withdrawable else "no"
        self.transferable.data = "yes" if terms.transferable else "no"
        self.on_leave.data = str(terms.on_leave)

    def validate_most(self, field: NumberField) -> None:
        if field.data is not None and field.data < (self.least.data or 0):
            raise ValidationError(gettext("The most must not be less than the fewest"))

    def validate_on_leave(self, field: RadiosField) -> None:
        if field.data == OnLeave.WITHDRAW and self.withdrawable.data == "no":
            raise ValidationError(
                gettext("Shares that cannot be withdrawn cannot be withdrawn by leavers either")
            )

    @property
    def terms(self) -> Terms:
        """Return the rights as they were typed."""
        by_share = self.vote_rule.data == VoteRule.PER_SHARE
        return Terms(
            vote_rule=VoteRule(self.vote_rule.data),
            votes_each=(self.votes_each.data or 1) if by_share else 1,
            withdrawable=self.withdrawable.data == "yes",
            transferable=self.transferable.data == "yes",
            most=self.most.data,
            least=self.least.data or 0,
            on_leave=OnLeave(self.on_leave.data),
            may_hold=tuple(Holder(holder) for holder in self.may_hold.data),
        )


class ShareClassForm(TermsForm):
    """A class and the rights it begins with."""

    code = TextField(
        _("Short code"),
        hint=_("A capital letter or a few, such as A or PREF. It cannot be changed later."),
        required=_("Enter a short code"),
        longest=10,
        width=5,
    )
    name = TextField(
        _("Name"),
        hint=_("Such as Membership shares."),
        required=_("Enter the name of the class"),
        longest=120,
    )
    has_par = RadiosField(
        _("Do they have a par value?"),
        hint=_("What a share counts for in the share capital. It cannot be changed later."),
        required=_("Select whether they have a par value"),
    )
    par = MoneyField(_("Par value of one share"), called=_("The par value"), least=1)

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.has_par.choices = [
            choice("yes", gettext("Yes")),
            choice("no", gettext("No, they have none")),
        ]

    def propose_usual(self, usual: Usual, *, par_pence: int) -> None:
        """Fill in what is usual."""
        self.code.data, self.name.data = usual.code, usual.name
        self.has_par.data, self.par.data = "yes", par_pence
        self.propose(usual.terms)

    def validate_code(self, field: TextField) -> None:
        if not CODE.fullmatch(field.data or ""):
            raise ValidationError(
                gettext("A code has capital letters, and figures after the first, like A or PREF2")
            )

    def validate_has_par(self, field: RadiosField) -> None:
        if field.data == "yes" and self.par.data is None and not self.par.errors:
            raise ValidationError(gettext("Enter the par value, or choose that they have none"))

    @property
    def par_pence(self) -> int | None:
        """Return the par value as it was typed, or None."""
        value: int | None = self.par.data if self.has_par.data == "yes" else None
        return value

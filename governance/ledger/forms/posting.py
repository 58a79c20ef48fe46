"""What is typed to post money: a journal entry of several lines, money in or out, a reversal."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.ledger import charts
from governance.ledger.models import Account
from governance.ledger.pairing import Side, difference
from governance.ledger.places import money
from governance.ledger.units import GBP
from governance.members.queries import party_numbered
from governance.reckoning.money import pounds
from governance.web.widgets import (
    DateField,
    MoneyField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

FIRST_LINES, MORE_LINES, MOST_LINES = 4, 4, 60
LONGEST_NOTE = 300


class KeyedForm(FlaskForm):
    """A form that can be sent twice and posts once: its key is made when it is first shown."""

    form_key = HiddenField()

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(16)

    @property
    def key(self) -> str:
        """The key under which the transaction is posted."""
        return f"form {str(self.form_key.data)[:40]}"


class ReverseForm(FlaskForm):
    """From which day, and why."""

    on = DateField(_("On which day"), required=_("Enter the day"))
    reason = TextAreaField(
        _("Why"),
        rows=3,
        longest=LONGEST_NOTE,
        required=_("Enter why it is reversed"),
        hint=_("Such as: entered twice. It stands in the journal beside the reversal."),
    )
    submit = Submit(_("Reverse it"), kind="warning")


class MoneyForm(KeyedForm):
    """Money received or paid, by one account."""

    direction = RadiosField(
        _("Was it received or paid?"),
        required=_("Select whether it was received or paid"),
        inline=True,
        choices=[choice("in", _("Received")), choice("out", _("Paid"))],
    )
    amount = MoneyField(_("How much"), required=_("Enter how much"), least=1)
    bank = SelectField(_("Bank account"), required=_("Choose the bank account"), choices=[])
    account = SelectField(_("What for"), required=_("Choose what it was for"), choices=[])
    on = DateField(_("On which day"), required=_("Enter the day"))
    memo = TextField(
        _("Note (optional)"),
        called=_("The note"),
        longest=LONGEST_NOTE,
        hint=_("Such as the number of the invoice. No personal details."),
    )
    submit = Submit(_("Enter it"))

    def validate_account(self, field: Any) -> None:
        """Refuse money that comes out of the account that it goes into."""
        if field.data and field.data == self.bank.data:
            raise ValidationError(gettext("Choose another account than the bank account"))


class EntryForm(KeyedForm):
    """The day and the note of a journal entry; `entry_form` adds its lines."""

    on = DateField(_("On which day"), required=_("Enter the day"))
    memo = TextField(
        _("Note"),
        longest=LONGEST_NOTE,
        required=_("Enter what the entry is for"),
        hint=_("What an auditor should know. No personal details."),
    )
    lines = HiddenField()
    add = Submit(_("Add more lines"), kind="secondary")
    submit = Submit(_("Enter it"))

    accounts: dict[str, Account]
    sides: list[Side]

    def rows(self) -> list["EntryRow"]:
        """Return the fields line by line."""
        return [
            EntryRow(number, *(self[f"{name}_{number}"] for name in ROW_FIELDS))
            for number in range(1, int(self.lines.data) + 1)
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every line by itself, then that all of them balance."""
        fine = bool(super().validate(extra_validators))
        filled = [row for row in self.rows() if not row.is_blank]
        found = [self._side(row) for row in filled]
        self.sides = [side for side in found if side is not None]
        if not filled:
            self.rows()[0].account.errors = [gettext("Enter at least one debit and one credit")]
        if not fine or len(self.sides) < len(found) or not filled:
            return False
        return not self._is_one_sided(filled) and not self._is_out_of_balance(filled)

    def _side(self, row: "EntryRow") -> Side | None:
        """Return what a line says, or None once its errors are beside its fields."""
        account = self.accounts.get(row.account.data or "")
        if account is None:
            row.account.errors = [gettext("Choose the account of line %(n)s", n=row.number)]
        amounts = [field for field in (row.debit, row.credit) if field.data]
        if len(amounts) != 1 and not (row.debit.errors or row.credit.errors):
            sentence = gettext(
                "Line %(n)s needs an amount: either a debit or a credit", n=row.number
            )
            row.debit.errors = [sentence]
        party_id = self._party(row, account)
        if account is None or row.has_errors:
            return None
        return Side(money(account.code, party_id), amounts[0].data, amounts[0] is row.debit)

    def _party(self, row: "EntryRow", account: Account | None) -> int | None:
        if account is None or row.member.errors:
            return None
        if not account.per_party:
            if row.member.data:
                row.member.errors = [gettext("%(name)s is nobody’s own", name=account.name)]
            return None
        found = party_numbered(row.member.data) if row.member.data else None
        if found is None:
            row.member.errors = [
                gettext("No member has the number %(number)s", number=row.member.data)
                if row.member.data
                else gettext(
                    "Enter the number of the member whose %(name)s it is", name=account.name
                )
            ]
        return found

    def _is_one_sided(self, filled: Sequence["EntryRow"]) -> bool:
        debited = {side.place for side in self.sides if side.is_debit}
        for row, side in zip(filled, self.sides, strict=True):
            if not side.is_debit and side.place in debited:
                row.account.errors = [gettext("Enter an account on one side only")]
        return any(row.has_errors for row in filled)

    def _is_out_of_balance(self, filled: Sequence["EntryRow"]) -> bool:
        more = difference(self.sides)
        if not more:
            return False
        says = (
            gettext("Debits are %(pounds)s more than credits", pounds=pounds(more))
            if more > 0
            else gettext("Credits are %(pounds)s more than debits", pounds=pounds(-more))
        )
        last = filled[-1]
        (last.debit if last.debit.data else last.credit).errors = [says]
        return True


@dataclass(frozen=True)
class EntryRow:
    """The fields of one line."""

    number: int
    account: Any
    member: Any
    debit: Any
    credit: Any

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was entered in the line."""
        return all(field.is_blank for field in (self.account, self.member, self.debit, self.credit))

    @property
    def has_errors(self) -> bool:
        """Say whether something of the line has to be put right."""
        return any(field.errors for field in (self.account, self.member, self.debit, self.credit))


ROW_FIELDS = ("account", "member", "debit", "credit")


def entry_form(accounts: Iterable[Account], lines: str | None, *, add: bool = False) -> EntryForm:
    """Return a form of so many lines, some more where asked; what was typed stays."""
    offered = [account for account in accounts if is_for_entries(account)]
    asked = int(lines[:3]) if lines and lines.isdecimal() else FIRST_LINES
    number = min(max(asked, 1) + (MORE_LINES if add else 0), MOST_LINES)
    fields: dict[str, Any] = {"accounts": {account.code: account for account in offered}}
    for n in range(1, number + 1):
        fields[f"account_{n}"] = SelectField(
            _("Account of line %(n)s", n=n), choices=accounts_offered(offered)
        )
        fields[f"member_{n}"] = NumberField(_("Member number in line %(n)s", n=n), least=1)
        fields[f"debit_{n}"] = MoneyField(_("Debit of line %(n)s", n=n), least=1)
        fields[f"credit_{n}"] = MoneyField(_("Credit of line %(n)s", n=n), least=1)
    form: EntryForm = type("EntryFormOfLines", (EntryForm,), fields)()
    form.lines.data = str(number)
    return form


def is_for_entries(account: Account) -> bool:
    """Say whether money may be entered there by hand; share capital moves with shares only."""
    return account.unit == GBP and not account.code.startswith(charts.SHARE_CAPITAL)


def accounts_offered(accounts: Iterable[Account]) -> list[Any]:
    """Return accounts as a list to choose from, with an empty first one."""
    return [
        choice("", gettext("Choose an account")),
        *(choice(account.code, f"{account.code} {account.name}") for account in accounts),
    ]

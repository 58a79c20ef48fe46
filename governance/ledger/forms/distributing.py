"""What is asked before a sum is shared among people, and before it is approved."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.ledger.distributing.plan import (
    MILLION,
    PART_WORDS,
    PPM_IN_A_PENNY,
    Plan,
    Who,
)
from governance.ledger.forms.posting import KeyedForm
from governance.ledger.models import ShareClass
from governance.reckoning.distribution.basis import OF_SHARES, Basis
from governance.reckoning.distribution.method import DistributionMethod
from governance.reckoning.distribution.terms import ROUNDING_WORDS, Purpose, Rounding
from governance.reckoning.distribution.wording import decimal
from governance.reckoning.statutes import MOST_SERVICE_FOR_BONUS_MONTHS
from governance.web.widgets import (
    DateField,
    FileField,
    MoneyField,
    NumberField,
    RadiosField,
    SelectField,
    Submit,
    TextField,
    choice,
)

PENCE = re.compile(r"(\d{1,7}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,4}))?\s*p?", re.ASCII)
PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?\s*%?", re.ASCII)
PPM_IN_A_PERCENT = MILLION // 100


class PercentField(NumberField):
    """A percentage with up to four decimals; the data is whole millionths."""

    def __init__(self, label: object = None, **settings: Any) -> None:
        usual: dict[str, Any] = {"inputmode": "decimal", "suffix": "%"}
        super().__init__(label, **(usual | settings))

    def shown(self, number: int) -> str:
        """Return the millionths as a person would type them."""
        percent = Decimal(number) / PPM_IN_A_PERCENT
        return format(percent.normalize(), "f")

    def read(self, typed: str) -> int:
        """Return the percentage in millionths."""
        found = PERCENT.fullmatch(typed)
        if found is None:
            sentence = gettext("%(what)s must be a percentage, like 3 or 2.5", what=self.called)
            raise ValueError(sentence)
        return int(found[1]) * PPM_IN_A_PERCENT + int((found[2] or "").ljust(4, "0"))


class PenceField(NumberField):
    """Pence with up to four decimals; the data is whole millionths of a pound."""

    def __init__(self, label: object = None, **settings: Any) -> None:
        usual: dict[str, Any] = {"inputmode": "decimal", "suffix": "p"}
        super().__init__(label, **(usual | settings))

    def shown(self, number: int) -> str:
        """Return the millionths of a pound as a person would type them, in pence."""
        return decimal(Fraction(number, PPM_IN_A_PENNY), places=4)

    def read(self, typed: str) -> int:
        """Return the pence in millionths of a pound."""
        found = PENCE.fullmatch(typed)
        if found is None:
            raise ValueError(gettext("%(what)s must be in pence, like 5 or 2.5", what=self.called))
        return int(found[1].replace(",", "")) * PPM_IN_A_PENNY + int((found[2] or "").ljust(4, "0"))


class PlanForm(KeyedForm):
    """The days; `plan_form` adds what the method needs. Sent twice, it prepares once."""

    first_day = DateField(_("First day"), required=_("Enter the first day"), hint="")
    last_day = DateField(_("Last day"), required=_("Enter the last day"), hint="")
    submit = Submit(_("Work it out"))

    def validate_last_day(self, field: Any) -> None:
        """Refuse days the wrong way round."""
        if self.first_day.data and field.data and field.data < self.first_day.data:
            raise ValidationError(gettext("The last day must not be before the first"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask where pence go that rounding down leaves of a pot."""
        fine = bool(super().validate(extra_validators))
        is_down = self._typed("rounding") == Rounding.DOWN
        if "residue_to" in self and is_down and self["residue_to"].is_blank:
            self["residue_to"].errors = [gettext("Enter where they go")]
            return False
        return fine

    def plan(self, purpose: Purpose, method: DistributionMethod) -> Plan:
        """Return the plan that was typed."""
        chosen = self._typed("share_class")
        return Plan(
            purpose=purpose,
            method=method.name,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            decided_on=self._typed("decided_on") or self.last_day.data,
            who=Who(self._typed("who") or Who.HOLDERS),
            share_class_id=int(chosen) if chosen else None,
            pot_pence=self._typed("pot"),
            rate_ppm=self._typed("rate"),
            rounding=Rounding(self._typed("rounding")) if self._typed("rounding") else None,
            residue_to=self._typed("residue_to") or "",
            parts=tuple(
                (basis.value, self._typed(f"part_{basis.name.lower()}"))
                for basis in method.bases
                if self._typed(f"part_{basis.name.lower()}")
            ),
            most_service_years=self._typed("most_service_years"),
            least_service_months=self._typed("least_service_months") or 0,
            profits_pence=self._typed("profits"),
        )

    def _typed(self, name: str) -> Any:
        return self[name].data if name in self else None


def plan_form(
    purpose: Purpose,
    method: DistributionMethod,
    classes: list[ShareClass],
    *,
    is_capped: bool = False,
    who: Sequence[Who] = tuple(Who),
    **usual: Any,
) -> PlanForm:
    """Return a form that asks for what this method needs, and nothing else."""
    fields = {**_sum(method), **_who(purpose, method, classes, who), **_parts(method)}
    if is_capped:
        fields["profits"] = MoneyField(
            _("Distributable profits"),
            required=_("Enter the distributable profits"),
            least=1,
            hint=_(
                "What the dividends of the year are paid out of: realised profits less realised"
                " losses, from the accounts, before any dividend of that year"
            ),
        )
    if Basis.PAY in method.bases:
        fields["pay"] = FileField(
            _("File of pay"),
            accept=".csv,.txt",
            hint=_(
                "CSV with the columns “Employee reference” (or “Member number”) and “Pay”: what"
                " each was paid in the period, in pounds"
            ),
        )
    form: PlanForm = type("PlanFormOfMethod", (PlanForm,), fields)(data=usual)
    return form


def _sum(method: DistributionMethod) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if method.is_from_a_pot:
        needed = _("Enter the sum to share")
        fields["pot"] = MoneyField(_("Sum to share"), required=needed, least=1)
    elif Basis.SHARES in method.bases:
        needed = _("Enter how much for each share")
        fields["rate"] = PenceField(_("Pence for each share"), required=needed, least=1)
    else:
        fields["rate"] = PercentField(_("Rate"), required=_("Enter the rate"), least=1)
    if len(method.roundings) > 1:
        fields["rounding"] = RadiosField(
            _("What becomes of parts of a penny?"),
            required=_("Select what becomes of them"),
            default=str(method.roundings[0]),
            choices=[choice(str(each), _(ROUNDING_WORDS[each])) for each in method.roundings],
        )
    if method.is_from_a_pot:
        fields["residue_to"] = TextField(
            _("Where do pence go that are left over? (if rounded down)"),
            called=_("Where they go"),
            longest=60,
            hint=_("Such as: the general reserve"),
        )
    return fields


def _who(
    purpose: Purpose, method: DistributionMethod, classes: list[ShareClass], who: Sequence[Who]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if OF_SHARES & set(method.bases):
        every = choice("", gettext("Every class"))
        fields["share_class"] = SelectField(
            _("Shares of which class?"),
            choices=[every, *(choice(str(each.id), each.name) for each in classes)],
        )
    else:
        words = {
            Who.MEMBERS: _("Members"),
            Who.EMPLOYEES: _("Employees, members or not"),
            Who.HOLDERS: _("Holders of shares"),
        }
        fields["who"] = RadiosField(
            _("Who takes part?"),
            required=_("Select who takes part"),
            default=who[0].value if len(who) == 1 else None,
            choices=[choice(each.value, words[each]) for each in words if each in who],
        )
        fields["least_service_months"] = NumberField(
            _("Least months of service of an employee (optional)"),
            called=_("The months"),
            width=2,
            most=MOST_SERVICE_FOR_BONUS_MONTHS.newest.value,
            hint=gettext(
                "The law allows %(months)s at most",
                months=MOST_SERVICE_FOR_BONUS_MONTHS.newest.value,
            ),
        )
    if purpose != Purpose.INTEREST:
        fields["decided_on"] = DateField(
            _("The day that decides who takes part, and what they hold"),
            required=_("Enter the day"),
            hint=_("As the register and the book stand at its end"),
        )
    return fields


def _parts(method: DistributionMethod) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if len(method.bases) > 1:
        for basis in method.bases:
            fields[f"part_{basis.name.lower()}"] = NumberField(_(PART_WORDS[basis]), width=3)
    if Basis.SERVICE in method.bases:
        fields["most_service_years"] = NumberField(
            _("Longest service that counts, in years (optional)"),
            called=_("The years"),
            width=2,
            least=1,
        )
    return fields


class ApproveForm(FlaskForm):
    """The minute of the board, the day of the posting, and what was looked at."""

    minute_ref = TextField(
        _("Minute of the board"),
        longest=60,
        width=20,
        required=_("Enter the minute that approved it"),
        hint=_("Such as Board 2026/41"),
    )
    on = DateField(_("On which day is it posted"), required=_("Enter the day"), hint="")
    shown = HiddenField()  # the digest of the lines that the officer looked at
    submit = Submit(_("Approve and post it"))


class CapForm(FlaskForm):
    """The highest rate of interest that the rules allow."""

    rate = PercentField(_("Highest rate"), required=_("Enter the highest rate"), least=1)
    base_rate = PercentField(
        _("Base rate of the Bank of England on that day (optional)"),
        hint=_("Only if the rate is higher than the rules on shares allow in any case"),
        called=_("The base rate"),
    )
    valid_from = DateField(_("From which day"), required=_("Enter the day"), hint="")
    source = TextField(
        _("Where it stands"),
        longest=300,
        required=_("Enter where it stands"),
        hint=_("Such as: Rule 24, base rate 3.75% plus 2%, at most 5%"),
    )
    submit = Submit(_("Set it"))

"""What is typed to amend a motion, to answer, to order and to rule on amendments."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.motions import limits
from governance.motions.forms.checks import seen
from governance.motions.forms.course import (
    AppealForm,
    DecideAppealForm,
    appeal_field,
    outcome_field,
)
from governance.motions.models import Amendment
from governance.web.widgets import NumberField, Submit, TextAreaField

NO_WORDS = _("Enter the words")
NO_REASON = _("Enter why the motion would be better so")
NO_RULING = _("Enter a reason")


class AmendWordsForm(FlaskForm):
    """The words of one paragraph, or those that come after it."""

    words = TextAreaField(
        _("The words"),
        hint=_("An empty line begins a new paragraph."),
        required=NO_WORDS,
        validators=[seen(NO_WORDS)],
        called=_("The words"),
        longest=limits.LONGEST_TEXT,
        rows=8,
    )
    submit = Submit(_("Continue"))


class AmendReasonForm(FlaskForm):
    """Why the motion would be better so."""

    words = TextAreaField(
        _("Why would the motion be better so?"),
        hint=_(
            "Its mover reads this first: an amendment that they accept is in the motion at once."
        ),
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REASON,
        rows=8,
    )
    submit = Submit(_("Continue"))


class RuleOnAmendmentForm(FlaskForm):
    """Why the chair rules an amendment out of order."""

    reason = TextAreaField(
        _("Why is it out of order?"),
        hint=_("Everyone who opens the motion can read this, and it goes on the record."),
        required=NO_RULING,
        validators=[seen(NO_RULING)],
        called=_("The reason"),
        longest=limits.LONGEST_RULING,
        rows=4,
    )
    submit = Submit(_("Rule this amendment out of order"), kind="warning")


class AppealForAmendmentForm(AppealForm):
    """Why a ruling on an amendment is wrong."""

    reason = appeal_field(_("Why is the amendment in order?"))


class DecideAmendmentAppealForm(DecideAppealForm):
    """What the board decided on an appeal against a ruling on an amendment."""

    outcome = outcome_field(
        _("The appeal is allowed: the amendment goes on from where it was"),
        _("The ruling is upheld: the amendment stays out of order"),
    )


class OrderForm(FlaskForm):
    """A number for each amendment that is to be voted on; made by `order_form`."""

    submit = Submit(_("Set the order"))
    ids: Sequence[int] = ()

    @property
    def numbers(self) -> dict[int, int]:
        """Return the number of each amendment, as typed."""
        return {each: int(self[f"place_{each}"].data) for each in self.ids}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse two of one number, beside the second."""
        if not super().validate(extra_validators):
            return False
        met: set[int] = set()
        for each, number in self.numbers.items():
            if number in met:
                self[f"place_{each}"].errors = [
                    gettext("Two amendments have this number: give each one of its own")
                ]
                return False
            met.add(number)
        return True


def order_form(rows: Sequence[tuple[Amendment, str]]) -> OrderForm:
    """Return the form with a box for each amendment, numbered as the order is now."""
    fields: dict[str, Any] = {"ids": [row.id for row, _does in rows]}
    for place, (row, does) in enumerate(rows, 1):
        fields[f"place_{row.id}"] = NumberField(
            row.short_reference,
            hint=does,
            called=gettext("The number of %(which)s", which=row.short_reference),
            required=gettext("Enter a number for %(which)s", which=row.short_reference),
            least=1,
            most=len(rows),
            default=place,
        )
    made: type[OrderForm] = type("OrderForm", (OrderForm,), fields)
    return made()

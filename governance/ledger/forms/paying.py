"""What is asked before members are paid, and before a period is closed."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.ledger.forms.posting import LONGEST_NOTE, KeyedForm
from governance.web.widgets import DateField, Submit, TextField


class PayForm(KeyedForm):
    """The day of the payment; what the officer was shown goes along, to be compared."""

    on = DateField(_("On which day"), required=_("Enter the day"))
    memo = TextField(
        _("Note (optional)"),
        called=_("The note"),
        longest=LONGEST_NOTE,
        hint=_("Such as the reference of the bank’s file."),
    )
    shown_pence = HiddenField()
    submit = Submit(_("Pay it"))

    @property
    def expected_pence(self) -> int:
        """What the officer was shown."""
        typed = str(self.shown_pence.data or "")
        return int(typed[:18]) if typed.isdecimal() else 0


class ClosingDayForm(FlaskForm):
    """Up to and with which day the books are to be closed; sent by GET."""

    class Meta:
        csrf = False

    on = DateField(_("Close up to and with"), required=_("Enter the day"), hint="")


class CloseForm(FlaskForm):
    """A button, with the day and what the officer was shown."""

    shown = HiddenField()
    submit = Submit(_("Close the period"), kind="warning")

    def __init__(self, shown: str, **keywords: Any) -> None:
        """`shown` is the newest link that the officer's page knows of."""
        super().__init__(**keywords)
        if not self.is_submitted():
            self.shown.data = shown

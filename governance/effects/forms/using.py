"""What is typed to note a posting under a mandate."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import MoneyField, NumberField, Submit


class UseForm(FlaskForm):
    """Which posting, and how much of it."""

    transaction_seq = NumberField(
        _("Number of the posting"),
        hint=_("As on its page in the books"),
        required=_("Enter the number of the posting"),
        called=_("The number"),
        least=1,
        width=10,
    )
    pence = MoneyField(
        _("How much of it?"), called=_("The amount"), required=_("Enter the amount"), least=1
    )
    submit = Submit(_("Note this posting"))

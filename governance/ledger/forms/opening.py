"""What is asked before a book is opened, or an account is added to its chart."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.ledger import charts
from governance.ledger.queries.holdings import book_of_key
from governance.web.widgets import RadiosField, SelectField, Submit, TextField, choice

CODE = re.compile(r"[0-9A-Za-z-]{2,20}")
KEY = re.compile(r"[a-z][a-z0-9-]{1,19}")
OTHER = "other"

ABOUT_FORMS = {
    "cbs": _("For the benefit of the community; usual for a mutual that left the public sector"),
    "society": _("For its members; a surplus may go to them"),
    "cic_shares": _("Assets are locked; dividends are capped"),
    "cic_guarantee": _("No shares: members guarantee a small sum; nothing is distributed"),
    "charity": _("No shares; restricted funds are kept apart"),
    "company": _("Owned by its shareholders, such as the partners of a joint venture"),
    "trust": _("Holds shares for all employees together, and pays them bonuses"),
}
YEAR_ENDS = {
    "03-31": _("31 March: usual where the public sector pays"),
    "12-31": _("31 December"),
    "06-30": _("30 June"),
    "07-31": _("31 July"),
    "08-31": _("31 August: usual in education"),
    "09-30": _("30 September"),
    OTHER: _("Another day"),
}


class BookForm(FlaskForm):
    """The legal entity whose book it is."""

    name = TextField(
        _("What is it called?"),
        longest=120,
        required=_("Enter what it is called"),
        hint=_("As people say it, such as Tame Valley Care"),
    )
    legal_name = TextField(_("Legal name"), longest=200, required=_("Enter its legal name"))
    kind = RadiosField(
        _("Legal form"),
        required=_("Select its legal form"),
        choices=[
            choice(kind, name, hint=ABOUT_FORMS[kind])
            for kind, (name, *_rest) in charts.KINDS.items()
        ],
    )
    registered_number = TextField(
        _("Registered number (optional)"), called=_("The number"), longest=30, width=10
    )
    year_ends = SelectField(
        _("When does its year end?"),
        required=_("Choose when its year ends"),
        choices=[choice(day, words) for day, words in YEAR_ENDS.items()],
    )
    other_year_end = TextField(
        _("If another day: month and day"),
        called=_("The other day"),
        width=5,
        longest=5,
        hint=_("Such as 04-30 for 30 April. It may not be 29 February."),
    )
    key = TextField(
        _("A short word for it"),
        called=_("The short word"),
        longest=20,
        width=10,
        hint=_(
            "Such as venture: small letters, without spaces. Memberships of this entity and its"
            " files bear it. It cannot be changed."
        ),
    )
    confirmed = HiddenField()
    submit = Submit(_("See its chart of accounts"))

    @property
    def year_end(self) -> str:
        """Return month and day as MM-DD."""
        chosen = str(self.year_ends.data)
        return str(self.other_year_end.data or "") if chosen == OTHER else chosen

    def validate_key(self, field: Any) -> None:
        """The society's own book has no key; any other needs one of its own."""
        if not KEY.fullmatch(field.data or ""):
            raise ValidationError(
                gettext("Enter a short word of small letters, like venture, for this entity")
            )
        if book_of_key(field.data) is not None:
            raise ValidationError(gettext("Another book has this word. Enter another"))

    def validate_other_year_end(self, field: Any) -> None:
        """Refuse what is no month and day."""
        if self.year_ends.data == OTHER and not re.fullmatch(r"\d\d-\d\d", field.data or ""):
            raise ValidationError(gettext("Enter the month and the day, like 04-30"))


def book_form(*, is_first: bool, **usual: Any) -> BookForm:
    """Return the form; the first book is the society's own and has no key."""
    form = BookForm(data=usual)
    if is_first:
        del form.key
    return form


class AccountForm(FlaskForm):
    """A further account of the chart."""

    code = TextField(
        _("Code"),
        longest=20,
        width=10,
        required=_("Enter a code"),
        hint=_(
            "Such as 5020. Accounts stand in the order of their codes. Bank accounts and cash have"
            " codes from 1000 to 1099."
        ),
    )
    name = TextField(_("Name"), longest=120, required=_("Enter a name"))
    kind = RadiosField(
        _("What kind of account is it?"),
        required=_("Select what kind it is"),
        choices=[
            choice("asset", _("Something it has"), hint=_("A bank account, a building")),
            choice("liability", _("Something it owes"), hint=_("A loan from a bank")),
            choice("equity", _("A fund or reserve"), hint=_("A designated fund")),
            choice("income", _("Income")),
            choice("expense", _("Costs")),
        ],
    )
    submit = Submit(_("Add the account"))

    def validate_code(self, field: Any) -> None:
        """Keep codes to what files and links can bear."""
        if not CODE.fullmatch(field.data or ""):
            raise ValidationError(gettext("A code has 2 to 20 letters, figures or hyphens"))
        if field.data.startswith(charts.SHARE_CAPITAL):
            raise ValidationError(
                gettext("Codes that begin with 3000 are for share capital. Choose another")
            )

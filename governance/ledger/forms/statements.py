"""From which day to which a statement tells, and the number and hash of a certificate."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.web.widgets import DateField, KnownAtField, Submit, TextField


class StatementForm(FlaskForm):
    """The days of a statement; sent by GET."""

    class Meta:
        csrf = False

    first = DateField(_("From"), hint="", required=_("Enter the first day"))
    last = DateField(_("To"), hint="", required=_("Enter the last day"))
    known = KnownAtField()

    def __init__(self, *given: Any, today: date, **keywords: Any) -> None:
        super().__init__(*given, **keywords)
        self.today = today

    def validate_last(self, field: Any) -> None:
        """Refuse days the wrong way round, and days of which nothing is known yet."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(gettext("“To” must not be before “From”"))
        if field.data and field.data > self.today:
            raise ValidationError(gettext("“To” has not come yet. Choose today or an earlier day"))

    def days(self, *, asked: bool) -> tuple[date, date, int | None]:
        """Return the days asked for; this year up to today where none can be read."""
        today = self.today
        if asked and self.validate():
            return self.first.data, self.last.data, self.known.data
        first = today.replace(month=1, day=1)
        if not asked:
            self.first.data, self.last.data = first, today
        return first, today, None


class CertificateForm(FlaskForm):
    """What stands on a certificate; sent by GET."""

    class Meta:
        csrf = False

    number = TextField(
        _("Number of the certificate"),
        hint=_("Such as 1/57 or 1/57-3."),
        required=_("Enter the number"),
        longest=60,
        width=20,
        autocomplete="off",
        spellcheck=False,
    )
    hash = TextField(
        _("Hash of the certificate"),
        hint=_("The 64 letters and figures under the number. Spaces do not matter."),
        required=_("Enter the hash"),
        longest=120,
        autocomplete="off",
        spellcheck=False,
    )
    submit = Submit(_("Check the certificate"))

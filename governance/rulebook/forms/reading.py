"""Which day, as known at which link; which two days to compare. All sent by GET."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from governance.record import queries as record
from governance.rulebook.as_at import AsAt
from governance.web.widgets import DateField, KnownAtField


class ReadingForm(FlaskForm):
    """The link of the record up to which the rules are known."""

    class Meta:
        csrf = False

    known = KnownAtField()

    def validate_known(self, field: KnownAtField) -> None:
        """Refuse a link that is not there yet."""
        newest = record.head()
        last = newest.seq if newest else 0
        if field.data and field.data > last:
            raise ValidationError(gettext("The newest link of the record is %(seq)s", seq=last))


class MomentForm(ReadingForm):
    """The day as well; one to come will do, for rules are made ahead."""

    on = DateField(_("The day"), hint=_("Leave it empty for today"))

    def at(self, today: date) -> AsAt:
        """Return the day and the link asked for; today and everything, where none is."""
        fine = self.validate()
        on = self.on.data if fine and self.on.data else today
        known = self.known.data if fine else None
        if not self.on.raw_data:
            self.on.data = on
        return AsAt(on, known)


class DifferencesForm(ReadingForm):
    """Two days whose rules are compared."""

    earlier = DateField(_("From the rules of"), hint="", name="from")
    later = DateField(_("To the rules of"), hint="", name="to")

    def days(self, usual: tuple[date, date]) -> tuple[date, date, int | None]:
        """Return both days and the link asked for; the usual days, where none is."""
        fine = self.validate()
        chosen: list[Any] = []
        for field, other in zip((self.earlier, self.later), usual, strict=True):
            chosen.append(field.data if fine and field.data else other)
            if not field.raw_data:
                field.data = chosen[-1]
        return chosen[0], chosen[1], self.known.data if fine else None

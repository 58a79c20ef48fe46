"""Which two versions of a motion to compare."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SelectField, Submit


class CompareForm(FlaskForm):
    """Two versions; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    older = SelectField(_("From"))
    newer = SelectField(_("To"))
    submit = Submit(_("Show what changed"), kind="secondary")

    def offer(self, choices: Mapping[str, str], chosen: tuple[str, str]) -> None:
        """Offer these versions, two of them chosen."""
        self.older.choices = self.newer.choices = dict(choices)
        self.older.data, self.newer.data = chosen

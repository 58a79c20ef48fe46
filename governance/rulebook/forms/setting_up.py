"""What is typed to set the first rulebook up."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import presets
from governance.web.widgets import RadiosField, Submit, choice


class LegalFormForm(FlaskForm):
    """Which legal form the society has."""

    legal_form = RadiosField(
        _("What is the society’s legal form?"),
        hint=_("It decides what is usual in its rules, and what law lets them say."),
        required=_("Select the legal form"),
    )
    submit = Submit(_("Continue"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.legal_form.choices = [
            choice(each.form.value, gettext(each.title), hint=gettext(each.about))
            for each in presets()
        ]

    @property
    def chosen(self) -> LegalForm:
        """The form that was selected."""
        return LegalForm(self.legal_form.data)


class SeenForm(FlaskForm):
    """Adopting what was read: `seen` is the version of the draft that the page showed."""

    seen = HiddenField()
    submit = Submit(_("Adopt this rulebook"))

    @property
    def seen_version(self) -> int:
        """The version that was read, nought if what was sent is no number."""
        sent = self.seen.data or ""
        return int(sent) if sent.isdecimal() else 0

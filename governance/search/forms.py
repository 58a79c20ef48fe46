"""What is asked of the search."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SearchField, SelectField

LONGEST = 200


class FindForm(FlaskForm):
    """Words and filters; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    words = SearchField(
        _("Words"), longest=LONGEST, hint=_("Put a phrase in quotes: “respite house”.")
    )
    kind = SelectField(_("What"))
    state = SelectField(_("State"))
    category = SelectField(_("Category"))
    mover = SearchField(_("Proposed by"), longest=LONGEST)
    year = SelectField(_("Year"))

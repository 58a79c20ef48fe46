"""What is asked of the list of resolutions."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SearchField, SelectField


class FilterForm(FlaskForm):
    """Which resolutions to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    words = SearchField(_("Words in it, or its number"), longest=120)
    year = SelectField(_("Year"))
    state = SelectField(_("State"))
    effect = SelectField(_("What it does"))
    decided_by = SelectField(_("Decided by"))

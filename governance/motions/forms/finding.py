"""What is asked of the list of motions."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.motions import limits
from governance.web.widgets import SearchField, SelectField


class FilterForm(FlaskForm):
    """Which motions to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    title = SearchField(_("Words in the title"), longest=limits.LONGEST_TITLE)
    state = SelectField(_("State"))
    category = SelectField(_("Category"))

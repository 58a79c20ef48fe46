"""What is typed to find a mail."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SearchField, SelectField


class FilterForm(FlaskForm):
    """Which mails to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    to = SearchField(_("Words in the address"), longest=254)
    state = SelectField(_("State"))


class ReadableFilterForm(FlaskForm):
    """Whose mails to read; sent by GET."""

    class Meta:
        csrf = False

    to = SearchField(_("Words in the address"), longest=254)

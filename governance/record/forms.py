"""What is chosen to look into the record."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SelectField


class FilterForm(FlaskForm):
    """Which kind of link to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    kind = SelectField(_("Kind of link"))

"""What is chosen to look into the record."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SelectField, TextField


class FilterForm(FlaskForm):
    """Which kind of link to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    kind = SelectField(_("Kind of link"))


class AnchorForm(FlaskForm):
    """An anchor to compare; sent by GET, so that the answer can be kept or shown to others."""

    class Meta:
        csrf = False

    anchor = TextField(
        _("Anchor"),
        longest=120,
        required=_("Enter an anchor, such as 1490:70571cba…"),
        hint=_("A number, a colon and 64 letters and digits, from a notice, a statement or a mail"),
    )

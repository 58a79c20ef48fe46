"""The question whether to go on."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import Submit


class ConfirmForm(FlaskForm):
    """A page whose only question is whether to go on."""

    submit = Submit(_("Continue"))

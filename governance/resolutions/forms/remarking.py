"""What is typed to tell members something of a resolution afterwards."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.resolutions.service.remarking import LONGEST_REMARK
from governance.web.widgets import Submit, TextAreaField


class RemarkForm(FlaskForm):
    """How it was carried out, or what was done instead."""

    text = TextAreaField(
        _("What should members know of it?"),
        hint=_(
            "How it was carried out, or what was done where it could not be. It stands for ever."
        ),
        required=_("Enter what members should know"),
        called=_("The remark"),
        longest=LONGEST_REMARK,
        rows=6,
    )
    submit = Submit(_("Tell members"))

"""What is given and typed to attach a file."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.infrastructure.files import KINDS
from governance.motions import limits
from governance.motions.forms.checks import one_line, seen
from governance.web.widgets import FileField, Submit, TextField

NO_DESCRIPTION = _("Enter what is in the file")
ACCEPTED = ",".join(f".{kind.extension}" for kind in KINDS) + ",.jpeg"


class AttachForm(FlaskForm):
    """A file, and what is in it for those who cannot see it."""

    file = FileField(_("The file"), accept=ACCEPTED, required=_("Choose a file"))
    description = TextField(
        _("What is in it?"),
        hint=_("In a sentence: for those who cannot see a picture, or open a file on their phone."),
        required=NO_DESCRIPTION,
        validators=[seen(NO_DESCRIPTION)],
        called=_("What is in it"),
        longest=limits.LONGEST_DESCRIPTION,
        filters=[one_line],
    )
    submit = Submit(_("Attach it"))

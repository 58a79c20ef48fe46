"""What is typed about what is held on people."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import RadiosField, Submit, TextAreaField, choice

LONGEST = 2_000


class CorrectionForm(FlaskForm):
    """What is wrong, and what would be right."""

    words = TextAreaField(
        _("What is wrong, and what would be right?"),
        rows=6,
        longest=LONGEST,
        required=_("Enter what is wrong, and what would be right"),
        hint=_("Such as: my surname is spelt with two t’s. Do not give bank details here."),
    )
    submit = Submit(_("Ask for it to be put right"))


class AnswerForm(FlaskForm):
    """How it was answered."""

    outcome = RadiosField(
        _("What was done?"),
        required=_("Select what was done"),
        choices=[
            choice("done", _("It is put right")),
            choice("declined", _("It stays as it is"), hint=_("Say why; the person reads it.")),
        ],
    )
    words = TextAreaField(
        _("What you answer"),
        rows=4,
        longest=LONGEST,
        required=_("Enter what you answer: the person reads it"),
    )
    submit = Submit(_("Answer"))


class EraseForm(FlaskForm):
    """A button and nothing else."""

    submit = Submit(_("Erase for good"), kind="warning")

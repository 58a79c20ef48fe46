"""What is typed to discuss a motion, and to moderate its discussion."""

import re
import secrets

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.motions import limits
from governance.motions.forms.checks import one_line, seen
from governance.web.widgets import Submit, TextAreaField, TextField

SUBMISSION = re.compile(r"[0-9a-f]{32}")

NO_COMMENT = _("Enter your comment")
NO_REMOVAL_REASON = _("Enter a reason")


class CommentForm(FlaskForm):
    """A word in the discussion; `submission` tells a second press of its button from a new one."""

    submission = HiddenField()
    words = TextAreaField(
        _("Your comment"),
        hint=_("Your name stands with it. Members and officers can read it."),
        required=NO_COMMENT,
        validators=[seen(NO_COMMENT)],
        called=_("Your comment"),
        longest=limits.LONGEST_COMMENT,
        rows=4,
    )
    submit = Submit(_("Add my comment"))

    @property
    def pressed_once(self) -> str:
        """The mark of this page's button, made anew when what was sent is not one of ours."""
        sent = self.submission.data or ""
        if not SUBMISSION.fullmatch(sent):
            self.submission.data = secrets.token_hex(16)
        return str(self.submission.data)


class RemovalForm(FlaskForm):
    """Why an officer removes a comment."""

    reason = TextField(
        _("Why are you removing it?"),
        hint=_("Everyone who opens the motion can read this, and it goes on the record."),
        required=NO_REMOVAL_REASON,
        validators=[seen(NO_REMOVAL_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REMOVAL_REASON,
        filters=[one_line],
    )
    submit = Submit(_("Remove this comment"), kind="warning")

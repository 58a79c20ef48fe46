"""What is typed to discuss a motion, and to moderate its discussion."""

import re
import secrets
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.motions import limits
from governance.motions.forms.checks import one_line, seen
from governance.web.widgets import RadiosField, Submit, TextAreaField, TextField, choice

SUBMISSION = re.compile(r"[0-9a-f]{32}")

NO_COMMENT = _("Enter your comment")
NO_REPLY = _("Enter your reply")
NO_REMOVAL_REASON = _("Enter a reason")


class SideField(RadiosField):
    """Whether a comment speaks for the motion, against it, or neither."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            _("Is it for or against the motion?"),
            hint=_("This is talk, not a vote: how you vote is another matter."),
            choices=[
                choice("for", _("For")),
                choice("against", _("Against")),
                choice("neither", _("Neither: a question or a remark")),
            ],
            required=_("Select whether it is for, against or neither"),
            default="neither",
            **settings,
        )


class ReplyForm(FlaskForm):
    """An answer to somebody; `submission` tells a second press of its button from a new one."""

    submission = HiddenField()
    words = TextAreaField(
        _("Your reply"),
        hint=_("Your name stands with it. Members and officers can read it."),
        required=NO_REPLY,
        validators=[seen(NO_REPLY)],
        called=_("Your reply"),
        longest=limits.LONGEST_COMMENT,
        rows=5,
    )
    submit = Submit(_("Send my reply"))

    @property
    def pressed_once(self) -> str:
        """The mark of this page's button, made anew when what was sent is not one of ours."""
        sent = self.submission.data or ""
        if not SUBMISSION.fullmatch(sent):
            self.submission.data = secrets.token_hex(16)
        return str(self.submission.data)


class CommentForm(ReplyForm):
    """A word of one's own in the discussion, for or against the motion or neither."""

    words = TextAreaField(
        _("Your comment"),
        hint=_("Your name stands with it. Members and officers can read it."),
        required=NO_COMMENT,
        validators=[seen(NO_COMMENT)],
        called=_("Your comment"),
        longest=limits.LONGEST_COMMENT,
        rows=4,
    )
    side = SideField()
    submit = Submit(_("Add my comment"))


class EditForm(FlaskForm):
    """Other words for a comment made shortly before."""

    words = TextAreaField(
        _("Your comment"),
        hint=_("What it said before stays to be read by those who look for it."),
        required=NO_COMMENT,
        validators=[seen(NO_COMMENT)],
        called=_("Your comment"),
        longest=limits.LONGEST_COMMENT,
        rows=5,
    )
    side = SideField()
    submit = Submit(_("Change my comment"))


class ReasonForm(FlaskForm):
    """Why an officer moderates a discussion."""

    reason = TextField(
        _("Why?"),
        hint=_("Everyone who opens the motion can read this, and it goes on the record."),
        required=NO_REMOVAL_REASON,
        validators=[seen(NO_REMOVAL_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REMOVAL_REASON,
        filters=[one_line],
    )
    submit = Submit(_("Continue"))


class ReportForm(FlaskForm):
    """What is wrong with a comment."""

    reason = TextField(
        _("What is wrong with it?"),
        hint=_("The secretary and the chair read this, with your name. Nobody else does."),
        required=NO_REMOVAL_REASON,
        validators=[seen(NO_REMOVAL_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REMOVAL_REASON,
        filters=[one_line],
    )
    submit = Submit(_("Report this comment"))


class DismissForm(FlaskForm):
    """Why a comment that was reported may stand."""

    answer = TextField(
        _("Why may it stand?"),
        hint=_("Whoever reported it is told this. It goes on the record."),
        required=NO_REMOVAL_REASON,
        validators=[seen(NO_REMOVAL_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REMOVAL_REASON,
        filters=[one_line],
    )
    submit = Submit(_("Let it stand"))

"""What is typed to propose, discuss and moderate."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.motions import limits
from governance.web.widgets import SearchField, SelectField, Submit, TextAreaField, TextField

SUBMISSION = re.compile(r"[0-9a-f]{32}")


def one_line(typed: str | None) -> str | None:
    """Return the words with each run of white space made one space."""
    return None if typed is None else " ".join(typed.split())


def long_enough(_form: Any, field: Any) -> None:
    """Refuse a title that says nothing."""
    if len(field.data) < limits.SHORTEST_TITLE:
        raise ValidationError(
            gettext("Title must be %(least)s characters or more", least=limits.SHORTEST_TITLE)
        )


def seen(sentence: Any) -> Callable[[Any, Any], None]:
    """Return the check that something is left once characters nobody can see are dropped."""

    def check(_form: Any, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(sentence))

    return check


NO_TITLE = _("Enter a title")
NO_TEXT = _("Enter what would be decided")
NO_REASON = _("Enter why it should be decided")
NO_COMMENT = _("Enter your comment")
NO_REMOVAL_REASON = _("Enter a reason")


class TitleForm(FlaskForm):
    """What would be decided, in a line."""

    words = TextField(
        _("What would be decided, in a few words?"),
        hint=_("This is the motion's title. For example: Open a respite house in Tipton"),
        required=NO_TITLE,
        called=_("Title"),
        longest=limits.LONGEST_TITLE,
        filters=[one_line],
        validators=[seen(NO_TITLE), long_enough],
    )
    submit = Submit(_("Continue"))


class TextForm(FlaskForm):
    """The motion itself."""

    words = TextAreaField(
        _("What exactly would we decide?"),
        hint=_("Write it so that somebody who was not there knows what to do once it is carried."),
        required=NO_TEXT,
        validators=[seen(NO_TEXT)],
        called=_("The text"),
        longest=limits.LONGEST_TEXT,
        rows=10,
    )
    submit = Submit(_("Continue"))


class ReasonForm(FlaskForm):
    """Why others should agree."""

    words = TextAreaField(
        _("Why should we decide it?"),
        hint=_("What is wrong or missing now, and what would be better after."),
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_REASON,
        rows=10,
    )
    submit = Submit(_("Continue"))


class CostForm(FlaskForm):
    """Money and people's time; not everyone can tell."""

    words = TextAreaField(
        _("What would it cost?"),
        hint=_("Money, and people's time. Leave it blank if you cannot tell or it costs nothing."),
        called=_("The cost"),
        longest=limits.LONGEST_COST,
        rows=5,
    )
    submit = Submit(_("Continue"))


QUESTIONS: dict[str, type[FlaskForm]] = {
    "title": TitleForm,
    "text": TextForm,
    "reason": ReasonForm,
    "cost": CostForm,
}


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


class ConfirmForm(FlaskForm):
    """A page whose only question is whether to go on."""

    submit = Submit(_("Continue"))


class FilterForm(FlaskForm):
    """Which motions to show; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    title = SearchField(_("Words in the title"), longest=limits.LONGEST_TITLE)
    state = SelectField(_("State"))

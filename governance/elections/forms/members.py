"""What members type in an election: whom to nominate, statements, questions and answers."""

import re
import secrets
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from governance.motions.limits import LONGEST_COMMENT
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.web.widgets import FileField, SearchField, Submit, TextAreaField, TextField

SUBMISSION = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME = 100
LONGEST_PICTURE_WORDS = 200
LONGEST_STATEMENT = 12_000  # letters; how many words is for the rules to say


class ConfirmForm(FlaskForm):
    """A page whose only question is whether to go on."""

    submit = Submit(_("Continue"))


class FindMemberForm(FlaskForm):
    """Whom to nominate or to ask; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    words = SearchField(_("Name or member number"), longest=LONGEST_NAME)


class StatementForm(FlaskForm):
    """What a candidate says to those who vote; kept as a draft until they publish it."""

    words = TextAreaField(
        _("Your statement"),
        hint=_("Why you stand, what you would do, and what you have done before."),
        longest=LONGEST_STATEMENT,
        rows=14,
    )
    publish = Submit(_("Use this statement"))
    keep = Submit(_("Keep it as a draft"), kind="secondary")

    def __init__(self, rules: ElectionRules, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._rules = rules

    def validate_words(self, field: TextAreaField) -> None:
        """Refuse to publish nothing, or more words than the rules allow."""
        words = field.data or ""
        if self.keep.data:
            return
        if not words.strip():
            raise ValidationError(gettext("Enter your statement"))
        if self._rules.is_too_long(words):
            raise ValidationError(
                gettext(
                    "Your statement must be %(most)s words or fewer; it has %(number)s. It is kept "
                    "as a draft",
                    most=self._rules.statement_words,
                    number=len(words.split()),
                )
            )


class PhotographForm(FlaskForm):
    """A photograph, and what is in it for those who cannot see it."""

    file = FileField(_("The photograph"), accept=".jpg,.jpeg,.png", required=_("Choose a file"))
    words = TextField(
        _("What is in it?"),
        hint=_("For those who cannot see it, as: Ann in the garden at Tipton House."),
        required=_("Enter what is in it"),
        longest=LONGEST_PICTURE_WORDS,
    )
    submit = Submit(_("Show this photograph"))


class WithdrawForm(ConfirmForm):
    """Ending one's own nomination."""

    submit = Submit(_("Withdraw"), kind="warning")


class AskForm(FlaskForm):
    """A question to all candidates; `submission` tells a second press from a new question."""

    submission = HiddenField()
    words = TextAreaField(
        _("Your question"),
        hint=_("It goes to every candidate. Your name stands with it, and so do their answers."),
        required=_("Enter your question"),
        longest=LONGEST_COMMENT,
        rows=4,
    )
    submit = Submit(_("Ask them"))

    @property
    def pressed_once(self) -> str:
        """The mark of this page's button, made anew when what was sent is not one of ours."""
        if not SUBMISSION.fullmatch(self.submission.data or ""):
            self.submission.data = secrets.token_hex(16)
        return str(self.submission.data)


class AnswerForm(FlaskForm):
    """A candidate's answer, which stands as it is sent."""

    words = TextAreaField(
        _("Your answer"),
        hint=_("Everybody can read it. Once sent it stays as it is."),
        required=_("Enter your answer"),
        longest=LONGEST_COMMENT,
        rows=6,
    )
    submit = Submit(_("Send my answer"))

"""What is typed to write a motion with others."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.web.widgets import SearchField, Submit

LONGEST_NAME = 100


class FindMemberForm(FlaskForm):
    """Whom to ask; sent by GET, so it changes nothing and needs no token."""

    class Meta:
        csrf = False

    words = SearchField(_("Name or member number"), longest=LONGEST_NAME)


class AnswerForm(FlaskForm):
    """Whether to write with the mover."""

    accept = Submit(_("Write it with them"))
    decline = Submit(_("Decline"), kind="secondary")

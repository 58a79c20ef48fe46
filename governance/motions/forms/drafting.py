"""What is typed to write a motion, a question at a time."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from governance.motions import limits
from governance.motions.categories import Category
from governance.motions.forms.checks import long_enough, one_line, seen
from governance.web.widgets import RadiosField, Submit, TextAreaField, TextField, choice

NO_TITLE = _("Enter a title")
NO_TEXT = _("Enter what would be decided")
NO_REASON = _("Enter why it should be decided")


class QuestionForm(FlaskForm):
    """A part of a motion; `seen` is the version of it that the page showed."""

    seen = HiddenField()

    @property
    def version_seen(self) -> int:
        """The version that was shown; 0, as for a part never written, if it cannot be told."""
        sent = self.seen.data or ""
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0

    @property
    def wants_preview(self) -> bool:
        """Whether the writer asked to see the words as others will."""
        return "preview" in self and bool(self["preview"].data)


class TitleForm(QuestionForm):
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


class CategoryForm(QuestionForm):
    """What the motion is about."""

    words = RadiosField(
        _("What is it about?"),
        hint=_("So that those whom it concerns find it. It changes nothing else."),
        required=_("Select what it is about"),
        choices=[
            choice(Category.SERVICE, _("Service"), hint=_("What we do for people, and where.")),
            choice(
                Category.CONDITIONS,
                _("Working conditions"),
                hint=_("Pay, hours, rotas, training, places of work."),
            ),
            choice(Category.RULES, _("Rules"), hint=_("How we decide and govern ourselves.")),
            choice(Category.SURPLUS, _("Surplus"), hint=_("What becomes of what we have made.")),
            choice(
                Category.MEMBERSHIP, _("Membership"), hint=_("Who joins, and what members have.")
            ),
            choice(Category.OTHER, _("Something else")),
        ],
    )
    submit = Submit(_("Continue"))


class TextForm(QuestionForm):
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
    preview = Submit(_("Preview"), kind="secondary")


class ReasonForm(QuestionForm):
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
    preview = Submit(_("Preview"), kind="secondary")


class CostForm(QuestionForm):
    """Money and people's time; not everyone can tell."""

    words = TextAreaField(
        _("What would it cost?"),
        hint=_("Money, and people's time. Leave it blank if you cannot tell or it costs nothing."),
        called=_("The cost"),
        longest=limits.LONGEST_COST,
        rows=5,
    )
    submit = Submit(_("Continue"))
    preview = Submit(_("Preview"), kind="secondary")


QUESTIONS: dict[str, type[QuestionForm]] = {
    "title": TitleForm,
    "category": CategoryForm,
    "text": TextForm,
    "reason": ReasonForm,
    "cost": CostForm,
}

"""What is typed to rule on a motion, to appeal, to put one off, and to remit one."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.motions import limits
from governance.motions.forms.checks import one_line, seen
from governance.web.widgets import (
    DateField,
    NumberField,
    RadiosField,
    Submit,
    TextAreaField,
    TextField,
    choice,
)

NO_REASON = _("Enter the reason")
NO_QUESTION = _("Enter the question")
NO_REPORT = _("Enter the report")
NO_GROUP = _("Enter who it goes to")
NO_MINUTE = _("Enter the number of the minute")
WHICH_MINUTE = _("Which meeting, and the number of its minute. For example: Board 3 December, 7")
EVERYONE_READS = _("Everyone who opens the motion can read this, and it goes on the record.")


def reason_field(label: Any) -> TextAreaField:
    """Return the field for a reason that every member reads."""
    return TextAreaField(
        label,
        hint=EVERYONE_READS,
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_RULING,
        rows=4,
    )


def minute_field(hint: Any = None) -> TextField:
    """Return the field for where a decision is minuted."""
    return TextField(
        _("Minute"),
        hint=hint or WHICH_MINUTE,
        required=NO_MINUTE,
        validators=[seen(NO_MINUTE)],
        called=_("The minute"),
        longest=limits.LONGEST_MINUTE,
        filters=[one_line],
    )


class RuleOutForm(FlaskForm):
    """Why a motion is out of order."""

    reason = TextAreaField(
        _("Why is it out of order?"),
        hint=_("Name the rule that it breaks. Every member can read this, and appeal."),
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_RULING,
        rows=5,
    )
    submit = Submit(_("Rule it out of order"), kind="warning")


def appeal_field(label: Any) -> TextAreaField:
    """Return the field for why a ruling is wrong."""
    return TextAreaField(
        label,
        hint=_("Your name stands with it. Members and officers can read it."),
        required=NO_REASON,
        validators=[seen(NO_REASON)],
        called=_("The reason"),
        longest=limits.LONGEST_RULING,
        rows=5,
    )


def outcome_field(allowed: Any, upheld: Any) -> RadiosField:
    """Return the field for what was decided on an appeal, each outcome in its words."""
    return RadiosField(
        _("What was decided?"),
        required=_("Select what was decided"),
        choices=[choice("allowed", allowed), choice("upheld", upheld)],
    )


class AppealForm(FlaskForm):
    """Why a ruling is wrong."""

    reason = appeal_field(_("Why is the motion in order?"))
    submit = Submit(_("Appeal"))


class DecideAppealForm(FlaskForm):
    """What the board decided on an appeal."""

    outcome = outcome_field(
        _("The appeal is allowed: the motion goes on from where it was"),
        _("The ruling is upheld: the motion stays out of order"),
    )
    minute = minute_field()
    reason = reason_field(_("Why?"))
    submit = Submit(_("Enter the decision"))

    @property
    def decided(self) -> dict[str, Any]:
        """Return the decision as the service takes it."""
        return {"allowed": self.outcome.data == "allowed"}


class VoteOnAppealForm(FlaskForm):
    """How the members voted on an appeal."""

    votes_for = NumberField(
        _("Votes for allowing the appeal"),
        required=_("Enter how many were for allowing it"),
        called=_("The number of votes"),
    )
    against = NumberField(
        _("Votes against allowing it"),
        required=_("Enter how many were against"),
        called=_("The number of votes"),
    )
    minute = minute_field()
    reason = reason_field(_("What was said?"))
    submit = Submit(_("Enter the decision"))

    @property
    def decided(self) -> dict[str, Any]:
        """Return the votes as the service takes them."""
        return {"votes": (self.votes_for.data, self.against.data)}


class AdjournForm(FlaskForm):
    """Until when a motion is put off, and why."""

    until = DateField(
        _("On which day does it come back?"),
        hint=_("It comes back by itself. For example, 27 3 2027"),
        required=_("Enter the day"),
    )
    reason = reason_field(_("Why is it put off?"))
    submit = Submit(_("Put it off"))


class ResumeForm(FlaskForm):
    """Why a motion comes back before its day."""

    reason = reason_field(_("Why does it come back now?"))
    submit = Submit(_("Bring it back"))


class RemitForm(FlaskForm):
    """Who looks into a motion, what they are asked, and by when they report."""

    to = TextField(
        _("Who looks into it?"),
        hint=_("The board, or a group by its name."),
        required=NO_GROUP,
        validators=[seen(NO_GROUP)],
        called=_("Who it goes to"),
        longest=limits.LONGEST_GROUP,
        filters=[one_line],
    )
    question = TextAreaField(
        _("What are they asked?"),
        hint=EVERYONE_READS,
        required=NO_QUESTION,
        validators=[seen(NO_QUESTION)],
        called=_("The question"),
        longest=limits.LONGEST_RULING,
        rows=4,
    )
    report_by = DateField(_("By when do they report?"), required=_("Enter the day"))
    submit = Submit(_("Give it to them"))


class ReportForm(FlaskForm):
    """What those who looked into a motion found."""

    report = TextAreaField(
        _("What do they report?"),
        hint=_("Every member can read it. The motion is then open for discussion again."),
        required=NO_REPORT,
        validators=[seen(NO_REPORT)],
        called=_("The report"),
        longest=limits.LONGEST_REPORT,
        rows=12,
    )
    submit = Submit(_("Enter the report"))


class AllowAgainForm(FlaskForm):
    """Why a lost motion may come again before its day."""

    reason = reason_field(_("What has changed since it was lost?"))
    submit = Submit(_("Allow it"))

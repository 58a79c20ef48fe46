"""What is typed to send a motion to a general meeting, and how the meeting voted."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from governance.motions.forms.course import minute_field, reason_field
from governance.motions.service.at_meetings import MEETINGS, Vote, kinds_for_meeting
from governance.reckoning.resolutions.decision import CastingVote
from governance.reckoning.resolutions.meeting import Way
from governance.web.widgets import (
    ConfirmField,
    DateField,
    NumberField,
    RadiosField,
    Submit,
    choice,
)


class SendToMeetingForm(FlaskForm):
    """Which meeting decides a motion, and by which kind of resolution."""

    meeting = RadiosField(_("Which meeting?"), required=_("Select the meeting"))
    day = DateField(_("On which day is it?"), required=_("Enter the day of the meeting"))
    resolution_kind = RadiosField(
        _("Kind of resolution"),
        hint=_("Only those are offered that are enough for what the motion would do."),
        required=_("Select the kind of resolution"),
    )
    submit = Submit(_("Send it to the meeting"))

    def __init__(self, needed: str) -> None:
        """`needed` is the kind of resolution that the motion's effect needs."""
        super().__init__()
        self.meeting.choices = {str(each): gettext(name) for each, name in MEETINGS.items()}
        self.resolution_kind.choices = [
            choice(kind.name, gettext(kind.title), hint=gettext(kind.description))
            for kind in kinds_for_meeting(needed)
        ]


class SecondMeetingForm(FlaskForm):
    """Which meeting confirms what a first one passed."""

    meeting = RadiosField(_("Which meeting?"), required=_("Select the meeting"))
    day = DateField(_("On which day is it?"), required=_("Enter the day of the meeting"))
    submit = Submit(_("Set the second meeting"))

    def __init__(self) -> None:
        super().__init__()
        self.meeting.choices = {str(each): gettext(name) for each, name in MEETINGS.items()}


class TakeBackForm(FlaskForm):
    """Why a meeting did not decide the motion."""

    reason = reason_field(_("Why did the meeting not decide it?"))
    submit = Submit(_("Take it back from the meeting"))


class ResultForm(FlaskForm):
    """How a meeting voted."""

    way = RadiosField(
        _("How did they vote?"),
        required=_("Select how they voted"),
        choices=[
            choice(Way.SHOW_OF_HANDS, _("By a show of hands")),
            choice(Way.POLL, _("In a poll: every vote was counted")),
        ],
    )
    in_person = NumberField(
        _("How many who may vote were there themselves?"),
        required=_("Enter how many were there"),
        called=_("How many were there"),
    )
    by_proxy = NumberField(
        _("How many were represented by a proxy?"),
        required=_("Enter how many, or 0"),
        called=_("How many by proxy"),
    )
    votes_for = NumberField(
        _("Votes for"), required=_("Enter the votes for"), called=_("The votes for")
    )
    against = NumberField(
        _("Votes against"), required=_("Enter the votes against"), called=_("The votes against")
    )
    abstained = NumberField(
        _("Abstained"), required=_("Enter how many abstained, or 0"), called=_("Abstained")
    )
    is_taken_up = ConfirmField(_("The meeting had been adjourned and was taken up again"))
    casting_vote = RadiosField(
        _("The chair’s casting vote, if the votes were equal"),
        choices=[
            choice("", _("None was given")),
            choice(CastingVote.FOR, _("For")),
            choice(CastingVote.AGAINST, _("Against")),
        ],
    )
    minute = minute_field(_("The number of the minute. For example: AGM 2026, minute 7"))
    submit = Submit(_("Check the result"))

    def __init__(self, *, has_casting_vote: bool) -> None:
        """The casting vote is asked for only where the rules give one."""
        super().__init__()
        if not has_casting_vote:
            del self.casting_vote

    @property
    def vote(self) -> Vote:
        """Return what was typed as the service takes it."""
        numbers = ("in_person", "by_proxy", "votes_for", "against", "abstained")
        figures: dict[str, Any] = {name: self[name].data for name in numbers}
        cast = self.casting_vote.data if "casting_vote" in self else ""
        return Vote(
            way=Way(self.way.data),
            minute=self.minute.data,
            is_taken_up=bool(self.is_taken_up.data),
            casting_vote=CastingVote(cast) if cast else None,
            **figures,
        )

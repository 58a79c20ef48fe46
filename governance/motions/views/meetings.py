"""Sending a motion to a general meeting, and entering what it decided."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms.meetings import (
    ResultForm,
    SecondMeetingForm,
    SendToMeetingForm,
    TakeBackForm,
)
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.meetings import (
    has_casting_vote,
    of_result,
    second_meeting_in_words,
    the_test,
)
from governance.motions.service import at_meetings as service
from governance.motions.service import confirming
from governance.motions.views.steering import blueprint
from governance.reckoning.rules.kinds.notice import Meeting
from governance.web.access import current_actor, open_to

Page = str | Response


@blueprint.route("/office/motions/<int:motion_id>/meeting", methods=["GET", "POST"])
@open_to(Motions.MEET)
def send_to_meeting(motion_id: int) -> Page:
    """Send a motion to a general meeting instead of a ballot."""
    motion, now = queries.motion(motion_id), clock.now()
    form = SendToMeetingForm(queries.needed_by(motion, clock.day_of(now)))
    if not form.validate_on_submit():
        introduction = gettext(
            "The notice of the meeting names the motion and the kind of resolution. What the"
            " meeting decides is entered here afterwards, and stands as a ballot’s result does."
        )
        return _asked(form, motion, gettext("Send this motion to a meeting"), introduction)
    service.send_to_meeting(
        motion,
        Meeting(form.meeting.data),
        form.day.data,
        form.resolution_kind.data,
        actor=current_actor(),
        now=now,
    )
    return _done(motion, gettext("The motion is sent to the meeting."))


@blueprint.route("/office/motions/<int:motion_id>/second-meeting", methods=["GET", "POST"])
@open_to(Motions.MEET)
def set_second_meeting(motion_id: int) -> Page:
    """Set the meeting that is to confirm what a first one passed."""
    motion, form = queries.motion(motion_id), SecondMeetingForm()
    if not form.validate_on_submit():
        title = gettext("Set the second meeting")
        return _asked(form, motion, title, _why_a_second(motion))
    confirming.set_second_meeting(
        motion,
        Meeting(form.meeting.data),
        form.day.data,
        actor=current_actor(),
        now=clock.now(),
    )
    return _done(motion, gettext("The second meeting is set."))


@blueprint.route("/office/motions/<int:motion_id>/meeting/take-back", methods=["GET", "POST"])
@open_to(Motions.MEET)
def take_back(motion_id: int) -> Page:
    """Have a motion wait again that the meeting did not come to."""
    motion, form = queries.motion(motion_id), TakeBackForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("Take this motion back from the meeting"))
    service.take_back_from_meeting(motion, form.reason.data, actor=current_actor(), now=clock.now())
    return _done(motion, gettext("The motion waits again."))


@blueprint.route("/office/motions/<int:motion_id>/meeting/result", methods=["GET", "POST"])
@open_to(Motions.MEET)
def enter_result(motion_id: int) -> Page:
    """Enter how the meeting voted: fill in, check what it decides, enter."""
    motion, now = queries.motion(motion_id), clock.now()
    sent = service.sent_to(motion)
    service.refuse_weak_by_then(motion, sent)
    form = ResultForm(has_casting_vote=has_casting_vote(sent))
    if not form.validate_on_submit() or "change" in request.form:
        return render_template("motions/meeting_result.html", form=form, motion=motion, sent=sent)
    try:
        decision, figures = service.decision_of_meeting(sent, form.vote, now=now)
    except service.WrongFigures as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}")
        return render_template("motions/meeting_result.html", form=form, motion=motion, sent=sent)
    if request.form.get("confirmed") != "yes":
        page = of_result(sent, form.vote, decision, figures)
        return render_template("motions/meeting_check.html", form=form, motion=motion, page=page)
    service.decide_at_meeting(motion, form.vote, actor=current_actor(), now=now)
    return _done(motion, gettext("The result is entered."))


def _why_a_second(motion: Motion) -> str:
    """Return what the law asks of the second meeting, and by which days."""
    state = confirming.waiting_for_second(motion)
    return gettext(
        "%(when)s. %(test)s The notice of the meeting says what it confirms.",
        when=second_meeting_in_words(state),
        test=the_test(state.second.kind),
    )


def _asked(
    form: SendToMeetingForm | SecondMeetingForm | TakeBackForm,
    motion: Motion,
    title: str,
    introduction: str = "",
) -> str:
    return render_template(
        "motions/act.html", form=form, motion=motion, title=title, introduction=introduction
    )


def _done(motion: Motion, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for("motions.motion", motion_id=motion.id))

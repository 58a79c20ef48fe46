"""Entering how a general meeting voted on an amendment: fill in, check what it decides, enter."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms.meetings import ResultForm
from governance.motions.permissions import Motions
from governance.motions.presentation.meetings import has_casting_vote, of_result
from governance.motions.queries import amendments as read
from governance.motions.service import at_meetings
from governance.motions.service.amendments.at_meetings import asked_of_meeting, decide_at_meeting
from governance.motions.views.steering import blueprint
from governance.web.access import current_actor, open_to

Page = str | Response


@blueprint.route("/office/amendments/<int:amendment_id>/result", methods=["GET", "POST"])
@open_to(Motions.MEET)
def enter_amendment_result(amendment_id: int) -> Page:
    """Enter how the meeting voted on an amendment."""
    amendment, now = read.amendment(amendment_id), clock.now()
    motion = queries.motion(amendment.motion_id)
    asked = asked_of_meeting(motion)
    form = ResultForm(has_casting_vote=has_casting_vote(asked))
    about = {"form": form, "motion": motion, "amendment": amendment}
    if not form.validate_on_submit() or "change" in request.form:
        return render_template("motions/meeting_result.html", **about, sent=asked)
    try:
        decision, figures = at_meetings.decision_of_meeting(asked, form.vote, now=now)
    except at_meetings.WrongFigures as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}")
        return render_template("motions/meeting_result.html", **about, sent=asked)
    if request.form.get("confirmed") != "yes":
        page = of_result(asked, form.vote, decision, figures)
        return render_template("motions/meeting_check.html", **about, page=page)
    decide_at_meeting(amendment, form.vote, actor=current_actor(), now=now)
    flash(gettext("The result is entered."), "success")
    return redirect(url_for("motions.amendment", amendment_id=amendment_id))

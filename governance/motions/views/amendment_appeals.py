"""Appealing against a ruling by which an amendment is out of order, and what was decided on it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions.forms.amending import (
    AppealForAmendmentForm,
    DecideAmendmentAppealForm,
)
from governance.motions.forms.course import VoteOnAppealForm
from governance.motions.permissions import Motions
from governance.motions.presentation.amendments import of_amendment
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.views.blueprint import blueprint
from governance.motions.views.steering import blueprint as office
from governance.reckoning.rules.kinds.motions import MEMBERS_DECIDE
from governance.web.access import current_actor, open_to

Page = str | Response


@blueprint.route("/motions/amendments/<int:amendment_id>/appeal", methods=["GET", "POST"])
@open_to(Motions.APPEAL)
def appeal_for_amendment(amendment_id: int) -> Page:
    """Have a member say why an amendment is in order, and count them among those who appeal."""
    found, form = read.amendment(amendment_id), AppealForAmendmentForm()
    if form.validate_on_submit():
        amendments.appeal(found, form.reason.data, actor=current_actor(), now=clock.now())
        return _done(amendment_id, gettext("You appeal against the ruling."))
    return _asked(form, amendment_id, gettext("Appeal against this ruling"))


@office.route("/office/amendments/<int:amendment_id>/appeal", methods=["GET", "POST"])
@open_to(Motions.DECIDE_APPEAL)
def decide_amendment_appeal(amendment_id: int) -> Page:
    """Enter what the board or the members decided on the appeal, with the minute."""
    found = read.amendment(amendment_id)
    by_members = (found.ruling or {}).get("goes_to") == MEMBERS_DECIDE
    form = VoteOnAppealForm() if by_members else DecideAmendmentAppealForm()
    if not form.validate_on_submit():
        return _asked(form, amendment_id, gettext("What was decided on the appeal"))
    allowed = amendments.decide_appeal(
        found,
        **form.decided,
        reason=form.reason.data,
        minute=form.minute.data,
        actor=current_actor(),
        now=clock.now(),
    )
    if allowed:
        return _done(amendment_id, gettext("The appeal is allowed: the amendment goes on."))
    return _done(amendment_id, gettext("The ruling stands."))


def _asked(
    form: AppealForAmendmentForm | DecideAmendmentAppealForm | VoteOnAppealForm,
    amendment_id: int,
    title: str,
) -> str:
    page = of_amendment(amendment_id, current_actor(), today=clock.day_of(clock.now()))
    return render_template("motions/amendment_act.html", form=form, page=page, title=title)


def _done(amendment_id: int, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for("motions.amendment", amendment_id=amendment_id))

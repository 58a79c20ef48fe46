"""Setting a ballot on a motion, or on an amendment of one."""

from datetime import date, datetime
from typing import Any

from flask import (
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import presentation, service
from governance.ballots.forms.planning import PlanForm
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.motions import queries as motions
from governance.motions.models import Amendment, Motion
from governance.motions.queries import amendments
from governance.web.access import open_to, require

Page = str | Answer | tuple[str, int]


@blueprint.route("/office/motions/<int:motion_id>/ballot", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def plan(motion_id: int) -> Page:
    """Set a ballot on a seconded motion: fill in, check, set."""
    motion, now = motions.motion(motion_id), clock.now()
    form = PlanForm(
        needed=motions.needed_by(motion, clock.day_of(now)),
        data=presentation.usual_ballot(motion, now) if not request.form else None,
    )
    return _planned(form, motion, None, now)


@blueprint.route("/office/amendments/<int:amendment_id>/ballot", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def plan_amendment(amendment_id: int) -> Page:
    """Set a ballot on an amendment, which is ordinary business: fill in, check, set."""
    amendment, now = amendments.amendment(amendment_id), clock.now()
    motion = motions.motion(amendment.motion_id)
    usual = presentation.usual_ballot_on(amendment, motion, now)
    kind = usual["resolution_kind"]
    form = PlanForm(needed=kind, only=kind, data=usual if not request.form else None)
    return _planned(form, motion, amendment, now)


def _planned(form: PlanForm, motion: Motion, amendment: Amendment | None, now: datetime) -> Page:
    """Ask, show it to be checked, then set the ballot."""
    about: dict[str, Any] = {"form": form, "motion": motion, "amendment": amendment}
    if not form.validate_on_submit() or "change" in request.form:
        return _plan(about, clock.day_of(now))
    if request.form.get("confirmed") != "yes":
        check_page = presentation.of_plan(form, now)
        return render_template("ballots/plan_check.html", **about, page=check_page)
    asked = presentation.planned_from(form) | {"amendment": amendment}
    try:
        planned = service.plan(motion, **asked, actor=require(Ballots.PLAN), now=now)
    except service.BallotNotPossible as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}")
        return _plan(about, clock.day_of(now))
    flash(gettext("The ballot is set. It opens and closes by itself."), "success")
    return redirect(url_for("ballots.ballot", ballot_id=planned.id))


def _plan(about: dict[str, Any], today: date) -> str:
    from_day = today if about["amendment"] else motions.may_be_put_from(about["motion"], today)
    not_before = from_day if today < from_day else None
    return render_template("ballots/plan.html", **about, not_before=not_before)

"""Seconding a motion, and withdrawing one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries, service
from governance.motions.forms import ConfirmForm
from governance.motions.permissions import Motions
from governance.motions.service import NotOpenToThat
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to, require

Page = str | Response | tuple[str, int]


@blueprint.post("/motions/<int:motion_id>/second")
@open_to(Motions.SEE)
def second(motion_id: int) -> Page:
    """Support that the motion be decided; the service says in a sentence who cannot."""
    found = queries.motion(motion_id)
    service.second(found, actor=current_actor(), now=clock.now())
    if found.state == "seconded":
        said = gettext("You seconded this motion. It now has the seconders it needs.")
    else:
        said = gettext("You seconded this motion.")
    flash(said, "success")
    return redirect(url_for("motions.motion", motion_id=motion_id))


@blueprint.route("/motions/<int:motion_id>/withdraw", methods=["GET", "POST"])
@open_to(Motions.WITHDRAW)
def withdraw(motion_id: int) -> Page:
    """Ask the mover once more, then take the motion back."""
    found, form = queries.motion(motion_id), ConfirmForm()
    actor = require(Motions.WITHDRAW, found)
    if form.validate_on_submit():
        service.withdraw(found, actor=actor, now=clock.now())
        flash(gettext("You withdrew this motion."), "success")
        return redirect(url_for("motions.motion", motion_id=motion_id))
    if found.state not in service.MAY_BE_WITHDRAWN:
        raise NotOpenToThat(
            gettext("This motion can no longer be withdrawn."),
            next_step=gettext("Its page shows where it stands."),
        )
    form.submit.label.text = gettext("Withdraw this motion")
    return render_template("motions/withdraw.html", form=form, motion=found)

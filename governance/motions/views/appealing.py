"""Appealing against a ruling by which a motion is out of order."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries, service
from governance.motions.forms.course import AppealForm
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to


@blueprint.route("/motions/<int:motion_id>/appeal", methods=["GET", "POST"])
@open_to(Motions.APPEAL)
def appeal(motion_id: int) -> str | Response:
    """Have a member say why the motion is in order, and count them among those who appeal."""
    motion, form = queries.motion(motion_id), AppealForm()
    if form.validate_on_submit():
        service.appeal(motion, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("You appeal against the ruling."), "success")
        return redirect(url_for("motions.motion", motion_id=motion_id))
    return render_template(
        "motions/act.html",
        form=form,
        motion=motion,
        title=gettext("Appeal against this ruling"),
        introduction=gettext("Once enough members appeal, the ruling is looked at again."),
    )

"""Taking up a motion that its mover withdrew."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms import ConfirmForm
from governance.motions.permissions import Motions
from governance.motions.service.taking_up import take_up as take_up_motion
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to


@blueprint.route("/motions/<int:motion_id>/take-up", methods=["GET", "POST"])
@open_to(Motions.TAKE_UP)
def take_up(motion_id: int) -> str | Response:
    """Ask a seconder once more, then propose the withdrawn motion as theirs."""
    motion, form = queries.motion(motion_id), ConfirmForm()
    if form.validate_on_submit():
        taken = take_up_motion(motion, actor=current_actor(), now=clock.now())
        flash(gettext("You are the mover of motion %(name)s.", name=taken.reference), "success")
        return redirect(url_for("motions.motion", motion_id=taken.id))
    form.submit.label.text = gettext("Take it up")
    introduction = gettext(
        "It becomes a new motion in the same words, with you as its mover. Those who seconded it"
        " second the new one too, and the time to discuss begins again."
    )
    return render_template(
        "motions/act.html",
        form=form,
        motion=motion,
        title=gettext("Take up this motion"),
        introduction=introduction,
    )

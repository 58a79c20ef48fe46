"""Following a motion and stopping it, also by the link in a letter without signing in."""

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries, service, stop_links
from governance.motions.forms import ConfirmForm
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.keeping import keep_words
from governance.motions.views.places import to_discussion
from governance.web.access import ANYONE, current_actor, open_to


@blueprint.post("/motions/<int:motion_id>/follow")
@open_to(Motions.FOLLOW)
def follow(motion_id: int) -> Response:
    """Be told how the motion goes on."""
    service.follow(queries.motion(motion_id), actor=current_actor(), now=clock.now())
    flash(gettext("You follow this motion."), "success")
    return to_discussion(motion_id)


@blueprint.post("/motions/<int:motion_id>/stop-following")
@open_to(Motions.FOLLOW)
def stop_following(motion_id: int) -> Response:
    """Be told no more of the motion."""
    party_id = current_actor().party_id
    if party_id is not None:
        service.stop_following(queries.motion(motion_id).id, party_id, now=clock.now())
    flash(gettext("You no longer follow this motion."), "success")
    return to_discussion(motion_id)


@blueprint.get("/motions/stop/<text>")
@open_to(ANYONE)
def stop(text: str) -> str:
    """Ask once: programs that look at mails open links, and would stop what nobody meant to."""
    motion_id, _party_id = stop_links.read(text)
    form = ConfirmForm()
    form.submit.label.text = gettext("Stop these mails")
    return render_template("motions/stop.html", form=form, motion=queries.motion(motion_id))


@blueprint.post("/motions/stop/<text>")
@open_to(ANYONE)
def stop_now(text: str) -> str:
    """Stop the letters. The signed link is all that is asked: mail programs send no token."""
    motion_id, party_id = stop_links.read(text)
    motion = queries.motion(motion_id)
    service.stop_following(motion.id, party_id, now=clock.now())
    return render_template("motions/stopped.html", motion=motion)


keep_words(stop_now)

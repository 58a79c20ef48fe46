"""The office’s list of ballots, and calling one off."""

from flask import (
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import presentation, queries, service
from governance.ballots.forms.office import BallotsForm, CallOffForm
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.web.access import current_actor, open_to, require

Page = str | Answer | tuple[str, int]


@blueprint.get("/office/ballots")
@open_to(Ballots.OVERSEE)
def office() -> str:
    """Every ballot with its state and times, as searched for; motions that wait for one."""
    form = BallotsForm(request.args)
    asked = form.asked
    page = presentation.of_office(
        current_actor(),
        clock.day_of(clock.now()),
        **asked,
        page=request.args.get("page", 1, type=int),
    )
    return render_template("ballots/office.html", page=page, form=form, asked=asked)


@blueprint.route("/office/ballots/<int:ballot_id>/call-off", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def call_off(ballot_id: int) -> Page:
    """Call a ballot off, with the reason that everyone on its roll is told."""
    found, form = queries.ballot(ballot_id), CallOffForm()
    if found.state not in ("planned", "open") and not queries.is_overfull(found):
        raise Refused("This ballot has closed or was called off already.")
    if not form.validate_on_submit():
        return render_template("ballots/call_off.html", form=form, ballot=found)
    service.call_off(found, reason=form.reason.data, actor=require(Ballots.PLAN), now=clock.now())
    flash(gettext("The ballot is called off. What it asked may be put again."), "success")
    return redirect(url_for("ballots.office"))

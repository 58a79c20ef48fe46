"""The secretary tells members something of a resolution afterwards."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.resolutions import presentation, queries, service
from governance.resolutions.forms import RemarkForm
from governance.resolutions.permissions import Resolutions
from governance.resolutions.views.asked import this_reader
from governance.resolutions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to

Page = str | Response | tuple[str, int]


@blueprint.route("/resolutions/<int:resolution_id>/remark", methods=["GET", "POST"])
@open_to(Resolutions.REMARK)
def resolution_remark(resolution_id: int) -> Page:
    """Ask what members should know, and tell them."""
    form = RemarkForm()
    resolution = queries.entered(resolution_id, this_reader()).resolution
    if form.validate_on_submit():
        text = form.text.data.replace("\r\n", "\n")
        service.remark(resolution, text, actor=current_actor(), now=clock.now())
        flash(gettext("Members can read it."), "success")
        return redirect(url_for("resolutions.resolution", resolution_id=resolution_id), 303)
    reference = presentation.reference_of(resolution)
    page = render_template(
        "resolutions/remark.html", form=form, resolution=resolution, reference=reference
    )
    return page, 400 if form.errors else 200

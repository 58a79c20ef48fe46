"""Telling the officers of a comment; and the office's page on which they answer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import presentation, queries, service
from governance.motions.forms import DismissForm, ReportForm
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.places import asked, to_place
from governance.web.access import current_actor, open_to, require

Page = str | Response

office = Blueprint("moderation", __name__)


@blueprint.route("/motions/comments/<int:comment_id>/report", methods=["GET", "POST"])
@open_to(Motions.REPORT_COMMENT)
def report_comment(comment_id: int) -> Page:
    """Ask what is wrong with a comment, and tell the officers."""
    said, form = queries.comment(comment_id), ReportForm()
    actor = require(Motions.REPORT_COMMENT, said)
    if form.validate_on_submit():
        service.report_comment(said, form.reason.data, actor=actor, now=clock.now())
        flash(gettext("The officers are told. You will hear what they decide."), "success")
        return to_place(said)
    service.refuse_if_gone(said)
    return render_template(
        "motions/report.html",
        form=form,
        said=queries.said(comment_id),
        is_reported=comment_id in queries.reported_by(actor.party_id, said.motion_id),
        back=presentation.place_of(said, asked()),
    )


@office.get("/office/reports")
@open_to(Motions.MODERATE)
def reports() -> str:
    """The comments that were reported: those that wait, and what was answered."""
    page = presentation.of_reports(current_actor(), page=request.args.get("page", 1, type=int))
    return render_template("motions/reports.html", page=page, outcome=presentation.outcome_in_words)


@office.route("/office/reports/<int:comment_id>/dismiss", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def dismiss(comment_id: int) -> Page:
    """Ask why a reported comment may stand, and tell whoever reported it."""
    said, form = queries.comment(comment_id), DismissForm()
    if form.validate_on_submit():
        service.dismiss_reports(said, form.answer.data, actor=current_actor(), now=clock.now())
        flash(gettext("The comment stands, and who reported it is told why."), "success")
        return redirect(url_for("moderation.reports"))
    return render_template(
        "motions/dismiss.html",
        form=form,
        said=queries.said(comment_id),
        back=url_for("moderation.reports"),
    )

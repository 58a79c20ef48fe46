"""One amendment: reading it, and what seconders, its mover, the motion's mover and the chair do."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms import ConfirmForm
from governance.motions.forms.amending import RuleOnAmendmentForm, order_form
from governance.motions.permissions import Motions
from governance.motions.presentation.amendments import AmendmentPage, of_amendment, of_order
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to, require

Page = str | Response


@blueprint.get("/motions/amendments/<int:amendment_id>")
@open_to(Motions.SEE)
def amendment(amendment_id: int) -> str:
    """One amendment: what it would change and why, its way, and what this person may do."""
    return render_template("motions/amendment.html", page=_page(amendment_id))


@blueprint.post("/motions/amendments/<int:amendment_id>/second")
@open_to(Motions.SEE)
def second_amendment(amendment_id: int) -> Page:
    """Support that the amendment be decided; the service says in a sentence who cannot."""
    found = read.amendment(amendment_id)
    amendments.second(found, actor=current_actor(), now=clock.now())
    flash(gettext("You seconded this amendment."), "success")
    return _to(amendment_id)


@blueprint.route("/motions/amendments/<int:amendment_id>/accept", methods=["GET", "POST"])
@open_to(Motions.ANSWER_AMENDMENTS)
def accept_amendment(amendment_id: int) -> Page:
    """Show the mover what accepting does, then have the motion say so."""
    found, form = read.amendment(amendment_id), ConfirmForm()
    actor = require(Motions.ANSWER_AMENDMENTS, queries.motion(found.motion_id))
    if form.validate_on_submit():
        amendments.accept(found, actor=actor, now=clock.now())
        flash(gettext("You accepted the amendment. The motion says so now."), "success")
        return redirect(url_for("motions.motion", motion_id=found.motion_id))
    page = _page(amendment_id)
    if not page.may_answer:
        return _to(amendment_id)
    form.submit.label.text = gettext("Accept this amendment")
    return render_template("motions/accept_amendment.html", form=form, page=page)


@blueprint.post("/motions/amendments/<int:amendment_id>/decline")
@open_to(Motions.ANSWER_AMENDMENTS)
def decline_amendment(amendment_id: int) -> Page:
    """Have the mover say that they do not make the amendment their own."""
    found = read.amendment(amendment_id)
    actor = require(Motions.ANSWER_AMENDMENTS, queries.motion(found.motion_id))
    amendments.decline(found, actor=actor, now=clock.now())
    flash(gettext("You did not accept this amendment."), "success")
    return _to(amendment_id)


@blueprint.route("/motions/amendments/<int:amendment_id>/withdraw", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def withdraw_amendment(amendment_id: int) -> Page:
    """Ask the amendment's mover once more, then take it back."""
    found, form = read.amendment(amendment_id), ConfirmForm()
    if form.validate_on_submit():
        amendments.withdraw(found, actor=current_actor(), now=clock.now())
        flash(gettext("You withdrew this amendment."), "success")
        return _to(amendment_id)
    page = _page(amendment_id)
    if not page.may_withdraw:
        return _to(amendment_id)
    form.submit.label.text = gettext("Withdraw this amendment")
    return render_template("motions/withdraw_amendment.html", form=form, page=page)


@blueprint.route("/motions/amendments/<int:amendment_id>/rule-out", methods=["GET", "POST"])
@open_to(Motions.RULE_ON_AMENDMENTS)
def rule_on_amendment(amendment_id: int) -> Page:
    """Have the chair say why an amendment is out of order."""
    found, form = read.amendment(amendment_id), RuleOnAmendmentForm()
    if form.validate_on_submit():
        amendments.rule_out(found, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("The amendment is ruled out of order."), "success")
        return _to(amendment_id)
    page = _page(amendment_id)
    if not page.may_rule_out:
        return _to(amendment_id)
    return render_template("motions/rule_on_amendment.html", form=form, page=page)


@blueprint.route("/motions/<int:motion_id>/amendments/order", methods=["GET", "POST"])
@open_to(Motions.RULE_ON_AMENDMENTS)
def order_amendments(motion_id: int) -> Page:
    """Ask the chair for the number of each amendment in the order of votes."""
    page = of_order(motion_id)
    form = order_form([(row, line.does) for row, line in page.lines])
    if form.validate_on_submit():
        motion, numbers = page.motion, form.numbers
        amendments.set_order(motion, numbers, actor=current_actor(), now=clock.now())
        flash(gettext("The order of votes is set."), "success")
        return redirect(url_for("motions.motion", motion_id=motion_id))
    return render_template("motions/order_amendments.html", form=form, page=page)


def _page(amendment_id: int) -> AmendmentPage:
    return of_amendment(amendment_id, current_actor(), today=clock.day_of(clock.now()))


def _to(amendment_id: int) -> Response:
    return redirect(url_for("motions.amendment", amendment_id=amendment_id))

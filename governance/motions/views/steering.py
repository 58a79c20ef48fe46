"""The officers' pages of motions: what is on its way, and each thing they may do to one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries, service
from governance.motions.forms.course import (
    AdjournForm,
    AllowAgainForm,
    DecideAppealForm,
    RemitForm,
    ReportForm,
    ResumeForm,
    RuleOutForm,
    VoteOnAppealForm,
)
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.steering import of_office
from governance.reckoning.rules.kinds.motions import MEMBERS_DECIDE
from governance.web.access import current_actor, open_to, require

blueprint = Blueprint("steering", __name__)

Page = str | Response


@blueprint.get("/office/motions")
@open_to(Motions.STEER)
def office() -> str:
    """What is on its way, by what it waits for."""
    return render_template("motions/office.html", page=of_office(current_actor(), clock.now()))


@blueprint.route("/office/motions/<int:motion_id>/rule-out", methods=["GET", "POST"])
@open_to(Motions.RULE_OUT)
def rule_out(motion_id: int) -> Page:
    """Have the chair say why a motion is out of order."""
    motion, form = queries.motion(motion_id), RuleOutForm()
    if not form.validate_on_submit():
        introduction = gettext(
            "It goes no further. Members are told why, and may appeal within the time that the"
            " rules give; you do not decide the appeal."
        )
        return _asked(form, motion, gettext("Rule this motion out of order"), introduction)
    service.rule_out(motion, form.reason.data, actor=current_actor(), now=clock.now())
    return _done(motion, gettext("The motion is ruled out of order."))


@blueprint.route("/office/motions/<int:motion_id>/appeal", methods=["GET", "POST"])
@open_to(Motions.DECIDE_APPEAL)
def decide_appeal(motion_id: int) -> Page:
    """Enter what the board or the members decided on the appeal, with the minute."""
    motion = queries.motion(motion_id)
    ruling = queries.ruling_on(motion_id)
    by_members = ruling is not None and ruling.goes_to == MEMBERS_DECIDE
    form = VoteOnAppealForm() if by_members else DecideAppealForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("What was decided on the appeal"))
    allowed = service.decide_appeal(
        motion,
        **form.decided,
        reason=form.reason.data,
        minute=form.minute.data,
        actor=require(Motions.DECIDE_APPEAL),
        now=clock.now(),
    )
    if allowed:
        return _done(motion, gettext("The appeal is allowed: the motion goes on."))
    return _done(motion, gettext("The ruling stands."))


@blueprint.route("/office/motions/<int:motion_id>/adjourn", methods=["GET", "POST"])
@open_to(Motions.STEER)
def adjourn(motion_id: int) -> Page:
    """Put a motion off to a day."""
    motion, form = queries.motion(motion_id), AdjournForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("Put this motion off"))
    service.adjourn(
        motion, form.until.data, form.reason.data, actor=current_actor(), now=clock.now()
    )
    return _done(motion, gettext("The motion is put off."))


@blueprint.route("/office/motions/<int:motion_id>/resume", methods=["GET", "POST"])
@open_to(Motions.STEER)
def resume(motion_id: int) -> Page:
    """Bring a motion back before its day."""
    motion, form = queries.motion(motion_id), ResumeForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("Bring this motion back"))
    service.resume(motion, form.reason.data, actor=current_actor(), now=clock.now())
    return _done(motion, gettext("The motion is back."))


@blueprint.route("/office/motions/<int:motion_id>/remit", methods=["GET", "POST"])
@open_to(Motions.STEER)
def remit(motion_id: int) -> Page:
    """Give a motion to the board or a group with a question."""
    motion, form = queries.motion(motion_id), RemitForm()
    if not form.validate_on_submit():
        introduction = gettext(
            "Until they report it cannot be put to a ballot. Then it is open for discussion again."
        )
        return _asked(form, motion, gettext("Have somebody look into it"), introduction)
    service.remit(
        motion,
        form.to.data,
        form.question.data,
        form.report_by.data,
        actor=current_actor(),
        now=clock.now(),
    )
    return _done(motion, gettext("They are asked to report."))


@blueprint.route("/office/motions/<int:motion_id>/report", methods=["GET", "POST"])
@open_to(Motions.STEER)
def report(motion_id: int) -> Page:
    """Enter the report of those who looked into it."""
    motion, form = queries.motion(motion_id), ReportForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("Their report on this motion"))
    service.report(motion, form.report.data, actor=current_actor(), now=clock.now())
    return _done(motion, gettext("The report is entered."))


@blueprint.route("/office/motions/<int:motion_id>/allow-again", methods=["GET", "POST"])
@open_to(Motions.ALLOW_AGAIN)
def allow_again(motion_id: int) -> Page:
    """Have the chair say why a lost motion, or one much the same, may come before its day."""
    motion, form = queries.motion(motion_id), AllowAgainForm()
    if not form.validate_on_submit():
        return _asked(form, motion, gettext("Allow that this motion comes again"))
    service.allow_again(motion, form.reason.data, actor=current_actor(), now=clock.now())
    return _done(motion, gettext("It may be proposed again."))


def _asked(form: FlaskForm, motion: Motion, title: str, introduction: str = "") -> str:
    return render_template(
        "motions/act.html", form=form, motion=motion, title=title, introduction=introduction
    )


def _done(motion: Motion, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for("motions.motion", motion_id=motion.id))

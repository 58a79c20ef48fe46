"""Asking all candidates, answering, and removing what does not belong there."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.elections import presentation, queries, service
from governance.elections.forms import AnswerForm, AskForm, ReasonForm
from governance.elections.permissions import Elections
from governance.elections.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.web.access import current_actor, open_to, require

Page = str | Response | tuple[str, int]


@blueprint.route("/elections/contests/<int:contest_id>/ask", methods=["GET", "POST"])
@open_to(Elections.ASK)
def ask(contest_id: int) -> Page:
    """Ask every candidate of a contest something."""
    contest, form, now = queries.contest(contest_id), AskForm(), clock.now()
    submission = form.pressed_once
    if form.validate_on_submit():
        service.ask(contest, form.words.data, submission=submission, actor=current_actor(), now=now)
        flash(gettext("Your question is asked. The candidates are told of it."), "success")
        return _back(contest.election_id)
    service.refuse_once_closed(contest, now=now)
    office = presentation.office_of(contest.seats)
    return render_template("elections/ask.html", form=form, contest=contest, office=office)


@blueprint.route("/elections/questions/<int:question_id>/answer", methods=["GET", "POST"])
@open_to(Elections.SEE)
def answer(question_id: int) -> Page:
    """Answer as a candidate."""
    question, form, actor = queries.hustings_question(question_id), AnswerForm(), current_actor()
    contest = queries.contest(question.contest_id)
    standing = queries.candidates_of(contest, "standing")
    own = next((each for each in standing if each.party_id == actor.party_id), None)
    if own is None:
        raise NotFound("Only candidates who stand answer here.")
    if form.validate_on_submit():
        service.answer(question, own, form.words.data, actor=actor, now=clock.now())
        flash(gettext("Your answer is added."), "success")
        return _back(contest.election_id)
    service.refuse_once_closed(contest, now=clock.now())
    return render_template("elections/answer.html", form=form, question=question, contest=contest)


@blueprint.route("/elections/questions/<int:question_id>/remove", methods=["GET", "POST"])
@open_to(Elections.RUN)
def remove_question(question_id: int) -> Page:
    """Ask for the reason, then remove a question with its answers from view."""
    question, form = queries.hustings_question(question_id), ReasonForm()
    contest = queries.contest(question.contest_id)
    if form.validate_on_submit():
        actor = require(Elections.RUN)
        service.remove_question(question, form.reason.data, actor=actor, now=clock.now())
        flash(gettext("The question is removed."), "success")
        return _back(contest.election_id)
    return render_template(
        "elections/remove_question.html", form=form, question=question, contest=contest
    )


def _back(election_id: int) -> Response:
    return redirect(url_for("elections.election", election_id=election_id))

"""A candidate's own pages: their page, consent, statement, photograph, and withdrawing."""

from contextlib import closing

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.elections import presentation, queries, service
from governance.elections.forms import PhotographForm, StatementForm, WithdrawForm
from governance.elections.models import Candidate
from governance.elections.permissions import Elections
from governance.elections.service import PictureNotTaken
from governance.elections.service.holding import refuse_once_closed
from governance.elections.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.files import NotTaken
from governance.web.access import current_actor, open_to, require

Page = str | Response | tuple[str, int]


@blueprint.get("/elections/candidates/<int:candidate_id>")
@open_to(Elections.SEE)
def candidate(candidate_id: int) -> Page:
    """A candidate as this person may see them."""
    found = queries.candidate(candidate_id)
    require(Elections.SEE_NOMINATION, found)
    page = presentation.of_candidate(found, current_actor(), clock.now())
    return render_template("elections/candidate.html", page=page)


@blueprint.post("/elections/candidates/<int:candidate_id>/consent")
@open_to(Elections.SEE)
def consent(candidate_id: int) -> Page:
    """Say that one is willing to serve."""
    found = _own(candidate_id)
    service.consent(found, actor=current_actor(), now=clock.now())
    flash(gettext("You have consented. You can withdraw until nominations close."), "success")
    return _to(found)


@blueprint.route("/elections/candidates/<int:candidate_id>/withdraw", methods=["GET", "POST"])
@open_to(Elections.SEE)
def withdraw(candidate_id: int) -> Page:
    """Ask once more, then end one's nomination."""
    found, form = _own(candidate_id), WithdrawForm()
    if form.validate_on_submit():
        service.withdraw(found, actor=current_actor(), now=clock.now())
        flash(gettext("You do not stand."), "success")
        return redirect(url_for("elections.election", election_id=found.election_id))
    refuse_once_closed(found.contest.election, now=clock.now())
    return render_template("elections/withdraw.html", form=form, candidate=found)


@blueprint.route("/elections/candidates/<int:candidate_id>/statement", methods=["GET", "POST"])
@open_to(Elections.SEE)
def statement(candidate_id: int) -> Page:
    """Write what one says to those who vote; a draft is kept, also one that is too long."""
    found, actor, now = _own(candidate_id), current_actor(), clock.now()
    rules = queries.rules_of(found.contest.election)
    form = StatementForm(rules, data={"words": found.draft or found.statement})
    if form.is_submitted():
        is_right = form.validate()
        words = form.words.data or ""
        if is_right or not form.csrf_token.errors:
            keep = bool(form.keep.data) or not is_right
            service.write(found, words, keep=keep, actor=actor, now=now)
        if is_right:
            flash(_kept(form), "success")
            return _to(found)
    else:
        refuse_once_closed(found.contest.election, now=now)
    return render_template("elections/statement.html", form=form, candidate=found, rules=rules)


@blueprint.route("/elections/candidates/<int:candidate_id>/photograph", methods=["GET", "POST"])
@open_to(Elections.SEE)
def show_photograph(candidate_id: int) -> Page:
    """Choose a photograph; it is made small, and where it was taken is cut out."""
    found, form = _own(candidate_id), PhotographForm()
    refuse_once_closed(found.contest.election, now=clock.now())
    if form.validate_on_submit() and _shown(found, form):
        flash(gettext("Your photograph is kept."), "success")
        return _to(found)
    return render_template("elections/photograph.html", form=form, candidate=found)


@blueprint.post("/elections/candidates/<int:candidate_id>/photograph/remove")
@open_to(Elections.SEE)
def remove_photograph(candidate_id: int) -> Page:
    """Take one's photograph away."""
    found = _own(candidate_id)
    service.remove_photograph(found, actor=current_actor(), now=clock.now())
    flash(gettext("Your photograph is taken away."), "success")
    return _to(found)


def _own(candidate_id: int) -> Candidate:
    found = queries.candidate(candidate_id)
    require(Elections.STAND, found)
    return found


def _shown(found: Candidate, form: PhotographForm) -> bool:
    with closing(form.file.data) as file:
        content, name = file.read(), file.filename or ""
    words = form.words.data or ""
    try:
        service.show_photograph(found, content, name, words, actor=current_actor(), now=clock.now())
    except (NotTaken, PictureNotTaken) as refused:
        form.file.errors = [f"{refused.message} {refused.next_step}".strip()]
        return False
    return True


def _kept(form: StatementForm) -> str:
    if form.keep.data:
        return gettext("Your draft is kept. Nobody else sees it.")
    return gettext("This is your statement. You can change it until nominations close.")


def _to(candidate: Candidate) -> Response:
    return redirect(url_for("elections.candidate", candidate_id=candidate.id))

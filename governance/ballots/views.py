"""Pages of ballots: the paper, its check and receipt, the result, and the secretary's office."""

from datetime import date, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import exports, presentation, queries, service
from governance.ballots.forms.office import CallOffForm
from governance.ballots.forms.paper import TrackerForm, VoteForm, paper_sent
from governance.ballots.forms.planning import PlanForm
from governance.ballots.nonce import Nonce
from governance.ballots.permissions import Ballots
from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.motions import queries as motions
from governance.motions.models import Amendment, Motion
from governance.motions.queries import amendments
from governance.web.access import current_actor, open_to, require
from governance.web.transactions import Afterwards

blueprint = Blueprint("ballots", __name__)

Page = str | Answer | tuple[str, int]


@blueprint.get("/ballots/<int:ballot_id>")
@open_to(Ballots.SEE)
def ballot(ballot_id: int) -> Page:
    """The ballot as it stands for this person: the paper, or why there is none."""
    found, actor, now = queries.ballot(ballot_id), current_actor(), clock.now()
    if found.state == "declared":
        return redirect(url_for("ballots.result", ballot_id=ballot_id))
    page = presentation.of_ballot(found, actor, now)
    if page.may_vote:
        return _paper(VoteForm(found.question), page, Nonce.fresh(ballot_id).value)
    return render_template("ballots/ballot.html", page=page)


@blueprint.post("/ballots/<int:ballot_id>")
@open_to(Ballots.VOTE)
def check(ballot_id: int) -> Page:
    """Show the choice again before it is cast; nothing is kept yet."""
    found, actor, now = queries.ballot(ballot_id), current_actor(), clock.now()
    page = presentation.of_ballot(found, actor, now)
    if not page.may_vote:
        return redirect(url_for("ballots.ballot", ballot_id=ballot_id))
    form = VoteForm(found.question)
    nonce = request.form.get("nonce", "")
    if not form.validate_on_submit():
        return _paper(form, page, nonce)
    return render_template("ballots/check.html", page=page, choice=form.choice.data, nonce=nonce)


@blueprint.post("/ballots/<int:ballot_id>/cast")
@open_to(Ballots.VOTE)
def cast(ballot_id: int) -> Any:
    """Cast the vote. The receipt is the answer itself: a tracker belongs in no address, no log."""
    actor = current_actor()
    sent = paper_sent(request.form)
    if sent is None or actor.party_id is None:
        return redirect(url_for("ballots.ballot", ballot_id=ballot_id))
    choice, nonce = sent
    receipt = service.cast(
        ballot_id, choice, nonce=nonce, voter_id=actor.party_id, actor=actor, now=clock.now()
    )
    ballot = queries.ballot(ballot_id)
    lines = presentation.paper_in_words(ballot, receipt.paper)
    return Afterwards(lambda: render_template("ballots/receipt.html", receipt=receipt, lines=lines))


@blueprint.get("/ballots/<int:ballot_id>/result")
@open_to(Ballots.SEE)
def result(ballot_id: int) -> str:
    """The declared result: verdict, arithmetic, picture, table, proof."""
    today = clock.day_of(clock.now())
    return render_template("ballots/result.html", page=presentation.of_result(ballot_id, today))


@blueprint.get("/ballots/<int:ballot_id>/result.<any(csv, json):form>")
@open_to(Ballots.SEE)
def result_file(ballot_id: int, form: str) -> Response:
    """The declared result as a file."""
    found, declared = presentation.declared(ballot_id)
    return exports.result(found, declared, form)


@blueprint.get("/ballots/<int:ballot_id>/votes")
@open_to(Ballots.SEE)
def votes(ballot_id: int) -> str:
    """Who voted how, in an open ballot that has been declared."""
    page = presentation.of_votes(ballot_id, page=request.args.get("page", 1, type=int))
    return render_template("ballots/votes.html", page=page)


@blueprint.get("/ballots/<int:ballot_id>/votes.csv")
@open_to(Ballots.SEE)
def votes_file(ballot_id: int) -> Response:
    """The recorded votes of an open ballot as a file."""
    return exports.votes(*presentation.declared(ballot_id))


@blueprint.route("/ballots/<int:ballot_id>/my-paper", methods=["GET", "POST"])
@open_to(Ballots.SEE)
def my_paper(ballot_id: int) -> str:
    """Find one's own paper by its tracker, sent in the body so that no log has it."""
    found = queries.ballot(ballot_id)
    if found.secrecy == "open":
        abort(404)
    form = TrackerForm()
    choice = None
    if form.validate_on_submit():
        choice = queries.paper_tracked(ballot_id, form.as_kept)
        if choice is None:
            form.tracker.errors = [gettext("No paper in this ballot has this tracker; check it")]
    return render_template("ballots/my_paper.html", form=form, ballot=found, choice=choice)


@blueprint.get("/office/ballots")
@open_to(Ballots.OVERSEE)
def office() -> str:
    """Every ballot with its state and times; motions that wait for one."""
    page = presentation.of_office(current_actor(), clock.day_of(clock.now()))
    return render_template("ballots/office.html", page=page)


@blueprint.route("/office/motions/<int:motion_id>/ballot", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def plan(motion_id: int) -> Page:
    """Set a ballot on a seconded motion: fill in, check, set."""
    motion, now = motions.motion(motion_id), clock.now()
    form = PlanForm(
        needed=motions.needed_by(motion, clock.day_of(now)),
        data=presentation.usual_ballot(motion, now) if not request.form else None,
    )
    return _planned(form, motion, None, now)


@blueprint.route("/office/amendments/<int:amendment_id>/ballot", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def plan_amendment(amendment_id: int) -> Page:
    """Set a ballot on an amendment, which is ordinary business: fill in, check, set."""
    amendment, now = amendments.amendment(amendment_id), clock.now()
    motion = motions.motion(amendment.motion_id)
    usual = presentation.usual_ballot_on(amendment, motion, now)
    kind = usual["resolution_kind"]
    form = PlanForm(needed=kind, only=kind, data=usual if not request.form else None)
    return _planned(form, motion, amendment, now)


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
    flash(gettext("The ballot is called off. Its motion may be put again."), "success")
    return redirect(url_for("ballots.office"))


def _planned(form: PlanForm, motion: Motion, amendment: Amendment | None, now: datetime) -> Page:
    """Ask, show it to be checked, then set the ballot."""
    about: dict[str, Any] = {"form": form, "motion": motion, "amendment": amendment}
    if not form.validate_on_submit() or "change" in request.form:
        return _plan(about, clock.day_of(now))
    if request.form.get("confirmed") != "yes":
        check_page = presentation.of_plan(form, now)
        return render_template("ballots/plan_check.html", **about, page=check_page)
    asked = presentation.planned_from(form) | {"amendment": amendment}
    try:
        planned = service.plan(motion, **asked, actor=require(Ballots.PLAN), now=now)
    except service.BallotNotPossible as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}")
        return _plan(about, clock.day_of(now))
    flash(gettext("The ballot is set. It opens and closes by itself."), "success")
    return redirect(url_for("ballots.ballot", ballot_id=planned.id))


def _plan(about: dict[str, Any], today: date) -> str:
    from_day = today if about["amendment"] else motions.may_be_put_from(about["motion"], today)
    not_before = from_day if today < from_day else None
    return render_template("ballots/plan.html", **about, not_before=not_before)


def _paper(form: VoteForm, page: presentation.BallotPage, nonce: str) -> str:
    return render_template("ballots/paper.html", form=form, page=page, nonce=nonce)

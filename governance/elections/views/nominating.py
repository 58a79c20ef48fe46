"""Nominating, asking others to second, and seconding."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.elections import presentation, queries, service
from governance.elections.forms import FindMemberForm
from governance.elections.models import Candidate
from governance.elections.permissions import Elections
from governance.elections.service.holding import refuse_once_closed
from governance.elections.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.members.queries import party_numbered
from governance.motions.queries import MOST_FOUND, members_found
from governance.web.access import current_actor, open_to, require

Page = str | Response
MYSELF = "myself"


@blueprint.get("/elections/contests/<int:contest_id>/nominate")
@open_to(Elections.NOMINATE)
def nominate(contest_id: int) -> Page:
    """Stand oneself, or find the colleague to nominate."""
    contest, actor, now = queries.contest(contest_id), current_actor(), clock.now()
    refuse_once_closed(contest.election, now=now)
    assert actor.party_id is not None
    return render_template(
        "elections/nominate.html",
        contest=contest,
        office=presentation.office_of(contest.seats),
        rules=queries.rules_of(contest.election),
        against=presentation.reasons_of(actor.party_id, contest, now),
        **_found(),
    )


@blueprint.post("/elections/contests/<int:contest_id>/nominate")
@open_to(Elections.NOMINATE)
def send_nomination(contest_id: int) -> Page:
    """Nominate oneself or the member with that number."""
    contest, actor = queries.contest(contest_id), current_actor()
    own = request.form.get("who") == MYSELF
    whom = actor.party_id if own else party_numbered(request.form.get("member_number", type=int))
    if whom is None:
        return redirect(url_for("elections.nominate", contest_id=contest_id))
    made = service.nominate(contest, whom, actor=actor, now=clock.now())
    if own:
        flash(gettext("You are nominated, and have consented to serve."), "success")
    else:
        flash(gettext("They are nominated, and are asked whether they consent."), "success")
    return _to(made)


@blueprint.get("/elections/candidates/<int:candidate_id>/seconders")
@open_to(Elections.SEE)
def seconders(candidate_id: int) -> Page:
    """Find colleagues to ask whether they nominate too."""
    found = queries.candidate(candidate_id)
    require(Elections.SEE_NOMINATION, found)
    refuse_once_closed(found.contest.election, now=clock.now())
    page = presentation.of_candidate(found, current_actor(), clock.now())
    return render_template("elections/seconders.html", page=page, **_found())


@blueprint.post("/elections/candidates/<int:candidate_id>/seconders")
@open_to(Elections.SEE)
def ask_to_second(candidate_id: int) -> Page:
    """Ask the member with that number."""
    found = queries.candidate(candidate_id)
    asked = party_numbered(request.form.get("member_number", type=int))
    if asked is not None:
        service.ask_to_second(found, asked, actor=current_actor(), now=clock.now())
        flash(gettext("They are asked: it is on their Home, and a mail goes out."), "success")
    return redirect(url_for("elections.seconders", candidate_id=candidate_id))


@blueprint.post("/elections/candidates/<int:candidate_id>/second")
@open_to(Elections.NOMINATE)
def second(candidate_id: int) -> Page:
    """Nominate the candidate too."""
    found, actor = queries.candidate(candidate_id), current_actor()
    require(Elections.SEE_NOMINATION, found)
    service.second(found, actor=actor, now=clock.now())
    flash(gettext("You nominate them. Your name stands with it."), "success")
    return _to(found)


@blueprint.post("/elections/candidates/<int:candidate_id>/decline-to-second")
@open_to(Elections.SEE)
def decline_to_second(candidate_id: int) -> Page:
    """Say that one will not."""
    found = queries.candidate(candidate_id)
    require(Elections.SEE_NOMINATION, found)
    service.decline_to_second(found, actor=current_actor(), now=clock.now())
    flash(gettext("You do not second it. You are not asked again."), "success")
    return redirect(url_for("elections.election", election_id=found.election_id))


def _to(candidate: Candidate) -> Response:
    return redirect(url_for("elections.candidate", candidate_id=candidate.id))


def _found() -> dict[str, object]:
    """Return the form that looks for members, and whom it found."""
    form, today = FindMemberForm(request.args), clock.day_of(clock.now())
    words = form.words.data or "" if form.validate() else ""
    return {
        "form": form,
        "searched": bool(words),
        "found": members_found(words, today) if words else None,
        "most_found": MOST_FOUND,
    }

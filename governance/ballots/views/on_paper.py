"""Votes on paper: asked for by the voter or the office, printed, and marked when they come back."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import ballot_papers, presentation, queries, service, teller_queries
from governance.ballots.forms.tellers import MemberForm, OnPaperForm, WaiveForm
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.ballots.views.letterhead import as_file, letterhead
from governance.infrastructure import clock
from governance.web.access import current_actor, open_to, require

Page = str | Answer


@blueprint.route("/ballots/<int:ballot_id>/on-paper", methods=["GET", "POST"])
@open_to(Ballots.VOTE)
def on_paper(ballot_id: int) -> Page:
    """Ask for a paper instead of voting here."""
    found, form, actor = queries.ballot(ballot_id), OnPaperForm(), current_actor()
    if not form.validate_on_submit() or actor.party_id is None:
        return render_template("ballots/on_paper.html", form=form, ballot=found)
    service.ask_for_paper(ballot_id, voter_id=actor.party_id, actor=actor, now=clock.now())
    flash(gettext("You vote on paper in this ballot. The office sends you one."), "success")
    return redirect(url_for("ballots.ballot", ballot_id=ballot_id))


@blueprint.route("/office/ballots/<int:ballot_id>/papers", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def office_papers(ballot_id: int) -> Page:
    """Who votes on paper, whose envelope is back, and asking for a member who phoned."""
    found, form = queries.ballot(ballot_id), MemberForm()
    if form.validate_on_submit():
        voter_id = teller_queries.voter_by_number(ballot_id, form.member_number.data)
        if voter_id is not None:
            actor = require(Ballots.PLAN)
            service.ask_for_paper(ballot_id, voter_id=voter_id, actor=actor, now=clock.now())
            flash(gettext("They vote on paper. Post them one."), "success")
            return redirect(url_for("ballots.office_papers", ballot_id=ballot_id))
        form.member_number.errors = [gettext("Nobody of this number is on the roll; check it")]
    page = presentation.of_office_papers(found)
    return render_template("ballots/office_papers.html", form=form, page=page)


@blueprint.post("/office/ballots/<int:ballot_id>/envelopes")
@open_to(Ballots.PLAN)
def office_envelope(ballot_id: int) -> Page:
    """Mark an envelope that came back, unopened."""
    voter_id = request.form.get("voter", 0, type=int)
    service.mark_envelope(ballot_id, voter_id=voter_id, now=clock.now())
    flash(gettext("The envelope is marked. Keep it closed with the others."), "success")
    return redirect(url_for("ballots.office_papers", ballot_id=ballot_id))


@blueprint.get("/office/ballots/<int:ballot_id>/papers.csv")
@open_to(Ballots.PLAN)
def office_papers_file(ballot_id: int) -> Response:
    """Who asked for a paper, to post them; nothing of what came back."""
    queries.ballot(ballot_id)
    content = ballot_papers.asked_as_csv(ballot_id)
    return as_file(content, f"ballot-{ballot_id}-papers.csv", "text/csv")


@blueprint.get("/office/ballots/<int:ballot_id>/papers.pdf")
@open_to(Ballots.PLAN)
def office_papers_printed(ballot_id: int) -> Response:
    """The ballot paper to print, as many as asked for one, in ordinary or large print."""
    found = queries.ballot(ballot_id)
    is_large = request.args.get("print") == "large"
    copies = request.args.get("copies", 1, type=int)
    content = ballot_papers.printed(
        found, copies=copies, is_large=is_large, letterhead=letterhead(), made_at=clock.now()
    )
    return as_file(content, f"ballot-{ballot_id}-paper.pdf", "application/pdf")


@blueprint.route("/office/ballots/<int:ballot_id>/tellers", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def office_tellers(ballot_id: int) -> Page:
    """Who types in the papers, and appointing somebody to."""
    found, form = queries.ballot(ballot_id), MemberForm()
    if form.validate_on_submit():
        party_id = teller_queries.member_of_number(form.member_number.data)
        if party_id is not None:
            actor = require(Ballots.PLAN)
            service.appoint_teller(found, party_id, actor=actor, now=clock.now())
            flash(gettext("They are a teller of this ballot."), "success")
            return redirect(url_for("ballots.office_tellers", ballot_id=ballot_id))
        form.member_number.errors = [gettext("Nobody has this member number; check it")]
    tellers = teller_queries.tellers(ballot_id)
    return render_template("ballots/tellers.html", form=form, ballot=found, tellers=tellers)


@blueprint.post("/office/ballots/<int:ballot_id>/tellers/free")
@open_to(Ballots.PLAN)
def office_teller_freed(ballot_id: int) -> Page:
    """Free a teller's place for another."""
    service.give_up_place(queries.ballot(ballot_id), request.form.get("teller", 0, type=int))
    flash(gettext("The place is free. What was typed there is gone."), "success")
    return redirect(url_for("ballots.office_tellers", ballot_id=ballot_id))


@blueprint.route("/office/ballots/<int:ballot_id>/without-papers", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def office_waive(ballot_id: int) -> Page:
    """Ask a scrutineer to agree that the ballot is counted without its papers."""
    found, form = queries.ballot(ballot_id), WaiveForm()
    if not form.validate_on_submit():
        paper = teller_queries.on_paper(ballot_id)
        return render_template("ballots/waive.html", form=form, ballot=found, paper=paper)
    actor = require(Ballots.PLAN)
    service.ask_to_waive(found, reason=form.reason.data, actor=actor, now=clock.now())
    flash(gettext("A scrutineer must agree before the ballot is counted without them."), "success")
    return redirect(url_for("ballots.office_papers", ballot_id=ballot_id))

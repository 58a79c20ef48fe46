"""The voter’s pages: the paper, its check and receipt, and one’s own paper again."""

from typing import Any

from flask import (
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import presentation, queries, service
from governance.ballots.forms.paper import TrackerForm, VoteForm, paper_sent
from governance.ballots.nonce import Nonce
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import current_actor, open_to
from governance.web.transactions import Afterwards

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


def _paper(form: VoteForm, page: presentation.BallotPage, nonce: str) -> str:
    return render_template("ballots/paper.html", form=form, page=page, nonce=nonce)

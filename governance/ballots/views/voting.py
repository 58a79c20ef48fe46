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
from governance.ballots.forms.paper import (
    PaperForm,
    TrackerForm,
    nonce_sent,
    paper_form,
    paper_sent,
    voter_sent,
)
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
        nonce = Nonce.fresh(ballot_id).value
        return show_paper(paper_form(found, nonce), page, nonce)
    return render_template("ballots/ballot.html", page=page)


@blueprint.post("/ballots/<int:ballot_id>")
@open_to(Ballots.VOTE)
def check(ballot_id: int) -> Page:
    """Show the answers again before they are cast, or the paper to change them; nothing is kept."""
    found, actor, now = queries.ballot(ballot_id), current_actor(), clock.now()
    page = presentation.of_ballot(found, actor, now)
    if not page.may_vote:
        return redirect(url_for("ballots.ballot", ballot_id=ballot_id))
    nonce, changed = nonce_sent(request.form, ballot_id), paper_sent(request.form, found)
    if changed is not None:
        return show_paper(paper_form(found, nonce, paper=changed[0]), page, nonce)
    form = paper_form(found, nonce)
    if not form.validate_on_submit():
        return show_paper(form, page, nonce)
    answers = presentation.answers_shown(found, form.as_text)
    about = {"page": page, "answers": answers, "paper": form.as_text, "nonce": nonce}
    return render_template("ballots/check.html", **about)


@blueprint.post("/ballots/<int:ballot_id>/cast")
@open_to(Ballots.VOTE)
def cast(ballot_id: int) -> Any:
    """Cast the vote. The receipt is the answer itself: a tracker belongs in no address, no log."""
    actor, ballot = current_actor(), queries.ballot(ballot_id)
    sent = paper_sent(request.form, ballot)
    if sent is None or actor.party_id is None:
        return redirect(url_for("ballots.ballot", ballot_id=ballot_id))
    paper, nonce = sent
    voter_id = voter_sent(request.form, actor.party_id)
    receipt = service.cast(
        ballot_id, paper, nonce=nonce, voter_id=voter_id, actor=actor, now=clock.now()
    )
    about = {"receipt": receipt, "answers": presentation.answers_shown(ballot, receipt.paper)}
    return Afterwards(lambda: render_template("ballots/receipt.html", **about))


@blueprint.route("/ballots/<int:ballot_id>/my-paper", methods=["GET", "POST"])
@open_to(Ballots.SEE)
def my_paper(ballot_id: int) -> str:
    """Find one's own paper by its tracker, sent in the body so that no log has it."""
    found = queries.ballot(ballot_id)
    if found.secrecy == "open":
        abort(404)
    form, answers, paths = TrackerForm(), None, []
    if form.validate_on_submit():
        paper = queries.paper_tracked(ballot_id, form.as_kept)
        if paper is None:
            form.tracker.errors = [gettext("No paper in this ballot has this tracker; check it")]
        else:
            answers = presentation.answers_shown(found, paper)
            declared = queries.declaration(ballot_id)
            paths = presentation.paths_of(found, declared, paper) if declared else []
    about = {"form": form, "ballot": found, "answers": answers, "paths": paths}
    return render_template("ballots/my_paper.html", **about)


def show_paper(form: PaperForm, page: presentation.BallotPage, nonce: str) -> str:
    """Return the page of the paper, as far as it is filled in."""
    questions = presentation.to_be_marked(page, form, nonce)
    about = {"form": form, "page": page, "questions": questions, "nonce": nonce}
    return render_template("ballots/paper.html", **about)

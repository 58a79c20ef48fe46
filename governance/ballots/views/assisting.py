"""Voting with help: a member marks their paper at a teller's device, and the teller casts it.

Whether somebody has voted is not told before a paper is cast: else a teller could find out of
anybody by typing their number.
"""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from governance.ballots import presentation, queries, service, teller_queries
from governance.ballots.forms.paper import nonce_sent, paper_form, paper_sent
from governance.ballots.forms.tellers import MemberForm
from governance.ballots.models import Ballot
from governance.ballots.nonce import Nonce
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.web.access import current_actor, open_to
from governance.web.transactions import Afterwards

Page = str | Answer


@blueprint.route("/ballots/<int:ballot_id>/assist", methods=["GET", "POST"])
@open_to(Ballots.TELL)
def assist(ballot_id: int) -> Page:
    """Say whom one helps, by their member number."""
    found, form = _of_teller(ballot_id), MemberForm()
    if form.validate_on_submit():
        voter_id = teller_queries.voter_by_number(ballot_id, form.member_number.data)
        if voter_id is not None:
            paper = url_for("ballots.assisted", ballot_id=ballot_id, voter_id=voter_id)
            return redirect(paper)
        form.member_number.errors = [gettext("Nobody of this number is on the roll; check it")]
    return render_template("ballots/assist.html", form=form, ballot=found)


@blueprint.get("/ballots/<int:ballot_id>/assist/<int:voter_id>")
@open_to(Ballots.TELL)
def assisted(ballot_id: int, voter_id: int) -> str:
    """The paper, for the member to mark at this device."""
    found, nonce = _of_teller(ballot_id), Nonce.fresh(ballot_id).value
    return _paper(found, voter_id, paper_form(found, nonce), nonce)


@blueprint.post("/ballots/<int:ballot_id>/assist/<int:voter_id>")
@open_to(Ballots.TELL)
def check_assisted(ballot_id: int, voter_id: int) -> str:
    """Show the answers again before they are cast; nothing is kept."""
    found = _of_teller(ballot_id)
    nonce, changed = nonce_sent(request.form, ballot_id), paper_sent(request.form, found)
    if changed is not None:
        return _paper(found, voter_id, paper_form(found, nonce, paper=changed[0]), nonce)
    form = paper_form(found, nonce)
    if not form.validate_on_submit():
        return _paper(found, voter_id, form, nonce)
    about = {
        "page": _page(found, voter_id),
        "answers": presentation.answers_shown(found, form.as_text),
        "paper": form.as_text,
        "nonce": nonce,
        "cast_at": url_for("ballots.cast_assisted", ballot_id=ballot_id, voter_id=voter_id),
        "change_at": url_for("ballots.check_assisted", ballot_id=ballot_id, voter_id=voter_id),
    }
    return render_template("ballots/check.html", **about)


@blueprint.post("/ballots/<int:ballot_id>/assist/<int:voter_id>/cast")
@open_to(Ballots.TELL)
def cast_assisted(ballot_id: int, voter_id: int) -> Any:
    """Cast the member's vote, counted among those that were cast with help."""
    ballot, actor = _of_teller(ballot_id), current_actor()
    sent = paper_sent(request.form, ballot)
    if sent is None:
        return redirect(url_for("ballots.assist", ballot_id=ballot_id))
    paper, nonce = sent
    whose: dict[str, Any] = {"voter_id": voter_id, "channel": teller_queries.ASSISTED}
    receipt = service.cast(ballot_id, paper, nonce=nonce, **whose, actor=actor, now=clock.now())
    shown = {"receipt": receipt, "answers": presentation.answers_shown(ballot, receipt.paper)}
    return Afterwards(lambda: render_template("ballots/receipt.html", **shown))


def _of_teller(ballot_id: int) -> Ballot:
    """Return the ballot if whoever asks may help in it."""
    found = queries.ballot(ballot_id)
    service.refuse_unless_teller(found, current_actor())
    return found


def _page(ballot: Ballot, voter_id: int) -> presentation.BallotPage:
    """Return the ballot as it stands for the voter, but for what tells whether they have voted."""
    page = presentation.of_ballot(ballot, Actor(party_id=voter_id), clock.now())
    return replace(page, ways=[], own_vote=[])


def _paper(ballot: Ballot, voter_id: int, form: Any, nonce: str) -> str:
    page = _page(ballot, voter_id)
    about = {
        "form": form,
        "page": page,
        "questions": presentation.to_be_marked(page, form, nonce),
        "nonce": nonce,
        "helped": teller_queries.name_of(voter_id),
    }
    return render_template("ballots/paper.html", **about)

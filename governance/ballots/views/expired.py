"""A paper sent from a page that was open too long: what was marked comes back, nothing is cast."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError

from governance.ballots import presentation, queries
from governance.ballots.forms.paper import nonce_sent, paper_form, paper_sent
from governance.ballots.views.blueprint import blueprint
from governance.ballots.views.voting import show_paper
from governance.infrastructure import clock
from governance.web import errors
from governance.web.access import current_actor

OF_PAPERS = ("ballots.check", "ballots.cast")


@blueprint.errorhandler(CSRFError)
def paper_comes_back(error: CSRFError) -> Any:
    """Show the paper again as marked; whoever was signed out signs in beside it first."""
    if request.endpoint not in OF_PAPERS or not _is_of_our_own_page():
        return errors.form_expired(error)
    ballot_id = int((request.view_args or {})["ballot_id"])
    ballot, actor = queries.ballot(ballot_id), current_actor()
    if not actor.is_signed_in:
        marked = [each for each in request.form.items(multi=True) if each[0] != "csrf_token"]
        action = url_for("ballots.check", ballot_id=ballot_id)
        return render_template("ballots/signed_out.html", marked=marked, action=action), 400
    page, nonce = (
        presentation.of_ballot(ballot, actor, clock.now()),
        nonce_sent(request.form, ballot_id),
    )
    if not page.may_vote:
        return errors.form_expired(error)
    sent = paper_sent(request.form, ballot)
    form = paper_form(ballot, nonce, paper=sent[0] if sent else None)
    form.form_errors.append(
        gettext(
            "This page was open too long, or you were signed out. Nothing was cast: check what "
            "you marked and send it once more."
        )
    )
    return show_paper(form, page, nonce), 400


def _is_of_our_own_page() -> bool:
    """Say whether the browser vouches for it: nobody else's page may fill in a paper."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"

"""The declared result, who voted how in an open ballot, and both as files."""

from flask import (
    Response,
    render_template,
    request,
)
from werkzeug.wrappers import Response as Answer

from governance.ballots import exports, presentation
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import open_to

Page = str | Answer | tuple[str, int]


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

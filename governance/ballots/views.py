"""Pages of ballots."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("ballots", __name__)


@blueprint.get("/office/ballots")
@open_to(SIGNED_IN)
def office() -> str:
    return render_template("ballots/office.html")

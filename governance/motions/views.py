"""Pages of motions."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("motions", __name__)


@blueprint.get("/decisions")
@open_to(SIGNED_IN)
def decisions() -> str:
    return render_template("motions/decisions.html")

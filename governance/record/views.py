"""Pages of record."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("record", __name__)


@blueprint.get("/office/record")
@open_to(SIGNED_IN)
def office() -> str:
    return render_template("record/office.html")

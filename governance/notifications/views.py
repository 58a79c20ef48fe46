"""Pages of notifications."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/office/mail")
@open_to(SIGNED_IN)
def office() -> str:
    return render_template("notifications/office.html")

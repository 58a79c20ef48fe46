"""Pages of home."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to(SIGNED_IN)
def home() -> str:
    return render_template("home/home.html")


@blueprint.get("/office")
@open_to(SIGNED_IN)
def office() -> str:
    return render_template("home/office.html")

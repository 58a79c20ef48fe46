"""Pages of members."""

from flask import Blueprint, render_template

from governance.web.access import SIGNED_IN, open_to

blueprint = Blueprint("members", __name__)


@blueprint.get("/register")
@open_to(SIGNED_IN)
def register() -> str:
    return render_template("members/register.html")


@blueprint.get("/membership")
@open_to(SIGNED_IN)
def membership() -> str:
    return render_template("members/membership.html")


@blueprint.get("/office/imports")
@open_to(SIGNED_IN)
def imports() -> str:
    return render_template("members/imports.html")

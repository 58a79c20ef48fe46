"""Pages of accounts."""

from flask import Blueprint, render_template

from governance.web.access import ANYONE, SIGNED_IN, open_to

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@open_to(ANYONE)
def sign_in() -> str:
    return render_template("accounts/sign_in.html")


@blueprint.get("/office/roles")
@open_to(SIGNED_IN)
def roles() -> str:
    return render_template("accounts/roles.html")

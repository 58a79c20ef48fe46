"""Signing in and out, and a forgotten password."""

from typing import Any
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.accounts import service, sessions
from governance.accounts.forms import ForgottenPasswordForm, SignInForm
from governance.accounts.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import ANYONE, current_actor, open_to


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to(ANYONE)
def sign_in() -> Any:
    """Let a person in, and lead on to the page they wanted."""
    form = SignInForm()
    if not form.validate_on_submit():
        if request.method == "GET" and current_actor().is_signed_in:
            return redirect(wanted_page())
        return render_template("accounts/sign_in.html", form=form), 400 if form.errors else 200
    email, password = form.email.data, form.password.data
    admission = service.sign_in(email, password, network=network(), now=clock.now())
    if admission is None:
        wrong = gettext("The email address and the password do not belong together. Check both.")
        form.form_errors.append(wrong)
        return render_template("accounts/sign_in.html", form=form), 400
    sessions.begin(admission)
    return redirect(wanted_page(), 303)


@blueprint.post("/sign-out")
@open_to(ANYONE)
def sign_out() -> Any:
    """End this browser's session."""
    sessions.end()
    flash(gettext("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@open_to(ANYONE)
def forgotten_password() -> Any:
    """Have a link sent; the answer is the same whether the address has an account."""
    form = ForgottenPasswordForm()
    if not form.validate_on_submit():
        page = render_template("accounts/forgotten_password.html", form=form)
        return page, 400 if form.errors else 200
    service.ask_for_reset(form.email.data, network=network(), now=clock.now())
    return redirect(url_for("accounts.link_sent"), 303)


@blueprint.get("/forgotten-password/sent")
@open_to(ANYONE)
def link_sent() -> str:
    """Say where to look for the link."""
    return render_template("accounts/link_sent.html")


def wanted_page() -> str:
    """Return the page that was asked for before signing in, if it is one of ours, else home."""
    wanted = request.args.get("next", "")
    return wanted if is_local(wanted) else url_for("home.home")


def is_local(path: str) -> bool:
    """Say whether it is a path on this site; browsers read backslashes and tabs in odd ways."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if any(letter.isspace() or not letter.isprintable() for letter in path):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def network() -> str:
    """Return the network address of the one who asks."""
    return request.remote_addr or ""

"""Links that came by mail: an invitation, or a new password for a forgotten one.

Opening a link uses nothing up, for mail scanners open them too; sending its form does.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.accounts import queries, service, sessions, tokens
from governance.accounts.forms import NewPasswordForm
from governance.accounts.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import ANYONE, open_to


@blueprint.route("/invitation/<text>", methods=["GET", "POST"])
@open_to(ANYONE)
def invitation(text: str) -> Any:
    """Choose the first password, and be let in."""
    welcome = gettext("Your account is ready, and you are signed in.")
    return _choose_password(text, "invitation", service.accept_invitation, welcome)


@blueprint.route("/new-password/<text>", methods=["GET", "POST"])
@open_to(ANYONE)
def new_password(text: str) -> Any:
    """Choose a new password for a forgotten one, and be let in."""
    done = gettext("You have a new password. Every other device was signed out.")
    return _choose_password(text, "reset", service.reset_password, done)


def _choose_password(
    text: str, purpose: tokens.Purpose, choose: Callable[..., service.Admission], done: str
) -> Any:
    now, form = clock.now(), NewPasswordForm()
    try:
        opened = _opened(text, purpose, now)
        if form.validate_on_submit():
            sessions.begin(choose(text, form.password.data, now=now))
            flash(done, "success")
            return redirect(url_for("home.home"), 303)
    except tokens.LinkRefused as refusal:
        return render_template("accounts/link_refused.html", refusal=refusal), refusal.status
    except service.PasswordRefused as refusal:
        form.password.errors = [refusal.message]
    page = render_template(f"accounts/{purpose}.html", form=form, opened=opened)
    return page, 400 if form.errors else 200


def _opened(text: str, purpose: tokens.Purpose, now: datetime) -> tokens.Opened:
    with queries.glance() as connection:
        return tokens.opened(text, purpose, connection=connection, now=now)

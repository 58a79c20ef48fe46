"""A person's own account."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.accounts import queries, service, sessions
from governance.accounts.forms import ChangePasswordForm
from governance.accounts.views.blueprint import blueprint
from governance.accounts.views.signing_in import network
from governance.accounts.views.words import title_of
from governance.infrastructure import clock
from governance.web.access import SIGNED_IN, current_actor, open_to


@blueprint.get("/account")
@open_to(SIGNED_IN)
def account() -> str:
    """Show the account: name, address, roles, and how to be signed out everywhere."""
    actor = current_actor()
    assert actor.party_id is not None
    roles = [title_of(role) for role in queries.roles_of(actor.party_id)]
    found = queries.account_of(actor.party_id)
    return render_template("accounts/account.html", account=found, roles=roles)


@blueprint.route("/account/password", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def change_password() -> Any:
    """Change the password with the old one; other devices are signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            admission = _changed(form)
        except service.PasswordRefused as refusal:
            form.new.errors = [refusal.message]
        else:
            if admission is not None:
                sessions.begin(admission)
                flash(
                    gettext("Your password is changed. Other devices were signed out."), "success"
                )
                return redirect(url_for("accounts.account"), 303)
            form.old.errors = [gettext("This is not the password you have now. Enter it again.")]
    page = render_template("accounts/change_password.html", form=form)
    return page, 400 if form.errors else 200


@blueprint.post("/account/sign-out-everywhere")
@open_to(SIGNED_IN)
def sign_out_everywhere() -> Any:
    """End every session of this account."""
    actor = current_actor()
    assert actor.account_id is not None
    service.sign_out_everywhere(actor.account_id, actor=actor, now=clock.now())
    sessions.end()
    flash(gettext("You are signed out on every device."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


def _changed(form: ChangePasswordForm) -> service.Admission | None:
    actor = current_actor()
    assert actor.account_id is not None
    return service.change_password(
        actor.account_id,
        old=form.old.data,
        new=form.new.data,
        network=network(),
        actor=actor,
        now=clock.now(),
    )

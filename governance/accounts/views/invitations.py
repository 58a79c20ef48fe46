"""Inviting people to set up their account."""

from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from governance.accounts import queries, service
from governance.accounts.permissions import Accounts
from governance.accounts.tokens import LASTS
from governance.accounts.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import current_actor, open_to

MOST_ROUNDS = 20
DAYS_OPEN = LASTS["invitation"].days


@blueprint.get("/office/invitations")
@open_to(Accounts.INVITE)
def invitations() -> str:
    """Say how many members are in, and offer to invite the others."""
    now = clock.now()
    return render_template(
        "accounts/invitations.html",
        figures_of=queries.invitations(on=clock.day_of(now)),
        rounds=queries.invitation_rounds(now=now, most=MOST_ROUNDS),
        days_open=DAYS_OPEN,
        job=queries.newest_job(service.INVITE_MEMBERS),
    )


@blueprint.post("/office/invitations")
@open_to(Accounts.INVITE)
def invite_members() -> Any:
    """Have everyone invited who is a member with an address and no account."""
    service.invite_members(actor=current_actor(), now=clock.now())
    flash(gettext("The invitations are being made. You may leave this page."), "success")
    return redirect(url_for("accounts.invitations"), 303)


@blueprint.post("/office/invitations/take-back")
@open_to(Accounts.INVITE)
def take_back_round() -> Any:
    """Take back what one round sent and nobody accepted yet."""
    try:
        at = datetime.fromisoformat(request.form.get("at", ""))
    except ValueError:
        abort(400)
    if at.tzinfo is None:
        abort(400)
    count = service.take_back_round(at, now=clock.now())
    taken = ngettext(
        "%(num)s invitation was taken back.", "%(num)s invitations were taken back.", count
    )
    flash(taken, "success")
    return redirect(url_for("accounts.invitations"), 303)


@blueprint.post("/office/people/<int:party_id>/invitation")
@open_to(Accounts.INVITE)
def invite(party_id: int) -> Any:
    """Invite one person, or send them a new invitation."""
    service.invite(party_id, actor=current_actor(), now=clock.now())
    said = gettext(
        "The invitation is on its way. Its link works for %(days)s days.", days=DAYS_OPEN
    )
    flash(said, "success")
    return redirect(url_for("accounts.role_of", party_id=party_id), 303)


@blueprint.post("/office/people/<int:party_id>/invitation/take-back")
@open_to(Accounts.INVITE)
def take_back(party_id: int) -> Any:
    """Take one person's invitation back."""
    service.take_back(party_id, now=clock.now())
    flash(gettext("The invitation is taken back; its link no longer works."), "success")
    return redirect(url_for("accounts.role_of", party_id=party_id), 303)

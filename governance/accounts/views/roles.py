"""Who holds which role, since when and why; giving and withdrawing one."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.accounts import queries, service
from governance.accounts.forms import FindPersonForm, GiveRoleForm, WithdrawRoleForm
from governance.accounts.permissions import Accounts, RoleChange
from governance.accounts.views.blueprint import blueprint
from governance.accounts.views.words import PURPOSES, TITLES, title_of
from governance.infrastructure import clock, permissions
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.web.access import current_actor, open_to, require
from governance.web.widgets import choice

A_PAGE = 25
LAST_PAGE = 10_000  # further on, databases refuse the number
MOST_FOUND = 20


@blueprint.get("/office/roles")
@open_to(Accounts.SEE_ROLES)
def roles() -> str:
    """List who holds which role, and who held one before."""
    now, page = clock.now(), min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    form = FindPersonForm(request.args)
    found = queries.people_called(form.name.data, most=MOST_FOUND) if form.name.data else []
    past, total = queries.past_holdings(page=page, of=A_PAGE, now=now)
    return render_template(
        "accounts/roles.html",
        form=form,
        found=found,
        holdings=queries.holdings(now=now),
        past=past,
        page=page,
        pages=-(-total // A_PAGE),
        titles=TITLES,
    )


@blueprint.route("/office/people/<int:party_id>/roles", methods=["GET", "POST"])
@open_to(Accounts.SEE_ROLES)
def role_of(party_id: int) -> Any:
    """Show one person's roles and account, and give them a role."""
    now, entry = clock.now(), _entry_or_404(party_id)
    form = GiveRoleForm()
    form.role.choices = _choices(party_id)
    if form.role.choices and form.validate_on_submit():
        role = Role(form.role.data)
        actor = require(Accounts.CHANGE_ROLES, RoleChange(party_id, role))
        service.give_role(party_id, role, reason=form.reason.data, actor=actor, now=now)
        given = gettext("%(name)s now has the role %(role)s.", name=entry.name, role=title_of(role))
        flash(given, "success")
        return redirect(url_for("accounts.role_of", party_id=party_id), 303)
    page = render_template("accounts/role_of.html", form=form, **_told_of(entry))
    return page, 400 if form.errors else 200


@blueprint.route("/office/people/<int:party_id>/roles/<role>/withdraw", methods=["GET", "POST"])
@open_to(Accounts.CHANGE_ROLES)
def role_withdrawn(party_id: int, role: str) -> Any:
    """Withdraw a role from a person, with the reason."""
    entry, held = _entry_or_404(party_id), _role_or_404(role)
    actor = require(Accounts.CHANGE_ROLES, RoleChange(party_id, held))
    form = WithdrawRoleForm()
    if form.validate_on_submit():
        service.withdraw_role(party_id, held, reason=form.reason.data, actor=actor, now=clock.now())
        flash(gettext("The role is withdrawn, and the record says so."), "success")
        return redirect(url_for("accounts.roles"), 303)
    page = render_template(
        "accounts/role_withdrawn.html", form=form, entry=entry, role=title_of(held)
    )
    return page, 400 if form.errors else 200


def _told_of(entry: RegisterEntry) -> dict[str, Any]:
    now, account = clock.now(), queries.account_of(entry.party_id)
    held = queries.holdings_of(entry.party_id, now=now)
    return {
        "entry": entry,
        "titles": TITLES,
        "account": account,
        "invitation": queries.live_invitation_of(account.id, now=now) if account else None,
        "current": [holding for holding in held if holding.withdrawn_at is None],
        "past": [holding for holding in held if holding.withdrawn_at is not None],
        "may_withdraw": {role: _may_change(entry.party_id, role) for role in Role},
    }


def _choices(party_id: int) -> list[Any]:
    actor, held = current_actor(), queries.roles_of(party_id)
    if actor.party_id == party_id:
        return []
    return [
        choice(role.value, TITLES[role], hint=PURPOSES[role])
        for role in PURPOSES
        if role not in held and _may_change(party_id, role)
    ]


def _may_change(party_id: int, role: Role) -> bool:
    return permissions.may(current_actor(), Accounts.CHANGE_ROLES, RoleChange(party_id, role))


def _entry_or_404(party_id: int) -> RegisterEntry:
    entry = db.session.get(RegisterEntry, party_id)
    return entry if entry is not None else abort(404)


def _role_or_404(name: str) -> Role:
    return Role(name) if name in set(Role) else abort(404)

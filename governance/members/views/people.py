"""One person: their page for officers, one's own entry, and a member's suspension."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.errors import NotFound
from governance.members import life, look_words, queries, service, standing
from governance.members.access_log import looks_at, looks_at_lists
from governance.members.as_at import AsAt, entries_at
from governance.members.forms.register import ConfirmForm, SuspendForm
from governance.members.looking import note_person
from governance.members.models import RegisterEntry
from governance.members.permissions import Members
from governance.members.register_search import Listed
from governance.members.reporting import Managers, managers_at
from governance.members.views.blueprint import blueprint
from governance.members.views.moment import moment_asked, present, told_of
from governance.reckoning.rules.kinds.membership import MembershipRules
from governance.rulebook.queries import rules_on
from governance.web.access import SIGNED_IN, current_actor, open_to

ROLES_PAGE = "accounts.role_of"
HOLDER_PAGE = "ledger.book_holder"


@blueprint.get("/membership")
@open_to(SIGNED_IN)
def membership() -> str:
    """Show one's own entry."""
    actor, today = current_actor(), clock.day_of(clock.now())
    entry = queries.entry(actor.party_id) if actor.party_id else None
    told = life.of(entry.party_id, today=today) if entry else None
    looks = looks_at(entry.party_id) if entry else []
    lists_seen = looks_at_lists(entry.party_id) if entry else []
    may_read = permissions.may(actor, Members.READ_REGISTER)
    return render_template(
        "members/membership.html",
        entry=entry,
        life=told,
        managers=_managers(told, entry.party_id, AsAt(today)) if entry and told else {},
        suspension=standing.suspension_of(entry.party_id, today) if entry else None,
        while_suspended=_while_suspended(today),
        standings=standing.standings_of([entry.party_id], today) if entry else {},
        today=today,
        looks=[(each, look_words.told(each)) for each in looks],
        lists_seen=[(each, look_words.told(each)) for each in lists_seen],
        may_read_register=may_read,
        own_pages=[page for make in _makers_of_own_pages() if (page := make(actor))],
    )


@blueprint.get("/register/<int:party_id>")
@open_to(Members.READ_PEOPLE)
def person(party_id: int) -> str:
    """Show what the register has of a person, now and through time, and note who looked."""
    at = moment_asked()
    entry, moment = _entry_at(at, party_id), at or present()
    note_person(party_id, at=moment)
    told = life.of(party_id, today=moment.on, known=moment.known)
    is_listed = at is None or told.has_begun
    return render_template(
        "members/person.html" if entry and is_listed else "members/person_unknown.html",
        entry=entry,
        party_id=party_id,
        life=told,
        managers=_managers(told, party_id, moment),
        suspension=standing.suspension_of(party_id, moment.on, moment.known, to_come=at is None),
        standings=standing.standings_of([party_id], moment.on, moment.known),
        links=life.links_of(party_id, moment.known),
        names=queries.names_of(life.authors_of(party_id)),
        today=moment.on,
        may_suspend=at is None and permissions.may(current_actor(), Members.SUSPEND),
        roles=url_for(ROLES_PAGE, party_id=party_id) if _may_open(ROLES_PAGE) else "",
        holder_pages=current_app.extensions["folkmoot_holder_pages"](party_id)
        if _may_open(HOLDER_PAGE)
        else [],
        way_back=url_for("members.person", party_id=party_id),
        **told_of(at, of=party_id),
    )


@blueprint.route("/register/<int:party_id>/suspend", methods=["GET", "POST"])
@open_to(Members.SUSPEND)
def person_suspend(party_id: int) -> Any:
    """Ask from when to when and why, and suspend."""
    entry, form, now = _entry(party_id), SuspendForm(), clock.now()
    if not form.is_submitted():
        form.first_day.data = clock.day_of(now)
    if form.validate_on_submit() and _suspended(party_id, form, now):
        flash(gettext("%(name)s is suspended.", name=entry.name), "success")
        return redirect(url_for("members.person", party_id=party_id), 303)
    left = _while_suspended(clock.day_of(now))
    page = render_template("members/suspend.html", entry=entry, form=form, while_suspended=left)
    return page, 400 if form.errors else 200


@blueprint.route("/register/<int:party_id>/restore", methods=["GET", "POST"])
@open_to(Members.SUSPEND)
def person_restore(party_id: int) -> Any:
    """Ask once more, and end the suspension."""
    entry, form, now = _entry(party_id), ConfirmForm(), clock.now()
    to_person = redirect(url_for("members.person", party_id=party_id), 303)
    if not queries.suspensions_of(party_id, since=clock.day_of(now)):
        flash(gettext("They are not suspended. Nothing was changed."), "notice")
        return to_person
    if form.validate_on_submit():
        service.restore(party_id, actor=current_actor(), now=now)
        flash(gettext("%(name)s may vote again.", name=entry.name), "success")
        return to_person
    form.submit.label.text = gettext("End the suspension")
    return render_template("members/restore.html", entry=entry, form=form)


def _while_suspended(day: date) -> str:
    """Return what the rules of a day leave to a suspended member."""
    rules = rules_on(day).of(MembershipRules)
    return str(rules.while_suspended_in_words().translated(gettext))


def _entry_at(at: AsAt | None, party_id: int) -> Listed | None:
    """Return the entry of today, or the one of another day if anything was known at the link."""
    entry = _entry(party_id)
    return entry if at is None else entries_at([party_id], at).get(party_id)


def _suspended(party_id: int, form: SuspendForm, now: datetime) -> bool:
    """Suspend as the form says, and say whether it was done; what does not fit stands beside it."""
    beside = {
        service.NotThatWayRound: form.last_day,
        service.NotAMember: form.first_day,
        service.AlreadySuspended: form.first_day,
    }
    try:
        service.suspend(
            party_id,
            reason=form.reason.data,
            decided_by=form.decided_by.data,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            actor=current_actor(),
            now=now,
        )
    except tuple(beside) as refusal:
        beside[type(refusal)].errors = [refusal.message]
        return False
    return True


def _entry(party_id: int) -> RegisterEntry:
    found = queries.entry(party_id)
    if found is None:
        raise NotFound("Nobody is registered at this address.")
    return found


def _managers(told: life.Life, party_id: int, at: AsAt) -> Managers:
    return managers_at({party_id: told.manager_refs}, at)[party_id]


def _makers_of_own_pages() -> list[Callable[[Actor], dict[str, str] | None]]:
    """Return what features above this one make of an actor: label, href and text, or nothing."""
    made: list[Callable[[Actor], dict[str, str] | None]]
    made = current_app.extensions["folkmoot_own_pages"]
    return made


def _may_open(page: str) -> bool:
    """Say whether a page of a feature above this one opens to who asks."""
    audience = getattr(current_app.view_functions.get(page), "audience", None)
    return audience is not None and permissions.may(current_actor(), audience)

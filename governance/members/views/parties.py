"""Organisations that are entered by hand, and correcting anybody's name and addresses."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members import life, queries, service
from governance.members.forms.parties import (
    SINCE,
    OrganisationContactForm,
    PersonContactForm,
    StakeholderForm,
)
from governance.members.looking import note_person
from governance.members.permissions import Members
from governance.members.views.blueprint import blueprint
from governance.web.access import current_actor, open_to


@blueprint.route("/register/organisations/add", methods=["GET", "POST"])
@open_to(Members.ENTER)
def stakeholder_add() -> Any:
    """Ask who it is, and enter it."""
    form, now = StakeholderForm(), clock.now()
    if not form.is_submitted():
        form.known_from.data = clock.day_of(now)
    if form.validate_on_submit():
        party_id = service.add_stakeholder(
            service.PartyKind(form.kind.data),
            form.words(),
            known_from=form.known_from.data,
            member_since=form.member_since.data,
            actor=current_actor(),
            now=now,
        )
        flash(gettext("%(name)s is in the register.", name=form.name.data), "success")
        return redirect(url_for("members.person", party_id=party_id), 303)
    return render_template("members/stakeholder_add.html", form=form), 400 if form.errors else 200


@blueprint.route("/register/<int:party_id>/contact", methods=["GET", "POST"])
@open_to(Members.ENTER)
def person_contact(party_id: int) -> Any:
    """Show the name and addresses as they are, and put them right."""
    entry, now = queries.entry(party_id), clock.now()
    if entry is None:
        raise NotFound("Nobody is registered at this address.")
    note_person(party_id)
    told = life.of(party_id, today=clock.day_of(now)).present_contact
    kept = dict(told) | {"address": "\n".join(told.get("address") or [])}
    form = (PersonContactForm if "surname" in told else OrganisationContactForm)(data=kept)
    if form.validate_on_submit():
        link = service.rectify_contact(
            party_id,
            form.words(),
            since=form.since.data if form.when.data == SINCE else None,
            actor=current_actor(),
            now=now,
        )
        flash(_said(link, form.when.data == SINCE), "success")
        return redirect(url_for("members.person", party_id=party_id), 303)
    page = render_template("members/contact.html", entry=entry, form=form)
    return page, 400 if form.errors else 200


def _said(link: int | None, is_since: bool) -> str:
    if link is None:
        return gettext("The register said so already. Nothing was changed.")
    if is_since:
        return gettext("It is so from that day on (link %(link)s). Before, it stays.", link=link)
    return gettext(
        "It was put right for every day (link %(link)s). What was said before stays on the record.",
        link=link,
    )

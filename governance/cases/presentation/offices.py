"""The offices and roles that somebody who leaves still has, and where to end each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext

from governance.accounts import queries as accounts
from governance.accounts.permissions import Accounts
from governance.accounts.views.words import title_of
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.members import officers
from governance.members.forms.parties import OFFICES
from governance.members.officers import Held
from governance.members.permissions import Members
from governance.web.templating import date_only


@dataclass(frozen=True)
class Kept:
    """Something that leaving does not end: its sentence, and the way to end it, if this one may."""

    text: str
    href: str = ""
    action: str = ""


def kept_by(party_id: int, name: str, actor: Actor, *, on: date, today: date) -> list[Kept]:
    """Return what somebody still has who leaves or left on that day: offices, then roles."""
    return [*_offices(party_id, name, actor, on, today), *_roles(party_id, name, actor)]


def office_in_words(held: Held) -> str:
    """Return "Director (Board)"."""
    office, body = str(OFFICES[held.data["office"]]), held.data.get("body", "")
    return f"{office} ({body})" if body else office


def _offices(party_id: int, name: str, actor: Actor, on: date, today: date) -> Iterator[Kept]:
    for held in officers.offices_of(party_id):
        if held.valid_from >= on or (held.valid_to and held.valid_to <= today):
            continue
        told = {"name": name, "office": office_in_words(held)}
        text = (
            gettext("%(name)s is also %(office)s until %(day)s.", day=_day(held.last_day), **told)
            if held.last_day
            else gettext("%(name)s is also %(office)s, with no last day.", **told)
        )
        if held.is_decided or not permissions.may(actor, Members.APPOINT):
            yield Kept(text)
        else:
            href = url_for("members.office_end", spell_id=held.id)
            yield Kept(text, href, gettext("End it here"))


def _roles(party_id: int, name: str, actor: Actor) -> Iterator[Kept]:
    if permissions.may(actor, Accounts.SEE_ROLES):
        for role in accounts.roles_of(party_id):
            text = gettext("%(name)s also has the role %(role)s.", name=name, role=title_of(role))
            href = url_for("accounts.role_of", party_id=party_id)
            yield Kept(text, href, gettext("See their roles"))


def _day(day: date | None) -> str:
    return date_only(day) if day else ""

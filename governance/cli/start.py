"""`flask accounts invite`: begin an empty installation with its society and its first officer."""

from dataclasses import dataclass
from datetime import datetime

import click
from flask import current_app, url_for
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, select

from governance.accounts import queries as who
from governance.accounts import service as accounts
from governance.accounts import tokens
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.members import queries
from governance.members import service as members
from governance.members.models import Party, RegisterEntry
from governance.web.transactions import unit_of_work

THE_COMMAND_LINE = Actor(name="the command line")
REASON = "Given at the command line by whoever runs the platform"
OFFICE = "office"  # where people come from who are in no staff file
GIVEN = tuple(role.value for role in Role if role is not Role.MEMBER)

accounts_commands = AppGroup("accounts", help="Accounts: invite the first officers.")


@dataclass(frozen=True)
class Invitee:
    """Who is to be invited, as typed."""

    email: str
    name: str
    employee_ref: str
    roles: tuple[str, ...]


@accounts_commands.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", type=click.Choice(GIVEN), multiple=True, help="May be repeated.")
@click.option("--employee-ref", default="", help="As in the staff file, if they are in it.")
@click.option("--society", default="", help="Set the society up under this name, if there is none.")
@click.option("--legal-name", default="", help="The society's registered name.")
@click.option("--legal-form", default="community benefit society", show_default=True)
@with_appcontext
def invite(society: str, legal_name: str, legal_form: str, **typed: str) -> None:
    """Enter a person if need be, give them roles, and print the link that lets them in.

    For example: flask --app wsgi accounts invite ada@example.org "Ada Lovelace" --role secretary
    --role administrator --society "Tame Valley Care"
    """
    invitee, now = Invitee(**typed), clock.now()  # type: ignore[arg-type]
    try:
        with unit_of_work():
            _set_society_up(society, legal_name or society, legal_form, now=now)
            link = _link_for(invitee, now=now)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.message} {refusal.next_step}".strip()) from None
    days = tokens.LASTS["invitation"].days
    click.echo(f"{invitee.name} chooses a password here, within {days} days:\n\n  {link}\n")


def _set_society_up(name: str, legal_name: str, legal_form: str, *, now: datetime) -> None:
    if queries.society() is not None:
        return
    if not name:
        raise click.UsageError("There is no society yet. Name it: --society 'Tame Valley Care'")
    members.set_up_society(
        name, legal_name=legal_name, legal_form=legal_form, actor=THE_COMMAND_LINE, now=now
    )


def _link_for(invitee: Invitee, *, now: datetime) -> str:
    party_id = _party_at(invitee.email) or _entered(invitee, now=now)
    held = who.roles_of(party_id)
    for role in map(Role, invitee.roles):
        if role not in held:
            accounts.give_role(party_id, role, reason=REASON, actor=THE_COMMAND_LINE, now=now)
    token = accounts.invite(party_id, actor=THE_COMMAND_LINE, now=now)
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return url_for("accounts.invitation", text=tokens.sign(token.id), _external=True)


def _party_at(email: str) -> int | None:
    found = select(RegisterEntry.party_id).where(func.lower(RegisterEntry.email) == email.lower())
    return db.session.scalar(found.order_by(RegisterEntry.party_id).limit(1))


def _entered(invitee: Invitee, *, now: datetime) -> int:
    first_name, _, surname = invitee.name.strip().rpartition(" ")
    today = clock.day_of(now)
    if invitee.employee_ref:
        return members.add_person(
            first_name=first_name,
            surname=surname,
            email=invitee.email,
            employee_ref=invitee.employee_ref,
            started=today,
            actor=THE_COMMAND_LINE,
            now=now,
        )
    party = Party(source=OFFICE)
    db.session.add(party)
    db.session.flush()
    names = {"first_name": first_name, "surname": surname, "known_as": ""}
    contact = names | {"email": invitee.email.lower(), "address": [], "postcode": ""}
    members.put(
        party.id,
        "contact",
        valid_from=today,
        valid_to=None,
        data=contact,
        actor=THE_COMMAND_LINE,
        now=now,
    )
    return party.id

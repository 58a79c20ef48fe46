"""Adding one person to the register by hand, as the import does for thousands."""

from datetime import date, datetime

from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.members.models import Party
from governance.members.service.spells import Change, write
from governance.members.timeline import Stretch
from governance.record import service as record

STAFF = "staff"
MEMBERSHIP = {"class": "member"}


class ReferenceTaken(Refused):
    """Somebody else has this employee reference."""


def add_person(
    *,
    first_name: str,
    surname: str,
    known_as: str = "",
    email: str = "",
    post: str = "",
    service: str = "",
    town: str = "",
    minutes_a_week: int | None = None,
    employee_ref: str | None = None,
    source: str = STAFF,
    started: date,
    member_since: date | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Enter a person, as a member too if `member_since` is given; return the party's id."""
    record.claim()
    _refuse_a_taken_reference(source, employee_ref)
    party = Party(source=source, employee_ref=employee_ref)
    db.session.add(party)
    db.session.flush()
    contact = {
        "first_name": first_name,
        "surname": surname,
        "known_as": known_as,
        "email": email.lower(),
        "address": [],
        "postcode": "",
    }
    employment = {
        "employee_ref": employee_ref or "",
        "post": post,
        "service": service,
        "town": town,
        "minutes_a_week": minutes_a_week,
        "continuity_from": None,
    }
    after = {
        ("contact", ""): [Stretch(started, None, contact)],
        ("employment", ""): [Stretch(started, None, employment)],
    }
    if member_since is not None:
        after["membership", ""] = [Stretch(member_since, None, dict(MEMBERSHIP))]
    write([Change(party.id, {}, after, employee_ref or "")], actor=actor, now=now)
    return party.id


def _refuse_a_taken_reference(source: str, employee_ref: str | None) -> None:
    if employee_ref is None:
        return
    taken = db.session.query(Party.id).filter_by(source=source, employee_ref=employee_ref)
    if taken.first() is not None:
        raise ReferenceTaken(
            f"Somebody is registered with the employee reference {employee_ref} already. "
            "Use another, or change that person's entry."
        )

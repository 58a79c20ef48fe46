"""Making a society and its members, through the services."""

from datetime import date, datetime
from itertools import count
from typing import Any

from governance.infrastructure.actor import WORKER, Actor
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.models import Party, RegisterEntry, Society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

LONG_AGO = date(2020, 1, 6)
_references = count(1)


def make_society(
    *, seconders_needed: int | None = None, now: datetime = NOON, **details: Any
) -> Society:
    """Set up Tame Valley Care (or what the test says), unless there is a society already."""
    if seconders_needed is not None:
        set_rules(motions__seconders=seconders_needed, now=now)
    there = queries.society()
    if there is not None:
        return there
    details = {
        "name": "Tame Valley Care",
        "legal_name": "Tame Valley Care Limited",
        "legal_form": "community benefit society",
    } | details
    return service.set_up_society(**details, actor=WORKER, now=now)


def make_person(
    name: str = "Ada Lovelace",
    *,
    service_name: str = "",
    since: date | None = None,
    started: date | None = None,
    now: datetime = NOON,
    actor: Actor = WORKER,
    **details: Any,
) -> RegisterEntry:
    """Enter one of the staff, who is a member only if `since` is given; return the entry."""
    first_name, _, surname = name.rpartition(" ")
    details.setdefault("employee_ref", f"T{next(_references):05}")
    details.setdefault("email", f"{details['employee_ref']}@example.org".lower())
    party_id = service.add_person(
        first_name=first_name,
        surname=surname,
        service=service_name,
        started=started or since or LONG_AGO,
        member_since=since,
        actor=actor,
        now=now,
        **details,
    )
    found = queries.entry(party_id)
    assert found is not None
    return found


def make_member(
    name: str = "Ada Lovelace",
    *,
    service: str = "Home care",
    since: date = LONG_AGO,
    **details: Any,
) -> RegisterEntry:
    """Enter a member since that day; return the entry (`.party_id`, `.name`, `.email`)."""
    return make_person(name, service_name=service, since=since, **details)


def make_stakeholders(number: int, *, kind: str = "partner") -> list[int]:
    """Enter that many parties that are no people, without a word about them; return their ids."""
    parties = [Party(kind=kind, source=f"{kind} {next(_references)}") for _ in range(number)]
    db.session.add_all(parties)
    db.session.flush()
    return [party.id for party in parties]

"""A society of any size in seconds: its tables are written directly, in bulk.

What is measured afterwards goes through the services and the views.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert

from governance.accounts.models import Account
from governance.infrastructure.actor import WORKER, Actor, Role
from governance.infrastructure.database import Base, db
from governance.members import service
from governance.members.models import Party, RegisterEntry, Spell
from governance.reckoning.canonical import digest
from governance.reckoning.rules.legal_forms import LegalForm
from governance.rulebook import service as rulebook

SINCE = date(2019, 5, 6)
SERVICES = ("Home care", "Respite", "Community nursing", "Day centres", "Office")
ROWS_AT_ONCE = 5_000
FOUNDER = Actor(name="The secretary", roles=frozenset({Role.SECRETARY}))
SALT = "0" * 32


def fill(members: int, *, now: datetime, with_accounts: bool = False) -> None:
    """Set up a society of so many members and commit it; their ids are 1 to `members`."""
    service.set_up_society(
        name="Tame Valley Care",
        legal_name="Tame Valley Care Limited",
        legal_form="community benefit society",
        actor=WORKER,
        now=now,
    )
    form = LegalForm.COMMUNITY_BENEFIT_SOCIETY
    rulebook.found(form, {"motions.seconders": 0}, from_day=SINCE, actor=FOUNDER, now=now)
    ids = range(1, members + 1)
    _put(Party, ({"member_number": each, "employee_ref": f"E{each:06}"} for each in ids))
    _put(RegisterEntry, map(_entry, ids))
    _put(Spell, (spell for each in ids for spell in _spells(each)))
    if with_accounts:
        _put(Account, (_account(each, now) for each in ids))
    db.session.commit()
    keep_statistics()


def _put(model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    remaining = iter(rows)
    while chunk := list(islice(remaining, ROWS_AT_ONCE)):
        db.session.execute(insert(model), chunk)


def _entry(each: int) -> dict[str, Any]:
    return {
        "party_id": each,
        "member_number": each,
        "name": f"Member {each}",
        "sort_name": f"member {each:06}",
        "email": f"member-{each}@example.org",
        "employee_ref": f"E{each:06}",
        "service": SERVICES[each % len(SERVICES)],
        "town": "Tipton",
        "member_from": SINCE,
        "employed_from": SINCE,
    }


def _spells(each: int) -> Iterator[dict[str, Any]]:
    service_name = SERVICES[each % len(SERVICES)]
    for kind, data in (("membership", {}), ("employment", {"service": service_name})):
        yield {
            "party_id": each,
            "kind": kind,
            "key": "",
            "valid_from": SINCE,
            "recorded_seq": 1,
            "data": data,
            "salt": SALT,
            "digest": digest(["v1", SALT, data]),
        }


def _account(each: int, now: datetime) -> dict[str, Any]:
    return {
        "id": each,
        "party_id": each,
        "email": f"member-{each}@example.org",
        "password_hash": "not one to sign in with",
        "epoch": 1,
        "created_at": now,
    }


def keep_statistics() -> None:
    """Do at once what autovacuum would do within the minute, so that plans are those of life."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")

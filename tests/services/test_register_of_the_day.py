"""The register of today as days pass: what was recorded ahead begins without anybody's doing."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from governance.accounts.models import Account
from governance.cli.worker import STEPS, Worker
from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import queries, service
from governance.members.models import RegisterEntry
from governance.members.register_search import RegisterSearch, Relation
from governance.record.models import Link
from governance.web.transactions import unit_of_work
from tests.factories.accounts import make_account
from tests.factories.members import LONG_AGO, make_member
from tests.machinery.clock import NOON, Clock

TODAY = clocks.day_of(NOON)
SOON = TODAY + timedelta(days=5)
LATER = TODAY + timedelta(days=40)
THE_STEP = tuple(step for step in STEPS if step.name == "register of the day")


def put(party_id: int, kind: str, since: date, until: date | None, data: Any) -> None:
    with unit_of_work():
        service.put(
            party_id, kind, valid_from=since, valid_to=until, data=data, actor=WORKER, now=NOON
        )


def days_pass(app: Flask, clock: Clock, days: int) -> int:
    db.session.commit()
    clock.set(NOON + timedelta(days=days))
    return Worker(app, THE_STEP).one_round()


def entry_of(party_id: int) -> RegisterEntry:
    db.session.expire_all()
    found = queries.entry(party_id)
    assert found is not None
    return found


def links() -> int:
    return db.session.query(Link).count()


@pytest.fixture
def ada(app: Flask) -> int:
    return make_member("Ada Lovelace").party_id


def test_a_post_recorded_ahead_is_told_from_its_day(app: Flask, clock: Clock, ada: int) -> None:
    told = (entry_of(ada).employee_ref, entry_of(ada).member_number)
    assert all(told)
    put(ada, "employment", SOON, None, {"post": "Head of care", "service": "Respite"})
    assert entry_of(ada).service == "Home care"

    renewed = days_pass(app, clock, 4), days_pass(app, clock, 5), days_pass(app, clock, 6)

    assert renewed == (0, 1, 0)
    assert (entry_of(ada).post, entry_of(ada).service) == ("Head of care", "Respite")
    assert (entry_of(ada).employee_ref, entry_of(ada).member_number) == told


def test_it_is_found_late_when_nobody_worked_for_weeks(app: Flask, clock: Clock, ada: int) -> None:
    put(ada, "employment", SOON, None, {"post": "Head of care", "service": "Respite"})

    assert days_pass(app, clock, 80) == 1
    assert entry_of(ada).service == "Respite"


def test_who_comes_back_a_second_time_has_not_left(app: Flask, clock: Clock, ada: int) -> None:
    put(ada, "employment", SOON, LATER, None)
    put(ada, "membership", SOON, LATER, None)

    assert entry_of(ada).member_from == LONG_AGO
    days_pass(app, clock, 6)
    assert entry_of(ada).member_from == LATER
    left = RegisterSearch(today=SOON + timedelta(days=1), full=True, relation=Relation.LEFT)
    assert [each.party_id for each in left.page(1)] == [ada]

    days_pass(app, clock, 41)
    back = RegisterSearch(today=LATER + timedelta(days=1), full=True, relation=Relation.MEMBER)
    assert [each.party_id for each in back.page(1)] == [ada]
    assert entry_of(ada).member_from == LATER


def test_an_account_follows_an_address_from_its_day(app: Flask, clock: Clock, ada: int) -> None:
    account = make_account(ada)
    before = account.email
    words = {"first_name": "Ada", "surname": "King", "email": "ada.king@example.org"}
    put(ada, "contact", SOON, None, words)
    assert db.session.get_one(Account, account.id).email == before

    days_pass(app, clock, 5)

    assert entry_of(ada).name == "Ada King"
    assert db.session.get_one(Account, account.id).email == "ada.king@example.org"


def test_time_alone_makes_no_link_of_the_record(app: Flask, clock: Clock, ada: int) -> None:
    put(ada, "employment", SOON, None, {"post": "Head of care", "service": "Respite"})
    before = links()

    days_pass(app, clock, 6)

    assert links() == before

"""Roles are given and withdrawn on the record, with their reasons."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from governance.accounts import queries, service
from governance.accounts.permissions import Accounts, RoleChange
from governance.accounts.seals import RoleGrants
from governance.accounts.service import RoleRefused
from governance.infrastructure import permissions
from governance.infrastructure.actor import WORKER, Actor, Role
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.accounts import actor
from tests.factories.members import make_member
from tests.machinery.clock import NOON

LATER = NOON + timedelta(days=30)


def give(party_id: int, role: Role = Role.SECRETARY, *, by: Actor = WORKER) -> None:
    service.give_role(party_id, role, reason="Appointed by the board", actor=by, now=NOON)


def withdraw(party_id: int, role: Role = Role.SECRETARY, *, by: Actor = WORKER) -> None:
    service.withdraw_role(party_id, role, reason="Term ended", actor=by, now=LATER)


def role_links() -> list[Link]:
    found = select(Link).where(Link.kind.in_(RoleGrants().kinds)).order_by(Link.seq)
    return list(db.session.scalars(found))


def faults() -> list[str]:
    def facts() -> Iterator[Fact]:
        for link in role_links():
            yield Fact(link.seq, link.kind, link.recorded_at, link.by, json.loads(link.payload))

    return [str(fault) for fault in RoleGrants().check(facts())]


def test_a_role_is_held_from_when_it_is_given_until_it_is_withdrawn() -> None:
    ada, bob = make_member().party_id, make_member("Bob Ross").party_id
    give(ada)
    give(bob)
    assert queries.parties_with(Role.SECRETARY) == [ada, bob]

    withdraw(ada)

    assert queries.parties_with(Role.SECRETARY) == [bob]
    before = queries.holdings_of(ada, now=LATER)[0]
    assert (before.given_at, before.withdrawn_at) == (NOON, LATER)
    assert (before.reason, before.withdrawn_reason) == ("Appointed by the board", "Term ended")


def test_the_record_has_who_when_and_a_digest_of_why() -> None:
    ada, bob = make_member().party_id, make_member("Bob Ross").party_id
    give(ada, Role.CHAIR, by=actor(bob, Role.SECRETARY))

    link = role_links()[-1]

    said = json.loads(link.payload)
    assert (link.kind, link.by, link.recorded_at) == ("role given", bob, NOON)
    assert (said["party_id"], said["role"]) == (ada, "chair")
    assert said["reason_digest"] == digest("Appointed by the board")
    assert "Appointed" not in link.payload


def test_a_role_given_twice_at_once_is_given_once(together: Callable[..., list[Any]]) -> None:
    ada = make_member().party_id

    results = together(*[lambda: give(ada, Role.BOARD)] * 2)

    assert results.count(None) == 1
    assert sum(isinstance(result, RoleRefused) for result in results) == 1
    assert len(queries.holdings_of(ada, now=NOON)) == 1
    assert faults() == []


def test_two_administrators_who_withdraw_each_other_at_once_leave_one(
    together: Callable[..., list[Any]],
) -> None:
    ada, bob = make_member().party_id, make_member("Bob Ross").party_id
    give(ada, Role.ADMINISTRATOR)
    give(bob, Role.ADMINISTRATOR)
    by_bob, by_ada = actor(bob, Role.ADMINISTRATOR), actor(ada, Role.ADMINISTRATOR)

    results = together(
        lambda: withdraw(ada, Role.ADMINISTRATOR, by=by_bob),
        lambda: withdraw(bob, Role.ADMINISTRATOR, by=by_ada),
    )

    assert results.count(None) == 1
    assert len(queries.parties_with(Role.ADMINISTRATOR)) == 1


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_the_society_is_never_without_a_secretary_or_an_administrator(role: Role) -> None:
    ada = make_member().party_id
    give(ada, role)

    with pytest.raises(RoleRefused, match="cannot be without one"):
        withdraw(ada, role)
    db.session.rollback()


def test_the_only_chair_may_go() -> None:
    ada = make_member().party_id
    give(ada, Role.CHAIR)

    withdraw(ada, Role.CHAIR)

    assert queries.parties_with(Role.CHAIR) == []


def test_nobody_gives_themself_a_role_but_anyone_may_lay_one_down() -> None:
    ada, bob = make_member().party_id, make_member("Bob Ross").party_id
    give(ada, Role.SECRETARY)
    give(bob, Role.SECRETARY)
    herself = actor(ada, Role.SECRETARY)

    with pytest.raises(RoleRefused, match="Nobody gives themself"):
        give(ada, Role.CHAIR, by=herself)
    withdraw(ada, by=herself)
    assert queries.roles_of(ada) == []


@pytest.mark.parametrize(
    ("role", "reason", "sentence"),
    [
        (Role.MEMBER, "Joined", "Membership is not given"),
        (Role.CHAIR, "  ", "Give a reason"),
        (Role.CHAIR, "x" * 201, "at most 200"),
    ],
)
def test_what_is_no_role_or_has_no_reason_is_refused(
    role: Role, reason: str, sentence: str
) -> None:
    ada = make_member().party_id

    with pytest.raises(RoleRefused, match=sentence):
        service.give_role(ada, role, reason=reason, actor=WORKER, now=NOON)


def test_a_stranger_is_given_no_role_and_loses_none() -> None:
    with pytest.raises(RoleRefused, match="not in the register"):
        give(404)
    with pytest.raises(RoleRefused, match="does not hold"):
        withdraw(404)


def test_a_role_may_be_given_again_after_it_was_withdrawn() -> None:
    ada = make_member().party_id
    give(ada, Role.CHAIR)
    withdraw(ada, Role.CHAIR)

    service.give_role(ada, Role.CHAIR, reason="Elected again", actor=WORKER, now=LATER)

    assert [holding.reason for holding in queries.holdings_of(ada, now=LATER)] == [
        "Elected again",
        "Appointed by the board",
    ]
    assert faults() == []


def test_the_secretary_changes_every_role_but_the_administrators() -> None:
    secretary, administrator = actor(1, Role.SECRETARY), actor(2, Role.ADMINISTRATOR)

    def may(who: Actor, role: Role) -> bool:
        return permissions.may(who, Accounts.CHANGE_ROLES, RoleChange(3, role))

    assert may(secretary, Role.AUDITOR)
    assert not may(secretary, Role.ADMINISTRATOR)
    assert may(administrator, Role.ADMINISTRATOR)
    assert not may(actor(4, Role.CHAIR, Role.BOARD), Role.AUDITOR)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE role_grant SET reason = 'Because'",
        "UPDATE role_grant SET given_by = 7",
        "UPDATE role_grant SET withdrawn_at = given_at",
        "INSERT INTO role_grant (party_id, role, reason, given_at, withdrawn_reason)"
        " SELECT party_id, 'auditor', reason, given_at, '' FROM role_grant",
    ],
)
def test_the_seal_sees_a_grant_that_was_tampered_with(tampering: str) -> None:
    give(make_member().party_id, Role.CHAIR)
    assert faults() == []

    db.session.execute(text(tampering))

    assert len(faults()) == 1


@pytest.mark.parametrize(
    "tampering", ["DELETE FROM role_grant", "UPDATE role_grant SET role = 'x'"]
)
def test_the_database_refuses_to_forget_or_rename_a_role(tampering: str) -> None:
    give(make_member().party_id, Role.CHAIR)

    with pytest.raises(Exception, match="role_grant refuses this"):
        db.session.execute(text(tampering))
    db.session.rollback()

"""Parties that are not staff, corrections of contact data, offices, and membership beside ours."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import officers, queries, service
from governance.members.claims import known_at
from governance.members.models import Party, RegisterEntry, Spell
from governance.members.register_search import RegisterSearch, Relation
from governance.members.seals import Register
from governance.members.service import Office, PartyKind
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.members import make_member, make_person
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
DAY = date(2025, 3, 1)
COUNCIL = {"name": "Órla County Council", "email": "Shares@Council.example", "address": ["1 Hall"]}


def enter(
    kind: PartyKind = PartyKind.GOVERNMENT, contact: Any = COUNCIL, **more: Any
) -> RegisterEntry:
    party = service.add_stakeholder(
        kind, contact, **{"known_from": DAY} | more, actor=WORKER, now=NOON
    )
    found = queries.entry(party)
    assert found is not None
    return found


def put(party_id: int, kind: str, **what: Any) -> int | None:
    days = {"valid_from": DAY, "valid_to": None} | what
    return service.put(party_id, kind, actor=WORKER, now=NOON, **days)


def contacts_of(party_id: int, *, known: int | None = None) -> list[tuple[date, date | None, Any]]:
    found = select(Spell).where(
        Spell.party_id == party_id, Spell.kind == "contact", known_at(known)
    )
    rows = db.session.scalars(found.order_by(Spell.valid_from))
    return [(row.valid_from, row.valid_to, row.data) for row in rows]


def faults() -> list[str]:
    db.session.expire_all()
    facts = (
        Fact(link.seq, link.kind, link.recorded_at, link.by, json.loads(link.payload))
        for link in db.session.scalars(select(Link).order_by(Link.seq))
        if link.kind in Register.kinds
    )
    return [str(fault) for fault in Register().check(facts)]


def test_an_organisation_has_one_name_and_is_found_by_it() -> None:
    council = enter()

    assert (council.kind, council.name) == ("government", "Órla County Council")
    assert council.sort_name == "orla county council"
    assert council.email == "shares@council.example"
    assert council.member_number is None
    assert faults() == []


def test_an_organisation_without_a_name_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(service.NameMissing):
        enter(contact={"name": "  "})

    assert db.session.scalars(select(Party)).all() == []


def test_an_organisation_can_be_a_member_and_is_not_among_the_staff() -> None:
    make_person("Sam Staff")
    trust = enter(PartyKind.TRUST, {"name": "The Trust"}, member_since=DAY)

    assert trust.member_number == 1
    for relation, names in (
        (Relation.STAKEHOLDER, ["The Trust"]),
        (Relation.NOT_MEMBER, ["Sam Staff"]),
        (Relation.MEMBER, ["The Trust"]),
    ):
        search = RegisterSearch(today=TODAY, full=True, relation=relation)
        assert [entry.name for entry in search.page(1)] == names


def test_the_database_knows_five_kinds_of_party() -> None:
    db.session.add(Party(kind="dog", source="x"))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_another_kind_of_party_than_was_recorded_is_a_fault() -> None:
    council = enter()
    db.session.get_one(Party, council.party_id).kind = "partner"
    db.session.flush()

    assert any("kind of party" in fault for fault in faults())


def test_membership_of_another_legal_entity_is_none_of_ours() -> None:
    person = make_person("Jo Joint")
    put(person.party_id, "membership", key="jv", data={"class": "partner"})

    assert queries.member_count(TODAY) == 0
    assert not queries.is_member_on(person.party_id, TODAY)
    assert queries.is_member_on(person.party_id, TODAY, key="jv")
    assert list(db.session.execute(queries.entitled_at(TODAY))) == []
    entry = queries.entry(person.party_id)
    assert entry is not None
    assert (entry.member_from, entry.member_number) == (None, None)


def test_a_contact_that_was_wrong_all_along_is_right_on_every_day() -> None:
    ada = make_member("Ada Lovelase", since=date(2020, 1, 6))
    put(ada.party_id, "contact", data={"first_name": "Ada", "surname": "Lovelase", "email": "a@b"})
    before = db.session.scalar(select(Link.seq).order_by(Link.seq.desc()).limit(1))

    service.rectify_contact(
        ada.party_id, {"surname": "Lovelace"}, since=None, actor=WORKER, now=NOON
    )

    assert {row[2]["surname"] for row in contacts_of(ada.party_id)} == {"Lovelace"}
    assert {row[2]["surname"] for row in contacts_of(ada.party_id, known=before)} == {"Lovelase"}
    assert ada.name == "Ada Lovelace"
    assert faults() == []


def test_a_contact_that_is_otherwise_since_a_day_is_as_it_was_before_it() -> None:
    ada = make_member("Ada Byron", since=date(2020, 1, 6))

    service.rectify_contact(
        ada.party_id, {"surname": "Lovelace"}, since=DAY, actor=WORKER, now=NOON
    )

    assert [(row[0], row[1], row[2]["surname"]) for row in contacts_of(ada.party_id)] == [
        (date(2020, 1, 6), DAY, "Byron"),
        (DAY, None, "Lovelace"),
    ]


def test_a_correction_from_before_the_first_day_reaches_back_to_it() -> None:
    council = enter()

    service.rectify_contact(
        council.party_id,
        {"postcode": "B1 1AA"},
        since=DAY - timedelta(10),
        actor=WORKER,
        now=NOON,
    )

    ((first, last, data),) = contacts_of(council.party_id)
    assert (first, last, data["postcode"]) == (DAY - timedelta(10), None, "B1 1AA")


def test_what_comes_later_is_corrected_too_and_keeps_its_own_words() -> None:
    council = enter()
    later = {"name": "Orla Council", "email": "new@council.example"}
    put(council.party_id, "contact", valid_from=DAY + timedelta(100), data=later)

    service.rectify_contact(
        council.party_id,
        {"contact_person": "Kim"},
        since=DAY + timedelta(10),
        actor=WORKER,
        now=NOON,
    )

    told = [(row[2]["name"], row[2].get("contact_person")) for row in contacts_of(council.party_id)]
    assert told == [
        ("Órla County Council", None),
        ("Órla County Council", "Kim"),
        ("Orla Council", "Kim"),
    ]


def test_an_address_of_somebody_else_is_refused() -> None:
    make_member("Ada", email="ada@example.org")
    council = enter()

    with pytest.raises(service.AddressInUse):
        service.change_contact(
            council.party_id, {"email": "ADA@example.org"}, actor=WORKER, now=NOON
        )


def test_the_same_correction_twice_is_one_link() -> None:
    council = enter()
    said = {"postcode": "B1 1AA"}

    first = service.change_contact(council.party_id, said, actor=WORKER, now=NOON)

    assert first is not None
    assert service.change_contact(council.party_id, said, actor=WORKER, now=NOON) is None


def appoint(party_id: int, office: Office = Office.DIRECTOR, **more: Any) -> None:
    details = {"body": "Board", "first_day": DAY, "minute": "Board 12"} | more
    service.appoint(party_id, office, **details, actor=WORKER, now=NOON)


def test_an_office_is_held_from_its_first_to_its_last_day() -> None:
    ada = make_member("Ada")
    appoint(ada.party_id)
    appoint(ada.party_id, Office.SECRETARY)
    (held,) = [h for h in officers.offices() if h.data["office"] == Office.DIRECTOR]

    service.end_office(held, last_day=date(2025, 6, 30), minute="AGM 4", actor=WORKER, now=NOON)

    def on(day: date) -> set[str]:
        return {held.data["office"] for held in officers.offices_of(ada.party_id, on=day)}

    assert on(date(2025, 6, 30)) == {"director", "secretary"}
    assert on(date(2025, 7, 1)) == {"secretary"}
    ended = next(h for h in officers.offices() if h.last_day)
    assert (ended.data["appointed_by"], ended.data["ended_by"]) == ("Board 12", "AGM 4")
    assert faults() == []


def test_an_office_is_not_given_twice_nor_ended_before_it_began() -> None:
    ada = make_member("Ada")
    appoint(ada.party_id)

    with pytest.raises(service.HoldsItAlready):
        appoint(ada.party_id, body="  BOARD ")
    with pytest.raises(service.DoesNotHoldIt):
        service.end_office(
            officers.offices()[0], last_day=date(2025, 2, 1), minute="", actor=WORKER, now=NOON
        )


def test_the_same_person_may_be_a_trustee_of_two_bodies() -> None:
    ada = make_member("Ada")
    appoint(ada.party_id, Office.TRUSTEE, body="Employees' trust")
    appoint(ada.party_id, Office.TRUSTEE, body="Pension scheme")

    assert len(officers.offices_of(ada.party_id, on=TODAY)) == 2

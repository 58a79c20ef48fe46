"""Past lists are found and ordered by the names of then."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from governance.infrastructure import clock as clocks
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import service
from governance.members.as_at import AsAt
from governance.members.former_names import former_names
from governance.members.held import Register
from governance.members.register_search import PastSearch, RegisterSearch
from governance.record.queries import head
from tests.factories.members import LONG_AGO, make_member
from tests.machinery.clock import NOON

TODAY = clocks.day_of(NOON)
WEDDING = date(2026, 6, 1)
LAST_YEAR = date(2025, 11, 16)


def newest() -> int:
    found = head()
    return found.seq if found else 0


def rename(party_id: int, since: date = WEDDING, **names: Any) -> None:
    days = {"valid_from": since, "valid_to": None}
    service.put(party_id, "contact", **days, data=names, actor=WORKER, now=NOON)


def found(words: str, on: date, known: int | None = None) -> list[str]:
    search = PastSearch(today=on, known=known, words=words)
    names = [entry.name for entry in search.page(1)]
    assert search.count() == len(names)
    assert [row.name for piece in search.in_pieces() for row in piece] == names
    return names


@pytest.fixture
def siân() -> int:
    """Siân Jones, who has been called Siân Brown since the wedding; between two others."""
    make_member("Ann Adams")
    party_id = make_member("Siân Jones").party_id
    make_member("Cid Carter")
    rename(party_id, first_name="Siân", surname="Brown")
    return party_id


def test_whoever_married_since_is_found_under_the_old_name(siân: int) -> None:
    assert found("jones", LAST_YEAR) == ["Siân Jones"]
    assert found("brown", LAST_YEAR) == []
    assert found("sian", LAST_YEAR) == ["Siân Jones"]
    assert (found("jones", TODAY), found("brown", TODAY)) == ([], ["Siân Brown"])


def test_the_past_list_is_in_the_order_of_the_names_of_then(siân: int) -> None:
    assert found("", LAST_YEAR) == ["Ann Adams", "Cid Carter", "Siân Jones"]
    assert found("", TODAY) == ["Ann Adams", "Siân Brown", "Cid Carter"]


def test_a_name_is_as_known_at_the_link() -> None:
    party_id = make_member("Siân Jones").party_id
    known = newest()
    rename(party_id, since=LONG_AGO, first_name="Siân", surname="Johns")

    assert (found("jones", TODAY, known), found("johns", TODAY, known)) == (["Siân Jones"], [])
    assert (found("jones", TODAY), found("johns", TODAY)) == ([], ["Siân Johns"])


def test_an_official_first_name_is_found_as_it_was() -> None:
    party_id = make_member("Bob Boole").party_id
    rename(party_id, first_name="Robert", known_as="Bob", surname="Boole")

    assert (found("robert", LAST_YEAR), found("robert", TODAY)) == ([], ["Bob Boole"])


def test_a_day_before_anything_is_known_has_the_first_name_that_was(siân: int) -> None:
    assert former_names(AsAt(LONG_AGO - timedelta(days=1))) == {siân: "jones sian"}


def test_a_name_that_is_no_longer_used_is_found_as_it_was() -> None:
    party_id = make_member("Bob Boole").party_id
    rename(party_id, since=LONG_AGO, first_name="Robert", known_as="Bob", surname="Boole")
    rename(party_id, first_name="Robert", surname="Boole")

    assert (found("bob", LAST_YEAR), found("bob", TODAY)) == (["Bob Boole"], [])


@pytest.mark.parametrize(
    "name",
    [
        {"first_name": "Siân", "surname": "Ó Brien"},
        {"first_name": " Ann ", "surname": "van  Dyke"},
        {"first_name": "Bob", "known_as": "Bob", "surname": "Boole"},
        {"surname": "Boole"},
        {"name": "Tame Trust"},
    ],
)
def test_whoever_has_the_same_name_now_has_no_former_one(name: dict[str, str]) -> None:
    party_id = make_member().party_id
    rename(party_id, since=LONG_AGO, **name)
    rename(party_id, **name, email="new@example.org")

    assert former_names(AsAt(LAST_YEAR)) == {}
    assert former_names(AsAt(LONG_AGO - timedelta(days=1))) == {}


def test_a_day_between_two_names_has_the_next_one() -> None:
    party_id = make_member("Siân Jones").party_id
    gap, later = LAST_YEAR - timedelta(days=9), LAST_YEAR + timedelta(days=9)
    service.put(
        party_id, "contact", valid_from=gap, valid_to=None, data=None, actor=WORKER, now=NOON
    )
    rename(party_id, since=later, first_name="Siân", surname="Green")
    rename(party_id, first_name="Siân", surname="Brown")

    assert former_names(AsAt(LAST_YEAR)) == {party_id: "green sian"}
    assert found("green", LAST_YEAR) == ["Siân Green"]


def test_the_first_name_that_was_is_as_known_at_the_link() -> None:
    party_id = make_member("Siân Jones").party_id
    known = newest()
    rename(party_id, since=LONG_AGO, first_name="Siân", surname="Johns")

    before_all = AsAt(LONG_AGO - timedelta(days=1), known)

    assert former_names(before_all) == {party_id: "jones sian"}


def test_a_name_to_come_is_that_of_the_day_to_come() -> None:
    party_id = make_member("Siân Jones").party_id
    rename(party_id, since=TODAY + timedelta(days=9), first_name="Siân", surname="Brown")

    assert found("brown", TODAY + timedelta(days=9)) == ["Siân Brown"]
    assert found("brown", TODAY + timedelta(days=8)) == []


def test_the_name_of_whoever_was_erased_is_not_found_in_the_past(siân: int) -> None:
    Register().erase(siân, now=NOON)

    assert found("jones", LAST_YEAR) == []
    assert found("", LAST_YEAR)[0] == "(name erased)"


def test_the_present_list_reads_no_names_of_then(siân: int) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    list(RegisterSearch(today=TODAY).page(1))
    event.remove(db.engine, "before_cursor_execute", note)

    assert len(asked) == 1
    assert "spell" not in asked[0]

"""The register: spells, numbers, who may vote on a day."""

from datetime import date

from governance.infrastructure.database import db
from governance.members import queries
from tests.factories.members import make_member, make_person, make_society


def test_a_member_has_an_entry_and_the_first_number() -> None:
    ada = make_member("Ada Lovelace", service="Day centres", since=date(2019, 5, 4))

    assert (ada.name, ada.service, ada.member_number) == ("Ada Lovelace", "Day centres", 1)


def test_those_entitled_are_the_members_of_the_day_in_order_with_their_service() -> None:
    make_person("Not Amember")
    ada = make_member("Ada Lovelace", service="Day centres", since=date(2019, 5, 4))
    make_member("Late Comer", since=date(2026, 1, 1))

    roll = db.session.execute(queries.entitled_at(date(2025, 12, 31))).all()

    assert [tuple(row) for row in roll] == [(ada.party_id, "Day centres")]


def test_a_society_is_set_up_once() -> None:
    assert make_society().name == "Tame Valley Care"

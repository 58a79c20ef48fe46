"""Nominations on death: family or no colleague, £5,000 to the penny, taken back, erasable."""

from datetime import date

import pytest

from governance.accounts.service import give_role
from governance.cases import service
from governance.cases.queries.nominations import nominations_book, nominations_of
from governance.infrastructure.actor import WORKER, Role
from governance.reckoning.nominations import Relationship
from tests.factories.cases import SECRETARY
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.clock import NOON


@pytest.fixture
def ada():
    make_society()
    return make_member("Ada Brook")


def nominate(entry, name="Byron King", **details):
    usual = {"relationship": Relationship.FRIEND, "amount_pence": 1_000_00}
    if "share_percent" in details:
        usual.pop("amount_pence")
    return service.nominate(entry.party_id, name, **(usual | details), actor=SECRETARY, now=NOON)


def test_a_nomination_stands_until_it_is_taken_back(ada) -> None:
    made = nominate(ada)
    assert [each.id for each in nominations_of(ada.party_id)] == [made.id]

    for _ in range(2):
        service.revoke(made, actor=SECRETARY, now=NOON)

    assert nominations_of(ada.party_id) == []
    assert [entered.nomination.revoked_on for entered in nominations_book()] == [NOON.date()]


def test_a_colleague_by_the_members_own_word_is_refused(ada) -> None:
    with pytest.raises(service.NotNominated, match="is an officer or employee of the society"):
        nominate(ada, is_colleague=True)


def test_a_colleague_found_by_their_address_is_refused(ada) -> None:
    make_person("Byron King-Noel", email="byron@example.org")

    with pytest.raises(service.NotNominated, match="is an officer or employee"):
        nominate(ada, email="Byron@Example.org ")


def test_a_namesake_must_be_told_apart(ada) -> None:
    make_person("Byron King", email="byron@example.org")

    with pytest.raises(service.NotNominated, match="Somebody called Byron King works here"):
        nominate(ada)
    assert nominate(ada, email="other@example.net").words["is_colleague"] is False


def test_a_colleague_who_is_family_may_be_named(ada) -> None:
    make_person("Byron King", email="byron@example.org")

    made = nominate(ada, relationship=Relationship.CHILD, email="byron@example.org")

    assert made.words["is_colleague"] is True


def test_a_grandchild_who_works_here_is_no_family_in_this_law(ada) -> None:
    with pytest.raises(service.NotNominated):
        nominate(ada, relationship=Relationship.GRANDCHILD, is_colleague=True)


def test_an_officer_who_is_no_employee_is_refused_too(ada) -> None:
    board = make_person("Bo Board", email="bo@example.org", started=date(2030, 1, 7))
    give_role(board.party_id, Role.BOARD, reason="Co-opted", actor=WORKER, now=NOON)

    with pytest.raises(service.NotNominated, match="is an officer or employee"):
        nominate(ada, "Bo Board", email="bo@example.org")


def test_five_thousand_pounds_and_not_a_penny_more(ada) -> None:
    nominate(ada, amount_pence=4_000_00)

    with pytest.raises(service.NotNominated, match=r"take off £0\.01"):
        nominate(ada, "Cy Dale", amount_pence=1_000_01)
    assert nominate(ada, "Cy Dale", amount_pence=1_000_00)


def test_shares_of_more_than_the_whole_are_refused(ada) -> None:
    nominate(ada, share_percent=60)

    with pytest.raises(service.NotNominated, match="more than the whole"):
        nominate(ada, "Cy Dale", share_percent=41)


def test_the_same_name_twice_is_refused(ada) -> None:
    nominate(ada)

    with pytest.raises(service.NotNominated, match="is named already"):
        nominate(ada, "byron KING")


def test_only_members_nominate() -> None:
    make_society()

    with pytest.raises(service.OnlyMembersNominate):
        nominate(make_person("Sam Staff"))

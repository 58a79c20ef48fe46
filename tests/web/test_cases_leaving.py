"""Leaving as the office enters it: to whom it is offered, and for which legal entity."""

from datetime import date

import pytest

from governance.cases.service import carry_out
from governance.members.service import put
from tests.factories.accounts import signed_in
from tests.factories.cases import SECRETARY, TODAY, give_notice
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_person
from tests.machinery.clock import NOON

OFFERED = "Enter that they leave"


def offered(browser, party_id):
    """Return where the page of a person leads to for entering that they leave."""
    links = browser.get(f"/register/{party_id}").page.all("a", text=OFFERED)
    return [link["href"] for link in links]


@pytest.fixture
def pensions():
    """A joint venture beside the society."""
    make_book()
    return make_book(key="jv", kind="company", name="Tame Pensions")


def test_who_has_nothing_to_leave_anywhere_is_not_offered_it(sue, pensions) -> None:
    assert offered(sue, make_person("Ben Cole").party_id) == []


def test_it_is_offered_for_the_entity_where_there_is_something_to_leave(sue, pensions) -> None:
    ben = make_person("Ben Cole")
    join_another(ben)

    [address] = offered(sue, ben.party_id)
    page = sue.get(address).page

    assert address.endswith("?entity=jv")
    assert page.heading == "How Ben Cole leaves"
    assert not page.all("a", text="The same for")


def test_a_member_of_both_is_led_from_the_one_to_the_other(sue, pensions) -> None:
    ada = make_member("Ada Brook")
    join_another(ada)

    [address] = offered(sue, ada.party_id)

    assert sue.get(address).page.first("a", text="The same for Tame Pensions")
    give_notice(ada, book_key="jv")
    assert not sue.get(address).page.all("a", text="The same for")


def test_who_is_no_member_and_holds_shares_has_them_to_leave(sue) -> None:
    ben = make_person("Ben Cole")
    issue(make_share_class(may_hold=("person",)), 5, to=ben.party_id)

    [address] = offered(sue, ben.party_id)

    assert sue.get(address).page.heading == "How Ben Cole leaves"


def test_notice_is_entered_once(sue) -> None:
    ada = make_member("Ada Brook")
    give_notice(ada)

    assert offered(sue, ada.party_id) == []


def test_who_has_left_is_told_with_the_last_day_and_not_that_of_the_entry(sue, client) -> None:
    ada = make_member("Ada Brook")
    case = give_notice(ada, effect_on=date(2026, 11, 10), notice_on=date(2026, 10, 1))
    carry_out(case, actor=SECRETARY, now=NOON)

    pages = [sue.get(f"/register/{ada.party_id}").page]
    pages.append(signed_in(client, ada.party_id).get("/membership").page)

    for page in pages:
        told = next(each.text for each in page.all("li") if each.text.startswith("Leaving"))
        assert " ".join(told.split()) == "Leaving: Left. Last day as a member: 9 November 2026."


def join_another(entry):
    put(
        entry.party_id, "membership", key="jv", valid_from=TODAY, valid_to=None, data={},
        actor=SECRETARY, now=NOON,
    )  # fmt: skip


def test_a_member_is_offered_to_join_only_where_they_are_none(sue, pensions) -> None:
    ada = make_member("Ada Brook")

    [link] = sue.get(f"/register/{ada.party_id}").page.all("a", text="Open an application")

    assert link["href"] == f"/register/{ada.party_id}/join?entity=jv"
    assert "Tame Pensions" in sue.get(link["href"]).page.text
    join_another(ada)
    page = sue.get(f"/register/{ada.party_id}").page
    assert not page.all("a", text="Open an application")

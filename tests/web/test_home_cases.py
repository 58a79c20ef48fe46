"""One's own joining and leaving on Home: what is to be paid, and where it stands."""

from datetime import date

import pytest

from governance.cases.kinds import Payment
from governance.infrastructure.actor import Role
from tests.factories.accounts import make_role, signed_in
from tests.factories.cases import (
    apply,
    approve,
    give_notice,
    make_applicant,
    pay,
)
from tests.factories.ledger import make_share_class
from tests.factories.members import make_member, make_society


@pytest.fixture
def browser(new_client):
    make_society()
    return lambda entry: signed_in(new_client(), entry.party_id)


def test_home_says_what_is_to_be_paid_once_the_board_has_approved(browser) -> None:
    ada = make_applicant()
    approve(apply(ada, make_share_class(), 5))
    make_role(ada.party_id, Role.MANAGER)

    page = browser(ada).get("/").page

    assert "Pay £5.00 for your shares" in page.text


def test_home_does_not_ask_for_what_comes_out_of_pay(browser) -> None:
    ada = make_applicant()
    approve(apply(ada, make_share_class(), 5, payment=Payment.PAYROLL))

    page = browser(ada).get("/").page

    assert page.heading == "Nothing needs you today"
    assert "£5.00 for your shares comes out of your pay." in page.text


def test_home_says_where_an_application_stands(browser) -> None:
    ada = make_applicant()
    case = apply(ada, make_share_class(), 5)
    client = browser(ada)

    page = client.get("/").page
    approve(case)
    pay(case)
    after = client.get("/").page

    assert page.heading == "Nothing needs you today"
    assert "Your application to join Tame Valley Care waits for the board" in page.text
    assert "You applied on 16 November 2026" in page.text
    assert "You are up to date" not in page.text
    assert page.first("a", href=f"/membership/cases/{case.id}") is not None
    assert "The board has approved your application" in after.text
    assert "The secretary enters you" in after.text


def test_home_says_which_day_is_the_last_of_a_leaver(browser, clock) -> None:
    ada, ben = make_member("Ada Brook"), make_member("Ben Cole")
    give_notice(ada, effect_on=date(2026, 12, 16))
    client = browser(ada)

    page = client.get("/").page

    assert page.heading == "Nothing needs you today"
    assert "Your last day as a member is 15 December 2026" in page.text
    assert "can take your notice back" in page.text
    assert "Your last day" not in browser(ben).get("/").page.text

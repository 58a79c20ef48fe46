"""What the finance officer has to see to in the books."""

from datetime import date, timedelta

import pytest

from governance.home.duty import Duty
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import start_of_day
from governance.ledger import service
from tests.factories.accounts import make_role, signed_in
from tests.factories.distributions import (
    YEAR_ENDED,
    approve,
    equal_bonus,
    make_cooperative,
    prepare,
)
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.services.test_distributions import leave

LONG_AGO = date(2024, 5, 1)


@pytest.fixture
def finance(client: StrictClient) -> StrictClient:
    """The finance officer's browser."""
    make_society()
    person = make_person("Fay Finance")
    make_role(person.party_id, Role.FINANCE)
    return signed_in(client, person.party_id)


def duties(browser: StrictClient) -> list[str]:
    """Return what the calendar of duties says, row by row."""
    page = browser.get("/office").page
    found = page.table("Calendar of duties")[1:] if page.all("table") else []
    return [row[1] for row in found]


def test_a_year_that_ended_is_to_be_closed_until_it_is(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 3, 1))
    title = "Close the year of Tame Valley Care"
    assert any(said.startswith(title) for said in duties(finance))

    service.close_period(book, YEAR_ENDED, actor=FINANCE, now=NOON)

    assert not any(said.startswith(title) for said in duties(finance))


def test_a_bonus_is_to_be_approved_and_then_to_be_paid(finance: StrictClient) -> None:
    book, _ada = make_cooperative(), make_member()
    made = prepare(book, equal_bonus(90_00))
    assert "Bonus to approve £90.00 to 1 person." in duties(finance)

    approve(made)

    assert (
        "Pay interest, dividends and bonuses of Tame Valley Care £90.00 is due to 1 person."
        in duties(finance)
    )


def test_an_old_debt_to_a_former_member_is_to_be_looked_into(finance: StrictClient) -> None:
    a_shares, ada = make_share_class(), make_member().party_id
    issue(a_shares, 7, to=ada, on=LONG_AGO)
    service.redeem(
        a_shares, 7, party_id=ada, on=LONG_AGO + timedelta(days=9), actor=FINANCE, now=NOON
    )
    title = "Find former members to whom Tame Valley Care owes money"
    assert not any(said.startswith(title) for said in duties(finance))

    leave(ada, on=date(2025, 1, 1))

    assert f"{title} £7.00 has been due to 1 of them for 365 days or more." in duties(finance)


def test_what_is_due_at_midnight_is_due_by_the_end_of_the_day_before() -> None:
    ends = Duty(start_of_day(date(2026, 11, 28)), "", "", "", "", "")
    at_work = Duty(start_of_day(date(2026, 11, 28)) + timedelta(hours=9), "", "", "", "", "")

    assert ends.when == "End of Friday 27 November"
    assert at_work.when == "Saturday 28 November at 9am"

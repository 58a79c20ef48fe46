"""What the office does follows from the rules: change the rule, and the page says otherwise."""

from datetime import date, timedelta

import pytest

from governance.infrastructure.actor import Role
from governance.ledger import service
from governance.ledger.queries import consents
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.rules.kinds.shares import OF_A_CLASS, THREE_QUARTERS
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_voters
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_motion
from tests.factories.rules import set_rules
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.services.test_distributions import leave
from tests.web.test_ballots import plan_form
from tests.web.test_offices_of_leavers import make_director


@pytest.fixture
def office(client: StrictClient) -> StrictClient:
    """The browser of somebody who is secretary and finance officer."""
    make_society()
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.FINANCE)
    make_role(person.party_id, Role.SECRETARY)
    return signed_in(client, person.party_id)


def duties(browser: StrictClient) -> list[list[str]]:
    """Return the rows of the calendar of duties."""
    return browser.get("/office").page.table("Calendar of duties")[1:]


def row_of(browser: StrictClient, title: str) -> list[str]:
    """Return the one duty that says this."""
    [found] = [row for row in duties(browser) if title in row[1]]
    return found


def test_the_books_of_a_year_are_closed_by_when_the_rules_say(office: StrictClient) -> None:
    post_income(make_book(), 500, on=date(2025, 7, 1))
    title = "Close the year of Tame Valley Care"
    assert row_of(office, title)[-1] == "Overdue"

    set_rules(records__close_months=9)

    assert row_of(office, title)[-1] == "To close"


def test_an_old_debt_is_as_old_as_the_rules_say(office: StrictClient) -> None:
    a_shares, ada = make_share_class(), make_member().party_id
    issue(a_shares, 7, to=ada, on=date(2026, 1, 5))
    service.redeem(a_shares, 7, party_id=ada, on=date(2026, 3, 2), actor=FINANCE, now=NOON)
    leave(ada, on=date(2026, 3, 2))
    title = "Find former members to whom Tame Valley Care owes money"
    assert not any(title in row[1] for row in duties(office))

    set_rules(shares__unclaimed_days=180)

    assert "£7.00 has been due to 1 of them for 180 days or more." in row_of(office, title)[1]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(1, "There is no scrutineer."), (3, "There are fewer than 3 scrutineers.")],
)
def test_as_many_scrutineers_are_wanted_as_the_rules_say(
    office: StrictClient, wanted: int, said: str
) -> None:
    set_rules(ballots__scrutineers=wanted)

    assert any(said in row[1] for row in duties(office))


def test_enough_scrutineers_are_no_duty(office: StrictClient) -> None:
    make_role(make_person("Sam Scrutineer").party_id, Role.SCRUTINEER)
    assert any("fewer than 2 scrutineers" in row[1] for row in duties(office))

    set_rules(ballots__scrutineers=1)

    assert not any("scrutineer" in row[1] for row in duties(office))


def test_an_early_record_date_is_warned_of_as_the_rules_say(office: StrictClient) -> None:
    make_voters(6)
    address = f"/office/motions/{make_motion(state='seconded').id}/ballot"
    typed = plan_form(**{"record_date-day": "2"})
    assert "long before the ballot opens" not in office.submit(address, typed).page.text

    set_rules(ballots__record_days=14)

    assert "long before the ballot opens" in office.submit(address, typed).page.text


def test_a_new_class_of_shares_has_the_nominal_value_of_the_rules(office: StrictClient) -> None:
    book = make_book(kind="cbs")
    set_rules(shares__nominal_pence=5_00)

    fields = office.get(f"/office/books/{book.id}/shares/new").page.form(0).fields()

    assert fields["par"] == ["5"]


def test_a_class_consents_as_the_rules_say_until_its_own_say_otherwise(
    office: StrictClient,
) -> None:
    a_shares = make_share_class()
    set_rules(shares__class_consent=THREE_QUARTERS)
    assert consents.rule_of(a_shares, TODAY).majority == OF_A_CLASS[THREE_QUARTERS]
    assert (
        consents.rule_of(a_shares, TODAY - timedelta(days=1)).majority
        != (OF_A_CLASS[THREE_QUARTERS])
    )

    own = Majority(Basis.ENTITLED, OF_A_CLASS[THREE_QUARTERS].share, is_strict=True)
    service.set_consent_rule(a_shares, own, valid_from=TODAY, actor=FINANCE, now=NOON)

    assert consents.rule_of(a_shares, TODAY).majority == own


def test_a_board_out_of_its_bounds_is_a_duty(office: StrictClient) -> None:
    title = "See to the number of directors"
    assert not any(title in row[1] for row in duties(office)), "nobody keeps that register yet"
    for name in ("Ada Brook", "Bea Carr"):
        make_director(make_member(name))
    assert "The board has 2 directors; the rules ask for 3 to 12." in row_of(office, title)[1]
    assert row_of(office, title)[-1] == "Too few"

    set_rules(board__seats_least=2)

    assert not any(title in row[1] for row in duties(office))


def test_what_is_kept_is_told_as_the_rules_say(office: StrictClient) -> None:
    before = office.get("/retention").page.text
    assert "10 years or more" in before
    assert "1 year or more, after the result is declared" in before

    set_rules(records__minutes_years=20, records__ballot_papers_years=3)

    after = office.get("/retention").page.text
    assert "20 years or more" in after
    assert "3 years or more, after the result is declared" in after

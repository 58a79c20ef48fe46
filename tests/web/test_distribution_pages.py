"""Sharing a sum on the pages: planned, looked at, approved with a minute, seen to have changed."""

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.distributing.models import Distribution
from governance.ledger.models import Book
from governance.ledger.queries.distributions import amounts
from governance.ledger.service import distributions
from tests.factories.accounts import make_role, signed_in
from tests.factories.distributions import (
    YEAR_ENDED,
    approve,
    equal_bonus,
    interest,
    make_cooperative,
    prepare,
)
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.services.test_distributions import leave

PAY = b"Employee reference,Pay\nA1,30000\nB1,10000.00\n"


@pytest.fixture
def finance(client: StrictClient) -> StrictClient:
    """The finance officer's browser."""
    make_society()
    person = make_person("Fay Finance")
    make_role(person.party_id, Role.FINANCE)
    return signed_in(client, person.party_id)


@pytest.fixture
def book() -> Book:
    """The book of a co-operative society with two members."""
    for name, reference in (("Ada Lovelace", "A1"), ("Ben Boole", "B1")):
        make_member(name, employee_ref=reference)
    return make_cooperative()


def test_the_ways_of_sharing_are_those_of_the_legal_form(finance: StrictClient) -> None:
    charity = make_book(kind="charity")

    page = finance.get(f"/office/books/{charity.id}/distributions").page

    assert "This legal form shares nothing among people" in page.text


def test_a_community_benefit_society_is_told_why_it_has_no_dividend(finance: StrictClient) -> None:
    society = make_book(kind="cbs")
    address = f"/office/books/{society.id}/distributions"

    page = finance.get(address).page
    answer = finance.get(f"{address}/new/dividend/shares")

    assert "section 2(2)(a)(ii)" in page.text
    assert "Prepare: Bonus" in page.text
    assert "Prepare: Dividend" not in page.text
    assert answer.status_code == 422
    assert "It pays no dividend." in answer.page.text


@pytest.mark.parametrize(
    ("kind", "offered"), [("cbs", ["employees"]), ("society", ["members", "employees", "holders"])]
)
def test_who_may_not_have_a_bonus_is_not_offered(
    finance: StrictClient, kind: str, offered: list[str]
) -> None:
    entity = make_book(kind=kind)

    page = finance.get(f"/office/books/{entity.id}/distributions/new/bonus/equal").page

    assert [each["value"] for each in page.all("input", name="who")] == offered


def test_another_entity_shares_nothing_by_the_employment_of_the_society(
    finance: StrictClient, book: Book
) -> None:
    venture = make_book(kind="company", key="jv", name="Tame and Arrow")
    address = f"/office/books/{venture.id}/distributions"

    page = finance.get(address).page
    asked = finance.get(f"{address}/new/bonus/equal").page
    by_hours = finance.get(f"{address}/new/bonus/hours")
    of_society = finance.get(f"/office/books/{book.id}/distributions").page

    why = "The register tells who works for the society, not who works for Tame and Arrow"
    assert why in page.text
    assert why not in of_society.text
    assert not page.all("a", href=f"{address}/new/bonus/pay")
    assert page.all("a", href=f"{address}/new/dividend/shares")
    assert [each["value"] for each in asked.all("input", name="who")] == ["members", "holders"]
    assert by_hours.status_code == 422
    assert why in by_hours.page.text


def test_an_employee_trust_shares_among_the_employees_of_the_society(
    finance: StrictClient, book: Book
) -> None:
    trust = make_book(kind="trust", key="trust", name="The Trust")

    page = finance.get(f"/office/books/{trust.id}/distributions").page

    assert page.all("a", href=f"/office/books/{trust.id}/distributions/new/bonus/hours")
    assert "The register tells" not in page.text


def test_a_cic_enters_the_profits_and_sees_the_cap_of_its_dividend(finance: StrictClient) -> None:
    cic = make_book(kind="cic_shares")
    issue(make_share_class(cic), 100, to=make_member().party_id)
    address = f"/office/books/{cic.id}/distributions/new/dividend/shares"

    without = finance.submit(address, {"pot": "10"})
    above = finance.submit(address, {"pot": "35.01", "profits": "100"})
    within = finance.submit(address, {"pot": "35", "profits": "100"}, follow=True)

    assert "Enter the distributable profits" in without.page.text
    assert "35% of its distributable profits" in above.page.text
    assert "£35.00: 35% of distributable profits of £100.00" in within.page.text
    assert [above.status_code, without.status_code] == [400, 400]


def test_a_second_bonus_for_the_same_days_says_what_was_paid(
    finance: StrictClient, book: Book
) -> None:
    posted = approve(prepare(book, equal_bonus(90_00)))
    made = prepare(book, equal_bonus(10_00))
    db.session.commit()

    page = finance.get(f"/office/books/{book.id}/distributions/{made.id}").page

    assert (
        f"Transaction {posted.seq} posted the same for 1 April 2025 to 31 March 2026" in page.text
    )
    assert "Nothing is posted yet." in page.text


def test_a_bonus_is_worked_out_for_everybody(finance: StrictClient, book: Book) -> None:
    answer = finance.submit(
        f"/office/books/{book.id}/distributions/new/bonus/equal",
        {"pot": "100.01", "who": "members"},
        follow=True,
    )

    assert answer.page.table("Everybody’s part")[1:] == [
        ["Ada Lovelace", "£100.01 ÷ 2 people = £50.005, so £50.01.", "£50.01"],
        ["Ben Boole", "£100.01 ÷ 2 people = £50.005, so £50.00.", "£50.00"],
    ]


def test_on_which_terms_it_is_shared_is_said(finance: StrictClient, book: Book) -> None:
    answer = finance.submit(
        f"/office/books/{book.id}/distributions/new/bonus/separate_elements",
        {
            "pot": "100",
            "who": "employees",
            "least_service_months": "6",
            "rounding": "down",
            "residue_to": "the general reserve",
            "part_heads": "3",
            "part_service": "1",
            "most_service_years": "5",
        },
        follow=True,
    )

    told = answer.page.text
    assert "What is shared £100.00" in told
    assert "In which parts Parts shared equally: 3. Parts by length of service: 1." in told
    assert "Longest service that counts 5 years" in told
    assert (
        "Who takes part Employees, members or not, who have worked here for 6 months at least,"
        " at the end of 31 March 2026"
    ) in told
    assert "Parts of a penny What each has is rounded down to the penny." in told


def test_interest_says_whose_balances_count(finance: StrictClient, book: Book) -> None:
    issue(make_share_class(book), 1_000, to=make_member("Cy Holder").party_id)
    made = prepare(book, interest())
    db.session.commit()

    told = finance.get(f"/office/books/{book.id}/distributions/{made.id}").page.text

    assert "What is shared 3% a year" in told
    assert "Who takes part Holders of every class, by what they held on each day" in told
    assert "In all: £30.00. People who have a part: 1." in told


def test_a_dividend_of_half_pence_a_share_is_told_in_pence(
    finance: StrictClient, book: Book
) -> None:
    issue(make_share_class(book), 1_001, to=make_member("Cy Holder").party_id)
    address = f"/office/books/{book.id}/distributions/new/dividend/rate_per_share"

    worked = finance.submit(address, {"rate": "2.5"}, follow=True)

    assert "What is shared 2.5p a share" in worked.page.text
    assert "Parts of a penny What each has is rounded to the nearest penny" in worked.page.text
    assert worked.page.table("Everybody’s part")[1:] == [
        ["Cy Holder", "1,001 shares × 2.5p = £25.025, so £25.03.", "£25.03"]
    ]


@pytest.mark.parametrize("typed", ["£0.05", "2.50001", "a penny"])
def test_what_is_no_rate_in_pence_is_kept_and_said(
    finance: StrictClient, book: Book, typed: str
) -> None:
    address = f"/office/books/{book.id}/distributions/new/dividend/rate_per_share"

    answer = finance.submit(address, {"rate": typed})

    assert answer.status_code == 400
    assert "must be in pence, like 5 or 2.5" in answer.page.first("p", id="rate-error").text
    assert answer.page.first("input", id="rate")["value"] == typed


def test_rounded_down_it_is_asked_where_the_pence_go(finance: StrictClient, book: Book) -> None:
    answer = finance.submit(
        f"/office/books/{book.id}/distributions/new/bonus/equal",
        {"pot": "100", "who": "members", "rounding": "down"},
    )

    assert answer.status_code == 400
    assert "Enter where they go" in answer.page.first("p", id="residue_to-error").text
    assert "the pence go that rounding" not in answer.page.text


def test_a_day_that_decides_and_has_not_come_is_said(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00, decided_on=date(2027, 3, 31)))
    address = f"/office/books/{book.id}/distributions/{made.id}"

    answer = finance.submit(address, {"minute_ref": "Board 1"}, form=0)

    assert "31 March 2027 has not come yet: this is how it stands today." in answer.page.text
    assert "Nothing was posted. Approve it on that day or later." in answer.page.text
    assert prepared_state(made.id) == "prepared"


def test_a_dropped_one_says_no_sum(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00))
    distributions.drop(made)

    page = finance.get(f"/office/books/{book.id}/distributions/{made.id}").page

    assert "This was dropped. Nothing was posted." in page.text
    assert "In all" not in page.text


def test_the_list_says_what_was_reversed(finance: StrictClient, book: Book) -> None:
    posted = approve(prepare(book, equal_bonus(10_00)))
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    page = finance.get(f"/office/books/{book.id}/distributions").page

    assert page.table("Prepared and posted, newest first")[1][-1] == "Reversed"


def test_pay_is_read_from_a_file(finance: StrictClient, book: Book) -> None:
    answer = send_pay(finance, book, PAY)

    assert [row[2] for row in answer.page.table("Everybody’s part")[1:]] == ["£75.00", "£25.00"]


def test_a_line_of_pay_that_cannot_be_read_is_named(finance: StrictClient, book: Book) -> None:
    answer = send_pay(finance, book, PAY + b"C9,12.345\n")

    assert answer.status_code == 400
    assert "1 line has nobody whom we know, somebody twice, or a sum" in answer.page.text
    assert db.session.scalar(select(Distribution.id)) is None


def test_whose_pay_is_not_known_is_said(finance: StrictClient, book: Book) -> None:
    answer = send_pay(finance, book, b"Employee reference,Pay\nA1,30000\n")

    assert answer.status_code == 400
    assert "People whose pay is not known: 1. Enter it, or 0 if there is none. Ben Boole" in (
        answer.page.text
    )


def test_interest_waits_for_the_highest_rate(finance: StrictClient, book: Book) -> None:
    issue(make_share_class(book), 1_000, to=make_member("Cy Holder").party_id)
    address = f"/office/books/{book.id}/distributions/new/interest/interest"
    assert "Set it first" in finance.submit(address, {"rate": "3"}).page.text

    finance.submit(
        f"/office/books/{book.id}/interest-cap",
        {
            "rate": "5",
            "source": "Rule 24",
            "valid_from-day": "1",
            "valid_from-month": "4",
            "valid_from-year": "2020",
        },
    )
    answer = finance.submit(address, {"rate": "3"}, follow=True)

    assert answer.page.table("Everybody’s part")[1][2] == "£30.00"


def test_a_rate_above_the_rules_is_refused_beside_the_rate(
    finance: StrictClient, book: Book
) -> None:
    day = {"valid_from-day": "1", "valid_from-month": "4", "valid_from-year": "2026"}
    address = f"/office/books/{book.id}/interest-cap"
    above = finance.submit(address, {"rate": "6", "source": "Rule 24", **day})
    assert above.status_code == 400
    assert "Enter the base rate of 1 April 2026 if they allow more by it." in above.page.text

    told = {"rate": "6", "base_rate": "4", "source": "Rule 24", **day}

    assert finance.submit(address, told).status_code == 303


def test_approval_needs_a_minute(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00))
    address = f"/office/books/{book.id}/distributions/{made.id}"

    answer = finance.submit(address, {}, form=0)

    assert answer.status_code == 400
    assert "Enter the minute that approved it" in answer.page.text


def test_approved_it_is_due_and_cannot_be_approved_again(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00))
    address = f"/office/books/{book.id}/distributions/{made.id}"

    page = finance.submit(address, {"minute_ref": "Board 2026/41"}, follow=True).page

    assert "Board 2026/41" in page.text
    assert not page.all("button", text="Approve and post it")
    due = finance.get(f"/office/books/{book.id}/due").page
    assert "Dividends and bonuses due: £10.00" in due.text


def test_figures_that_changed_are_shown_and_nothing_is_posted(
    finance: StrictClient, book: Book
) -> None:
    made = prepare(book, equal_bonus(10_00))
    ben = max(amounts(made.id))
    leave(ben, on=YEAR_ENDED)
    address = f"/office/books/{book.id}/distributions/{made.id}"

    answer = finance.submit(address, {"minute_ref": "Board 2026/41"})

    assert answer.status_code == 409
    assert answer.page.table("What changed")[1:] == [
        ["Ada Lovelace", "£5.00", "£10.00"],
        ["Ben Boole", "£5.00", "–"],
    ]
    again = finance.get(address).page
    assert [row[0] for row in again.table("Everybody’s part")[1:]] == ["Ada Lovelace"]


def test_the_file_has_everybodys_line(finance: StrictClient, book: Book) -> None:
    made = prepare(book, equal_bonus(10_00))

    answer = finance.get(f"/office/books/{book.id}/distributions/{made.id}.csv", buffered=True)

    lines = answer.text.splitlines()
    assert lines[0] == "\ufeffParty,Name,GBP,How it adds up"
    assert [line.split(",")[1:3] for line in lines[1:]] == [
        ["Ada Lovelace", "5.00"],
        ["Ben Boole", "5.00"],
    ]


def test_an_auditor_reads_and_cannot_approve(client: StrictClient, book: Book) -> None:
    make_society()
    auditor = make_person("Ann Auditor")
    make_role(auditor.party_id, Role.AUDITOR)
    made = prepare(book, equal_bonus(10_00))
    browser = signed_in(client, auditor.party_id)
    address = f"/office/books/{book.id}/distributions/{made.id}"

    page = browser.get(address).page

    assert not page.all("button", text="Approve and post it")


def test_an_approval_sent_by_an_auditor_is_refused(
    client: StrictClient, finance: StrictClient, new_client: Any, book: Book
) -> None:
    auditor = make_person("Ann Auditor")
    make_role(auditor.party_id, Role.AUDITOR)
    made = prepare(book, equal_bonus(10_00))
    address = f"/office/books/{book.id}/distributions/{made.id}"
    typed = dict(finance.get(address).page.form(0).fields()) | {"minute_ref": "Board 1"}
    browser = signed_in(new_client(), auditor.party_id)
    typed["csrf_token"] = browser.get("/account").page.form(0).fields()["csrf_token"]

    answer = browser.post(address, data=typed)

    assert answer.status_code == 403
    assert prepared_state(made.id) == "prepared"


def test_a_member_sees_their_own_part_and_how_it_adds_up(client: StrictClient, book: Book) -> None:
    make_society()
    made = prepare(book, equal_bonus(10_00))
    ada, _ben = sorted(amounts(made.id))
    browser = signed_in(client, ada)
    assert "You have had none yet" in browser.get("/membership/money").page.text

    approve(made)

    assert browser.get("/membership").page.first("a", text="What you had, and how it adds up")
    page = browser.get("/membership/money").page
    assert "Bonus: £5.00" in page.text
    assert "£10.00 ÷ 2 people = £5.00." in page.text
    held = browser.get("/membership/data").page
    headings, row = held.table("Your part of interest, dividends and bonuses, and how it adds up")
    assert dict(zip(headings, row, strict=True))["How it adds up"] == "£10.00 ÷ 2 people = £5.00."
    assert "exact" not in held.text


def send_pay(finance: StrictClient, book: Book, content: bytes) -> Any:
    """Send the form of a bonus by pay, with a file."""
    return finance.submit(
        f"/office/books/{book.id}/distributions/new/bonus/pay",
        {"pot": "100", "who": "members", "pay": (io.BytesIO(content), "pay.csv")},
        follow=True,
    )


def prepared_state(distribution_id: int) -> str:
    return db.session.get_one(Distribution, distribution_id).state

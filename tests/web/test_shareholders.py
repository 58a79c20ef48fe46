"""A holder's shares: one's own on a phone, the office's page, statements and certificates."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import Book, ShareClass
from governance.ledger.places import Leg, money
from governance.ledger.service.shares import legs_of_issue
from governance.members.access_log import looks_at
from governance.members.models import RegisterEntry
from governance.record.models import Link
from tests.factories.accounts import make_role, signed_in
from tests.factories.joint_venture import government_sells, make_mycsp, partner_grows
from tests.factories.ledger import (
    FINANCE,
    FIRST_DAY,
    TODAY,
    issue,
    make_book,
    make_share_class,
    post_income,
)
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society."""
    make_society()
    return make_member("Ada Lovelace")


@pytest.fixture
def a_shares() -> ShareClass:
    """£1 shares for members, that may be transferred."""
    return make_share_class(make_book(), transferable=True, name="Membership shares")


@pytest.fixture
def officer(new_client: Callable[[], Any], ada: RegisterEntry) -> StrictClient:
    """A secretary's browser."""
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.SECRETARY)
    browser: StrictClient = signed_in(new_client(), person.party_id)
    return browser


def due_by(book: Book, leg: Leg, kind: str, *, on: date = TODAY) -> int:
    """Post what makes something due to a party, or pays it; return its link."""
    return service.post(book.id, kind, [leg], effective_on=on, actor=FINANCE, now=NOON).seq


def hash_of(seq: int) -> str:
    return db.session.scalars(select(Link.hash).where(Link.seq == seq)).one()


def test_your_shares_say_how_many_what_they_are_worth_and_since_when(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)

    page = signed_in(client, ada.party_id).get("/membership/shares").page

    assert "5 shares" in page.text
    assert "£5.00 at par, since 6 January 2020" in page.text
    assert "One member, one vote" in page.text
    assert "Certificates" in page.text


def test_membership_leads_to_ones_shares_and_offers_none_where_there_are_none(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    browser = signed_in(client, ada.party_id)
    before = browser.get("/membership").page
    issue(a_shares, 5, to=ada.party_id)

    after = browser.get("/membership").page

    assert "Your shares" not in before.text
    assert "You hold 5 shares." in after.text


def test_a_mutual_without_shares_shows_no_empty_box(
    client: StrictClient, ada: RegisterEntry
) -> None:
    make_book(kind="charity")
    browser = signed_in(client, ada.party_id)

    assert "We have no shares" in browser.get("/ownership").page.text
    assert "You hold no shares" in browser.get("/membership/shares").page.text
    assert not browser.get("/membership").page.all("a", text="Certificates")


def test_dues_say_what_came_and_what_is_still_due(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    book = make_book()
    post_income(book, 10_000)
    interest = money(charts.INTEREST_DUE, ada.party_id)
    for kind, leg, on in (
        ("interest", Leg(money(charts.INTEREST), interest, 250), date(2025, 3, 31)),
        ("payment", Leg(interest, money(charts.BANK), 100), TODAY),
    ):
        service.post(book.id, kind, [leg], effective_on=on, actor=FINANCE, now=NOON)

    page = signed_in(client, ada.party_id).get("/membership/shares").page

    assert "Due and not yet paid" in page.text
    assert "£1.50" in page.text
    dues = page.table("Interest, dividends and other dues")
    assert dues[1:] == [
        ["16 November 2026", "Share interest", "–", "£1.00"],
        ["31 March 2025", "Share interest", "£2.50", "–"],
    ]


def test_a_certificate_that_stands_for_nothing_is_not_printed(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    posted = issue(a_shares, 5, to=ada.party_id)
    browser, address = signed_in(client, ada.party_id), f"/certificates/1/{posted.seq}"
    assert browser.get(address).page.all("a", text="PDF")
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    page, file = browser.get(address).page, browser.get(f"{address}.pdf")

    assert "It does not stand" in page.text
    assert not page.all("a", text="PDF")
    assert file.status_code == 409
    assert "does not stand any more, so it is not printed" in file.page.text


def test_what_was_reversed_is_not_said_to_be_paid(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    book = make_book()
    post_income(book, 10_000)
    interest = money(charts.INTEREST_DUE, ada.party_id)
    came = due_by(book, Leg(money(charts.INTEREST), interest, 250), "interest")
    paid = due_by(book, Leg(interest, money(charts.BANK), 250), "payment")
    for seq in (paid, came):
        service.reverse(seq, effective_on=TODAY, actor=FINANCE, now=NOON)
    browser = signed_in(client, ada.party_id)
    address = f"/membership/shares/{book.id}/statement"

    shares, told = browser.get("/membership/shares").page, browser.get(address).page
    file = browser.get(f"{address}.csv", buffered=True).text

    undone = [
        ["16 November 2026", "Share interest: reversed", "−£2.50", "–"],
        ["16 November 2026", "Share interest: payment reversed", "–", "−£2.50"],
    ]
    assert shares.table("Interest, dividends and other dues")[1:3] == undone
    rows = told.table("Interest, dividends and other dues")[1:]
    assert [row[:4] for row in rows[2:]] == undone[::-1]
    assert [row[-1] for row in rows] == ["£2.50", "£0.00", "£2.50", "£0.00"]
    assert file.splitlines()[0].endswith(",Due,Paid or reversed")
    assert [line.split(",", 2)[2] for line in file.splitlines()[-2:]] == [
        "Share interest: payment reversed,,,,,2.50,",
        "Share interest: reversed,,,,,,2.50",
    ]


def test_what_was_moved_elsewhere_is_not_said_to_be_paid(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    interest = money(charts.INTEREST_DUE, ada.party_id)
    due_by(make_book(), Leg(money(charts.INTEREST), interest, 250), "interest")
    due_by(make_book(), Leg(interest, money("2200"), 250), "journal entry")

    page = signed_in(client, ada.party_id).get("/membership/shares").page

    assert page.table("Interest, dividends and other dues")[1] == [
        "16 November 2026",
        "Share interest: moved to Unclaimed money of members",
        "−£2.50",
        "–",
    ]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("last-day=31&last-month=2&last-year=2026", "To must be a real date"),
        ("last=2026-11-17", "has not come yet"),
    ],
)
def test_a_statement_is_of_days_that_were_and_of_those_asked_for(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass, last: str, sentence: str
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    browser = signed_in(client, ada.party_id)
    address = f"/membership/shares/{a_shares.book_id}/statement"
    days = f"first=2026-01-01&{last}"

    assert sentence in browser.get(f"{address}?{days}").page.text
    for kind in ("pdf", "csv"):
        answer = browser.get(f"{address}.{kind}?{days}")
        assert answer.status_code == 400
        assert sentence in answer.page.text


def test_a_statement_brings_forward_what_was_due_before(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    interest = money(charts.INTEREST_DUE, ada.party_id)
    due_by(
        make_book(), Leg(money(charts.INTEREST), interest, 250), "interest", on=date(2025, 3, 31)
    )
    browser = signed_in(client, ada.party_id)

    page = browser.get(f"/membership/shares/{a_shares.book_id}/statement").page

    assert page.table("Interest, dividends and other dues")[1:] == [
        ["1 January 2026", "Brought forward", "–", "–", "£2.50"]
    ]


def test_a_statement_brings_forward_and_bears_the_anchor(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    issue(a_shares, 2, to=ada.party_id, on=date(2026, 2, 1))
    days = "first-day=1&first-month=1&first-year=2026&last-day=31&last-month=3&last-year=2026"
    address = f"/membership/shares/{a_shares.book_id}/statement"
    browser = signed_in(client, ada.party_id)

    page = browser.get(f"{address}?{days}").page
    rows = page.table("Membership shares")

    assert [row[-1] for row in rows[1:]] == ["5", "7", "7"]
    head = db.session.scalars(select(Link).order_by(Link.seq.desc()).limit(1)).one()
    assert f"{head.seq}:{head.hash}" in page.text
    file = browser.get(f"{address}.csv?{days}", buffered=True).text
    assert "2026-02-01" in file
    assert "2020-01-06" not in file
    pdf = browser.get(f"{address}.pdf?{days}")
    assert pdf.data.startswith(b"%PDF")


def test_a_statement_as_known_at_a_link_leaves_out_what_came_later(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    first = issue(a_shares, 5, to=ada.party_id)
    issue(a_shares, 2, to=ada.party_id)
    days = "first-day=1&first-month=1&first-year=2020&last-day=31&last-month=3&last-year=2026"
    address = f"/membership/shares/{a_shares.book_id}/statement?{days}&known={first.seq}"

    page = signed_in(client, ada.party_id).get(address).page

    assert page.table("Membership shares")[-1][-1] == "5"
    assert f"{first.seq}:{hash_of(first.seq)}" in page.text


def test_days_the_wrong_way_round_are_refused(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    days = "first-day=1&first-month=3&first-year=2026&last-day=1&last-month=1&last-year=2026"
    address = f"/membership/shares/{a_shares.book_id}/statement?{days}"

    assert "must not be before" in signed_in(client, ada.party_id).get(address).page.text


def test_a_certificate_stands_until_its_shares_pass_on(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    posted = issue(a_shares, 5, to=ada.party_id)
    browser, address = signed_in(client, ada.party_id), f"/certificates/1/{posted.seq}"

    whole = browser.get(address).page
    pass_on(a_shares, 2, ada, ben)
    part, printed = browser.get(address).page, browser.get(f"{address}.pdf").data
    pass_on(a_shares, 3, ada, ben)
    gone = browser.get(address).page

    assert "It stands." in whole.text
    assert hash_of(posted.seq) in whole.text
    assert "It stands for 3 of its 5 shares." in part.text
    assert "It no longer stands" in gone.text
    assert "Transfer, 16 November 2026" in gone.text
    assert printed.startswith(b"%PDF")


def test_nobody_opens_anothers_certificate(
    client: StrictClient, officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    posted = issue(a_shares, 5, to=ada.party_id)
    browser = signed_in(client, ben.party_id)

    for address in (f"/certificates/1/{posted.seq}", f"/certificates/1/{posted.seq}.pdf"):
        assert browser.get(address).status_code == 404
        assert officer.get(address).status_code == 200


@pytest.mark.parametrize("number", ["1/999", "2/1", "1/x", "1/1", "nothing"])
def test_a_number_that_was_never_given_is_no_certificate(
    officer: StrictClient, a_shares: ShareClass, number: str
) -> None:
    assert officer.get(f"/certificates/{number}").status_code == 404


def test_anybody_signed_in_checks_a_certificate_and_learns_no_name(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    posted = issue(a_shares, 5, to=ada.party_id)
    browser, seal = signed_in(client, ben.party_id), hash_of(posted.seq)
    asked = f"/certificates/check?number=1/{posted.seq}&hash="

    true = browser.get(asked + seal.upper()[:32] + "+" + seal[32:]).page
    false = browser.get(asked + "0" * 64).page
    pass_on(a_shares, 5, ada, ben)
    gone = browser.get(asked + seal).page
    in_part = [browser.get(asked + part).page for part in (seal[:8], seal[8:], seal + "0")]

    assert "It is genuine, and it stands." in true.text
    assert "Ada" not in true.first("main").text
    assert "It is not genuine" in false.text
    assert "Membership shares" not in false.text
    assert "it no longer stands" in gone.text
    assert not any("It is genuine" in page.text for page in in_part)


def test_a_mistaken_issue_leaves_a_certificate_that_does_not_stand(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    posted = issue(a_shares, 5, to=ada.party_id)
    service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)

    page = officer.get(f"/certificates/1/{posted.seq}").page

    assert "was a mistake and was reversed" in page.text


def test_a_transaction_for_several_gives_each_a_number_of_their_own(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    legs = [
        *legs_of_issue(a_shares, 2, to=ada.party_id),
        *legs_of_issue(a_shares, 3, to=ben.party_id),
    ]
    posted = service.post(
        a_shares.book_id, "issue", legs, effective_on=FIRST_DAY, actor=FINANCE, now=NOON
    )

    page = officer.get(f"/office/books/{a_shares.book_id}/holders/{ben.party_id}").page

    assert page.table("Certificates")[1][0] == f"1/{posted.seq}-3"
    assert officer.get(f"/certificates/1/{posted.seq}-3").page.text.count("Ben Boole")
    assert officer.get(f"/certificates/1/{posted.seq}").status_code == 404


def test_the_office_sees_a_holder_as_at_a_day_and_offers_the_acts(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 5, to=ada.party_id)
    address = f"/office/books/{a_shares.book_id}/holders/{ada.party_id}"

    now = officer.get(address).page
    before = officer.get(f"{address}?on-day=1&on-month=1&on-year=2020").page

    assert "5 shares" in now.text
    assert now.all("a", text="Transfer shares")
    assert "No shares at the end of 1 January 2020" in before.text
    for page in ("", "/statement", "/statement.csv", "/statement.pdf"):
        nobody = f"/office/books/{a_shares.book_id}/holders/4711{page}"
        assert officer.get(nobody).status_code == 404
    assert officer.get(f"{address}/statement.pdf").data.startswith(b"%PDF")


def test_the_register_leads_to_a_holder_and_notes_who_looked(
    client: StrictClient, officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    issue(a_shares, 5, to=ada.party_id)
    address = f"/office/books/{a_shares.book_id}/holders/{ada.party_id}"

    shown = officer.get(f"/register/{ada.party_id}").page
    officer.get(address)
    officer.get(f"{address}/statement.csv", buffered=True)

    assert shown.first("a", text="Shares in")["href"] == address
    assert not officer.get(f"/register/{ben.party_id}").page.all("a", text="Shares in")
    assert [each.title for each in looks_at(ada.party_id)] == [
        "Your statement of Tame Valley Care",
        "What you hold of Tame Valley Care",
        "Your entry",
    ]


def test_the_book_is_taken_away_in_the_words_of_the_open_cap_format(
    officer: StrictClient, ada: RegisterEntry
) -> None:
    venture = make_mycsp()
    partner_grows(venture)
    government_sells(venture)

    text = officer.get(f"/office/books/{venture.book.id}/shares/ocf.json", buffered=True).text

    told = json.loads(text)
    issued = [each for each in told["transactions"] if each["object_type"] == "TX_STOCK_ISSUANCE"]
    sold = [each for each in told["transactions"] if each["object_type"] == "TX_STOCK_TRANSFER"]
    assert len(told["stakeholders"]) == len(told["stock_classes"]) == 3
    assert [each["quantity"] for each in issued] == ["25", "35", "40", "11", "24"]
    assert [each["quantity"] for each in sold] == ["11", "24"]
    assert all(each["security_id"] == issued[1]["security_id"] for each in sold)


def test_every_movement_is_a_line_of_a_file(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    ben = make_member("Ben Boole")
    issue(a_shares, 5, to=ada.party_id)
    pass_on(a_shares, 2, ada, ben)
    book = f"/office/books/{a_shares.book_id}"

    moves = officer.get(f"{book}/shares/movements.csv", buffered=True).text.splitlines()
    classes = officer.get(f"{book}/shares.csv", buffered=True).text.splitlines()

    assert [line.split(",")[5:8] for line in moves[1:]] == [
        ["Ada Lovelace", "5", ""],
        ["Ada Lovelace", "", "2"],
        ["Ben Boole", "2", ""],
    ]
    assert classes[1].startswith("A,Membership shares,1.00,per_member")


def pass_on(share_class: ShareClass, units: int, from_: RegisterEntry, to: RegisterEntry) -> None:
    service.transfer(
        share_class,
        units,
        from_=from_.party_id,
        to=to.party_id,
        on=TODAY,
        actor=FINANCE,
        now=NOON,
    )


@pytest.mark.parametrize(
    "address",
    [
        "/register",
        "/ownership/{book}",
        "/office/books/{book}/ownership",
        "/office/books/{book}/accounts",
        "/office/books/{book}/holders/{ada}",
        "/office/books/{book}/holders/{ada}/statement",
    ],
)
def test_wherever_a_link_of_the_record_can_be_asked_for_it_is_said_what_that_is(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass, address: str
) -> None:
    issue(a_shares, 5, to=ada.party_id)

    page = officer.get(address.format(book=a_shares.book_id, ada=ada.party_id)).page

    assert "The number of a link of the record; leave it empty" in page.text

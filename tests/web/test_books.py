"""Pages of the books: set up, read as at a day, and said to whom they open."""

from collections.abc import Callable
from datetime import date

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.models import Account, Book
from governance.ledger.places import Leg, money
from governance.ledger.queries.holdings import book_of_key
from tests.factories.accounts import make_role, signed_in
from tests.factories.ledger import FINANCE, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON

MARCH = date(2026, 3, 31)


@pytest.fixture
def officer(client: StrictClient) -> Callable[..., StrictClient]:
    """Sign somebody in who has these roles and no membership."""

    def sign_in(*roles: Role) -> StrictClient:
        make_society()
        person = make_person("Olive Officer", email="olive@example.org")
        make_role(person.party_id, *roles)
        return signed_in(client, person.party_id)

    return sign_in


@pytest.fixture
def finance(officer: Callable[..., StrictClient]) -> StrictClient:
    """The finance officer's browser."""
    return officer(Role.FINANCE)


def test_an_empty_ledger_says_how_to_begin(finance: StrictClient) -> None:
    page = finance.get("/office/books").page

    assert page.first("a", text="Open the society’s book")["href"] == "/office/books/open"


def test_the_chart_is_shown_before_the_book_is_opened(finance: StrictClient) -> None:
    answer = finance.submit("/office/books/open", {})

    assert answer.status_code == 200
    assert "General reserve (held for the community)" in answer.text
    assert book_of_key() is None


def test_the_societys_book_opens_from_what_is_known_of_it(finance: StrictClient) -> None:
    chart = finance.submit("/office/books/open", {})

    answer = finance.post("/office/books/open", data=chart.page.form(0).fields())

    opened = book_of_key()
    assert opened is not None
    assert (opened.legal_name, opened.kind, opened.year_ends) == (
        "Tame Valley Care Limited",
        "cbs",
        "03-31",
    )
    assert answer.headers["Location"] == f"/office/books/{opened.id}"


def test_a_second_entity_needs_a_word_of_its_own(finance: StrictClient) -> None:
    make_book()
    typed = {"name": "Venture", "legal_name": "Venture Limited", "kind": "company"}

    answer = finance.submit("/office/books/open", typed | {"key": "Joint Venture"})

    assert answer.status_code == 400
    assert "Enter a short word of small letters, like venture" in answer.page.text


def test_a_year_cannot_end_on_29_february(finance: StrictClient) -> None:
    chart = finance.submit("/office/books/open", {"year_ends": "other", "other_year_end": "02-29"})

    answer = finance.post("/office/books/open", data=chart.page.form(0).fields())

    assert answer.status_code == 400
    assert "Enter the month and day on which the year ends" in answer.page.text
    assert book_of_key() is None


def test_the_book_page_says_what_stands_in_it(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 123_45)

    page = finance.get(f"/office/books/{book.id}").page

    assert "£123.45" in page.text
    assert page.table("Latest transactions")[1][2].startswith("Receipt")


def test_the_trial_balance_adds_parties_up_and_says_that_it_agrees(finance: StrictClient) -> None:
    book = book_with_two_owed()

    page = finance.get(f"/office/books/{book.id}/trial-balance").page

    rows = {row[0]: row[1:] for row in page.table("Money")[1:]}
    assert rows["2100"] == [
        "Due to members for shares 2 parties in Due to members for shares",
        "–",
        "£5.00",
    ]
    assert rows[""] == ["Total", "£5.00", "£5.00"]
    assert "Debits and credits are the same" in page.text


def test_the_trial_balance_is_as_it_was_known(finance: StrictClient) -> None:
    book = make_book()
    first = post_income(book, 500)
    post_income(book, 700)

    page = finance.get(f"/office/books/{book.id}/trial-balance?known={first.seq}").page

    assert page.table("Money")[1] == ["1000", "Bank", "£5.00", "–"]


def test_the_trial_balance_of_a_year_end_can_be_seen_before_its_closing_entry(
    finance: StrictClient,
) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 1, 5))
    service.close_period(book, MARCH, actor=FINANCE, now=NOON)
    on = "on-day=31&on-month=3&on-year=2026"

    after = finance.get(f"/office/books/{book.id}/trial-balance?{on}").page
    before = finance.get(f"/office/books/{book.id}/trial-balance?{on}&before_closing=yes").page

    assert [row[0] for row in after.table("Money")[1:]] == ["1000", "3200", ""]
    assert [row[0] for row in before.table("Money")[1:]] == ["1000", "4000", ""]


def test_an_account_shows_its_balance_after_each_movement(finance: StrictClient) -> None:
    book = make_book()
    for day, pence in ((5, 500), (7, 200)):
        post_income(book, pence, on=date(2026, 1, day))
    bank = account_of(book, "1000")

    page = finance.get(
        f"/office/books/{book.id}/accounts/{bank}?first-day=6&first-month=1&first-year=2026"
    ).page

    assert [row[-1] for row in page.table("Movements, oldest first")[1:]] == ["£5.00", "£7.00"]


def test_a_party_is_named_on_its_account(finance: StrictClient) -> None:
    book = book_with_two_owed()
    due = account_of(book, "2100")

    page = finance.get(f"/office/books/{book.id}/accounts/{due}/parties").page

    assert [row[0] for row in page.table("Parties")[1:]] == ["Ada Lovelace", "Ben Boole"]


def test_the_journal_finds_an_amount(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500)
    wanted = post_income(book, 12_34)

    page = finance.get(f"/office/books/{book.id}/journal?amount=12.34").page

    assert [row[1] for row in page.table("Transactions, newest day first")[1:]] == [str(wanted.seq)]


def test_a_transaction_shows_its_link_and_hash(finance: StrictClient) -> None:
    posted = post_income(make_book(), 500)

    page = finance.get(f"/office/books/1/transactions/{posted.seq}").page

    assert page.table("Legs")[1] == ["Bank", "Income from contracts", "£5.00"]
    assert "Its hash" in page.text


def test_another_books_transaction_is_not_found(finance: StrictClient) -> None:
    posted = post_income(make_book(), 500)
    other = make_book(kind="company", key="venture", name="Venture")

    assert finance.get(f"/office/books/{other.id}/transactions/{posted.seq}").status_code == 404


def test_what_a_link_that_is_not_there_yet_knew_is_not_shown(finance: StrictClient) -> None:
    book = make_book()
    posted = post_income(book, 500)
    address = f"/office/books/{book.id}/trial-balance"

    newest = finance.get(f"{address}?known={posted.seq}").page
    later = finance.get(f"{address}?known={posted.seq + 1}").page

    assert "There is a problem" not in newest.text
    assert f"The newest link of the record is {posted.seq}" in later.text


def test_a_year_that_is_over_has_its_result_and_a_loss_no_sign(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 2, 1))
    entry = [Leg(money("5100"), money("1000"), 700)]
    service.post(
        book.id, "journal entry", entry, effective_on=date(2026, 2, 2), actor=FINANCE, now=NOON
    )

    whole = finance.get(f"/office/books/{book.id}/summary?on-day=31&on-month=3&on-year=2026").page
    part = finance.get(f"/office/books/{book.id}/summary?on-day=30&on-month=3&on-year=2026").page

    assert "Loss of the year: £2.00" in whole.text
    assert "Loss of the year so far: £2.00" in part.text


def test_the_result_and_the_balance_sheet_follow_the_legal_form(finance: StrictClient) -> None:
    venture = make_book(kind="company", key="venture", name="Venture", year_ends="12-31")
    post_income(venture, 500, on=date(2026, 1, 5))

    page = finance.get(f"/office/books/{venture.id}/summary").page

    assert "Profit of the year so far: £5.00" in page.text
    assert page.table("Share capital and reserves")[1] == [
        "Profit not carried forward yet",
        "£5.00",
    ]


def test_an_account_can_be_added_once(finance: StrictClient) -> None:
    book = make_book()
    typed = {"code": "5020", "name": "Rent", "kind": "expense"}
    finance.submit(f"/office/books/{book.id}/accounts/add", typed)

    again = finance.submit(f"/office/books/{book.id}/accounts/add", typed)

    assert again.status_code == 400
    assert "There is an account 5020 already" in again.page.text


def book_with_two_owed() -> Book:
    """Return a book that owes two people £2 and £3 for shares it took back."""
    a_shares = make_share_class()
    for name, units in (("Ada Lovelace", 2), ("Ben Boole", 3)):
        party_id = make_member(name).party_id
        issue(a_shares, units, to=party_id)
        service.redeem(a_shares, units, party_id=party_id, on=MARCH, actor=FINANCE, now=NOON)
    return service.shares.book_of(a_shares)


def account_of(book: Book, code: str) -> int:
    """Return the account of the chart."""
    found = db.session.query(Account.id).filter_by(book_id=book.id, code=code, party_id=None)
    return int(found.scalar())


def test_of_nothing_due_it_is_not_said_to_how_many(officer: Callable[..., StrictClient]) -> None:
    book = make_book()

    page = officer(Role.FINANCE).get(f"/office/books/{book.id}").page

    assert "Due to members" in page.text
    assert "to 0 of them" not in page.text

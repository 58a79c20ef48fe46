"""Posting money on the pages, paying members, and closing periods."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import Account, Book, Period, Transaction
from governance.ledger.queries import postings
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.banking import overdrawn_by
from governance.ledger.queries.holdings import share_classes
from governance.notifications.models import Mail
from tests.factories.accounts import make_role, signed_in
from tests.factories.distributions import equal_bonus, make_cooperative, prepare
from tests.factories.ledger import (
    FINANCE,
    TODAY,
    issue,
    make_book,
    make_share_class,
    post_income,
)
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock

MARCH = date(2026, 3, 31)


@pytest.fixture
def finance(client: StrictClient) -> StrictClient:
    """The finance officer's browser."""
    make_society()
    person = make_person("Fay Finance")
    make_role(person.party_id, Role.FINANCE)
    return signed_in(client, person.party_id)


def lines(*given: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """Return a form of lines: account, debit, credit."""
    typed: dict[str, Any] = {"memo": "Rent of the hall"}
    for number, (account, debit, credit) in enumerate(given, start=1):
        typed |= {
            f"account_{number}": account,
            f"debit_{number}": debit,
            f"credit_{number}": credit,
        }
    return typed | more


def test_a_journal_entry_of_three_lines_is_one_transaction(finance: StrictClient) -> None:
    book = make_book()
    typed = lines(("5100", "30.00", ""), ("5000", "12.50", ""), ("1000", "", "42.50"))

    answer = finance.submit(f"/office/books/{book.id}/enter", typed, follow=True)

    assert answer.page.table("Legs")[1:] == [
        ["Other costs", "Bank", "£30.00"],
        ["Staff costs", "Bank", "£12.50"],
    ]
    assert count(Transaction) == 1


def test_adding_lines_loses_nothing_and_posts_nothing(finance: StrictClient) -> None:
    book = make_book()

    answer = finance.submit(
        f"/office/books/{book.id}/enter", lines(("5100", "30.001", "")), button="Add more lines"
    )

    fields = answer.page.form(0).fields()
    assert fields["debit_1"] == ["30.001"]
    assert fields["account_1"] == ["5100"]
    assert "account_8" in fields
    assert not answer.page.all("p", class_="govuk-error-message")
    assert count(Transaction) == 0


def test_the_same_form_sent_twice_posts_once(finance: StrictClient) -> None:
    book = make_book()
    address = f"/office/books/{book.id}/enter"
    form = dict(finance.get(address).page.form(0).fields())
    form |= lines(("5100", "30.00", ""), ("1000", "", "30.00"))

    first = finance.post(address, data=form)
    second = finance.post(address, data=form)

    assert first.headers["Location"] == second.headers["Location"]
    assert count(Transaction) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([("5100", "30.00", ""), ("1000", "", "29.99")], "Debits are £0.01 more than credits"),
        ([("5100", "12.345", ""), ("1000", "", "12.34")], "must be an amount in pounds"),
        ([("", "30.00", ""), ("1000", "", "30.00")], "Choose the account of line 1"),
        ([("5100", "30.00", "30.00")], "Line 1 needs an amount: either a debit or a credit"),
        ([("5100", "", ""), ("1000", "", "1.00")], "Line 1 needs an amount"),
        ([], "Enter at least one debit and one credit"),
        ([("1000", "30.00", ""), ("1000", "", "30.00")], "Enter an account on one side only"),
        ([("2300", "30.00", ""), ("1000", "", "30.00")], "Enter the number of the member whose"),
        ([("3000", "30.00", ""), ("1000", "", "30.00")], "Choose the account of line 1"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_beside_it(
    finance: StrictClient, given: Iterable[tuple[str, str, str]], sentence: str
) -> None:
    book = make_book()

    answer = finance.submit(f"/office/books/{book.id}/enter", lines(*given))

    assert answer.status_code == 400
    errors = [part.text for part in answer.page.all("p", class_="govuk-error-message")]
    assert any(sentence in said for said in errors), errors
    assert count(Transaction) == 0


def test_a_member_number_that_nobody_has_is_said_to_be(finance: StrictClient) -> None:
    book = make_book()
    typed = lines(("2300", "30.00", ""), ("1000", "", "30.00"), member_1="77")

    answer = finance.submit(f"/office/books/{book.id}/enter", typed)

    assert "No member has the number 77" in answer.page.text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/3/2026", "The books are closed up to 31 March 2026"),
        ("17/11/2026", "17 November 2026 has not come yet"),
    ],
)
def test_a_day_that_will_not_do_is_refused_beside_it(
    finance: StrictClient, day: str, sentence: str
) -> None:
    book = make_book()
    service.close_period(book, MARCH, actor=FINANCE, now=NOON)
    boxes = dict(zip(("on-day", "on-month", "on-year"), day.split("/"), strict=True))

    answer = finance.submit(
        f"/office/books/{book.id}/enter",
        lines(("5100", "1.00", ""), ("1000", "", "1.00"), **boxes),
    )

    assert answer.status_code == 400
    errors = [part.text for part in answer.page.all("p", class_="govuk-error-message")]
    assert any(sentence in said for said in errors), errors


def test_a_refused_posting_leaves_no_account_behind(finance: StrictClient) -> None:
    book, ada = make_book(), make_member()
    typed = lines(("2300", "5.00", ""), ("1000", "", "5.00"), member_1=str(ada.member_number))

    answer = finance.submit(f"/office/books/{book.id}/enter", typed)

    assert answer.status_code == 400
    assert "There would not be enough" in answer.page.text
    of_parties = select(func.count()).select_from(Account).where(Account.party_id.is_not(None))
    assert db.session.scalar(of_parties) == 0


def test_money_in_is_posted_with_its_note(finance: StrictClient) -> None:
    book = make_book()

    finance.submit(
        f"/office/books/{book.id}/money",
        {"direction": "in", "amount": "1,250.50", "account": "4000", "memo": "Invoice 7"},
    )

    assert balance(book, charts.BANK) == -1250_50
    found = db.session.scalars(select(Transaction)).one()
    assert (found.kind, found.memo) == ("receipt", "Invoice 7")


def test_money_comes_into_and_leaves_bank_accounts_and_cash_only(finance: StrictClient) -> None:
    book = make_book()
    for code, name in (("1050", "Petty cash"), ("1650", "Deposit on the hall")):
        service.open_account(book, code, name=name, kind="asset", actor=FINANCE, now=NOON)

    page = finance.get(f"/office/books/{book.id}/money").page

    banks = page.first("select", name="bank").all("option")
    assert [each["value"] for each in banks] == ["1000", "1050"]


def test_an_account_that_is_no_bank_is_not_taken_as_one(finance: StrictClient) -> None:
    book = make_book()

    answer = finance.submit(
        f"/office/books/{book.id}/money",
        {"direction": "out", "amount": "5", "account": "5100", "bank": charts.DEBTORS},
    )

    assert answer.status_code == 400
    assert count(Transaction) == 0


def test_money_is_for_another_account_than_the_bank_it_goes_through(finance: StrictClient) -> None:
    book = make_book()

    answer = finance.submit(
        f"/office/books/{book.id}/money",
        {"direction": "in", "amount": "5", "account": charts.BANK, "bank": charts.BANK},
    )

    assert answer.status_code == 400
    beside = answer.page.first("p", id="account-error").text
    assert "Choose another account than the bank account" in beside
    assert answer.page.form().fields()["amount"] == ["5"]
    assert count(Transaction) == 0


def test_a_payment_that_overdraws_the_bank_is_entered_with_a_caution(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 20_00)
    typed = {"direction": "out", "account": "5100"}
    address = f"/office/books/{book.id}/money"

    within = finance.submit(address, typed | {"amount": "20"}, follow=True)
    beyond = finance.submit(address, typed | {"amount": "0.01"}, follow=True)

    assert "overdrawn" not in within.page.text
    assert "Bank is overdrawn by £0.01 on" in beyond.page.text
    assert balance(book, charts.BANK) == 1


def test_a_payment_dated_back_is_judged_by_the_lowest_day_after_it(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 20_00, on=date(2026, 3, 1))
    paid = service.receive_or_pay(
        book, 5_00, is_received=False, account="5100", on=MARCH, key="a", actor=FINANCE, now=NOON
    )
    early = service.receive_or_pay(
        book, 15_01, is_received=False, account="5100", on=date(2026, 3, 2), key="b",
        actor=FINANCE, now=NOON,
    )  # fmt: skip

    assert [(each.pence, each.on) for each in overdrawn_by(early.seq)] == [(1, MARCH)]
    assert [each.pence for each in overdrawn_by(paid.seq)] == [1]


def test_before_members_are_paid_it_is_said_that_the_bank_has_too_little(
    finance: StrictClient,
) -> None:
    book = book_that_owes(2, 3)
    address = f"/office/books/{book.id}/due/2100/pay"
    service.receive_or_pay(
        book, -balance(book, charts.BANK), is_received=False, account="5100", on=TODAY, key="k",
        actor=FINANCE, now=NOON,
    )  # fmt: skip

    assert "leaves it overdrawn by £5.00" in finance.get(address).page.text
    post_income(book, 5_00)
    db.session.commit()
    assert "leaves it overdrawn" not in finance.get(address).page.text


def test_the_file_for_the_bank_is_one_press_away_before_it_is_paid(finance: StrictClient) -> None:
    book = book_that_owes(2)

    page = finance.get(f"/office/books/{book.id}/due/2100/pay").page

    assert page.first("a", text="file of what is due")["href"].endswith("/due.csv")


def test_all_that_is_due_is_paid_in_one_transaction(finance: StrictClient) -> None:
    book = book_that_owes(2, 3)

    answer = finance.submit(f"/office/books/{book.id}/due/2100/pay", follow=True)

    assert [row[2] for row in answer.page.table("Legs")[1:]] == ["£2.00", "£3.00"]
    assert balance(book, charts.DUE_TO_MEMBERS) == 0


def test_paying_twice_pays_once(finance: StrictClient) -> None:
    book = book_that_owes(2, 3)
    address = f"/office/books/{book.id}/due/2100/pay"
    form = finance.get(address).page.form(0).fields()

    first = finance.post(address, data=form)
    second = finance.post(address, data=form)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(postings.JournalSearch(book.id, kind="payment to members").page(1)) == 1


def test_what_is_due_may_have_changed_and_then_nothing_is_paid(finance: StrictClient) -> None:
    book = book_that_owes(2, 3)
    address = f"/office/books/{book.id}/due/2100/pay"
    form = finance.get(address).page.form(0).fields()
    book_that_owes(4)

    answer = finance.post(address, data=form)

    assert answer.status_code == 400
    assert "it is £9.00 now, and was £5.00. Nothing was paid" in answer.page.text
    assert balance(book, charts.DUE_TO_MEMBERS) == 9_00


def test_what_was_not_due_yet_is_not_paid_on_that_day(finance: StrictClient) -> None:
    book = book_that_owes(2, 3)

    answer = finance.submit(
        f"/office/books/{book.id}/due/2100/pay",
        {"on-day": "30", "on-month": "3", "on-year": "2026"},
    )

    assert answer.status_code == 400
    beside = answer.page.first("p", id="on-error").text
    assert "Of the £5.00 only £0.00 was due on 30 March 2026. Nothing was paid." in beside
    assert "has changed" not in answer.page.text
    assert balance(book, charts.DUE_TO_MEMBERS) == 5_00


def test_one_person_can_be_paid(finance: StrictClient) -> None:
    book = book_that_owes(2, 3)
    party_id = select(Account.party_id).where(Account.code == charts.DUE_TO_MEMBERS)
    first = db.session.scalars(party_id.where(Account.party_id.is_not(None))).first()

    finance.submit(f"/office/books/{book.id}/due/2100/pay?party={first}")

    assert balance(book, charts.DUE_TO_MEMBERS) == 3_00


def test_a_transaction_is_reversed_with_the_reason(finance: StrictClient) -> None:
    book = make_book()
    posted = post_income(book, 500)

    answer = finance.submit(
        f"/office/books/{book.id}/transactions/{posted.seq}/reverse",
        {"reason": "Entered twice"},
        follow=True,
    )

    assert "Entered twice" in answer.page.text
    assert balance(book, charts.BANK) == 0
    again = finance.get(f"/office/books/{book.id}/transactions/{posted.seq}").page
    assert "This was reversed." in again.text


def test_a_reversal_before_its_transaction_is_refused_beside_the_day(
    finance: StrictClient,
) -> None:
    book = make_book()
    posted = post_income(book, 500, on=TODAY)

    answer = finance.submit(
        f"/office/books/{book.id}/transactions/{posted.seq}/reverse",
        {"reason": "Entered twice", "on-day": "1"},
    )

    assert answer.status_code == 400
    assert "Choose that day or a later one" in answer.page.text


def test_what_is_reversed_is_shown_before(finance: StrictClient) -> None:
    book = make_book()
    posted = post_income(book, 500)

    page = finance.get(f"/office/books/{book.id}/transactions/{posted.seq}/reverse").page

    assert "£5.00: Bank ← Income from contracts" in page.table("What is reversed")[1][-1]


def test_what_cannot_be_reversed_is_said_before_anything_is_asked(finance: StrictClient) -> None:
    book = make_book()
    posted = post_income(book, 500)
    reversal = service.reverse(posted.seq, effective_on=TODAY, actor=FINANCE, now=NOON)
    db.session.commit()
    address = f"/office/books/{book.id}/transactions"

    again = finance.get(f"{address}/{posted.seq}/reverse").page
    back = finance.get(f"{address}/{reversal.seq}/reverse").page

    assert f"Transaction {posted.seq} was reversed already" in again.text
    assert "is itself a reversal" in back.text
    assert not again.all("textarea")
    assert not back.all("textarea")


def test_what_something_later_rests_on_says_what_to_reverse_first(finance: StrictClient) -> None:
    book = book_that_owes(2)
    came = db.session.scalars(select(Transaction.seq).where(Transaction.kind == "redemption")).one()
    finance.submit(f"/office/books/{book.id}/due/2100/pay")
    paid = db.session.scalars(select(func.max(Transaction.seq))).one()

    answer = finance.submit(
        f"/office/books/{book.id}/transactions/{came}/reverse", {"reason": "Entered twice"}
    )

    assert answer.status_code == 400
    assert f"last by transaction {paid}. Reverse that one first, then this." in answer.page.text
    assert "smaller amount" not in answer.page.text


def test_a_close_is_shown_before_it_is_done(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 3, 1))

    page = finance.get(f"/office/books/{book.id}/close").page

    assert page.table("Closing entry")[1] == ["4000", "Income from contracts", "£5.00"]
    assert count(Period) == 0


def test_what_is_prepared_and_not_posted_is_named_before_a_close(finance: StrictClient) -> None:
    book, _ada = make_cooperative(), make_member()
    made = prepare(book, equal_bonus(90_00))
    db.session.commit()

    page = finance.get(f"/office/books/{book.id}/close").page

    link = page.first("a", text="Bonus, £90.00")
    assert link["href"] == f"/office/books/{book.id}/distributions/{made.id}"


def test_a_year_is_closed_with_its_anchor(finance: StrictClient) -> None:
    book, auditor = make_book(), make_member("Ann Auditor")
    make_role(auditor.party_id, Role.AUDITOR)
    post_income(book, 500, on=date(2026, 3, 1))

    answer = finance.submit(f"/office/books/{book.id}/close", form=1, follow=True)

    mail = db.session.scalars(select(Mail).where(Mail.template == "anchor")).one()
    row = answer.page.table("Closed periods, newest first")[1]
    assert row[0] == "31 March 2026"
    assert row[1] == mail.context["anchor"]
    assert balance(book, charts.RETAINED) == 5_00


def test_what_was_posted_since_stops_the_close(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 3, 1))
    address = f"/office/books/{book.id}/close"
    form = finance.get(address).page.form(1).fields()
    post_income(book, 600, on=date(2026, 3, 1))

    answer = finance.post(address, data=form)

    assert "Something was posted since you looked" in answer.page.text
    assert count(Period) == 0


def test_a_year_left_open_is_closed_first(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 500, on=date(2026, 3, 1))
    address = f"/office/books/{book.id}/close?on-day=30&on-month=6&on-year=2026"

    page = finance.get(address).page

    said = "The year to 31 March 2026 is not closed yet. Close up to that day first"
    assert said in page.first("p", id="on-error").text
    assert not page.all("button", text="Close the period")


def test_a_day_that_is_closed_already_is_not_offered_to_be_closed(finance: StrictClient) -> None:
    book = make_book()
    service.close_period(book, date(2026, 10, 31), actor=FINANCE, now=NOON)
    db.session.commit()
    address = f"/office/books/{book.id}/close"

    usual = finance.get(address).page
    earlier = finance.get(f"{address}?on=2026-03-31").page

    assert not usual.all("button", text="Close the period")
    assert "There is a problem" not in usual.text
    assert "closed up to 31 October 2026. The next month is closed once it is over." in usual.text
    assert not earlier.all("button", text="Close the period")
    assert "The books are closed up to 31 October 2026 already" in (
        earlier.first("p", id="on-error").text
    )


def test_the_days_that_were_looked_at_are_closed_and_closed_once(
    finance: StrictClient, clock: Clock
) -> None:
    book = make_book()
    form = finance.get(f"/office/books/{book.id}/close").page.form(1)
    clock.set(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))  # another month is usual now

    finance.post(form["action"], data=form.fields())
    again = finance.post(form["action"], data=form.fields(), follow_redirects=True)

    assert "were closed up to 31 October 2026 before. Nothing was done." in again.page.text
    assert [each.ends_on for each in db.session.scalars(select(Period))] == [date(2026, 10, 31)]


def test_a_day_that_is_not_over_cannot_be_closed(finance: StrictClient) -> None:
    book = make_book()

    page = finance.get(f"/office/books/{book.id}/close?on-day=16&on-month=11&on-year=2026").page

    assert "Choose a day that has passed" in page.text


def test_files_are_figures_a_spreadsheet_adds_up(finance: StrictClient) -> None:
    book = make_book()
    post_income(book, 5_00, on=TODAY, memo="=HYPERLINK(1)")
    bank = db.session.scalars(select(Account.id).where(Account.code == charts.BANK)).one()

    account = finance.get(f"/office/books/{book.id}/accounts/{bank}.csv", buffered=True).text
    journal = finance.get(f"/office/books/{book.id}/journal.csv", buffered=True).text

    assert account.splitlines()[1].endswith(",'=HYPERLINK(1),,GBP,5.00,0.00,5.00")
    assert "GBP,5.00,'=HYPERLINK(1)" in journal


def book_that_owes(*units: int) -> Book:
    """Return a book that owes people so many pounds for shares it took back."""
    book = make_book()
    classes = share_classes(book.id)
    a_shares = classes[0] if classes else make_share_class(book)
    for number in units:
        party_id = make_member(f"Member {number}").party_id
        issue(a_shares, number, to=party_id)
        service.redeem(a_shares, number, party_id=party_id, on=MARCH, actor=FINANCE, now=NOON)
    return book


def balance(book: Book, code: str) -> int:
    return sum(int(row.balance) for row in balances(book.id, AsAt(TODAY), code=code))


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("trial-balance.csv", "on=2026-02-31"),
        ("accounts.csv", "on=2026-02-31"),
        ("hledger.journal", "on=2026-02-31"),
        ("hledger.journal", "known=abc"),
        ("journal.csv", "first=2026-02-31"),
        ("accounts/1.csv", "last=2026-02-31"),
        ("shares/movements.csv", "on=2026-02-31"),
        ("shares/ocf.json", "on=2026-02-31"),
        ("trial-balance.csv", "on=2030-01-01"),
        ("accounts.csv", "on=2030-01-01"),
        ("accounts/1.csv", "last=2030-01-01"),
        ("hledger.journal", "on=2030-01-01"),
        ("shares/movements.csv", "on=2030-01-01"),
        ("shares/ocf.json", "on=2030-01-01"),
    ],
)
def test_no_file_of_other_days_than_those_asked_for_is_sent(
    finance: StrictClient, file: str, asked: str
) -> None:
    book = make_book()
    post_income(book, 500)
    address = f"/office/books/{book.id}/{file}"

    answer = finance.get(f"{address}?{asked}")

    assert answer.status_code == 400
    assert "So no file was made." in answer.page.text
    assert finance.get(address, buffered=True).status_code == 200


def test_a_number_too_high_for_any_party_pays_everybody(finance: StrictClient) -> None:
    book = make_book()

    page = finance.get(f"/office/books/{book.id}/due/2100/pay?party={'9' * 40}")

    assert page.status_code == 200


@pytest.mark.parametrize("lines", ["0", "9" * 5000])
def test_so_many_lines_as_nobody_can_ask_for_are_as_many_as_there_can_be(
    finance: StrictClient, lines: str
) -> None:
    address = f"/office/books/{make_book().id}/enter"
    sent = dict(finance.get(address).page.form(0).fields()) | {"lines": lines}

    assert finance.post(address, data=sent).status_code == 400

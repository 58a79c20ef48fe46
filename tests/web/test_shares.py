"""Classes of shares and acts on holdings: asked, shown before they are posted, posted once."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import service
from governance.ledger.models import Book, ShareClass, Transaction
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holding_of, share_classes, terms_of
from governance.ledger.terms import Holder, OnLeave, VoteRule
from governance.members.models import RegisterEntry
from tests.factories.accounts import make_role, signed_in
from tests.factories.ledger import (
    FINANCE,
    TODAY,
    issue,
    make_book,
    make_share_class,
)
from tests.factories.members import make_member, make_person, make_society, make_stakeholders
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society."""
    make_society()
    return make_member("Ada Lovelace")


@pytest.fixture
def officer(client: StrictClient, ada: RegisterEntry) -> StrictClient:
    """A finance officer's browser."""
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.FINANCE)
    return signed_in(client, person.party_id)


@pytest.fixture
def a_shares() -> ShareClass:
    """Shares for members that may be transferred."""
    return make_share_class(make_book(), transferable=True, most=100)


def acts_on(share_class: ShareClass, name: str) -> str:
    return f"/office/books/{share_class.book_id}/shares/{share_class.id}/{name}"


def held(entry: RegisterEntry, share_class: ShareClass) -> int:
    return holding_of(entry.party_id, share_class, AsAt(TODAY))


def test_a_class_is_opened_from_what_is_usual(officer: StrictClient) -> None:
    book = make_book(kind="cbs")
    address = f"/office/books/{book.id}/shares/new"

    checked = officer.submit(address)
    assert "Check the rights" in checked.page.heading
    assert list(share_classes(book.id)) == []
    sent = dict(checked.page.form(0).fields()) | {"confirmed": "yes"}
    shown = officer.post(address, data=sent, follow_redirects=True)

    opened = share_classes(book.id)[0]
    terms = terms_of(opened.id, TODAY)
    assert (opened.code, opened.name, opened.par_pence) == ("A", "Membership shares", 100)
    assert (terms.vote_rule, terms.most, terms.on_leave) == (
        VoteRule.PER_MEMBER,
        1,
        OnLeave.CANCEL,
    )
    assert "One member, one vote" in shown.page.text


def test_a_society_is_warned_of_votes_by_shares(officer: StrictClient) -> None:
    book = make_book(kind="society")

    page = officer.submit(
        f"/office/books/{book.id}/shares/new", {"vote_rule": "per_share", "votes_each": "1"}
    ).page

    assert "votes do not go by shares" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "a b"}, "A code has capital letters"),
        ({"has_par": "yes", "par": ""}, "Enter the par value, or choose that they have none"),
        ({"least": "5", "most": "2"}, "The most must not be less than the fewest"),
        ({"on_leave": "withdraw"}, "cannot be withdrawn by leavers"),
        ({"name": ""}, "Enter the name of the class"),
    ],
)
def test_a_class_that_makes_no_sense_is_refused_in_words(
    officer: StrictClient, typed: dict[str, str], sentence: str
) -> None:
    book = make_book()

    answer = officer.submit(f"/office/books/{book.id}/shares/new", typed)

    assert answer.status_code == 400
    assert sentence in answer.page.text
    assert list(share_classes(book.id)) == []


@pytest.mark.parametrize("kind", ["cic_guarantee", "charity", "trust"])
def test_an_entity_without_shares_is_told_kindly_and_has_no_tab(
    officer: StrictClient, kind: str
) -> None:
    book = make_book(kind=kind)

    page = officer.get(f"/office/books/{book.id}/shares").page

    assert "There are no shares here, and none are needed" in page.text
    assert "No class of shares" not in page.text
    assert not page.all("a", text="Open a class")
    assert not officer.get(f"/office/books/{book.id}").page.all("a", text="Shares")
    assert officer.get(f"/office/books/{book.id}/shares/new").status_code == 302


def test_new_rights_hold_from_their_day_and_earlier_ones_stay_readable(
    officer: StrictClient, a_shares: ShareClass
) -> None:
    address = f"/office/books/{a_shares.book_id}/shares/{a_shares.id}/terms"
    checked = officer.submit(address, {"most": "7"})
    sent = dict(checked.page.form(0).fields()) | {"confirmed": "yes"}

    page = officer.post(address, data=sent, follow_redirects=True).page

    assert terms_of(a_shares.id, TODAY).most == 7
    assert terms_of(a_shares.id, date(2026, 11, 15)).most == 100
    assert "Rights through time" in page.text


def test_an_issue_is_shown_before_it_is_posted(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    typed = {"holder": "ada lovelace", "units": "5", "paid_from": "1000"}

    page = officer.submit(acts_on(a_shares, "issue"), typed).page

    assert page.table("One transaction")[1][0] == "5 shares (A shares)"
    assert "£5.00" in page.text
    assert "Share capital" in page.text
    assert transactions() == 0


def test_an_issue_is_posted_once_however_often_it_is_sent(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    address = acts_on(a_shares, "issue")
    typed = {"holder": str(ada.member_number), "units": "5", "paid_from": "1100"}
    form = dict(officer.submit(address, typed).page.form(0).fields()) | {"confirmed": "yes"}

    first = officer.post(address, data=form, follow_redirects=True).page
    second = officer.post(address, data=form, follow_redirects=True).page

    assert "Issue shares: posted as transaction" in first.text
    assert "It was posted already" in second.text
    assert held(ada, a_shares) == 5
    assert transactions() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"holder": "Nobody Known"}, "Nobody in the register is “Nobody Known”"),
        ({"holder": "Sam Staff"}, "they may not hold A shares: it is for members"),
        ({"units": "101"}, "100 is the most"),
        ({"units": "0"}, "must be 1 or more"),
        ({"on-day": "17", "on-month": "11", "on-year": "2026"}, "has not come yet"),
        ({"on-day": "31", "on-month": "3", "on-year": "2021"}, "The books are closed up to"),
        ({"paid": "1"}, "cannot be issued below par"),
    ],
)
def test_what_cannot_be_issued_is_refused_in_words(
    officer: StrictClient,
    ada: RegisterEntry,
    a_shares: ShareClass,
    typed: dict[str, str],
    sentence: str,
) -> None:
    make_person("Sam Staff")
    book = db.session.get_one(Book, a_shares.book_id)
    service.close_period(book, date(2021, 3, 31), actor=FINANCE, now=NOON)
    before = transactions()
    usual = {"holder": "Ada Lovelace", "units": "5", "paid_from": "1000"}

    answer = officer.submit(acts_on(a_shares, "issue"), usual | typed)

    assert answer.status_code == 400
    assert sentence in answer.page.text
    assert transactions() == before


def test_two_of_one_name_are_told_apart_by_number(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    make_member("Ada Lovelace")

    answer = officer.submit(
        acts_on(a_shares, "issue"), {"holder": "Ada Lovelace", "units": "1", "paid_from": "1000"}
    )

    assert "Several people are called “Ada Lovelace”. Enter the member number." in answer.page.text


def test_more_than_is_held_is_refused_with_the_day(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    issue(a_shares, 3, to=ada.party_id, on=TODAY)

    answer = officer.submit(acts_on(a_shares, "cancel"), {"holder": "Ada Lovelace", "units": "4"})

    assert "3 shares on 16 November 2026, and 4 shares were asked for" in answer.page.text


@pytest.mark.parametrize(
    ("name", "more", "left"),
    [
        ("transfer", {"to": "Ben Boole"}, 3),
        ("withdraw", {}, 3),
        ("redeem", {}, 3),
        ("cancel", {}, 3),
        ("forfeit", {}, 3),
        ("convert", {"into": "B", "into_units": "2"}, 3),
        ("pass-over", {"to": "Ben Boole", "into": "B"}, 3),
        ("to-trust", {"to": "T"}, 3),
    ],
)
def test_every_act_on_a_holding_is_done_from_its_page(
    officer: StrictClient, ada: RegisterEntry, name: str, more: dict[str, Any], left: int
) -> None:
    make_member("Ben Boole")
    holders = (Holder.MEMBER, Holder.TRUST)
    a = make_share_class(transferable=True, withdrawable=True, may_hold=holders)
    b = make_share_class(code="B")
    trust = make_stakeholders(1, kind="trust")[0]
    issue(a, 5, to=ada.party_id)
    meant = {"B": str(b.id), "T": f"party {trust}"}
    typed = {field: meant.get(value, value) for field, value in more.items()}

    done_with(officer, acts_on(a, name), {"holder": "Ada Lovelace", "units": "2"} | typed)

    assert held(ada, a) == left


@pytest.mark.parametrize("name", ["transfer", "pass-over", "to-trust"])
def test_shares_pass_to_somebody_else(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass, name: str
) -> None:
    b = make_share_class(code="B")
    issue(a_shares, 5, to=ada.party_id)
    typed = {"holder": "Ada Lovelace", "to": str(ada.member_number), "units": "2"}
    before = transactions()

    answer = officer.submit(acts_on(a_shares, name), typed | {"into": str(b.id)})

    assert answer.status_code == 400
    beside = answer.page.first("p", id="to-error").text
    assert "Choose somebody other than the one who passes them on" in beside
    assert "account" not in answer.page.first("main").text
    assert answer.page.first("input", id="holder")["value"] == "Ada Lovelace"
    assert transactions() == before


@pytest.mark.parametrize(
    ("name", "typed", "field", "sentence"),
    [
        ("issue", {"paid": "1", "paid_from": "1000"}, "paid", "cannot be issued below par"),
        ("convert", {"into": "B", "into_units": "3"}, "into_units", "par value must be the same"),
        ("pass-over", {"to": "Ben Boole", "into": "C"}, "into", "have the same par value"),
    ],
)
def test_what_does_not_come_to_the_same_is_said_beside_its_field(
    officer: StrictClient,
    ada: RegisterEntry,
    a_shares: ShareClass,
    name: str,
    typed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    make_member("Ben Boole")
    classes = {
        code: str(make_share_class(code=code, par_pence=par).id)
        for code, par in (("B", 100), ("C", 500))
    }
    issue(a_shares, 5, to=ada.party_id)
    meant = {name: classes.get(value, value) for name, value in typed.items()}

    answer = officer.submit(
        acts_on(a_shares, name), {"holder": "Ada Lovelace", "units": "2"} | meant
    )

    assert answer.status_code == 400
    assert sentence in answer.page.first("p", id=f"{field}-error").text


def test_a_form_sent_again_with_something_else_says_what_to_do(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    address = acts_on(a_shares, "issue")
    form = dict(officer.get(address).page.form(0).fields())
    form |= {"holder": "Ada Lovelace", "units": "5", "paid_from": "1000", "confirmed": "1"}
    officer.post(address, data=form)

    answer = officer.post(address, data=form | {"units": "6"})

    assert answer.status_code == 400
    assert "open the page anew" in answer.page.text
    assert "key" not in answer.page.first("main").text
    assert held(ada, a_shares) == 5


def test_shares_pass_to_no_trust_that_is_none(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    make_member("Ben Boole")
    issue(a_shares, 5, to=ada.party_id)

    answer = officer.submit(
        acts_on(a_shares, "to-trust"), {"holder": "Ada Lovelace", "units": "2", "to": "Ben Boole"}
    )

    assert "That is no trust" in answer.page.text


def test_a_mistake_is_reversed_once(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    posted = issue(a_shares, 5, to=ada.party_id)
    address = f"/office/books/{a_shares.book_id}/shares/reverse"

    done_with(officer, f"{address}?seq={posted.seq}", {})
    again = officer.submit(address, {"seq": str(posted.seq)})

    assert held(ada, a_shares) == 0
    assert "was reversed already" in again.page.text


def test_only_what_moved_shares_of_the_book_is_reversed_here(
    officer: StrictClient, a_shares: ShareClass
) -> None:
    answer = officer.submit(f"/office/books/{a_shares.book_id}/shares/reverse", {"seq": "1"})

    assert "Transaction 1 moved no shares of this book" in answer.page.text


def test_the_register_of_a_class_is_read_as_at_a_day_and_as_known(
    officer: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    first = issue(a_shares, 5, to=ada.party_id)
    issue(a_shares, 2, to=ada.party_id)
    address = f"/office/books/{a_shares.book_id}/shares/{a_shares.id}"
    day = "on-day=31&on-month=12&on-year=2020"

    now = officer.get(address).page
    known = officer.get(f"{address}?{day}&known={first.seq}").page
    before = officer.get(f"{address}?on-day=1&on-month=1&on-year=2020").page

    assert "1 holder held 7 shares" in now.text
    assert "1 holder held 5 shares" in known.text
    assert "nobody held shares of this class" in before.text
    file = officer.get(f"{address}/holders.csv?{day}&known={first.seq}", buffered=True).text
    assert (
        file.splitlines()[1]
        == f"A,2020-12-31,{first.seq},{ada.party_id},Ada Lovelace,person,5,5.00"
    )


def test_those_who_only_read_are_offered_no_act(
    client: StrictClient, ada: RegisterEntry, a_shares: ShareClass
) -> None:
    auditor = make_person("Audrey Auditor")
    make_role(auditor.party_id, Role.AUDITOR)
    issue(a_shares, 5, to=ada.party_id)
    browser = signed_in(client, auditor.party_id)

    pages = [
        browser.get(f"/office/books/{a_shares.book_id}/shares").page,
        browser.get(f"/office/books/{a_shares.book_id}/shares/{a_shares.id}").page,
        browser.get(f"/office/books/{a_shares.book_id}/holders/{ada.party_id}").page,
    ]

    for words in ("Issue shares", "Open a class", "Set new rights", "Cancel shares"):
        assert not any(page.all("a", text=words) for page in pages)


def done_with(browser: StrictClient, address: str, typed: dict[str, str]) -> None:
    """Fill in the form, and confirm what it will post."""
    checked = browser.submit(address, typed)
    assert checked.status_code == 200, checked.page.text
    form = dict(checked.page.form(0).fields()) | {"confirmed": "yes"}
    answer = browser.post(address.partition("?")[0], data=form)
    assert answer.status_code == 303, answer.page.text


def transactions() -> int:
    return db.session.scalar(select(func.count()).select_from(Transaction)) or 0


@pytest.mark.parametrize("typed", ["²", "party ²", "9" * 5000])
def test_a_number_that_is_none_names_nobody(
    officer: StrictClient, a_shares: ShareClass, typed: str
) -> None:
    act = {"holder": typed, "units": "1", "paid_from": "1000"}

    answer = officer.submit(acts_on(a_shares, "issue"), act)

    assert answer.status_code == 400
    assert "Check the spelling" in answer.page.text

"""Pages of shares are sound at a desk and on the narrowest phone, and an issue works on both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from governance.demonstration.joint_venture import Venture
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.ledger import charts, service
from governance.ledger.models import ReservedMatter, ShareClass
from governance.ledger.places import Leg, money
from governance.members.models import RegisterEntry
from tests.factories.accounts import PASSWORD, make_account, make_role
from tests.factories.joint_venture import government_sells, make_mycsp, partner_grows
from tests.factories.ledger import FINANCE, TODAY, issue, make_book, make_share_class, post_income
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.books import Books
from tests.machinery.clock import NOON
from tests.machinery.live import LiveServer, serve

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Society:
    """A society with shares and a joint venture: who signs in, and the addresses to look at.

    Nothing of the test's own session is kept: it would hold the lock that the server waits for.
    """

    addresses: dict[str, str]
    officer: dict[str, str]
    member: dict[str, str]


@pytest.fixture
def live(books: Books) -> Iterator[LiveServer]:
    """A society of this test's own, answering, in the place of the demonstration."""
    with books.opened() as app, serve(app) as server:
        yield server


@pytest.fixture
def society(live: LiveServer) -> Society:
    """Everything that pages of shares can show."""
    make_society()
    ada, officer = make_member("Ada Lovelace"), make_person("Olive Officer")
    make_role(officer.party_id, Role.SECRETARY, Role.FINANCE)
    for person in (ada, officer):
        make_account(person.party_id)
    book = make_book()
    a_shares = make_share_class(book, name="Membership shares", transferable=True, most=500)
    posted = issue(a_shares, 250, to=ada.party_id)
    ben = make_member("Ben Boole")
    service.transfer(
        a_shares, 50, from_=ada.party_id, to=ben.party_id, on=TODAY, actor=FINANCE, now=NOON
    )
    post_income(book, 100_000)
    interest = Leg(money(charts.INTEREST), money(charts.INTEREST_DUE, ada.party_id), 1_250)
    service.post(book.id, "interest", [interest], effective_on=TODAY, actor=FINANCE, now=NOON)
    venture = make_mycsp()
    partner_grows(venture)
    government_sells(venture)
    asked = service.ask_consent(
        venture.book,
        "Borrow a million",
        text="Over five years.",
        classes=list(venture.classes.values()),
        asked_on=TODAY,
        actor=FINANCE,
        now=NOON,
    )
    made = Society(
        {"officer": officer.email, "member": ada.email},
        pages_of_officers(a_shares, venture, ada, asked),
        pages_of_members(a_shares, venture, f"1/{posted.seq}"),
    )
    db.session.commit()
    db.session.remove()
    return made


def enter(page: Page, address: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def pages_of_officers(
    a_shares: ShareClass, joint: Venture, ada: RegisterEntry, asked: ReservedMatter
) -> dict[str, str]:
    book = f"/office/books/{a_shares.book_id}"
    venture = f"/office/books/{joint.book.id}"
    a_class = f"{book}/shares/{a_shares.id}"
    return {
        "shares": f"{book}/shares",
        "class": a_class,
        "class-new": f"{venture}/shares/new",
        "terms": f"{a_class}/terms",
        "issue": f"{a_class}/issue",
        "convert": f"{a_class}/convert",
        "reverse": f"{book}/shares/reverse",
        "holder": f"{book}/holders/{ada.party_id}",
        "holder-statement": f"{book}/holders/{ada.party_id}/statement",
        "ownership": f"{venture}/ownership",
        "ownership-society": "/ownership",
        "consents": f"{venture}/consents",
        "consent": f"{venture}/consents/{asked.id}",
        "consent-ask": f"{venture}/consents/ask",
        "consent-answer": f"{venture}/consents/{asked.id}/answer",
        "consent-rule": f"{venture}/shares/{joint.classes['trust'].id}/consent",
    }


def pages_of_members(a_shares: ShareClass, joint: Venture, certificate: str) -> dict[str, str]:
    return {
        "membership": "/membership",
        "my-shares": "/membership/shares",
        "my-statement": f"/membership/shares/{a_shares.book_id}/statement",
        "certificate": f"/certificates/{certificate}",
        "check": "/certificates/check",
        "my-ownership": f"/ownership/{joint.book.id}",
    }


@pytest.mark.parametrize("who", ["officer", "member"])
def test_every_page_of_shares_is_sound(
    page: Page,
    society: Society,
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    who: str,
) -> None:
    enter(page, society.addresses[who])
    pages = society.officer if who == "officer" else society.member
    faults = []

    for address in pages.values():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for look in (axe, no_sideways_scroll):
            try:
                look(page)
            except AssertionError as fault:
                faults.append(str(fault))

    assert faults == [], "\n".join(faults)


def test_an_issue_is_checked_and_posted_on_a_phone(
    phone: Page, society: Society, axe: Callable[[Page], None]
) -> None:
    enter(phone, society.addresses["officer"])
    phone.goto(society.officer["issue"])
    phone.get_by_label("To whom?").fill("Ben Boole")
    phone.get_by_label("How many shares?").fill("7")
    phone.get_by_label("Money in the bank").check()
    phone.get_by_role("button", name="Check what will be posted").click()

    axe(phone)
    assert "57 shares" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="Post it").click()

    phone.wait_for_url("**/holders/**")
    assert "Issue shares: posted as transaction" in phone.locator("main").inner_text()

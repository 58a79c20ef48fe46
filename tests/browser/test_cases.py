"""Every page of cases, with cases at every point of their way: sound for axe, and at 320 px."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from governance.cases import service
from governance.cases.kinds import HowLeft
from governance.infrastructure.actor import Role
from governance.members.service import Office, appoint
from governance.reckoning.nominations import Relationship
from tests.factories.accounts import PASSWORD, make_account, make_role
from tests.factories.cases import (
    MINUTE,
    SECRETARY,
    TODAY,
    apply,
    approve,
    give_notice,
    join,
    make_applicant,
    make_statement,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_person
from tests.machinery.books import Books
from tests.machinery.client import settle
from tests.machinery.clock import NOON
from tests.machinery.live import LiveServer, serve

pytestmark = pytest.mark.browser

BY: dict[str, Any] = {"actor": SECRETARY, "now": NOON}
OFFICE = (
    "/office/cases",
    "/office/cases?state=money",
    "/office/cases/decide",
    "/office/cases/{applied}",
    "/office/cases/{applied}/decide",
    "/office/cases/{applied}/take-back",
    "/office/cases/{approved}",
    "/office/cases/{approved}/payment",
    "/office/cases/{joined}",
    "/office/cases/{leaving}",
    "/office/cases/{queued}",
    "/office/cases/{queued}/pay-out",
    "/office/cases/{died}",
    "/office/withdrawals",
    "/office/withdrawals/{book}/run",
    "/office/withdrawals/{book}/suspend",
    "/office/withdrawals/{book}/lift",
    "/office/nominations",
    "/register/{member}",
    "/register/{member}/leave",
    "/register/{member}/leave?how=died",
    "/register/{applicant}/join",
)
OWN = (
    "/membership",
    "/membership/leave",
    "/membership/withdraw",
    "/membership/transfer",
    "/membership/nominations",
    "/membership/cases/{queued}",
    "/membership/cases/{queued}/take-back",
)


@pytest.fixture
def ids() -> dict[str, int]:
    """The numbers that the addresses need, once the society is made."""
    return {}


@pytest.fixture
def live(books: Books, ids: dict[str, int]) -> Iterator[LiveServer]:
    """A small society with cases of every kind, answering."""
    with books.opened() as app:
        ids.update(make_society_with_cases())
        settle()
        with serve(app) as server:
            yield server
            complaints = server.complaints()
    assert not complaints, f"the server complained: {complaints}"


def make_society_with_cases() -> dict[str, int]:
    sue, book = make_person("Sue Secretary"), make_book()
    make_role(sue.party_id, Role.SECRETARY, Role.FINANCE, Role.AUDITOR)
    a_shares = make_share_class(book, "A", name="Ordinary shares", least=5, on_leave="redeem_par")
    w_shares = make_share_class(
        book, "W", name="Community shares", withdrawable=True, transferable=True
    )
    mo, dora, lea = (make_member(name) for name in ("Mo Member", "Dora Dead", "Lea Leaver"))
    for entry in (mo, dora, lea):
        issue(a_shares, 10, to=entry.party_id)
        issue(w_shares, 200, to=entry.party_id)
        named = {"relationship": Relationship.SPOUSE, "share_percent": 60}
        service.nominate(entry.party_id, "Byron King", **named, **BY)
    ann = make_applicant("Ann Applicant", born=None)
    for entry, address in ((sue, "sue"), (mo, "mo"), (ann, "ann")):
        make_account(entry.party_id, email=f"{address}@example.org")
    appoint(mo.party_id, Office.DIRECTOR, body="Board", first_day=TODAY, minute=MINUTE, **BY)
    queued = service.ask_withdrawal(mo.party_id, w_shares, 50, **BY)
    paid = {"most_pence": 20_00, "statement": make_statement(), "minute": MINUTE}
    service.run_withdrawals(book, **paid, **BY)
    died = give_notice(dora, HowLeft.DIED, effect_on=date(2026, 11, 10))
    service.carry_out(died, **BY)
    return {
        "applied": apply(make_applicant("Cy Dale"), a_shares, 5).id,
        "approved": approve(apply(make_applicant("Bo Brook"), a_shares, 5)).id,
        "joined": join(make_applicant("Jo Joined"), a_shares, 7).id,
        "leaving": give_notice(lea, reason="Moves to Leeds.").id,
        "queued": queued.id,
        "died": died.id,
        "book": book.id,
        "member": mo.party_id,
        "applicant": ann.party_id,
    }


def enter(page: Page, who: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.mark.parametrize(
    ("who", "addresses"), [("sue", OFFICE), ("mo", OWN), ("ann", ("/membership/join",))]
)
def test_every_page_of_cases_is_sound(
    page: Page,
    ids: dict[str, int],
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
    who: str,
    addresses: tuple[str, ...],
) -> None:
    enter(page, who)

    for address in addresses:
        answer = page.goto(address.format(**ids))
        assert answer is not None
        assert answer.status == 200, address
        axe(page)
        no_sideways_scroll(page)


def test_one_applies_on_a_phone_by_keyboard(
    phone: Page,
    complaints: list[str],
    axe: Callable[[Page], None],
    no_sideways_scroll: Callable[[Page], None],
) -> None:
    enter(phone, "ann")
    phone.goto("/membership/join")
    phone.get_by_label("Ordinary shares").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.type("4")
    phone.get_by_label("Out of pay").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")

    expect(phone.get_by_role("alert")).to_contain_text("Choose at least 5 Ordinary shares.")
    complaints.clear()  # of the 400 with which the form came back
    axe(phone)
    no_sideways_scroll(phone)
    phone.get_by_label("How many shares?").fill("5")
    phone.get_by_role("button", name="Apply").press("Enter")
    expect(phone.get_by_text("You have applied.")).to_be_visible()

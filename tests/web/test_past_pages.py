"""Pages of a past day: every link out of them that can keep the day, and the link known, does."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from flask import Flask

from governance.infrastructure.actor import WORKER, Role
from governance.ledger.models import Book
from governance.ledger.queries import holdings, postings
from governance.ledger.views import entity_members, ownership, reading, share_classes
from governance.members import register_search, service
from governance.members.service.spells import put
from governance.members.views import register
from governance.reckoning.rules.legal_forms import LegalForm
from governance.record import queries as record
from tests.factories.accounts import make_role, signed_in
from tests.factories.joint_venture import make_mycsp
from tests.factories.ledger import issue, make_book, make_share_class, post_income
from tests.factories.members import make_member, make_person, make_society
from tests.factories.rules import adopt_rules, found_rules
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.machinery.pages import Page, Part

DAY = "2021-03-01"
READ_AT_A_DAY = {
    "ledger.book_account_parties",
    "ledger.book_accounts",
    "ledger.book_accounts_csv",
    "ledger.book_hledger",
    "ledger.book_holder",
    "ledger.book_members",
    "ledger.book_ownership",
    "ledger.book_share_class",
    "ledger.book_share_holders_csv",
    "ledger.book_summary",
    "ledger.book_trial_balance",
    "ledger.book_trial_balance_csv",
    "ledger.ownership",
    "ledger.ownership_csv",
    "ledger.ownership_members",
    "ledger.ownership_members_csv",
    "ledger.ownership_of",
    "members.officers",
    "members.officers_csv",
    "members.person",
    "members.print_open_register",
    "members.print_register",
    "members.register",
    "members.register_as_at",
    "members.register_csv",
    "members.register_print",
    "members.register_roll",
    "rulebook.change",
    "rulebook.rulebook",
    "rulebook.rulebook_csv",
    "rulebook.rulebook_json",
    "rulebook.rulebook_pdf",
    "rulebook.version",
    "rulebook.versions",
}
READ_UP_TO_A_DAY = {
    "ledger.book_account",
    "ledger.book_account_csv",
    "ledger.book_holder_statement",
    "ledger.book_holder_statement_csv",
    "ledger.book_holder_statement_pdf",
}
OF_NO_DAY = {
    "accounts.role_of",
    "cases.office",
    "decisions.decisions",
    "ledger.book",
    "ledger.book_account_add",
    "ledger.book_consents",
    "ledger.book_distributions",
    "ledger.book_due",
    "ledger.book_imports",
    "ledger.book_journal",
    "ledger.book_periods",
    "ledger.book_share_act",
    "ledger.book_share_terms",
    "ledger.book_shares",
    "ledger.book_transaction",
    "ledger.books",
    "ledger.certificate",
    "ledger.my_shares",
    "members.inspections",
    "members.stakeholder_add",
    "record.office",
    "rulebook.differences",  # of two days
    "rulebook.registration",
}
TO_ANOTHER_DAY = {"Back to today", "Read the whole rulebook as at its first day"}


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book with holders, money and dues, two rows of every list on a page of its own."""
    for module, name in (
        (entity_members, "MEMBERS_A_PAGE"),
        (ownership, "OWNERS_A_PAGE"),
        (reading, "PARTIES_A_PAGE"),
        (share_classes, "HOLDERS_A_PAGE"),
        (postings, "PAGE_LENGTH"),
        (register, "PAGE_LENGTH"),
        (register_search, "PAGE_LENGTH"),
    ):
        monkeypatch.setattr(module, name, 2)
    make_society()
    made = make_book()
    shares = make_share_class(made)
    members = [make_member(name) for name in ("Ada Adams", "Bea Brown", "Cy Church")]
    for member in members:
        issue(shares, 5, to=member.party_id)
        post_income(made, 1200)
    service.appoint(
        members[0].party_id,
        service.Office.CHAIR,
        body="Board",
        first_day=date(2020, 2, 1),
        last_day=None,
        minute="1",
        actor=WORKER,
        now=NOON,
    )
    found_rules(LegalForm.COMMUNITY_BENEFIT_SOCIETY, from_day=date(2020, 2, 1))
    adopt_rules({"motions.appeal_days": 21})
    adopt_rules({"motions.seconders": 4})
    return made


@pytest.fixture
def officer(client: StrictClient, book: Book) -> StrictClient:
    """The browser of somebody who may read everything."""
    olive = make_member("Olive Officer")
    make_role(olive.party_id, *(role for role in Role if role is not Role.MEMBER))
    return signed_in(client, olive.party_id)


def test_links_of_past_pages_keep_the_day_and_the_link_known(
    app: Flask, officer: StrictClient, book: Book
) -> None:
    make_mycsp()
    guild = make_guild()
    (shares,) = holdings.share_classes(book.id)
    beginnings = (
        "/register",
        "/ownership",
        f"/office/books/{book.id}/trial-balance",
        f"/office/books/{guild.id}/members",
        f"/office/books/{book.id}/shares/{shares.id}",
        "/rulebook",
    )

    endpoints, lost = crawl(app, officer, beginnings, newest())

    assert lost == []
    assert endpoints >= (READ_AT_A_DAY | READ_UP_TO_A_DAY) - {"members.print_open_register"}


def test_links_of_a_members_past_pages_keep_the_day_and_the_link_known(
    app: Flask, client: StrictClient, book: Book
) -> None:
    make_mycsp()
    make_guild()
    dot = signed_in(client, make_member("Dot Davies").party_id)

    endpoints, lost = crawl(app, dot, ("/register", "/ownership", "/rulebook"), newest())

    assert lost == []
    assert endpoints == {
        "ledger.my_shares",
        "ledger.ownership",
        "ledger.ownership_csv",
        "ledger.ownership_members",
        "ledger.ownership_members_csv",
        "ledger.ownership_of",
        "members.print_open_register",
        "members.register",
        "members.register_as_at",
        "members.register_csv",
        "decisions.decisions",
        "rulebook.change",
        "rulebook.differences",
        "rulebook.rulebook",
        "rulebook.rulebook_csv",
        "rulebook.rulebook_json",
        "rulebook.rulebook_pdf",
        "rulebook.version",
        "rulebook.versions",
    }


def test_a_book_read_at_a_day_in_its_address_shows_that_day(
    officer: StrictClient, book: Book
) -> None:
    page = officer.get(f"/office/books/{book.id}/trial-balance?on={DAY}").page
    wrong = officer.get(f"/office/books/{book.id}/trial-balance?on=soon").page

    assert "at the end of 1 March 2021" in page.text
    assert [page.first("input", id=f"on-{box}")["value"] for box in ("day", "month", "year")] == [
        "1",
        "3",
        "2021",
    ]
    assert "There is a problem" in wrong.text
    assert wrong.first("input", id="on-day")["value"] == "soon"


def test_a_person_of_a_past_day_leads_to_what_they_held_then(
    officer: StrictClient, book: Book
) -> None:
    page = officer.get(f"/register?on={DAY}").page
    person = officer.get(page.first("a", text="Ada Adams")["href"]).page

    held = officer.get(person.first("a", text="Shares in Tame Valley Care")["href"]).page

    assert "at the end of 1 March 2021" in held.text


def test_links_of_todays_pages_name_no_day(officer: StrictClient, book: Book) -> None:
    for address in (f"/office/books/{book.id}/ownership", "/register", "/register/officers"):
        links = [link["href"] for link in officer.get(address).page.all("a")]

        assert not [href for href in links if "on=" in href or "known=" in href]


def make_guild() -> Book:
    """Open the book of an entity without shares, with three members."""
    guild = make_book(kind="charity", key="guild", name="Guild", legal_name="Guild")
    for name in ("Gus Grey", "Hal Hill", "Ida Iles"):
        put(
            make_person(name).party_id,
            "membership",
            key=guild.key,
            valid_from=date(2020, 2, 1),
            valid_to=None,
            data={"class": "member"},
            actor=WORKER,
            now=NOON,
        )
    return guild


def newest() -> int:
    head = record.head()
    assert head is not None
    return head.seq


def crawl(
    app: Flask, browser: StrictClient, beginnings: tuple[str, ...], known: int
) -> tuple[set[str], list[str]]:
    """Return the endpoints that past pages lead to, and each link that lost the day."""
    waiting = [f"{address}?on={DAY}&known={known}" for address in beginnings]
    seen = set(waiting)
    endpoints: set[str] = set()
    lost: list[str] = []
    while waiting:
        here = waiting.pop()
        answer = browser.get(here, buffered=True)
        assert answer.status_code in (200, 302), here
        if answer.mimetype != "text/html" or answer.status_code == 302:
            continue
        for address in addresses_on(answer.page, here):
            endpoint = endpoint_of(app, address)
            endpoints.add(endpoint)
            if endpoint in OF_NO_DAY:
                continue
            if not keeps(endpoint, address, known):
                lost.append(f"{address} on {here}")
            elif endpoint_takes_get(app, address) and address not in seen:
                seen.add(address)
                waiting.append(address)
    return endpoints, lost


def addresses_on(page: Page, here: str) -> Iterator[str]:
    """Yield where links and forms of the page lead, but for the site's own navigation."""
    navigation = [part.element for top in page.all("header") for part in top.all("a")]
    navigation += [part.element for foot in page.all("footer") for part in foot.all("a")]
    for link in page.all("a"):
        is_ours = link.element not in navigation and not link["href"].startswith(("#", "http"))
        if is_ours and link.text not in TO_ANOTHER_DAY:
            yield urljoin(here, link["href"])
    for form in page.all("form"):
        if form["action"] != "/sign-out":
            yield sent_by(form, here)


def sent_by(form: Part, here: str) -> str:
    """Return the address that a form leads to, with what it sends by GET."""
    action = urljoin(here, form["action"]) if form["action"] else here
    if form["method"] == "post":
        return action
    return f"{urlsplit(action).path}?{urlencode(form.fields(), doseq=True)}"


def keeps(endpoint: str, address: str, known: int) -> bool:
    """Say whether an address names the day, in one piece or in boxes, and the link."""
    assert endpoint in READ_AT_A_DAY | READ_UP_TO_A_DAY, f"{endpoint}: of which day is it?"
    asked = parse_qs(urlsplit(address).query)
    day = "last" if endpoint in READ_UP_TO_A_DAY else "on"
    boxes = [asked.get(f"{day}-{box}", [""])[0].zfill(2) for box in ("year", "month", "day")]
    told = asked.get(day, ["-".join(boxes)])
    return told == [DAY] and asked.get("known") == [str(known)]


def endpoint_of(app: Flask, address: str) -> str:
    return _match(app, address)[0]


def endpoint_takes_get(app: Flask, address: str) -> bool:
    return _match(app, address)[1]


def _match(app: Flask, address: str) -> tuple[str, bool]:
    urls = app.url_map.bind("localhost")
    path = urlsplit(address).path
    takes_get = "GET" in urls.allowed_methods(path)
    endpoint, _values = urls.match(path, method="GET" if takes_get else "POST")
    return str(endpoint), takes_get

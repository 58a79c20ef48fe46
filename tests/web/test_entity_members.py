"""Who the members of an entity without shares are: on any day, as known then, as a file."""

from datetime import date

import pytest

from governance.infrastructure.actor import WORKER, Role
from governance.ledger.models import Book
from governance.members import service
from governance.members.models import RegisterEntry
from governance.record import queries as record
from tests.factories.accounts import make_role, signed_in
from tests.factories.joint_venture import make_mycsp
from tests.factories.ledger import make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON

JOINED = date(2022, 4, 1)


@pytest.fixture
def guild() -> Book:
    """A guild without shares, of which Bea has been a member and Ada is one, twice written."""
    make_society()
    return make_book(kind="charity", key="guild", name="Carers’ Guild", legal_name="Carers’ Guild")


@pytest.fixture
def ada(guild: Book) -> RegisterEntry:
    """A member of society and guild; her class there changed since she joined."""
    ada = make_member("Ada Adams")
    join(ada, guild, JOINED)
    join(ada, guild, date(2023, 1, 1), member_class="fellow")
    return ada


@pytest.fixture
def bea(guild: Book) -> RegisterEntry:
    """A colleague who was in the guild for a year, and is no member of the society."""
    bea = make_person("Bea Brown")
    join(bea, guild, JOINED, until=date(2023, 4, 1))
    return bea


def join(
    entry: RegisterEntry,
    book: Book,
    first_day: date,
    *,
    until: date | None = None,
    member_class: str = "member",
) -> None:
    service.put(
        entry.party_id,
        "membership",
        key=book.key,
        valid_from=first_day,
        valid_to=until,
        data={"class": member_class},
        actor=WORKER,
        now=NOON,
    )


def newest() -> int:
    head = record.head()
    assert head is not None
    return head.seq


def names(browser: StrictClient, address: str) -> list[list[str]]:
    return browser.get(address).page.table("Members")[1:]


def test_members_of_a_guild_are_listed_with_the_day_they_joined(
    client: StrictClient, guild: Book, ada: RegisterEntry, bea: RegisterEntry
) -> None:
    make_member("Cy Church")
    browser = signed_in(client, ada.party_id)

    page = browser.get(f"/ownership/{guild.id}/members").page

    assert page.heading == "Members of Carers’ Guild"
    assert page.table("Members")[1:] == [["1", "Ada Adams", "1 April 2022"]]
    assert "Bea Brown" not in page.text
    assert "Cy Church" not in page.text
    assert not page.all("a", text="Ada Adams")


def test_members_of_a_guild_on_a_past_day_and_as_known_then(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    browser, before = signed_in(client, ada.party_id), newest()
    bea = make_person("Bea Brown")
    join(bea, guild, JOINED, until=date(2023, 4, 1))
    address = f"/ownership/{guild.id}/members"

    assert [row[1] for row in names(browser, f"{address}?on=2023-03-31")] == [
        "Ada Adams",
        "Bea Brown",
    ]
    assert [row[1] for row in names(browser, f"{address}?on=2023-04-01")] == ["Ada Adams"]
    known = f"{address}?on=2023-03-31&known={before}"
    assert [row[1] for row in names(browser, known)] == ["Ada Adams"]
    page = browser.get(f"{address}?on=2022-03-31").page
    assert "Nobody was a member" in page.text
    assert "at the end of 31 March 2022" in page.text


def test_members_of_a_guild_who_join_on_a_day_to_come_are_told_of_that_day(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    join(make_person("Cy Church"), guild, date(2027, 1, 1))
    browser, asked = signed_in(client, ada.party_id), "on=2027-01-01"

    page = browser.get(f"/ownership/{guild.id}/members?{asked}").page
    file = browser.get(f"/ownership/{guild.id}/members.csv?{asked}", buffered=True)

    assert "That day is to come: this is as far as is known now." in page.text
    assert [row[1] for row in page.table("Members")[1:]] == ["Ada Adams", "Cy Church"]
    assert "Cy Church" in file.text


def test_members_of_a_guild_as_a_file(
    client: StrictClient, guild: Book, ada: RegisterEntry, bea: RegisterEntry
) -> None:
    browser = signed_in(client, ada.party_id)
    page = browser.get(f"/ownership/{guild.id}/members?on=2023-03-31").page

    answer = browser.get(page.first("a", text="CSV")["href"], buffered=True)

    assert "members-guild-2023-03-31.csv" in answer.headers["Content-Disposition"]
    assert answer.text.lstrip("\ufeff").splitlines() == [
        "Member number of the society,Name,Kind,Member since",
        "1,Ada Adams,person,2022-04-01",
        ",Bea Brown,person,2022-04-01",
    ]


def test_no_colleague_learns_from_the_list_who_is_about_to_leave(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    join(make_person("Bea Brown"), guild, JOINED, until=date(2026, 12, 25))
    browser, address = signed_in(client, ada.party_id), f"/ownership/{guild.id}/members"

    told = browser.get(address).text + browser.get(f"{address}.csv", buffered=True).text

    assert told.count("Bea Brown") == 2
    assert "December" not in told
    assert "2026-12" not in told


def test_a_colleague_whose_membership_was_entered_later_was_no_member_as_known_then(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    bea = make_person("Bea Brown")
    browser, before = signed_in(client, ada.party_id), newest()
    join(bea, guild, JOINED)
    address = f"/ownership/{guild.id}/members?on=2023-03-31"

    assert "Bea Brown" in browser.get(address).text
    assert "Bea Brown" not in browser.get(f"{address}&known={before}").text


def test_the_guild_stands_beside_the_entities_with_shares(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    make_share_class(make_book())
    make_mycsp()
    browser = signed_in(client, ada.party_id)

    page = browser.get("/ownership").page
    there = browser.get(page.first("a", text="Carers’ Guild")["href"]).page

    assert there.heading == "Members of Carers’ Guild"
    others = there.first("nav", aria_label="Legal entities").all("a", text="MyCSP")
    assert others[0]["href"].startswith("/ownership/")
    assert browser.get(f"/ownership/{guild.id}").location == f"/ownership/{guild.id}/members"


def test_a_society_without_shares_leads_to_the_members_of_its_guild(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    own = make_book(kind="charity")
    browser = signed_in(client, ada.party_id)

    page = browser.get("/ownership").page

    assert page.first("a", text="Carers’ Guild")["href"] == f"/ownership/{guild.id}/members"
    assert browser.get(f"/ownership/{own.id}/members").location == "/register"


def test_officers_come_to_it_from_the_book_and_go_on_to_each_person(
    client: StrictClient, guild: Book, ada: RegisterEntry
) -> None:
    olive = make_person("Olive Officer")
    make_role(olive.party_id, Role.SECRETARY)
    browser = signed_in(client, olive.party_id)

    book = browser.get(f"/office/books/{guild.id}").page
    address = book.first("nav", aria_label="Pages of this book").all("a", text="Members")[0]["href"]
    page = browser.get(f"{address}?on=2023-03-31").page

    person = page.first("a", text="Ada Adams")["href"]
    assert person == f"/register/{ada.party_id}?on=2023-03-31"
    assert page.first("nav", aria_label="Pages of this book").all("a", aria_current="page")


def test_an_entity_with_shares_is_listed_by_its_owners(
    client: StrictClient, ada: RegisterEntry
) -> None:
    venture = make_mycsp().book
    browser = signed_in(client, ada.party_id)

    assert browser.get(f"/ownership/{venture.id}/members").location == f"/ownership/{venture.id}"


def test_who_may_not_see_the_register_does_not_see_the_guilds(
    client: StrictClient, guild: Book, ada: RegisterEntry, bea: RegisterEntry
) -> None:
    browser = signed_in(client, bea.party_id)

    assert browser.get(f"/ownership/{guild.id}/members").status_code == 403
    assert browser.get(f"/ownership/{guild.id}/members.csv").status_code == 403

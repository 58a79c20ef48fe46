"""Who owns how much: by kind for members, by name for officers, on any day, as known then."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from governance.demonstration.joint_venture import Venture
from governance.infrastructure.actor import Role
from governance.ledger.ownership_chart import chart_of, table_of
from governance.members.models import RegisterEntry
from governance.record import queries as record
from tests.factories.accounts import make_role, signed_in
from tests.factories.joint_venture import (
    FOUNDED_ON,
    GOVERNMENT_SOLD_ON,
    PARTNER_GREW_ON,
    government_sells,
    make_mycsp,
    partner_grows,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient

IN_2013 = "on-day=1&on-month=1&on-year=2013"
IN_2015 = "on-day=1&on-month=1&on-year=2015"


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society."""
    make_society()
    return make_member("Ada Lovelace")


@pytest.fixture
def officer(new_client: Callable[[], Any], ada: RegisterEntry) -> StrictClient:
    """A secretary's browser."""
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.SECRETARY)
    browser: StrictClient = signed_in(new_client(), person.party_id)
    return browser


@pytest.fixture
def mycsp() -> Venture:
    """The joint venture with its whole history."""
    venture = make_mycsp()
    partner_grows(venture)
    government_sells(venture)
    return venture


def shares_of(page: Any) -> dict[str, str]:
    return {row[0]: row[-3] for row in page.table("By kind of owner")[1:]}


def test_ownership_on_any_day_as_a_table_and_pictures(
    officer: StrictClient, mycsp: Venture
) -> None:
    address = f"/office/books/{mycsp.book.id}/ownership"

    first, second, now = (
        officer.get(f"{address}{asked}").page for asked in (f"?{IN_2013}", f"?{IN_2015}", "")
    )

    assert shares_of(first) == {
        "Partner organisation": "40.0%",
        "Government": "35.0%",
        "Employees’ trust": "25.0%",
    }
    assert shares_of(second)["Partner organisation"] == "51.0%"
    assert shares_of(now) == {"Partner organisation": "75.0%", "Employees’ trust": "25.0%"}
    assert [row[0] for row in now.table("Each change, the latest first")[1:]] == [
        "1 July 2018",
        "1 October 2014",
        "1 May 2012",
    ]
    assert len(now.all("figure")) == 2


def test_ownership_as_it_was_known_before_a_late_sale(officer: StrictClient) -> None:
    venture = make_mycsp()
    head = record.head()
    assert head is not None
    partner_grows(venture)

    page = officer.get(f"/ownership/{venture.book.id}?{IN_2015}&known={head.seq}").page

    assert shares_of(page)["Partner organisation"] == "40.0%"


@pytest.mark.parametrize(
    "page",
    ["ownership", "trial-balance", "accounts", "summary", "shares/{shares}", "holders/{ben}"],
)
def test_books_tell_of_no_day_to_come(officer: StrictClient, page: str) -> None:
    a_shares, ben = make_share_class(make_book()), make_member("Ben Boole").party_id
    issue(a_shares, 3, to=ben)
    address = f"/office/books/{a_shares.book_id}/{page.format(shares=a_shares.id, ben=ben)}"
    said = "That day has not come yet. Choose today or an earlier day"

    to_come = officer.get(f"{address}?on-day=1&on-month=1&on-year=2030").page

    assert said in to_come.first("p", id="on-error").text
    assert to_come.first("input", id="on-year")["value"] == "2030"
    assert said not in officer.get(address).page.text
    assert said not in officer.get(f"{address}?on-day=30&on-month=2&on-year=2030").page.text


def test_who_owns_the_society_is_told_of_no_day_to_come(officer: StrictClient) -> None:
    issue(make_share_class(make_book()), 3, to=make_member("Ben Boole").party_id)

    page = officer.get("/ownership?on-day=1&on-month=1&on-year=2030").page

    assert "That day has not come yet." in page.text


def test_members_see_kinds_and_no_names(
    client: StrictClient, officer: StrictClient, ada: RegisterEntry
) -> None:
    ben = make_member("Ben Boole")
    a_shares = make_share_class(make_book())
    for holder in (ada, ben):
        issue(a_shares, 3, to=holder.party_id)
    browser, file = signed_in(client, ada.party_id), f"/ownership/{a_shares.book_id}.csv"

    assert "Ben Boole" not in browser.get("/ownership").page.text
    assert "Ben Boole" not in browser.get(file, buffered=True).text
    assert "People who work here" in browser.get("/ownership").page.text
    office = f"/office/books/{a_shares.book_id}/ownership"
    assert "Ben Boole" in officer.get(office).page.text
    assert "Ben Boole" not in officer.get("/ownership").page.text
    assert "Ben Boole" in officer.get(file, buffered=True).text


def test_percentages_of_a_file_add_up(officer: StrictClient, ada: RegisterEntry) -> None:
    a_shares = make_share_class(make_book())
    for name in ("Ben Boole", "Cy Church"):
        issue(a_shares, 1, to=make_member(name).party_id)
    issue(a_shares, 1, to=ada.party_id)

    lines = officer.get(f"/ownership/{a_shares.book_id}.csv", buffered=True).text.splitlines()

    assert sorted(line.split(",")[7] for line in lines[1:]) == ["33.3", "33.3", "33.4"]


def test_each_column_of_the_picture_is_whole_and_the_columns_fill_it() -> None:
    steps = [
        (FOUNDED_ON, {"trust": 25, "government": 35, "partner": 40}),
        (PARTNER_GREW_ON, {"trust": 25, "government": 24, "partner": 51}),
        (GOVERNMENT_SOLD_ON, {"trust": 25, "partner": 75}),
    ]

    chart = chart_of(steps, date(2026, 11, 16))

    assert chart is not None
    assert sum(column["width"] for column in chart.columns) == 1000
    assert [sum(part["height"] for part in column["parts"]) for column in chart.columns] == [
        1000,
        1000,
        1000,
    ]
    assert len(table_of(steps)[1]) == 3


def test_there_is_no_picture_of_one_kind_of_owner() -> None:
    assert chart_of([(FOUNDED_ON, {"person": 5})], date(2026, 11, 16)) is None
    assert chart_of([], date(2026, 11, 16)) is None

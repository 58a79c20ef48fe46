"""Posts in the register: which is the main one, whom somebody reports to, what time they take."""

import csv
from datetime import date
from pathlib import Path

import pytest

from governance.infrastructure.actor import WORKER, Role
from governance.members import service
from governance.members.importing.people import Membership
from governance.members.models import RegisterEntry
from governance.record.queries import head
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.machinery.pages import Page
from tests.services.test_import import entry

LISTING = Path(__file__).parent.parent / "cases" / "hr" / "itrent.csv"
# Robert's lesser post was the first whose service counted, elsewhere.
STAFF = LISTING.read_text().replace('"29-Feb-2020","9.25"', '"01-Jan-2019","9.25"')
MANAGER = "Siân O'Brien"


def import_staff(listing: str = STAFF) -> None:
    service.import_staff(listing.encode(), membership=Membership.EVERYBODY, actor=WORKER, now=NOON)


@pytest.fixture
def secretary(client: StrictClient) -> StrictClient:
    """The secretary's browser."""
    make_society()
    person = make_person("Olive Officer")
    make_role(person.party_id, Role.SECRETARY)
    return signed_in(client, person.party_id)


@pytest.fixture
def robert() -> RegisterEntry:
    """Nurse and, later and with fewer hours, night worker."""
    make_society()
    import_staff()
    return entry("000124")


def summary_of(page: Page) -> dict[str, str]:
    rows = page.all("div", class_="govuk-summary-list__row")
    return {row.all("dt")[0].text: row.all("dd")[0].text for row in rows}


def test_the_summary_of_two_posts_is_of_the_main_one_with_the_hours_of_all(
    secretary: StrictClient, robert: RegisterEntry
) -> None:
    told = summary_of(secretary.get(f"/register/{robert.party_id}").page)

    assert (told["Post"], told["Service"], told["FTE"]) == ("Nurse", "Home care", "0.50")
    assert told["Contract"] == (
        "18 hours 30 minutes a week in this post, 27 hours 45 minutes in all"
    )
    assert told["Continuous service since"] == "1 January 2019"


def test_the_summary_of_a_past_day_is_of_the_post_held_then(
    secretary: StrictClient, robert: RegisterEntry
) -> None:
    page = secretary.get(f"/register/{robert.party_id}?on=2023-01-01").page

    told = summary_of(page)
    assert (told["Contract"], told["FTE"]) == ("18 hours 30 minutes a week", "0.50")
    assert (told["Manager"], told["Continuous service since"]) == (MANAGER, "29 February 2020")
    manager = entry("000125").party_id
    assert f"/register/{manager}?on=2023-01-01&" in [a["href"] for a in page.all("a", text=MANAGER)]


def test_hours_that_are_not_all_known_are_not_added_up(secretary: StrictClient) -> None:
    import_staff(STAFF.replace('"9.25","0.25"', '"",""'))

    page = secretary.get(f"/register/{entry('000124').party_id}").page

    assert summary_of(page)["Contract"] == "18 hours 30 minutes a week in this post"


def test_a_contract_of_no_hours_says_so(secretary: StrictClient) -> None:
    bank = make_person("Bea Bank", minutes_a_week=0)

    page = secretary.get(f"/register/{bank.party_id}").page

    assert summary_of(page)["Contract"] == "0 hours a week"


def test_each_post_names_its_manager_and_share_of_full_time(
    secretary: StrictClient, robert: RegisterEntry
) -> None:
    page = secretary.get(f"/register/{robert.party_id}").page

    headings, nurse, night = page.table("Posts")
    told = [dict(zip(headings, row, strict=True)) for row in (nurse, night)]
    assert [(each["Post"], each["Contract"]) for each in told] == [
        ("Nurse", "18 hours 30 minutes a week"),
        ("Night worker", "9 hours 15 minutes a week"),
    ]
    assert [(each["Manager"], each["FTE"]) for each in told] == [
        (MANAGER, "0.50"),
        (MANAGER, "0.25"),
    ]
    manager = f"/register/{entry('000125').party_id}"
    assert [link["href"] for link in page.all("a", text=MANAGER)] == [manager] * 3


def test_a_manager_whom_the_register_does_not_know_yet_is_a_reference(
    secretary: StrictClient,
) -> None:
    everybody_else = "".join(line for line in STAFF.splitlines(True) if "O'Brien" not in line)
    import_staff(everybody_else)
    link = head()
    import_staff()
    person = f"/register/{entry('000124').party_id}"

    assert link is not None
    then = secretary.get(f"{person}?on=2026-11-16&known={link.seq}").page
    assert summary_of(then)["Manager"] == "000125"
    assert summary_of(secretary.get(person).page)["Manager"] == MANAGER


def test_a_manager_of_another_file_who_has_the_same_number_is_somebody_else(
    secretary: StrictClient,
) -> None:
    make_person("Wrong Person", source="the venture", employee_ref="000125")
    vera = make_person("Vera Venture", source="the venture").party_id
    post = {"valid_from": date(2020, 3, 1), "valid_to": None, "data": {"manager_ref": "000125"}}
    service.put(vera, "employment", **post, actor=WORKER, now=NOON)
    import_staff("".join(line for line in STAFF.splitlines(True) if "O'Brien" not in line))

    page = secretary.get(f"/register/{entry('000124').party_id}").page
    file = secretary.get("/register.csv", buffered=True).text.splitlines()

    assert summary_of(page)["Manager"] == "000125"
    assert "Wrong Person" not in page.text
    rows = {row["Name"]: row for row in csv.DictReader(file)}
    assert rows["Robert Cook"]["Manager's reference"] == "000125"
    assert rows["Robert Cook"]["Manager"] == ""
    assert rows["Vera Venture"]["Manager"] == "Wrong Person"


def test_ones_own_page_names_the_manager_of_the_main_post(
    client: StrictClient, robert: RegisterEntry
) -> None:
    page = signed_in(client, robert.party_id).get("/membership").page

    told = summary_of(page)
    assert (told["Post"], told["Manager"], told["FTE"]) == ("Nurse", MANAGER, "0.50")
    assert told["Contract"].startswith("18 hours 30 minutes a week in this post")
    assert page.all("a", text=MANAGER) == []


@pytest.mark.parametrize("day", ["", "&on=2026-03-01"])
def test_the_full_file_has_managers_and_shares_and_no_other_has(
    day: str, secretary: StrictClient, robert: RegisterEntry
) -> None:
    full = secretary.get(f"/register.csv?relation=member{day}", buffered=True).text
    rows = {row["Name"]: row for row in csv.DictReader(full.splitlines())}
    told = [rows["Robert Cook"][each] for each in ("Manager's reference", "Manager", "FTE")]
    assert told == ["000125", MANAGER, "0.50"]

    opened = secretary.get(f"/register.csv?rendering=inspection{day}", buffered=True).text
    printed = secretary.get(f"/register/print/inspection?{day}").page.text
    mine = signed_in(secretary, robert.party_id).get(f"/register.csv?{day}", buffered=True).text
    for text in (opened, printed, mine):
        assert "Robert Cook" in text
        assert not any(word in text for word in ("Manager", "FTE", "000125", "0.50"))


def test_a_change_that_the_times_do_not_tell_begins_no_other_time(
    secretary: StrictClient, robert: RegisterEntry
) -> None:
    before = times(secretary.get(f"/register/{robert.party_id}").page)
    import_staff(STAFF.replace('"18.50","0.50"', '"18.50","0.49"'))

    page = secretary.get(f"/register/{robert.party_id}").page

    assert summary_of(page)["FTE"] == "0.49"
    assert times(page) == before
    nurse = [time for time in before if time.startswith("Nurse")]
    assert nurse == [
        "Nurse (now) From 29 February 2020 Home care, Dudley, 18 hours 30 minutes a week"
    ]


def test_posts_that_read_otherwise_are_times_of_their_own(
    secretary: StrictClient, robert: RegisterEntry
) -> None:
    import_staff(STAFF.replace('"18.50","0.50"', '"20","0.50"'))

    told = times(secretary.get(f"/register/{robert.party_id}").page)

    assert [time for time in told if time.startswith("Nurse")] == [
        "Nurse (now) From 16 November 2026 Home care, Dudley, 20 hours a week",
        "Nurse (done) 29 February 2020 to 15 November 2026 "
        "Home care, Dudley, 18 hours 30 minutes a week",
    ]


def times(page: Page) -> list[str]:
    return [" ".join(step.text.split()) for step in page.all("li", class_="moot-timeline__step")]

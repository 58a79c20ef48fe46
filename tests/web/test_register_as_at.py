"""The register's further pages: as at a day, officers, organisations, inspections, who looked."""

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.ballots.models import RollEntry
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db
from governance.members import officers, queries, service
from governance.members.inspection_models import InspectionRequest, RegisterAccess
from governance.members.models import RegisterEntry
from governance.record.queries import head
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_ballot, make_voters
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON

BY: dict[str, Any] = {"actor": WORKER, "now": NOON}
GONE: dict[str, Any] = {"valid_from": date(2026, 1, 1), "valid_to": None, "data": None}


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society."""
    make_society()
    return make_member("Ada Lovelace", since=date(2019, 5, 4), email="ada@example.org")


@pytest.fixture
def officer(client: StrictClient) -> Callable[..., StrictClient]:
    """Sign somebody in who has these roles and no membership."""

    def sign_in(*roles: Role) -> StrictClient:
        person = make_person("Olive Officer", email="olive@example.org")
        make_role(person.party_id, *roles)
        return signed_in(client, person.party_id)

    return sign_in


@pytest.fixture
def secretary(officer: Callable[..., StrictClient], ada: RegisterEntry) -> StrictClient:
    """The secretary's browser."""
    return officer(Role.SECRETARY)


def newest() -> int:
    found = head()
    assert found is not None
    return found.seq


def leave(party_id: int) -> int:
    """Enter that they left, back-dated; return the link before."""
    before = newest()
    service.put(party_id, "membership", **GONE, actor=WORKER, now=NOON)
    return before


def looks() -> int:
    return db.session.scalar(select(func.count()).select_from(RegisterAccess)) or 0


def test_the_register_is_read_as_at_a_day_and_as_known_at_a_link(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    known = leave(ada.party_id)

    now = secretary.get("/register?relation=member").page
    then = secretary.get("/register?relation=member&on=2025-12-31").page
    as_known = secretary.get(f"/register?relation=member&on=2026-03-01&known={known}").page
    as_corrected = secretary.get("/register?relation=member&on=2026-03-01").page

    assert "Ada Lovelace" not in now.text
    assert "Ada Lovelace" in then.text
    assert "As it stood on 31 December 2025, as known now" in then.text
    assert "Ada Lovelace" in as_known.text
    assert f"as known at link {known} (recorded" in as_known.text
    assert "Ada Lovelace" not in as_corrected.text


def test_a_day_to_come_says_that_it_is_to_come(secretary: StrictClient, ada: RegisterEntry) -> None:
    make_member("Bea Later", since=date(2027, 1, 1))

    page = secretary.get("/register?relation=member&on=2027-01-01").page

    assert "As it is to stand on 1 January 2027, as far as is known now" in page.text
    assert "Bea Later" in page.text


def test_whoever_finds_nobody_on_a_past_day_is_shown_everybody_of_that_day(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    page = secretary.get("/register?words=nobody&on=2025-12-31").page

    assert page.first("a", text="Show everybody")["href"].startswith("/register?on=2025-12-31")


def test_the_files_follow_the_day(secretary: StrictClient, ada: RegisterEntry) -> None:
    leave(ada.party_id)

    then = secretary.get("/register.csv?on=2025-12-31&relation=member", buffered=True)

    assert "Ada Lovelace" in then.text
    assert "register-2025-12-31.csv" in then.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("on=2025-02-29", 400, "is not a day of the calendar"),
        ("on=soon", 400, "is not a day of the calendar"),
        ("known=99999", 404, "The record has no link"),
        ("known=x", 404, "The record has no link"),
    ],
)
@pytest.mark.parametrize("page", ["/register", "/register.csv", "/register/officers"])
def test_a_moment_that_is_not_there_is_refused_in_words(
    secretary: StrictClient, page: str, query: str, status: int, words: str
) -> None:
    answer = secretary.get(f"{page}?{query}")

    assert answer.status_code == status
    assert words in answer.page.text


def test_a_typed_day_leads_to_the_page_of_it(secretary: StrictClient, ada: RegisterEntry) -> None:
    typed = "on-day=1&on-month=3&on-year=2025&known=1"

    to_register = secretary.get(f"/register/as-at?{typed}")
    to_person = secretary.get(f"/register/as-at?{typed}&of={ada.party_id}")

    assert to_register.headers["Location"] == "/register?on=2025-03-01&known=1"
    assert to_person.headers["Location"] == f"/register/{ada.party_id}?on=2025-03-01&known=1"


@pytest.mark.parametrize("typed", ["on-day=29&on-month=2&on-year=2025", "known=99999"])
def test_a_day_typed_wrongly_is_asked_again(secretary: StrictClient, typed: str) -> None:
    answer = secretary.get(f"/register/as-at?{typed}")

    assert answer.status_code == 400
    assert "There is a problem" in answer.page.text


def test_a_person_is_read_as_they_were(secretary: StrictClient, ada: RegisterEntry) -> None:
    known = newest()
    service.rectify_contact(
        ada.party_id, {"surname": "King"}, since=date(2026, 1, 1), actor=WORKER, now=NOON
    )

    assert "Ada King" in secretary.get(f"/register/{ada.party_id}").page.text
    then = secretary.get(f"/register/{ada.party_id}?on=2026-06-01&known={known}").page
    assert "Ada Lovelace" in then.text
    assert "King" not in then.text


def test_somebody_entered_later_was_not_known_then(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    known = newest()
    bob = make_member("Bob")

    page = secretary.get(f"/register/{bob.party_id}?known={known}").page

    assert "Nothing was known of them yet" in page.text


def test_whoever_came_later_is_not_in_the_register_of_a_past_day(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    make_person("Bea Later", post="Night nurse", service_name="Respite", started=date(2021, 3, 1))

    addresses = ("", "&relation=not-member", "&relation=left", "&words=later")
    pages = [secretary.get(f"/register?on=2020-06-01{each}").page.text for each in addresses]
    file = secretary.get("/register.csv?on=2020-06-01", buffered=True).text

    assert all("Bea" not in page and "Night nurse" not in page for page in pages)
    assert "Ada Lovelace" in pages[0]
    assert "Nobody found" in pages[2]
    assert "2019-05-04" in file
    assert "Bea" not in file
    assert "2021" not in file
    assert "Bea Later" in secretary.get("/register?on=2021-03-01").page.text


def test_a_past_day_before_anybody_came_does_not_ask_for_an_import(
    secretary: StrictClient,
) -> None:
    page = secretary.get("/register?on=2001-01-01").page

    assert "Nobody is in the register of 1 January 2001" in page.text
    assert "Import your staff" not in page.text
    assert "Back to today" in page.text


def test_a_link_before_anybody_was_recorded_says_so_and_not_that_they_came_later(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    page = secretary.get("/register?on=2026-11-16&known=1").page

    assert (
        "At link 1 nobody was known to be in it that day. Choose a later link or day" in page.text
    )
    assert "came later" not in page.text


def test_a_person_who_came_later_has_no_post_on_a_day_before(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    bea = make_person("Bea Later", post="Night nurse", started=date(2021, 3, 1))

    page = secretary.get(f"/register/{bea.party_id}?on=2020-06-01").page
    started = secretary.get(f"/register/{bea.party_id}?on=2021-03-01").page

    assert "Bea Later is not in the register of 1 June 2020" in page.text
    assert "They come into it on 1 March 2021" in page.text
    assert "Night nurse" not in page.text
    assert "In the register then" not in page.text
    assert "Night nurse" in started.text
    assert "In the register then" in started.text


def test_a_person_has_no_post_suspension_or_name_on_a_day_before_it_begins(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    post = {"post": "Night nurse", "service": "Respite", "minutes_a_week": 2_250}
    later = {"valid_from": date(2024, 1, 1), "valid_to": None}
    first = {"valid_from": date(2019, 5, 4), "valid_to": None, "data": {"post": "Carer"}}
    service.put(ada.party_id, "employment", **first, **BY)
    service.put(ada.party_id, "employment", **GONE | {"valid_from": date(2019, 6, 1)}, **BY)
    service.put(ada.party_id, "employment", **later, data=post, **BY)
    service.rectify_contact(ada.party_id, {"surname": "King"}, since=date(2024, 1, 1), **BY)
    told = {"reason": "Minute 7", "first_day": date(2024, 5, 1), "last_day": None}
    service.suspend(ada.party_id, **told, **BY)

    page = secretary.get(f"/register/{ada.party_id}?on=2020-06-01").page
    then = page.first("dl").text

    assert "Ada Lovelace" in page.first("h1").text
    assert "Lovelace" in then
    assert "King" not in then
    assert "Night nurse" not in then
    assert "Last post Carer" in then
    assert "37 hours 30 minutes" not in then
    assert "Minute 7" not in page.text
    assert "Minute 7" in secretary.get(f"/register/{ada.party_id}?on=2024-05-01").page.text


def test_a_former_member_who_never_worked_here_has_left(secretary: StrictClient) -> None:
    party = service.add_stakeholder(
        service.PartyKind.PERSON,
        {"first_name": "Norman", "surname": "Former"},
        known_from=date(2015, 1, 1),
        member_since=date(2015, 1, 1),
        **BY,
    )
    service.put(party, "membership", **GONE, **BY)

    left = secretary.get("/register?relation=left").page.first("table")
    staff = secretary.get("/register?relation=not-member").page

    assert "Norman Former" in left.text
    assert "Left" in left.text
    assert "1 January 2015 to 31 December 2025" in left.text
    assert "Norman Former" not in staff.text
    assert "Left" in secretary.get(f"/register/{party}").page.first("main").text


def test_whoever_starts_next_month_is_on_todays_list_as_to_come(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    bea = make_member("Bea Next", post="Night nurse", service="Respite", since=date(2026, 12, 1))

    listed = secretary.get("/register?words=bea").page.first("tbody").text
    to_come = secretary.get("/register?relation=to-come").page.first("tbody").text
    page = secretary.get(f"/register/{bea.party_id}").page

    assert "To come" in listed
    assert "From 1 December 2026" in listed
    assert "Night nurse" not in listed
    assert "Respite" not in listed
    assert "Bea Next" in to_come
    assert "Ada Lovelace" not in to_come
    assert "To come" in page.text
    assert "Night nurse" not in page.first("dl").text
    assert "Night nurse" in page.text
    for another in ("not-member", "member", "left"):
        assert "Bea Next" not in secretary.get(f"/register?relation={another}").page.text


def test_whoever_works_here_and_is_to_be_a_member_is_not_to_come(secretary: StrictClient) -> None:
    make_person("Bea Both", started=date(2020, 3, 1), since=date(2026, 12, 1))

    assert "Bea Both" in secretary.get("/register?relation=not-member").page.first("tbody").text
    assert "Bea Both" not in secretary.get("/register?relation=to-come").page.text


def test_a_past_day_is_not_asked_for_those_to_come(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    def offered(address: str) -> str:
        return secretary.get(address).page.first("select", name="relation").text

    assert "To come" in offered("/register")
    assert "To come" not in offered("/register?on=2020-06-01")


def test_a_member_reads_the_open_register_as_at_a_day(
    client: StrictClient, ada: RegisterEntry
) -> None:
    page = signed_in(client, ada.party_id).get("/register?on=2019-05-03").page

    assert "There are no members yet" in page.text or "Nobody" in page.text


def test_a_person_sees_who_looked_at_them(
    officer: Callable[..., StrictClient], ada: RegisterEntry, client: StrictClient
) -> None:
    officer(Role.CHAIR).get(f"/register/{ada.party_id}")
    client.get("/register.csv", buffered=True)

    page = signed_in(client, ada.party_id).get("/membership").page

    assert page.table("Who has looked")[1][1:] == ["Olive Officer", "Your entry", "1"]
    assert page.table("Lists in which you may be")[1][1:] == [
        "Olive Officer", "The whole register, as a file", "1",
    ]  # fmt: skip
    assert looks() == 2


def test_a_search_of_the_full_register_is_noted_without_what_was_typed(
    secretary: StrictClient, ada: RegisterEntry, client: StrictClient
) -> None:
    secretary.get("/register?words=lovelace")

    page = signed_in(client, ada.party_id).get("/membership").page

    said = "The register, page 1, only what was found by: words"
    assert page.table("Lists in which you may be")[1][2] == said
    assert "lovelace" not in str(db.session.execute(select(RegisterAccess.__table__)).all())


def test_the_open_register_is_not_noted(secretary: StrictClient, ada: RegisterEntry) -> None:
    for address in (
        "/register/print/inspection",
        "/register.csv?rendering=inspection",
        "/register/officers",
    ):
        assert secretary.get(address, buffered=True).status_code == 200

    assert looks() == 0


def test_a_look_that_is_refused_is_not_noted(client: StrictClient, ada: RegisterEntry) -> None:
    bob = make_member("Bob")

    assert signed_in(client, bob.party_id).get(f"/register/{ada.party_id}").status_code == 403
    assert looks() == 0


def test_the_two_renderings_say_which_they_are(secretary: StrictClient, ada: RegisterEntry) -> None:
    in_full = secretary.get("/register/print/full").page
    inspected = secretary.get("/register/print/inspection").page

    assert "Register of members in full" in in_full.text
    assert "sections 30(2) and 103" in inspected.text
    assert "Home care" in in_full.text
    assert "Home care" not in inspected.text
    assert "Ada Lovelace" in inspected.text


def test_files_of_the_printed_registers_have_members_alone(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    make_person("Sam Staff", email="sam@example.org")

    for rendering in ("full", "inspection"):
        page = secretary.get(f"/register/print/{rendering}").page
        file = secretary.get(page.first("a", text="Download as CSV")["href"], buffered=True).text
        assert "Ada Lovelace" in file
        assert "Sam Staff" not in file
    by_hand = "/register.csv?rendering=inspection&relation=not-member"
    assert "sam@example.org" not in secretary.get(by_hand, buffered=True).text


def test_the_secretary_adds_an_organisation(secretary: StrictClient) -> None:
    typed = {
        "kind": "government",
        "name": "Mercia County Council",
        "address": "County Hall\nMercia",
        "member_since-day": "1",
        "member_since-month": "5",
        "member_since-year": "2024",
    }

    page = secretary.submit("/register/organisations/add", typed, follow=True).page

    assert "Mercia County Council" in page.text
    assert "Government or council" in page.text
    assert "County Hall, Mercia" in page.text


def test_an_organisation_without_kind_or_name_is_asked_for(secretary: StrictClient) -> None:
    answer = secretary.submit("/register/organisations/add", {})

    assert answer.status_code == 400
    assert "Enter the name" in answer.page.text
    assert "Select what it is" in answer.page.text


def test_a_contact_is_corrected_all_along(secretary: StrictClient, ada: RegisterEntry) -> None:
    typed = {"surname": "Byron", "when": "all along"}

    page = secretary.submit(f"/register/{ada.party_id}/contact", typed, follow=True).page

    assert "It was put right for every day" in page.text
    assert "Ada Byron" in page.text


def test_a_contact_that_changed_needs_its_day(secretary: StrictClient, ada: RegisterEntry) -> None:
    answer = secretary.submit(f"/register/{ada.party_id}/contact", {"when": "since"})

    assert answer.status_code == 400
    assert "Enter the day since when it is otherwise" in answer.page.text


def test_nobody_is_made_chair_because_it_stands_first(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    typed = {"body": "Board", "minute": "AGM 2025, item 6", "first_day-day": "1"}
    typed |= {"first_day-month": "6", "first_day-year": "2025"}

    answer = secretary.submit(f"/register/{ada.party_id}/office", typed)

    assert answer.status_code == 400
    assert "Select the office" in answer.page.text
    assert officers.offices() == []


def test_an_office_is_entered_and_ended(secretary: StrictClient, ada: RegisterEntry) -> None:
    typed = {
        "office": "director",
        "body": "Board",
        "minute": "AGM 2025, item 6",
        "first_day-day": "1",
        "first_day-month": "6",
        "first_day-year": "2025",
    }
    page = secretary.submit(f"/register/{ada.party_id}/office", typed, follow=True).page
    assert "AGM 2025, item 6" in page.text

    (held,) = officers.offices()
    last = {"last_day-day": "30", "last_day-month": "6", "last_day-year": "2026", "minute": "M 9"}
    page = secretary.submit(f"/register/officers/{held.id}/end", last, follow=True).page

    assert "30 June 2026" in page.first("table", text="Past").text
    file = secretary.get("/register/officers.csv", buffered=True)
    assert 'Ada Lovelace,Director,Board,2025-06-01,2026-06-30,"AGM 2025, item 6",M 9' in file.text
    before = secretary.get("/register/officers?on=2025-05-31").page
    assert before.first("table", text="To come") is not None


def day(name: str, number: int) -> dict[str, str]:
    """Return a day of November 2026 as it is typed."""
    return {f"{name}-day": str(number), f"{name}-month": "11", f"{name}-year": "2026"}


def ask(browser: StrictClient, **typed: str) -> Any:
    said = {
        "name": "Ivy Inquirer",
        "address": "2 Lane, Tipton",
        "purpose": "To write to members",
        "disclosed": "no",
    } | typed
    return browser.submit("/office/inspections/new", said, follow=True)


def test_a_request_has_five_working_days_and_is_a_duty(secretary: StrictClient) -> None:
    page = ask(secretary).page  # on Monday 16 November 2026

    assert "5 working days are left: answer by 23 November 2026" in page.text
    assert "to inspect the register" in secretary.get("/office").page.text


def test_a_request_says_what_is_missing(secretary: StrictClient) -> None:
    page = ask(secretary, name="", disclosed="yes", member_number="999").page

    assert "Enter who asks" in page.text
    assert "Enter to whom it will be passed on" in page.text
    assert ask(secretary, member_number="999").status_code == 400
    assert db.session.scalars(select(InspectionRequest)).all() == []


def test_a_request_is_answered_with_what_was_shown(secretary: StrictClient) -> None:
    ask(secretary)
    (asked,) = db.session.scalars(select(InspectionRequest))
    where = f"/office/inspections/{asked.id}/answer"

    unsaid = secretary.submit(where, {"state": "complied"})
    assert "Select what was shown" in unsaid.page.text
    page = secretary.submit(where, {"state": "complied", "rendering": "inspection"}, follow=True)

    assert "Open for inspection, without holdings" in page.page.text
    assert "to inspect the register" not in secretary.get("/office").page.text


def test_a_day_that_will_not_do_is_said_beside_it_and_what_was_typed_stays(
    secretary: StrictClient,
) -> None:
    early = ask(secretary, **day("received_on", 17))  # tomorrow
    assert early.status_code == 400
    assert "still to come" in early.page.first("p", id="received_on-error").text
    assert "Ivy Inquirer" in early.page.first("input", id="name")["value"]

    ask(secretary)
    where, shown = "/office/inspections/1/answer", {"state": "complied", "rendering": "inspection"}
    for number, words in ((17, "still to come"), (13, "cannot be older than the request")):
        answer = secretary.submit(where, shown | day("answered_on", number))
        assert answer.status_code == 400
        assert words in answer.page.first("p", id="answered_on-error").text


def test_a_request_that_is_sent_again_is_entered_once(secretary: StrictClient) -> None:
    first = ask(secretary, member_number="1")
    again = ask(secretary, member_number="1")
    ask(secretary, member_number="1", purpose="To write a book")

    assert "was entered before" not in first.page.text
    assert "was entered before. Nothing was added." in again.page.text
    assert len(db.session.scalars(select(InspectionRequest)).all()) == 2


def test_what_was_answered_is_shown_and_not_asked_again(secretary: StrictClient) -> None:
    ask(secretary)
    where = "/office/inspections/1/answer"
    secretary.submit(where, {"state": "court", "reason": "Not proper"})

    asking = secretary.get(where).page
    assert not asking.all("input", value="court")
    typed = dict(asking.form(0).fields()) | {"state": "refused", "reason": "The court says so"}
    secretary.post(where, data=typed)
    late = secretary.post(where, data=typed)
    again = secretary.get(where)

    assert (late.status_code, again.status_code) == (303, 303)
    told = secretary.get(again.location).page.text
    assert "was answered already. Nothing was changed." in told
    assert told.count("The court says so") == 1


def test_the_last_day_to_answer_is_said_to_be_today(secretary: StrictClient) -> None:
    page = ask(secretary, **day("received_on", 9)).page

    assert "Answer today: Monday 16 November is the last" in page.text
    assert "0 working days" not in page.text


def test_bank_holidays_are_added_and_taken_off(secretary: StrictClient) -> None:
    day = {"day-day": "1", "day-month": "12", "day-year": "2026", "title": "Jubilee"}

    page = secretary.submit("/office/bank-holidays", day, follow=True).page
    assert "1 December 2026" in page.text
    far = secretary.submit("/office/bank-holidays", day | {"day-year": "2040"}, follow=True).page
    assert "it goes to 26 December 2028" in far.text
    taken = "/office/bank-holidays/2026-12-25/take-off"
    page = secretary.submit("/office/bank-holidays", form=taken, follow=True).page

    assert "a working day here" in page.text


def test_the_registers_links_know_the_number_of_a_member(ada: RegisterEntry) -> None:
    assert queries.party_numbered(1) == ada.party_id
    assert queries.party_numbered(7) is None


def test_the_roll_of_a_day_is_who_could_vote_then(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    make_member("Ben Boole", since=date(2024, 1, 8))
    known = head()
    assert known is not None
    service.suspend(
        ada.party_id,
        reason="Minute 7",
        first_day=date(2023, 1, 1),
        last_day=None,
        actor=WORKER,
        now=NOON,
    )

    address = "/register/roll.csv?on=2023-06-01"
    roll = secretary.get(address, buffered=True).data.decode()
    before = secretary.get(f"{address}&known={known.seq}", buffered=True).data.decode()

    assert "Lovelace" not in roll
    assert "Boole" not in roll
    assert "Ada Lovelace,Home care" in before


def test_the_roll_of_a_ballots_day_and_link_is_the_one_that_was_frozen(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    voters = make_voters(6)
    ballot = make_ballot(record_date=date(2026, 11, 1))
    entries = db.session.execute(select(RollEntry.party_id, RollEntry.service))
    frozen = {(entry.party_id, entry.service) for entry in entries}
    leave(voters[0].party_id)
    late = make_member("Late Joiner", since=date(2026, 10, 1))

    address = f"/register/roll.csv?on=2026-11-01&known={ballot.known_seq}"
    drawn, now = (
        {(int(row["Party"]), row["Service"]) for row in csv.DictReader(io.StringIO(file))}
        for file in (
            secretary.get(asked, buffered=True).text.lstrip("\ufeff")
            for asked in (address, "/register/roll.csv?on=2026-11-01")
        )
    )

    assert drawn == frozen
    assert now ^ frozen == {(voters[0].party_id, "Home care"), (late.party_id, "Home care")}
    lines = "".join(f"{party_id}\n" for party_id, _service in sorted(drawn))
    assert hashlib.sha256(lines.encode()).hexdigest() == ballot.roll_hash


def test_a_number_too_high_for_any_party_asks_for_the_whole_register(
    officer: Callable[..., StrictClient],
) -> None:
    make_society()

    answer = officer(Role.SECRETARY).get(f"/register/as-at?of={'9' * 40}")

    assert answer.location == "/register"

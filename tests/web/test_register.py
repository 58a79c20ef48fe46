"""Pages of the register: who sees what of whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from governance.infrastructure.actor import WORKER, Role
from governance.members import queries, service
from governance.members.models import RegisterEntry
from tests.factories.accounts import make_role, signed_in
from tests.factories.members import make_member, make_person, make_society, make_stakeholders
from tests.factories.motions import make_motion
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON

SUSPENSION = {"reason": "Minute 12", "decided_by": "The board on 3 March 2026"}
MAY_READ_PEOPLE = {Role.SECRETARY, Role.ADMINISTRATOR, Role.CHAIR, Role.BOARD, Role.AUDITOR}


@pytest.fixture
def ada() -> RegisterEntry:
    """A member of a society."""
    make_society()
    return make_member(
        "Ada Lovelace", service="Day centres", since=date(2019, 5, 4), email="ada@example.org"
    )


@pytest.fixture
def officer(client: StrictClient) -> Callable[..., StrictClient]:
    """Sign somebody in who has these roles and no membership."""

    def sign_in(*roles: Role) -> StrictClient:
        person = make_person("Olive Officer", email="olive@example.org")
        make_role(person.party_id, *roles)
        return signed_in(client, person.party_id)

    return sign_in


def test_the_register_is_not_for_strangers(client: StrictClient, ada: RegisterEntry) -> None:
    assert client.get("/register").status_code == 302
    assert client.get("/register.csv").status_code == 302


def test_a_member_reads_names_services_and_dates_but_no_addresses(
    client: StrictClient, ada: RegisterEntry
) -> None:
    page = signed_in(client, ada.party_id).get("/register").page

    assert "Ada Lovelace" in page.text
    assert "Day centres" in page.text
    assert "4 May 2019" in page.text
    assert "ada@example.org" not in page.text
    assert f"/register/{ada.party_id}" not in [link["href"] for link in page.all("a")]


def test_the_members_file_has_no_addresses_either(client: StrictClient, ada: RegisterEntry) -> None:
    answer = signed_in(client, ada.party_id).get(
        "/register.csv?words=ada&relation=left&town=X", buffered=True
    )

    assert answer.text == (
        "\ufeffMember number,Name,Service,Member since\r\n1,Ada Lovelace,Day centres,2019-05-04\r\n"
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_a_persons_page_opens_to_those_who_answer_for_the_register(
    role: Role, officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    browser = officer(role)

    answer = browser.get(f"/register/{ada.party_id}")

    assert answer.status_code == (200 if role in MAY_READ_PEOPLE else 403)
    assert ("ada@example.org" in answer.text) is (role in MAY_READ_PEOPLE)


def test_nothing_through_time_is_headed_where_there_is_nothing(
    officer: Callable[..., StrictClient],
) -> None:
    [trust] = make_stakeholders(1, kind="trust")
    browser = officer(Role.SECRETARY)

    assert "Through time" not in browser.get(f"/register/{trust}").page.text
    worker = make_person("Ben Cole").party_id
    assert "Through time" in browser.get(f"/register/{worker}").page.text


def test_a_member_cannot_open_anothers_page_or_suspend(
    client: StrictClient, ada: RegisterEntry
) -> None:
    bob = make_member("Bob")
    browser = signed_in(client, bob.party_id)

    for address in (f"/register/{ada.party_id}", f"/register/{ada.party_id}/suspend"):
        assert browser.get(address).status_code == 403


def test_officers_search_and_filter(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    make_member("Bob Cook", service="Home care")
    browser = officer(Role.SECRETARY)

    found = browser.get("/register?words=cook&service=Home+care&relation=member").page.first(
        "table"
    )

    assert "Bob Cook" in found.text
    assert "Ada Lovelace" not in found.text


def test_nobody_found_says_what_to_do(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    page = officer(Role.SECRETARY).get("/register?words=zzz").page

    assert "Nobody found" in page.text


def test_a_long_register_has_pages_and_a_whole_file(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    for number in range(60):
        make_member(f"Bob Zed{number:02}")
    browser = officer(Role.SECRETARY)

    second = browser.get("/register?relation=member&page=2").page

    assert "Showing 51 to 61 of 61" in second.text
    assert len(second.first("tbody").all("tr")) == 11
    assert len(browser.get("/register.csv?relation=member", buffered=True).text.splitlines()) == 62
    assert browser.get("/register?page=99").status_code == 200


def test_no_cell_of_the_file_is_a_formula(officer: Callable[..., StrictClient]) -> None:
    make_society()
    make_member("=HYPERLINK(1) @SUM", post="+44", email="x@example.org")

    text = officer(Role.SECRETARY).get("/register.csv", buffered=True).text

    assert "'=HYPERLINK(1) @SUM" in text
    assert "'+44" in text


def test_somebody_unknown_is_not_found(officer: Callable[..., StrictClient]) -> None:
    make_society()

    assert officer(Role.SECRETARY).get("/register/4711").status_code == 404


def test_ones_own_entry_is_shown(client: StrictClient, ada: RegisterEntry) -> None:
    page = signed_in(client, ada.party_id).get("/membership").page

    assert "ada@example.org" in page.text
    assert "Member number 1" in page.text


def test_a_membership_or_post_to_come_is_not_shown_as_if_it_held(client: StrictClient) -> None:
    make_society()
    bea = make_member("Bea Next", post="Night nurse", since=date(2026, 12, 1))

    entry = signed_in(client, bea.party_id).get("/membership").page.first("dl").text

    assert "You are to be a member from 1 December 2026" in entry
    assert "Night nurse" not in entry


def test_the_secretary_suspends_and_restores(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    browser, person = officer(Role.SECRETARY), f"/register/{ada.party_id}"

    shown = browser.submit(f"{person}/suspend", SUSPENSION, follow=True).page
    own = queries.suspensions_of(ada.party_id)

    assert "Minute 12" in shown.text
    assert [spell.valid_from for spell in own] == [date(2026, 11, 16)]
    restored = browser.submit(f"{person}/restore", follow=True).page
    assert "may vote again" in restored.text


def test_a_suspension_needs_its_reason(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    answer = officer(Role.SECRETARY).submit(f"/register/{ada.party_id}/suspend", {"reason": " "})

    assert answer.status_code == 400
    assert "Enter why they are suspended" in answer.page.text
    assert "Enter who decided it" in answer.page.text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"last_day-day": "15"}, "last_day", "The last day is before the first day."),
        ({"first_day-year": "2001"}, "first_day", "They are not a member on that day"),
    ],
)
def test_days_that_do_not_fit_a_suspension_are_refused_beside_them(
    officer: Callable[..., StrictClient],
    ada: RegisterEntry,
    typed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    last_day = {"last_day-day": "20", "last_day-month": "11", "last_day-year": "2026"}
    address = f"/register/{ada.party_id}/suspend"

    answer = officer(Role.SECRETARY).submit(address, SUSPENSION | last_day | typed)

    assert answer.status_code == 400
    assert sentence in answer.page.first("p", id=f"{field}-error").text
    assert answer.page.first("input", name="decided_by")["value"] == "The board on 3 March 2026"
    assert queries.suspensions_of(ada.party_id) == []


def test_whoever_is_suspended_is_not_suspended_again_nor_restored_twice(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    browser, person = officer(Role.SECRETARY), f"/register/{ada.party_id}"
    browser.submit(f"{person}/suspend", SUSPENSION)

    again = browser.submit(f"{person}/suspend", SUSPENSION)
    sent = dict(browser.get(f"{person}/restore").page.form().fields())
    browser.post(f"{person}/restore", data=sent)
    twice = browser.post(f"{person}/restore", data=sent, follow_redirects=True)

    beside = again.page.first("p", id="first_day-error").text
    assert "They are suspended on that day already." in beside
    assert "They are not suspended." in twice.page.text
    assert twice.page.heading == ada.name


def test_whoever_has_left_is_not_offered_to_be_suspended(
    officer: Callable[..., StrictClient], ada: RegisterEntry
) -> None:
    browser, person = officer(Role.SECRETARY), f"/register/{ada.party_id}"
    assert browser.get(person).page.first("a", href=f"{person}/suspend")

    service.put(
        ada.party_id, "membership", valid_from=date(2026, 11, 16), valid_to=None, data=None,
        actor=WORKER, now=NOON,
    )  # fmt: skip

    assert not browser.get(person).page.all("a", href=f"{person}/suspend")


def test_a_suspended_member_is_told_without_the_reason(
    client: StrictClient, ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    secretary = make_person("Olive Officer")
    make_role(secretary.party_id, Role.SECRETARY)
    browser = signed_in(new_client(), secretary.party_id)
    browser.submit(f"/register/{ada.party_id}/suspend", SUSPENSION)

    page = signed_in(client, ada.party_id).get("/membership").page

    assert "Your membership is suspended from 16 November" in page.text
    assert "until it is restored" in page.text
    assert "Decided by: The board on 3 March 2026." in page.text
    assert "you cannot vote in those ballots" in page.text
    assert "Minute 12" not in page.text


def test_a_member_in_good_standing_is_told_so(client: StrictClient, ada: RegisterEntry) -> None:
    page = signed_in(client, ada.party_id).get("/membership").page

    assert "You can vote, propose and second motions" in page.text


def test_only_the_full_pages_of_the_register_tell_who_is_suspended(
    officer: Callable[..., StrictClient], ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    secretary, bob = officer(Role.SECRETARY), make_member("Bob")
    secretary.submit(f"/register/{ada.party_id}/suspend", SUSPENSION)
    addresses = ("/register?standing=suspended", "/register/print/full")

    full = [secretary.get(address).page.first("table").text for address in addresses]
    inspection = secretary.get("/register/print/inspection").page.first("table").text
    own_list = signed_in(new_client(), bob.party_id).get(addresses[0]).page.first("table").text

    assert all("Suspended" in each for each in full)
    assert ("Bob" in full[0], "Bob" in own_list) == (False, True)
    assert "uspended" not in inspection + own_list


def test_a_suspended_member_is_not_offered_to_second_or_propose(
    officer: Callable[..., StrictClient], ada: RegisterEntry, new_client: Callable[[], Any]
) -> None:
    officer(Role.SECRETARY).submit(f"/register/{ada.party_id}/suspend", SUSPENSION)
    motion, browser = make_motion(), signed_in(new_client(), ada.party_id)

    page = browser.get(f"/motions/{motion.id}").page
    asked = browser.get("/motions/new").page

    assert "so you cannot second this motion" in page.text
    assert "Second this motion" not in page.text
    assert "Write a motion" not in asked.text

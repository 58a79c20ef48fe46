"""One's own data on a page and in files; asking for a correction; the office's side of it."""

import json
from datetime import date

import pytest

from governance.cases import service as cases
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.clock import start_of_day
from governance.members import service
from governance.members.access_log import looks_at
from governance.members.models import RegisterEntry
from governance.reckoning.nominations import Relationship
from tests.factories.accounts import make_role, signed_in
from tests.factories.cases import SECRETARY, apply, give_notice
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.mail import make_mail
from tests.factories.members import LONG_AGO, make_member, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON
from tests.machinery.pages import Page
from tests.services.test_privacy import make_leaver


@pytest.fixture
def ada() -> RegisterEntry:
    make_society()
    return make_member("Ada Lovelace")


@pytest.fixture
def member(client: StrictClient, ada: RegisterEntry) -> StrictClient:
    return signed_in(client, ada.party_id)


@pytest.fixture
def secretary(client: StrictClient) -> StrictClient:
    make_society()
    sue = make_member("Sue Secretary")
    make_role(sue.party_id, Role.SECRETARY)
    return signed_in(client, sue.party_id)


def test_a_member_reads_all_that_is_held_on_them(member: StrictClient, ada: RegisterEntry) -> None:
    issue(make_share_class(), 3, to=ada.party_id)

    page = member.get("/membership/data").page

    assert "Your shares, and money and leave in the books" in page.text
    assert "Lovelace" in page.text


def test_it_is_told_in_words_and_not_as_it_is_stored(
    member: StrictClient, ada: RegisterEntry
) -> None:
    shares = make_share_class()
    issue(shares, 3, to=ada.party_id, on=date(2026, 5, 4))

    for address in ("/membership/data", "/membership/data.html"):
        told = member.get(address).data.decode()
        assert "4 May 2026" in told
        assert "SHR:" not in told
        assert "2026-05-04" not in told
        assert "Recorded seq" not in told


def test_work_is_told_with_its_manager_hours_and_share_in_words(
    member: StrictClient, ada: RegisterEntry
) -> None:
    post = {
        "manager_ref": "000125", "minutes_a_week": 2250, "fte_ppm": 600_000,
        "continuity_from": "2015-01-01", "probation_until": "2026-11-01",
    }  # fmt: skip
    days = {"valid_from": LONG_AGO, "valid_to": None}
    service.put(ada.party_id, "employment", **days, data=post, actor=WORKER, now=NOON)

    for address in ("/membership/data", "/membership/data.html"):
        told = member.get(address).page.text
        assert "manager's reference: 000125" in told
        assert "contract a week: 37 hours 30 minutes; FTE: 0.60" in told
        assert "continuous service since: 1 January 2015" in told
        assert "probation over on: 1 November 2026" in told
        assert not any(raw in told for raw in ("manager ref:", "minutes a week", "ppm", "2250"))


def test_cases_and_mails_are_told_in_words_too(member: StrictClient, ada: RegisterEntry) -> None:
    case = give_notice(ada, effect_on=date(2026, 12, 17))
    cases.take_back(case, actor=SECRETARY, now=NOON)
    receipt = {"template": "receipt_secret", "context": {"ballot_id": 3}}
    make_mail(party_id=ada.party_id, now=start_of_day(date(2026, 11, 16)), **receipt)

    page = member.get("/membership/data").page

    [told] = told_of("Your joining, leaving and the like", page)
    assert (told["State"], told["Takes effect on"]) == ("taken back", "17 December 2026")
    steps = told_of("Each step of it", page)
    assert [step["Link of the record"].isdigit() for step in steps] == [True, True]
    assert "Case (our number)" in steps[0]
    assert steps[0]["How it stood then"] == (
        "takes effect on: 17 December 2026; shares: 0; shares done: 0; due: £0.00; paid: £0.00"
    )
    mail = told_of("Mails sent to you", page)[-1]
    assert (mail["About"], mail["Written"]) == ("Receipt of a vote", "16 November 2026")
    for jargon in ("taken_back", "receipt_secret", "Template", "Context", "Seq", "midnight"):
        assert jargon not in page.text


def test_whom_somebody_nominated_is_held_for_a_reason_of_its_own(
    member: StrictClient, ada: RegisterEntry
) -> None:
    cases.nominate(
        ada.party_id, "Byron King", relationship=Relationship.SPOUSE, share_percent=100,
        address="1 High Street", actor=SECRETARY, now=NOON,
    )  # fmt: skip

    page = member.get("/membership/data").page

    assert "To know who is to have your property in the society when you die." in page.text
    assert "To show how you came to join or leave" not in page.text


def told_of(caption: str, page: Page) -> list[dict[str, str]]:
    headings, *rows = page.table(caption)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_another_legal_entity_is_told_by_its_name(member: StrictClient, ada: RegisterEntry) -> None:
    make_book()
    make_book(key="jv", kind="company", name="Tame Pensions")
    apply(ada, book_key="jv")
    joined = {"class": "member"}
    service.put(
        ada.party_id, "membership", key="jv", valid_from=LONG_AGO, valid_to=None, data=joined,
        actor=WORKER, now=NOON,
    )  # fmt: skip

    page = member.get("/membership/data").page

    assert [row[0] for row in page.table("Your membership")[1:]] == [
        "Tame Valley Care",
        "Tame Pensions",
    ]
    cases = page.table("Your joining, leaving and the like")
    assert cases[1][cases[0].index("Legal entity")] == "Tame Pensions"
    assert "jv" not in page.text


def test_a_member_takes_it_away_as_json(member: StrictClient, ada: RegisterEntry) -> None:
    response = member.get("/membership/data.json")

    told = json.loads(response.data)
    assert told["party"] == ada.party_id
    assert "attachment" in response.headers["Content-Disposition"]
    assert any("Lovelace" in str(each["rows"]) for each in told["held"])


def test_a_member_takes_it_away_as_a_page_that_needs_nothing_else(member: StrictClient) -> None:
    page = member.get("/membership/data.html").data.decode()

    assert "Lovelace" in page
    assert "href=" not in page
    assert "src=" not in page


def test_a_member_asks_for_a_correction_and_is_answered(
    member: StrictClient, ada: RegisterEntry, new_client
) -> None:  # type: ignore[no-untyped-def]
    sue = make_member("Sue Secretary")
    make_role(sue.party_id, Role.SECRETARY)

    asked = member.submit("/membership/data/correct", {"words": "My surname has two t's"})
    assert asked.status_code == 303
    assert "You asked for something to be put right" in member.get("/membership/data").page.text

    office = signed_in(new_client(), sue.party_id)
    link = office.get("/office/privacy").page.first("a", text="Ada Lovelace")
    office.submit(link["href"], {"outcome": "done", "words": "It is put right."})

    assert "It is put right." in member.get("/membership/data").page.text


def test_an_empty_question_says_what_to_do(member: StrictClient) -> None:
    response = member.submit("/membership/data/correct", {"words": ""})

    assert response.status_code == 400
    assert "Enter what is wrong" in response.page.text


def test_what_must_be_kept_is_said_with_its_reasons(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    page = secretary.get(f"/office/privacy/{ada.party_id}").page

    assert "They are a member." in page.text
    assert "Erase for good" not in page.text


@pytest.mark.parametrize("ending", ["", ".json"])
def test_who_reads_all_that_is_held_on_somebody_is_told_to_them(
    secretary: StrictClient, ada: RegisterEntry, ending: str
) -> None:
    secretary.get(f"/office/privacy/{ada.party_id}{ending}")

    assert [(each.by, each.what) for each in looks_at(ada.party_id)] == [
        ("Sue Secretary", "person")
    ]


def test_whose_time_has_come_is_erased_by_a_button(secretary: StrictClient) -> None:
    ben = make_leaver()
    assert "Ben Boole" in secretary.get("/office/privacy").page.text

    response = secretary.submit("/office/privacy", form="/office/privacy/erase")

    assert response.status_code == 303
    assert "Ben Boole" not in secretary.get(f"/office/privacy/{ben}").page.text


def test_somebody_who_is_a_member_is_not_erased_by_address(
    secretary: StrictClient, ada: RegisterEntry
) -> None:
    make_leaver()
    form = secretary.get("/office/privacy").page.form("/office/privacy/erase")

    response = secretary.post(f"/office/privacy/{ada.party_id}/erase", data=form.fields())

    assert response.status_code == 409
    assert "They are a member." in response.page.text


def test_what_is_kept_for_how_long_is_readable(member: StrictClient) -> None:
    page = member.get("/retention").page

    assert "10 years after your membership ends" in page.text
    assert "section 121" in page.text

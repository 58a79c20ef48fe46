"""The rulebook as members read it, its versions and changes, and the secretary's page for it."""

import csv
import io
import json
from datetime import date, timedelta

import pytest

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.reckoning.rules.law import BOUNDS, cautions
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import rule_kinds, settings
from governance.record import queries as record
from governance.rulebook import queries
from governance.rulebook.service import record_registration
from tests.factories.accounts import signed_in
from tests.factories.members import make_member, make_society
from tests.factories.rules import FOUNDER, adopt_rules, found_rules
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.machinery.pages import Page
from tests.machinery.printed import is_said, opened, tags

TODAY = day_of(NOON)
FOUNDED = date(2026, 1, 1)
APRIL = date(2027, 4, 1)
SOCIETY = LegalForm.COMMUNITY_BENEFIT_SOCIETY
COMPANY = LegalForm.CIC_BY_SHARES
ENDINGS = ("", ".pdf", ".csv", ".json", "/versions", "/versions/1", "/differences", "/changes/1")


@pytest.fixture
def mo(client: StrictClient) -> StrictClient:
    """A member's browser, in a society whose rulebook is of New Year."""
    make_society()
    member = make_member("Mo Member")
    found_rules(SOCIETY, from_day=FOUNDED)
    return signed_in(client, member.party_id)


def clause(page: Page, key: str) -> str:
    return page.first("div", id=key).text


def test_without_a_rulebook_it_is_said_that_there_is_none(client: StrictClient) -> None:
    make_society()
    browser = signed_in(client, make_member().party_id)

    for address in ("/rulebook", "/rulebook/versions", "/rulebook/differences"):
        assert "There is no rulebook yet" in browser.get(address).page.text
        assert not browser.get(address).page.all("a", text="Set up the first rulebook")
    assert browser.get("/rulebook.pdf").status_code == 404
    assert browser.get("/rulebook/versions/1").status_code == 404
    assert browser.get("/rulebook/changes/1").status_code == 404


def test_whoever_sets_the_first_is_led_there(sue: StrictClient) -> None:
    link = sue.get("/rulebook").page.first("a", text="Set up the first rulebook")

    assert sue.get(link["href"]).status_code == 200


def test_what_is_unusual_for_the_legal_form_is_said(client: StrictClient) -> None:
    make_society()
    found_rules(COMPANY, majorities__expulsion="ordinary")
    unusual = list(cautions(queries.rules_on(TODAY), COMPANY, on=TODAY))
    page = signed_in(client, make_member().party_id).get("/rulebook").page

    assert unusual
    for each in unusual:
        assert f"usual is: {each.usual}. {each.why}".strip() in clause(page, each.key)


def test_it_is_read_whole_with_a_section_for_each_kind_and_an_anchor_for_each_clause(
    mo: StrictClient,
) -> None:
    page = mo.get("/rulebook").page

    assert "Version 1, from 1 January 2026" in page.text
    contents = page.first("nav", class_="moot-document__contents")
    assert {f"#{kind.name}" for kind in rule_kinds()} <= {
        link["href"] for link in contents.all("a")
    }
    for key in settings():
        assert page.first("div", id=key)


def test_a_clause_says_where_it_comes_from(mo: StrictClient) -> None:
    told = clause(mo.get("/rulebook").page, "motions.seconders")

    assert "A motion needs 2 members besides its mover" in told
    assert "since 1 January 2026, The first rulebook" in told
    assert "It needs now: special resolution (three quarters of the votes)" in told
    assert "once the registrar has registered it" in told
    assert "From 0 members to 20 members." in told
    assert "Source Practice of member organisations [J]" in told


def test_a_policy_is_changed_by_an_ordinary_resolution(mo: StrictClient) -> None:
    told = clause(mo.get("/rulebook").page, "motions.appeal_days")

    assert "ordinary resolution (more for than against)" in told
    assert "registrar" not in told


def test_law_is_told_where_it_bounds_a_rule(client: StrictClient) -> None:
    make_society()
    found_rules(LegalForm.CO_OPERATIVE_COMPANY)
    page = signed_in(client, make_member().party_id).get("/rulebook").page

    bounds = [each for each in BOUNDS if LegalForm.CO_OPERATIVE_COMPANY in each.forms]
    assert bounds
    for bound in bounds:
        assert f"{bound.sentence(TODAY)} ({bound.source})" in clause(page, bound.key)


def test_what_is_to_come_stands_under_its_clause(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 30}, from_day=APRIL, reference="Resolution 2026/3")

    told = clause(mo.get("/rulebook").page, "motions.appeal_days")
    then = clause(mo.get("/rulebook?on=2027-04-01").page, "motions.appeal_days")

    assert "made within 14 days of the ruling" in told
    assert "From 1 April 2027: An appeal is made within 30 days" in told
    assert "Resolution 2026/3" in told
    assert "An appeal is made within 30 days" in then
    assert "since 1 April 2027, Resolution 2026/3" in then


def test_what_waits_for_the_registrar_stands_under_its_clause(mo: StrictClient) -> None:
    adopt_rules({"motions.seconders": 4}, reference="Resolution 2026/4")

    page = mo.get("/rulebook").page

    told = clause(page, "motions.seconders")
    assert "A motion needs 2 members besides" in told
    assert "Passed, and waiting for registration: A motion needs 4 members" in told
    assert "1 change is passed and waits for the registrar" in page.text


def test_a_past_day_is_read_as_it_was_known_at_a_link(mo: StrictClient) -> None:
    before = record.head()
    assert before is not None
    adopt_rules({"motions.appeal_days": 30}, reference="Resolution 2026/3")

    now = clause(mo.get(f"/rulebook?on={TODAY}").page, "motions.appeal_days")
    then = mo.get(f"/rulebook?on={TODAY}&known={before.seq}").page

    assert "within 30 days" in now
    assert "within 14 days" in clause(then, "motions.appeal_days")
    assert f"as known at link {before.seq} (recorded" in then.text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("on=soon", "The day must include a month and a year"),
        ("known=9999999", "The newest link of the record is"),
        ("known=x", "The link must be a whole number"),
    ],
)
def test_a_moment_that_cannot_be_read_is_said_to_be(
    mo: StrictClient, asked: str, sentence: str
) -> None:
    for ending in ENDINGS:
        told = asked.replace("on=", "from=") if ending == "/differences" else asked
        answer = mo.get(f"/rulebook{ending}?{told}")

        assert answer.status_code == 400, ending
        assert sentence.removeprefix("The day ") in answer.page.text, ending


def test_before_the_first_there_was_no_rulebook(mo: StrictClient) -> None:
    page = mo.get("/rulebook?on=2020-01-01").page

    assert "There was no rulebook on that day" in page.text
    assert page.first("a", text="Read the first")["href"] == "/rulebook?on=2026-01-01"
    assert mo.get("/rulebook.pdf?on=2020-01-01").status_code == 404


def test_versions_say_by_what_and_how_they_stand(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/2", title="More time")
    adopt_rules({"motions.appeal_days": 30}, from_day=APRIL, reference="Resolution 2026/3")
    adopt_rules({"motions.seconders": 4}, reference="Resolution 2026/4")
    refused = adopt_rules({"motions.seconders": 6}, reference="Resolution 2026/5")
    registered(refused.id, "refused")

    page = mo.get("/rulebook/versions").page

    rows = [row[0:1] + row[2:] for row in page.table("Versions, newest first")[1:]]
    assert rows == [
        ["Version 3", "Resolution 2026/3 As the test says", "To come"],
        ["Version 2", "Resolution 2026/2 More time", "In force"],
        ["Version 1", "The first rulebook", "Superseded"],
    ]
    waiting = page.table("Passed, and not in force")[1:]
    assert [(row[0].split(" As")[0], row[3]) for row in waiting] == [
        ("Resolution 2026/5", "Refused by the registrar"),
        ("Resolution 2026/4", "Waits for registration"),
    ]


def test_a_version_says_what_it_changed(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/2")

    page = mo.get("/rulebook/versions/2").page

    told = page.first("div", class_="moot-difference")
    assert "Motions: Time to appeal" in told.text
    assert told.all("del")[0].text == "Before: 14 days"
    assert told.all("ins")[0].text == "After: 21 days"
    assert "(7 days more)" in told.text
    assert "Read the whole rulebook as at its first day" in page.text
    assert "It is the first" in mo.get("/rulebook/versions/1").page.text
    assert mo.get("/rulebook/versions/3").status_code == 404


def test_two_versions_or_days_are_compared(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/2")
    adopt_rules({"motions.appeal_days": 30}, from_day=APRIL)

    by_number = mo.get("/rulebook/differences?from=1&to=3").page
    by_day = mo.get("/rulebook/differences?from=2026-01-01&to=2026-12-31").page
    usual = mo.get("/rulebook/differences").page

    assert by_number.first("del").text == "Before: 14 days"
    assert by_number.first("ins").text == "After: 30 days"
    assert "version 1 held" in by_number.text
    assert "version 3 held" in by_number.text
    assert by_day.first("ins").text == "After: 21 days"
    assert usual.first("ins").text == "After: 21 days"
    assert mo.get(f"/rulebook/differences?on={APRIL}").page.first("ins").text == "After: 30 days"
    same = mo.get("/rulebook/differences?from=1&to=1").page
    assert "No rule differs" in same.text


def test_versions_are_compared_by_the_form_under_their_list(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21})

    form = mo.get("/rulebook/versions").page.form("/rulebook/differences")

    assert form.fields() == {"from": ["2026-01-01"], "to": [TODAY.isoformat()]}


def test_a_change_has_its_page(mo: StrictClient) -> None:
    found = adopt_rules({"motions.seconders": 4}, reference="Resolution 2026/4", title="Four")

    page = mo.get(f"/rulebook/changes/{found.id}").page

    assert page.heading == "Four"
    assert "Waits for registration" in page.text
    assert "It was decided today" in page.text
    assert page.first("del").text == "Before: 2 members"
    assert page.first("ins").text == "After: 4 members"
    assert str(found.recorded_seq) in page.first("dl").text
    assert "What it would change" in page.text
    assert not page.all("a", text="Enter what the registrar did")


def test_the_first_rulebook_is_told_rule_by_rule(mo: StrictClient) -> None:
    rows = mo.get("/rulebook/changes/1").page.table("What it set")[1:]

    assert ["Seconders", "Motions", "2 members"] in rows
    assert len(rows) == len(settings())


def test_the_table_has_every_setting(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/2")

    answer = mo.get("/rulebook.csv")
    rows = {row["Key"]: row for row in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))}

    assert list(rows) == list(settings())
    told = rows["motions.appeal_days"]
    assert (told["Value"], told["Unit"], told["Since"]) == ("21", "days", TODAY.isoformat())
    assert told["By"] == "Resolution 2026/2"
    assert rows["motions.amendments"]["Value"] == "yes"


def test_the_digest_of_the_data_can_be_computed_again(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21})

    told = json.loads(mo.get("/rulebook.json").text)
    values = {each["key"]: each["value"] for each in told["settings"]}

    assert told["digest"] == digest(["v1", values]) == queries.rules_on(TODAY).digest
    assert told["version"] == 2
    assert values["motions.appeal_days"] == 21


def test_the_paper_is_tagged_and_says_digest_and_link(mo: StrictClient) -> None:
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/2")
    head = record.head()
    assert head is not None

    answer = mo.get("/rulebook.pdf")

    assert answer.mimetype == "application/pdf"
    pdf = opened(answer.data)
    assert pdf.Root.MarkInfo.Marked is True
    assert tags(pdf)["H1"] == 1
    assert tags(pdf)["H2"] >= len(rule_kinds())
    for said in (
        "Tame Valley Care Limited",
        "Version 2",
        "An appeal is made within 21 days of the ruling.",
        "Resolution 2026/2",
        f"Link {head.seq} of the record",
        queries.rules_on(TODAY).digest,
        head.hash,
    ):
        assert is_said(said, answer.data), said
    assert mo.get("/rulebook.pdf").data == answer.data, "the same rules give the same bytes"


def test_decisions_and_home_lead_to_the_rulebook(mo: StrictClient) -> None:
    decisions = mo.get("/decisions").page
    home = mo.get("/").page

    assert decisions.first("a", text="Read the rules")["href"] == "/rulebook"
    assert home.first("a", text="Version 1")["href"] == "/rulebook"


def test_the_secretary_enters_a_registration_after_a_second_look(
    sue: StrictClient, clock: Clock
) -> None:
    found_rules(SOCIETY, from_day=FOUNDED)
    made = adopt_rules({"motions.seconders": 4}, reference="Resolution 2026/4")
    clock.advance(days=9)
    day = TODAY + timedelta(days=7)
    duty = sue.get("/office").page
    assert "1 change of rules waits for registration" in duty.text
    assert "The oldest has waited 9 days" in duty.text
    answer = {"outcome": "registered", "reference": "FCA 7", **boxes(day)}
    address = f"/office/rulebook/{made.id}/registration"

    checked = sue.submit(address, answer).page

    assert "The rules change from 23 November 2026" in checked.text
    assert queries.adoption(made.id).is_pending
    done = sue.post(address, data=checked.form().fields() | {"confirmed": "yes"})
    assert done.status_code == 303
    assert queries.adoption(made.id).reckoned.holds_from == day
    page = sue.get("/office/rulebook").page
    assert "No change of rules waits" in page.text
    assert page.table("Answered by the registrar")[1][1:] == [
        "Registered",
        "In force",
        "23 November 2026",
        "FCA 7",
    ]


def test_a_refusal_is_entered_and_told(sue: StrictClient) -> None:
    found_rules(SOCIETY, from_day=FOUNDED)
    made = adopt_rules({"motions.seconders": 4})
    address = f"/office/rulebook/{made.id}/registration"

    checked = sue.submit(address, {"outcome": "refused", **boxes(TODAY)}).page
    sue.post(address, data=checked.form().fields() | {"confirmed": "yes"})

    assert "The change never holds" in checked.text
    told = sue.get(f"/rulebook/changes/{made.id}").page
    assert "Refused by the registrar" in told.text
    assert "What it would have changed" in told.text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(1, "That day is still to come"), (-1, "before the change was decided")],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    sue: StrictClient, days: int, sentence: str
) -> None:
    found_rules(SOCIETY, from_day=FOUNDED)
    made = adopt_rules({"motions.seconders": 4})
    answer = {"outcome": "registered", **boxes(TODAY + timedelta(days=days))}

    page = sue.submit(f"/office/rulebook/{made.id}/registration", answer).page

    assert sentence in page.first("p", class_="govuk-error-message").text


def test_a_company_sends_its_changed_articles_within_fifteen_days(
    sue: StrictClient, clock: Clock
) -> None:
    found_rules(COMPANY, from_day=FOUNDED)
    made = adopt_rules({"motions.seconders": 4}, reference="Resolution 2026/4")
    adopt_rules({"motions.appeal_days": 21}, reference="Resolution 2026/5")
    duty = sue.get("/office").page.table("Calendar of duties")
    assert [row[0] for row in duty if "Send the changed articles: Resolution 2026/4" in row[1]] == [
        "End of Tuesday 1 December"
    ]
    assert not [row for row in duty if "Resolution 2026/5" in row[1]], "it is a policy"
    address = f"/office/rulebook/{made.id}/registration"

    checked = sue.submit(address, boxes(TODAY)).page
    sue.post(address, data=checked.form().fields() | {"confirmed": "yes"})

    assert "was sent the articles" in checked.text
    assert "Send the changed articles" not in sue.get("/office").page.text
    answered = sue.get("/office/rulebook").page.table("Answered by the registrar")
    assert answered[1][1:] == ["Sent", "In force", "16 November 2026", ""]
    told = sue.get(f"/rulebook/changes/{made.id}").page
    assert "Sent to the registrar" in told.text


def test_what_does_not_wait_is_not_answered(sue: StrictClient) -> None:
    found_rules(SOCIETY, from_day=FOUNDED)
    made = adopt_rules({"motions.appeal_days": 21})
    answer = {"outcome": "registered", **boxes(TODAY)}

    page = sue.submit(f"/office/rulebook/{made.id}/registration", answer).page

    assert "does not wait for registration" in page.text


def boxes(day: date) -> dict[str, str]:
    return {
        "on_day-day": str(day.day),
        "on_day-month": str(day.month),
        "on_day-year": str(day.year),
    }


def registered(adoption_id: int, outcome: str) -> None:
    record_registration(
        adoption_id, outcome=outcome, on_day=TODAY, reference="", actor=FOUNDER, now=NOON
    )
    db.session.flush()

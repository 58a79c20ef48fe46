"""The register of resolutions as members read it: the list, one of them, and the file."""

import csv
import io
from datetime import date

import pytest

from governance.infrastructure.actor import Role
from governance.reckoning.rules.legal_forms import LegalForm
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import declare, make_ballot, make_voters, vote_all
from tests.factories.board import board_decision, decide
from tests.factories.members import make_member, make_society
from tests.factories.resolutions import carry, make_resolution, propose_change
from tests.factories.rules import found_rules, set_rules
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.machinery.printed import is_said, opened, tags


@pytest.fixture
def member(client: StrictClient) -> StrictClient:
    make_society()
    return signed_in(client, make_member("Ada Lovelace").party_id)


def listed(browser: StrictClient, query: str = "") -> list[str]:
    """Return the titles that the list shows."""
    page = browser.get(f"/resolutions{query}").page
    if not page.all("table"):
        return []
    return [row[0] for row in page.table("Resolutions")[1:]]


def test_the_list_tells_the_newest_first_with_how_each_stands(member: StrictClient) -> None:
    make_resolution(title="Open a respite house in Tipton")
    carry(propose_change(title="Ask more seconders", motions__seconders=3))
    carry(propose_change(title="Ask fewer seconders", motions__seconders=2))

    rows = member.get("/resolutions").page.table("Resolutions")[1:]

    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("Ask fewer seconders", "Resolution 2026/3", "In force"),
        ("Ask more seconders", "Resolution 2026/2", "Superseded"),
        ("Open a respite house in Tipton", "Resolution 2026/1", "Decided"),
    ]


def test_with_nothing_decided_it_is_said_how_there_comes_to_be_something(
    member: StrictClient,
) -> None:
    assert "Nothing has been decided here yet" in member.get("/resolutions").page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?words=respite", ["Open a respite house"]),
        ("?words=SEPTEMBER+tipton", ["Open a respite house"]),
        ("?words=2026/2", ["Ask more seconders"]),
        ("?words=magic", []),
        ("?state=in_force", ["Ask more seconders"]),
        ("?effect=none", ["Open a respite house"]),
        ("?effect=change_rules&year=2026", ["Ask more seconders"]),
        ("?decided_by=board", []),
        ("?decided_by=ballot&state=nothing", ["Open a respite house"]),
        ("?year=1999&state=magic", ["Ask more seconders", "Open a respite house"]),
    ],
)
def test_it_is_searched_and_filtered(member: StrictClient, query, expected) -> None:
    make_resolution(title="Open a respite house")
    carry(propose_change(title="Ask more seconders", motions__seconders=3))

    assert listed(member, query) == expected


def test_a_filter_that_is_on_can_be_taken_off(member: StrictClient) -> None:
    make_resolution()

    page = member.get("/resolutions?words=house&year=2026").page

    off = {link.text: link["href"] for link in page.all("a", class_="moot-filters__off")}
    assert off == {
        "Take off the filter house": "/resolutions?year=2026",
        "Take off the filter 2026": "/resolutions?words=house",
    }


def test_a_long_list_has_pages(member: StrictClient) -> None:
    for place in range(26):
        make_resolution(title=f"Motion number {place}")

    assert len(listed(member)) == 25
    assert listed(member, "?page=2") == ["Motion number 0"]
    assert listed(member, "?page=99") == ["Motion number 0"]


def test_one_tells_how_it_was_decided_and_what_it_changed(member: StrictClient) -> None:
    set_rules(motions__seconders=0)
    found = carry(propose_change(title="Ask more seconders", motions__seconders=3))

    page = member.get(f"/resolutions/{found.resolution.id}").page

    assert page.heading == "Ask more seconders"
    for words in (
        "Resolution 2026/1 In force",
        "What it set is in force since 16 November 2026.",
        "What this changed Seconders",
        "before 0 members → after 3 members",
        "2 for, 1 against",
        "Members, by ballot",
        "Ballot result 2026/1",
        "Version 1 of the rulebook",
        found.resolution.digest,
    ):
        assert words in page.text
    linked = {link["href"] for link in page.all("a")}
    assert {"/rulebook/versions/1", "/rulebook/changes/2"} <= linked
    assert f"/motions/{found.resolution.motion_id}" in linked


def test_it_comes_into_force_by_itself(member: StrictClient, clock: Clock) -> None:
    found = carry(propose_change(from_day="2027-01-01", motions__seconders=3))
    address = f"/resolutions/{found.resolution.id}"

    before = member.get(address).page.text
    clock.advance(days=60)
    after = member.get(address).page.text

    assert "What it set comes into force on 1 January 2027." in before
    assert "What it set is in force since 1 January 2027." in after


def test_one_that_waits_for_the_registrar_says_so(client: StrictClient) -> None:
    make_society()
    found_rules(LegalForm.COMMUNITY_BENEFIT_SOCIETY, motions__seconders=0)
    found = carry(propose_change(motions__seconders=3))
    browser = signed_in(client, make_member().party_id)

    text = browser.get(f"/resolutions/{found.resolution.id}").page.text

    assert "Waiting for registration" in text
    assert "it holds from the day it is registered" in text


def test_one_that_could_not_be_done_says_why(member: StrictClient) -> None:
    motion = propose_change(motions__seconders=3)
    set_rules(motions__seconders=3)
    found = carry(motion)

    text = member.get(f"/resolutions/{found.resolution.id}").page.text

    assert "Could not take effect" in text
    assert "The rules say so already, so nothing would change." in text


def test_one_that_was_changed_since_leads_to_what_changed_it(member: StrictClient) -> None:
    one = carry(propose_change(motions__seconders=3)).resolution
    other = carry(propose_change(motions__seconders=5)).resolution

    page = member.get(f"/resolutions/{one.id}").page

    assert "Changed since by: Resolution 2026/2" in page.text
    assert f"/resolutions/{other.id}" in {link["href"] for link in page.all("a")}


def test_there_is_none_of_another_number(member: StrictClient) -> None:
    assert member.get("/resolutions/7").status_code == 404


def test_the_file_has_each_with_its_figures_and_its_text(member: StrictClient) -> None:
    make_resolution(title="=cmd|calc", text="We open a house.")
    carry(propose_change(title="Ask more seconders", motions__seconders=3))

    answer = member.get("/resolutions.csv?state=nothing")

    (row,) = csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))
    assert row["Number"] == "Resolution 2026/1"
    assert row["Title"] == "'=cmd|calc"
    assert (row["For"], row["Against"], row["Entitled"]) == ("2", "1", "3")
    assert date.fromisoformat(row["Decided on"]) == NOON.date()
    assert row["Text"] == "We open a house."


def test_a_motion_that_was_carried_leads_to_its_resolution(member: StrictClient) -> None:
    found = carry(propose_change(motions__seconders=3))

    page = member.get(f"/motions/{found.resolution.motion_id}").page

    assert "Resolution 2026/1 In force" in page.text
    assert "What this changed" in page.text
    assert page.first("a", text="See the resolution")["href"] == (
        f"/resolutions/{found.resolution.id}"
    )


def test_a_result_names_the_rules_and_leads_to_the_resolution(member: StrictClient) -> None:
    set_rules(motions__seconders=2)
    voters = make_voters(6)
    ballot = make_ballot()
    vote_all(ballot, voters, "ffffff")
    declare(ballot)

    page = member.get(f"/ballots/{ballot.id}/result").page

    assert "Ballot result 2026/1" in page.text
    assert "Resolution 2026/1" in page.text
    assert "Under version 1 of the rulebook" in page.text
    assert "/rulebook/versions/1" in {link["href"] for link in page.all("a")}


def test_decisions_lead_to_the_register(member: StrictClient) -> None:
    page = member.get("/decisions").page

    assert page.first("a", text="All resolutions")["href"] == "/resolutions"


def test_the_secretary_tells_members_what_became_of_it(client: StrictClient, clock: Clock) -> None:
    make_society()
    sue = make_member("Sue Secretary")
    make_role(sue.party_id, Role.SECRETARY)
    browser = signed_in(client, sue.party_id)
    motion = propose_change(motions__seconders=3)
    set_rules(motions__seconders=3)
    found = carry(motion)
    address = f"/resolutions/{found.resolution.id}"
    assert "Could not take effect: Change what our rules say" in browser.get("/office").page.text

    assert browser.submit(f"{address}/remark", {"text": ""}).status_code == 400
    page = browser.submit(
        f"{address}/remark", {"text": "They **did** so already."}, follow=True
    ).page

    assert "Since then Monday 16 November They did so already." in page.text
    assert "Could not take effect: Change" not in browser.get("/office").page.text


def test_a_copy_to_sign_has_its_words_its_figures_and_how_to_check_it(
    member: StrictClient,
) -> None:
    motion = propose_change(title="Ask more seconders", motions__seconders=3)
    found = carry(motion)

    answer = member.get(f"/resolutions/{found.resolution.id}.pdf")

    assert answer.mimetype == "application/pdf"
    assert 'filename="resolution-2026-1.pdf"' in answer.headers["Content-Disposition"]
    for words in (
        "Resolution 2026/1",
        "Ask more seconders",
        "The rules say something else.",
        "3 members instead of 0 members, from 16 November 2026",
        "2 for, 1 against",
        "version 1 of the rulebook",
        found.resolution.digest,
        "A true copy of Resolution 2026/1",
    ):
        assert is_said(words, answer.data), words
    assert tags(opened(answer.data))["H1"] == 1


def test_a_copy_of_a_confidential_decision_has_no_text(member: StrictClient) -> None:
    found = decide(board_decision(text="We settle with Acme.", confidential_because="A dispute."))

    answer = member.get(f"/resolutions/{found.id}.pdf")

    assert is_said("The board keeps its text confidential: A dispute.", answer.data)
    assert not is_said("Acme", answer.data)


@pytest.mark.parametrize("address", ["/resolutions", "/resolutions.csv"])
def test_more_words_than_fit_in_the_box_are_cut_off(member: StrictClient, address) -> None:
    assert member.get(f"{address}?words={'a ' * 5_000}").status_code == 200

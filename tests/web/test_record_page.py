"""The record's page: who reads it, what it says in words, and the file to check oneself."""

import hashlib
import json
from datetime import timedelta

import pytest

from governance.cases.kinds import HowLeft
from governance.cases.service import give_notice
from governance.infrastructure import clock
from governance.infrastructure.actor import WORKER, Role
from governance.record import queries
from governance.record.permissions import READERS
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_ballot, make_voters, vote
from tests.factories.members import make_member, make_society
from tests.factories.record import make_links
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON


@pytest.fixture
def auditor(client: StrictClient) -> StrictClient:
    """The auditor's browser."""
    return browser_of(client, Role.AUDITOR)


def browser_of(client: StrictClient, role: Role) -> StrictClient:
    make_society()
    person = make_member("Otto Auditor", email="otto@example.org")
    make_role(person.party_id, role)
    return signed_in(client, person.party_id)


def test_the_newest_links_stand_in_words_with_names(auditor: StrictClient) -> None:
    voters = make_voters(6)
    ballot = make_ballot()
    vote(ballot, voters[2], "for")

    rows = auditor.get("/office/record").page.table("Links, newest first")

    newest = rows[1] if "What happened" in rows[0] else rows[0]
    assert "Vote cast" in newest
    assert "Voter 2" in str(newest)
    assert f"ballot {ballot.id}" in str(newest)


def test_what_a_link_tells_within_a_fact_stands_in_words_too(auditor: StrictClient) -> None:
    leaver = make_member("Lena Leaver", email="lena@example.org")
    effect_on = clock.day_of(NOON) + timedelta(days=20)
    give_notice(leaver.party_id, HowLeft.RETIRED, effect_on=effect_on, actor=WORKER, now=NOON)

    rows = str(auditor.get("/office/record").page.table("Links, newest first"))

    assert f"effect on {effect_on}" in rows
    assert "{" not in rows


def test_the_head_is_shown_whole(auditor: StrictClient) -> None:
    head = queries.head()
    assert head is not None

    text = auditor.get("/office/record").page.text

    assert head.hash in text
    assert f"record verify --anchor {head}" in text


def test_a_kind_can_be_chosen(auditor: StrictClient) -> None:
    make_links(3)

    page = auditor.get("/office/record?kind=tea+made").page

    assert "3 links" in page.text
    assert "Society set up" not in str(page.table("Links, newest first"))


def test_a_long_record_has_pages(auditor: StrictClient) -> None:
    make_links(120)

    page = auditor.get("/office/record?kind=tea+made&page=3").page

    assert "cups 20" in page.text
    assert "cups 21" not in page.text


def test_the_file_lets_anyone_check_the_chain(auditor: StrictClient) -> None:
    make_links(3)

    response = auditor.get("/office/record.jsonl")

    previous = "0" * 64
    for link in map(json.loads, response.text.splitlines()):
        covered = [
            "v1",
            previous,
            link["seq"],
            link["kind"],
            link["recorded_at"],
            link["by"],
            link["payload"],
        ]
        words = json.dumps(covered, separators=(",", ":"), ensure_ascii=False)
        assert link["prev_hash"] == previous
        assert link["hash"] == hashlib.sha256(words.encode()).hexdigest()
        previous = link["hash"]
    head = queries.head()
    assert head is not None
    assert previous == head.hash
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MEMBER}))
def test_the_record_is_open_to_those_who_watch_over_it(client: StrictClient, role: Role) -> None:
    browser = browser_of(client, role)
    wanted = 200 if role in READERS else 403

    assert browser.get("/office/record").status_code == wanted
    assert browser.get("/office/record.jsonl").status_code == wanted


def test_a_stranger_is_asked_to_sign_in(client: StrictClient) -> None:
    assert client.get("/office/record").status_code == 302


def test_an_anchor_that_was_kept_is_compared(auditor: StrictClient) -> None:
    head = queries.head()

    page = auditor.get(f"/office/record/anchor?anchor={head}").page

    assert "It agrees" in page.text


@pytest.mark.parametrize(
    ("anchor", "sentence"),
    [
        (f"1:{'0' * 64}", "the record was made anew"),
        (f"999:{'0' * 64}", "links were taken off its end"),
    ],
)
def test_an_anchor_that_does_not_agree_says_why(
    auditor: StrictClient, anchor: str, sentence: str
) -> None:
    page = auditor.get(f"/office/record/anchor?anchor={anchor}").page

    assert "It does not agree" in page.text
    assert sentence in page.text
    assert "First see that it was copied whole, from a paper of this society." in page.text


def test_an_anchor_is_read_as_a_statement_prints_it(auditor: StrictClient) -> None:
    head = queries.head()
    assert head is not None
    in_groups = " ".join(head.hash[start : start + 8] for start in range(0, 64, 8))

    for printed in (f"{head.seq}: {in_groups.upper()}", f"{head.seq} {head.hash}"):
        page = auditor.get(f"/office/record/anchor?anchor={printed}").page
        assert "It agrees" in page.text


@pytest.mark.parametrize("anchor", ["", "12", "12:abc", "x:" + "0" * 64])
def test_what_is_no_anchor_is_said_so(auditor: StrictClient, anchor: str) -> None:
    response = auditor.get(f"/office/record/anchor?anchor={anchor}")

    assert response.status_code == 400
    assert "Enter" in response.page.text


def test_the_number_of_a_link_is_written_as_it_is_typed(auditor: StrictClient) -> None:
    make_links(1000)
    head = queries.head()
    assert head is not None

    page = auditor.get("/office/record").page
    compared = auditor.get(f"/office/record/anchor?anchor={head}").page

    assert page.table("Links, newest first")[1][0] == str(head.seq)
    assert f"Link {head.seq} of the record" in compared.text
    assert f"{head.seq:,} links" in page.text

"""Resolutions in a feed reader: at a secret address of one's own, renewed, stopped, and valid."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import select

from governance.accounts import service as accounts
from governance.accounts.models import FeedAddress
from governance.infrastructure.database import db
from governance.members import service as members
from governance.privacy import queries as privacy
from governance.reckoning.feed import ATOM
from governance.resolutions.service import remark
from tests.factories.accounts import actor, signed_in
from tests.factories.board import SECRETARY, board_decision, decide
from tests.factories.members import make_member, make_society
from tests.factories.resolutions import carry, make_resolution, propose_change
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.reckoning.test_feed import check_atom

PAGE = "/resolutions/feed"


@pytest.fixture
def ada(client: StrictClient) -> StrictClient:
    make_society()
    return signed_in(client, make_member("Ada Lovelace").party_id)


def address_of(browser: StrictClient) -> str:
    """Press the button and return the address that is shown, without its host."""
    page = browser.submit(PAGE, form=PAGE).page
    shown: str = page.first("p", class_="moot-hash").text
    return shown.removeprefix("http://localhost")


def entries(document: bytes) -> list[dict[str, str]]:
    root = check_atom(document)
    return [
        {each.tag.removeprefix(f"{{{ATOM}}}"): _words(each) for each in entry}
        for entry in root.findall(f"{{{ATOM}}}entry")
    ]


def _words(element: Element) -> str:
    return "".join(element.itertext()) or element.get("href", "") or element.get("term", "")


def test_a_reader_that_cannot_sign_in_is_let_in_by_the_address(
    ada: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    make_resolution(title="Open a <house> & more", text="We **open** it.")
    address = address_of(ada)

    answer = new_client().get(address)

    assert answer.mimetype == "application/atom+xml"
    assert answer.headers["Cache-Control"].startswith("private")
    (entry,) = entries(answer.data)
    assert entry["title"] == "Resolution 2026/1: Open a <house> & more"
    assert entry["link"] == "http://localhost/resolutions/1"
    assert "<strong>open</strong>" in entry["content"]
    assert "2 for, 1 against" in entry["content"]
    assert (
        check_atom(answer.data)
        .find(f"{{{ATOM}}}link[@rel='self']")
        .get("href")
        .endswith(  # type: ignore[union-attr]
            address
        )
    )


def test_its_secret_is_kept_as_a_hash_and_shown_once(ada: StrictClient) -> None:
    token = address_of(ada).removeprefix("/resolutions/feed/").removesuffix(".atom")

    kept = db.session.scalars(select(FeedAddress.token_hash)).one()

    assert len(token) >= 40
    assert token not in kept
    assert token not in ada.get(PAGE).text
    assert "You have had an address since 16 November 2026" in ada.get(PAGE).page.text


def test_a_new_address_ends_the_one_before_and_it_can_be_stopped(ada: StrictClient) -> None:
    first = address_of(ada)
    second = address_of(ada)

    assert ada.get(first).status_code == 404
    assert ada.get(second).status_code == 200
    ada.submit(PAGE, form=f"{PAGE}/stop")
    assert ada.get(second).status_code == 404
    assert "Make my address" in ada.get(PAGE).page.text


def test_somebody_elses_stays_when_one_is_stopped(
    ada: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    ben = signed_in(new_client(), make_member("Ben Boole").party_id)
    address = address_of(ben)
    address_of(ada)

    ada.submit(PAGE, form=f"{PAGE}/stop")

    assert ben.get(address).status_code == 200


def test_it_stops_by_itself_when_its_reader_leaves(ada: StrictClient, clock: Clock) -> None:
    address = address_of(ada)
    party_id = db.session.scalars(select(FeedAddress.party_id)).one()
    end = {"valid_from": NOON.date() + timedelta(days=1), "valid_to": None, "data": None}
    for kind in ("membership", "employment"):
        members.put(party_id, kind, **end, actor=SECRETARY, now=NOON)  # type: ignore[arg-type]
    assert ada.get(address).status_code == 200

    clock.advance(days=2)

    assert ada.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2F..", "é"])
def test_another_secret_opens_nothing(ada: StrictClient, token: str) -> None:
    address_of(ada)

    assert ada.get(f"/resolutions/feed/{token}.atom").status_code == 404


def test_of_two_clicks_at_once_one_address_works(
    ada: StrictClient, together: Callable[..., list[Any]]
) -> None:
    person = actor(make_member("Cy Clone").party_id)

    def making() -> str:
        return accounts.make_feed_address("resolutions", actor=person, now=NOON)

    tokens = together(making, making)

    kept = db.session.scalars(
        select(FeedAddress.token_hash).where(FeedAddress.party_id == person.party_id)
    ).all()
    assert len(kept) == 1
    assert kept[0] in {accounts.hash_of(token) for token in tokens}


def test_it_tells_the_newest_first_and_when_each_last_changed(
    ada: StrictClient, clock: Clock
) -> None:
    one = make_resolution(title="Open a respite house")
    carry(propose_change(title="Ask more seconders", from_day="2027-01-01", motions__seconders=3))
    address = address_of(ada)
    remark(one, "It is open.", actor=SECRETARY, now=NOON + timedelta(days=2))

    later, earlier = entries(ada.get(address).data)
    clock.advance(days=60)
    later_then, _earlier = entries(ada.get(address).data)

    assert later["title"] == "Resolution 2026/2: Ask more seconders"
    assert (later["updated"], later["category"]) == ("2026-11-16T12:00:00Z", "to_come")
    assert (later_then["updated"], later_then["category"]) == ("2027-01-01T00:00:00Z", "in_force")
    assert later_then["id"] == later["id"]
    assert earlier["updated"] == "2026-11-18T12:00:00Z"
    assert "It is open." in earlier["content"]


def test_what_supersedes_one_changes_it(ada: StrictClient, clock: Clock) -> None:
    carry(propose_change(motions__seconders=3))
    carry(propose_change(motions__seconders=5), now=NOON + timedelta(days=3))
    address = address_of(ada)
    clock.advance(days=4)

    _newest, superseded = entries(ada.get(address).data)

    assert superseded["updated"] == "2026-11-19T12:00:00Z"


def test_what_the_board_does_not_publish_is_not_in_it(ada: StrictClient) -> None:
    decide(board_decision(title="Later", publish_on=NOON.date() + timedelta(days=3)))
    decide(board_decision(text="We settle with Acme.", confidential_because="A dispute."))

    found = entries(ada.get(address_of(ada)).data)

    assert [each["title"] for each in found] == ["Board decision 2026/2: Move the office to Tipton"]
    assert "Acme" not in found[0]["content"]
    assert "A dispute." in found[0]["content"]


def test_a_reader_that_has_it_already_is_sent_nothing(ada: StrictClient) -> None:
    make_resolution()
    address = address_of(ada)
    etag = ada.get(address).headers["ETag"]

    again = ada.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


def test_with_nothing_decided_it_is_an_empty_feed(ada: StrictClient) -> None:
    assert entries(ada.get(address_of(ada)).data) == []


def test_whoever_has_one_is_told_so_among_what_is_held_on_them(ada: StrictClient) -> None:
    address_of(ada)
    party_id = db.session.scalars(select(FeedAddress.party_id)).one()

    told = {each.title for each in privacy.held_on(party_id)}

    assert "Secret addresses of feeds" in told

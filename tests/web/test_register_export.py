"""Pages of the register as a PDF: for whoever asked, and nobody else."""

from datetime import UTC, date, datetime

from governance.cli.worker import run_one_job
from governance.infrastructure.actor import Actor
from governance.members.as_at import AsAt
from governance.members.documents import Rendering
from governance.members.service.register_export import ask_for_register
from tests.factories.accounts import signed_in
from tests.factories.members import make_member, make_society
from tests.machinery.client import StrictClient

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_member_asks_waits_and_downloads(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4))
    browser = signed_in(client, ada.party_id)

    asked = browser.submit("/register", form="/register/pdf")
    waiting = browser.get(asked.location)
    run_one_job(lambda: True)
    ready = browser.get(asked.location)

    assert "Refresh" in waiting.headers
    assert "Refresh" not in ready.headers
    assert browser.get(f"{asked.location}/file").data.startswith(b"%PDF")


def test_the_way_back_from_a_file_of_a_past_day_is_to_that_day(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4))
    browser = signed_in(client, ada.party_id)

    past = browser.submit(
        "/register?on=2021-03-01&known=1", form="/register/pdf?on=2021-03-01&known=1&"
    )
    today = browser.submit("/register", form="/register/pdf")

    back = browser.get(past.location).page.first("a", text="Register of members")
    assert back["href"] == "/register?on=2021-03-01&known=1&"
    back = browser.get(today.location).page.first("a", text="Register of members")
    assert back["href"] == "/register"


def test_nobody_else_is_shown_the_file(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4))
    grace = make_member("Grace Hopper", since=date(2019, 5, 4))
    asked = ask_for_register(
        Rendering.OPEN, at=AsAt(date(2026, 11, 25)), actor=Actor(party_id=ada.party_id), now=NOON
    )
    address = f"/register/exports/{asked.id}"

    browser = signed_in(client, grace.party_id)

    assert browser.get(address).status_code == 404
    assert browser.get(f"{address}/file").status_code == 404


def test_who_may_no_longer_read_addresses_is_not_given_the_full_file(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace", since=date(2019, 5, 4))
    asked = ask_for_register(
        Rendering.FULL, at=AsAt(date(2026, 11, 25)), actor=Actor(party_id=ada.party_id), now=NOON
    )

    browser = signed_in(client, ada.party_id)

    assert browser.get(f"/register/exports/{asked.id}").status_code == 404

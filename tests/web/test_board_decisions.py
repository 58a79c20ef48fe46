"""The secretary enters what the board decided; members see what is published of it."""

from datetime import timedelta
from typing import Any

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.members import officers
from governance.resolutions.models import BoardDecision, Resolution
from tests.factories.accounts import make_role, signed_in
from tests.factories.board import board_decision, decide, spending
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock
from tests.machinery.pages import Page

OFFICE = "/office/board-decisions"
TYPED: dict[str, Any] = {
    "title": "Buy a minibus for the day centre",
    "text": "The society buys a minibus.",
    "decided_on-day": "16", "decided_on-month": "11", "decided_on-year": "2026",
    "minute": "Board, 16 November 2026, item 4",
    "directors": "8", "present": "6", "votes_for": "5", "against": "1",
    "publish_on-day": "16", "publish_on-month": "11", "publish_on-year": "2026",
}  # fmt: skip
SPENT = {"pence": "8,000", "purpose": "A minibus", "book": ""}


@pytest.fixture
def sue(client: StrictClient) -> StrictClient:
    """The secretary's browser."""
    make_society()
    set_rules(board__most_in_one_decision=10_000_00)
    sue = make_member("Sue Secretary")
    make_role(sue.party_id, Role.SECRETARY)
    return signed_in(client, sue.party_id)


@pytest.fixture
def mo(new_client, sue) -> StrictClient:
    """A member's browser."""
    return signed_in(new_client(), make_member("Mo Member").party_id)


def entering(browser: StrictClient, kind: str, typed: dict[str, Any]) -> Page:
    """Fill the form in, look at it, and enter it; return the page where that ends."""
    shown = browser.submit(f"{OFFICE}/new/{kind}", typed)
    if shown.status_code != 200:
        return shown.page
    sent = dict(shown.page.form().fields()) | {"confirmed": "yes"}
    return browser.post(f"{OFFICE}/new/{kind}", data=sent, follow_redirects=True).page


def test_spending_is_entered_after_a_look_at_it(sue: StrictClient) -> None:
    shown = sue.submit(f"{OFFICE}/new/spending", TYPED | SPENT).page
    assert "up to £8,000.00 may be spent" in shown.text
    assert db.session.query(Resolution).count() == 0

    page = entering(sue, "spending", TYPED | SPENT)

    assert "Board decision 2026/1 is entered." in page.text
    assert page.heading == "Buy a minibus for the day centre"
    for words in (
        "6 of 8 directors took part. 5 for, 1 against, 0 abstained;",
        "£8,000.00",
        "The board",
        "Majority of the board",
    ):
        assert words in page.text


def test_the_kind_is_asked_first(sue: StrictClient) -> None:
    assert sue.post(f"{OFFICE}/new", data={}).status_code == 400
    answer = sue.submit(f"{OFFICE}/new", {"kind": "appointment"})

    assert answer.headers["Location"].endswith("/office/board-decisions/new/appointment")


def test_too_much_is_refused_beside_the_sum_and_says_what_the_members_need(
    sue: StrictClient,
) -> None:
    answer = sue.submit(f"{OFFICE}/new/spending", TYPED | SPENT | {"pence": "10,000.01"})

    assert answer.status_code == 400
    assert "£10,000.00 at most by one decision" in answer.page.text
    assert "It needs the members’ resolution: ordinary resolution." in answer.page.text
    assert dict(answer.page.form().fields())["title"] == [TYPED["title"]]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Enter what was decided, in a few words"),
        (
            {"present": "3", "votes_for": "3", "against": "0"},
            "must take part before the board decides",
        ),
        ({"votes_for": "1"}, "more directors must be for it"),
        ({"is_confidential": "y"}, "Enter why it is confidential"),
        ({"publish_on-day": "1", "publish_on-month": "12"}, "By the rules it is published"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(sue: StrictClient, typed, said) -> None:
    answer = sue.submit(f"{OFFICE}/new/other", TYPED | typed)

    assert answer.status_code == 400
    assert said in answer.page.text


def test_something_can_be_changed_after_the_look(sue: StrictClient) -> None:
    shown = sue.submit(f"{OFFICE}/new/other", TYPED).page
    sent = {**dict(shown.form().fields()), "change": "yes"}

    again = sue.post(f"{OFFICE}/new/other", data=sent)

    assert dict(again.page.form().fields())["minute"] == [TYPED["minute"]]


def test_a_vacancy_is_filled(sue: StrictClient) -> None:
    ada = make_member("Ada Lovelace")
    number = {"member_number": str(ada.member_number), "office": "director", "body": "Board"}

    page = entering(sue, "appointment", TYPED | number)

    assert "Board decision 2026/1 is entered." in page.text
    assert len(officers.offices_of(ada.party_id)) == 1


def test_the_casting_vote_is_asked_only_where_the_rules_have_one(sue: StrictClient) -> None:
    assert not sue.get(f"{OFFICE}/new/other").page.all("input", name="casting_vote")

    set_rules(board__casting_vote=True)

    equal = TYPED | {"votes_for": "3", "against": "3"}
    assert sue.submit(f"{OFFICE}/new/other", equal).status_code == 400
    page = entering(sue, "other", equal | {"casting_vote": "y"})
    assert "casting vote is for: carried." in page.text


def test_members_read_it_once_it_is_published(
    sue: StrictClient, mo: StrictClient, clock: Clock
) -> None:
    found = decide(board_decision(publish_on=NOON.date() + timedelta(days=5)))
    address = f"/resolutions/{found.id}"

    assert "Members see this from 21 November 2026." in sue.get(address).page.text
    assert mo.get(address).status_code == 404
    assert "Move the office" not in mo.get("/resolutions").page.text

    clock.advance(days=5)
    assert mo.get(address).page.heading == "Move the office to Tipton"


def test_members_read_of_a_confidential_one_that_there_is_one_and_why(
    sue: StrictClient, mo: StrictClient
) -> None:
    found = decide(board_decision(text="We settle with Acme.", confidential_because="A dispute."))
    address = f"/resolutions/{found.id}"

    told, sees = mo.get(address).page.text, sue.get(address).page.text

    assert "The board keeps its text confidential: A dispute." in told
    assert "Acme" not in told
    assert "Acme" not in mo.get("/resolutions.csv").text
    assert "We settle with Acme." in sees


def test_one_is_put_right_by_another(sue: StrictClient) -> None:
    wrong = decide(spending(8_000_00))
    link = sue.get(f"/resolutions/{wrong.id}").page.first("a", text="Put this right")

    page = sue.submit(link["href"], {"pence": "7,000"}).page
    sent = dict(page.form().fields()) | {"confirmed": "yes"}
    sue.post(link["href"], data=sent)

    details = db.session.query(BoardDecision).order_by(BoardDecision.resolution_id).all()
    assert [each.corrects_id for each in details] == [None, wrong.id]
    assert "It was put right since by: Board decision 2026/2" in (
        sue.get(f"/resolutions/{wrong.id}").page.text
    )


@pytest.mark.parametrize("corrects", ["abc", "-1", str(2**70)])
def test_what_there_is_not_is_not_put_right(sue: StrictClient, corrects: str) -> None:
    assert sue.get(f"{OFFICE}/new/other?corrects={corrects}").status_code == 200

    answer = sue.submit(f"{OFFICE}/new/other", TYPED | {"corrects": corrects})

    assert answer.status_code == 400
    assert "no decision of the board of that number to put right" in answer.page.text


def test_members_do_not_read_what_is_authorised_before_it_is_published(
    sue: StrictClient, mo: StrictClient
) -> None:
    later = decide(spending(8_000_00, publish_on=NOON.date() + timedelta(days=5)))
    db.session.commit()

    assert "A minibus" in sue.get("/mandates").page.text
    assert sue.get("/mandates/1").status_code == 200
    assert later.title not in mo.get("/resolutions").page.text
    assert "A minibus" not in mo.get("/mandates").page.text
    assert mo.get("/mandates/1").status_code == 404


def test_the_office_shows_what_is_authorised_and_the_limits(sue: StrictClient) -> None:
    assert "No decision of the board is entered yet" in sue.get(OFFICE).page.text
    decide(spending(8_000_00))

    page = sue.get(OFFICE).page

    assert "£8,000.00" in page.text
    assert page.table("Decisions of the board")[1][:3] == [
        "Buy a minibus",
        "Board decision 2026/1",
        "Spending",
    ]


def test_members_and_others_do_not_open_the_office_of_the_board(mo: StrictClient) -> None:
    assert mo.get(OFFICE).status_code == 403

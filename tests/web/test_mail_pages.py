"""The pages of mails: who may see them, what they never show, and the demonstration's post."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from governance.accounts import service as accounts
from governance.cases import service as cases
from governance.cases.kinds import HowLeft
from governance.cases.models import Case
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.notifications import delivery
from governance.notifications.models import Mail
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import SECRETARY, make_ballot, make_voters, vote
from tests.factories.cases import TODAY, give_notice
from tests.factories.mail import make_mail, the_mail
from tests.factories.members import make_member, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON


@pytest.fixture
def secretary(client: StrictClient) -> StrictClient:
    """The secretary's browser."""
    make_society()
    sue = make_member("Sue Secretary", email="sue@example.org")
    make_role(sue.party_id, Role.SECRETARY)
    return signed_in(client, sue.party_id)


def test_the_office_sees_what_became_of_each_mail(secretary: StrictClient) -> None:
    make_mail(address="ada@example.org", state="failed", last_error="The server answered 550 No")

    page = secretary.get("/office/mail").page

    (row,) = [row for row in page.table("Mails, newest first") if "ada@example.org" in str(row)]
    assert "Failed" in str(row)
    assert "The server answered 550 No" in str(row)


@pytest.fixture
def mail_to_the_dead(secretary: StrictClient) -> Case:
    """A mail that a death stopped, beside one that the server refused; return the case."""
    ada = make_member("Ada Lovelace", email="ada@example.org")
    make_mail("refused", address="grace@example.org", state="failed", last_error="550 No")
    make_mail("to the dead", address="ada@example.org", party_id=ada.party_id)
    case = give_notice(ada, HowLeft.DIED, effect_on=TODAY)
    claimed = delivery.claim(now=NOON)
    assert claimed is not None
    delivery.settle(claimed, delivery.hand_over(claimed, None), now=NOON)
    return case


@pytest.mark.usefixtures("mail_to_the_dead")
def test_what_a_death_stopped_is_not_among_what_failed(secretary: StrictClient) -> None:
    page = secretary.get("/office/mail").page
    failed = secretary.get("/office/mail?state=failed").page
    stopped = secretary.get("/office/mail?state=died").page

    (row,) = [row for row in page.table("Mails, newest first") if "Ada Lovelace" in str(row)]
    assert "Not sent: has died" in str(row)
    assert "Failed" not in str(row)
    assert "Send again" not in str(row)
    assert "1 Not sent: has died" in page.text
    assert ("Ada" in failed.text, "grace" in failed.text) == (False, True)
    assert ("Ada" in stopped.text, "grace" in stopped.text) == (True, False)


@pytest.mark.usefixtures("mail_to_the_dead")
def test_nobody_is_asked_to_see_to_what_a_death_stopped(secretary: StrictClient) -> None:
    asked = [secretary.get(address).page.text for address in ("/", "/office")]
    db.session.execute(update(Mail).where(Mail.event_key == "refused").values(state="sent"))

    left = [secretary.get(address).page.text for address in ("/", "/office")]

    assert "Some mails need you" not in secretary.get("/office/mail").page.text
    for before, after in zip(asked, left, strict=True):
        assert "Look at the mail that did not go out" in before
        assert "Look at the mail that did not go out" not in after


def test_what_a_death_stopped_can_be_sent_when_it_was_entered_by_mistake(
    secretary: StrictClient, mail_to_the_dead: Case
) -> None:
    cases.take_back(mail_to_the_dead, reason="A namesake.", actor=SECRETARY, now=NOON)

    page = secretary.get("/office/mail?state=failed").page
    mail_id = the_mail("to the dead").id
    again = secretary.submit("/office/mail", form=f"/office/mail/{mail_id}/send-again", follow=True)

    assert "because their death was entered" in page.text
    assert "The mail to ada@example.org will be sent again." in again.page.text


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("state=failed", {"ada@example.org"}),
        ("to=GRACE", {"grace@example.org"}),
        ("state=failed&to=grace", set()),
        ("state=nonsense", {"ada@example.org", "grace@example.org"}),
        ("to=%25", set()),
    ],
)
def test_the_list_can_be_filtered(secretary: StrictClient, query: str, seen: set[str]) -> None:
    make_mail(address="ada@example.org", state="failed")
    make_mail(address="grace@example.org")

    text = secretary.get(f"/office/mail?{query}").page.text

    assert {name for name in ("ada@example.org", "grace@example.org") if name in text} == seen


def test_a_long_list_has_pages(secretary: StrictClient) -> None:
    for number in range(60):
        make_mail(f"event {number}", address=f"person-{number}@example.org")

    second = secretary.get("/office/mail?page=2").page
    beyond = secretary.get("/office/mail?page=99").page

    assert "person-3@example.org" in second.text
    assert "person-59@example.org" not in second.text
    assert beyond.text == second.text


def test_the_office_never_shows_the_link_of_an_invitation(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace", email="ada@example.org")
    accounts.invite(ada.party_id, actor=SECRETARY, now=NOON)

    response = secretary.get("/office/mail")

    (row,) = response.page.table("Mails, newest first")[-1:]
    assert "Ada Lovelace" in str(row)
    assert "Invitation" in str(row)
    assert "/invitation/" not in response.text


def test_a_mail_that_may_not_have_arrived_is_sent_again(secretary: StrictClient) -> None:
    make_mail("event", address="ada@example.org", state="unconfirmed")
    mail_id = the_mail("event").id

    answer = secretary.submit(
        "/office/mail", form=f"/office/mail/{mail_id}/send-again", follow=True
    )

    assert "The mail to ada@example.org will be sent again." in answer.page.text
    assert the_mail("event").state == "queued"


def test_a_mail_that_was_sent_cannot_be_sent_again(secretary: StrictClient) -> None:
    make_mail("event", state="unconfirmed")
    mail = the_mail("event")
    secretary.get("/office/mail")
    mail.state = "sent"

    answer = secretary.post(f"/office/mail/{mail.id}/send-again", data=token(secretary))

    assert answer.status_code == 409
    assert the_mail("event").state == "sent"


def test_a_mail_that_is_not_there_is_not_found(secretary: StrictClient) -> None:
    assert secretary.post("/office/mail/99/send-again", data=token(secretary)).status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.FINANCE, Role.SCRUTINEER, Role.AUDITOR])
def test_others_may_neither_see_nor_send(client: StrictClient, role: Role) -> None:
    make_society()
    person = make_member("Somebody Else")
    make_role(person.party_id, role)
    make_mail("event", state="failed")
    mail_id = the_mail("event").id
    browser = signed_in(client, person.party_id)

    seen = browser.get("/office/mail")
    sent = browser.post(f"/office/mail/{mail_id}/send-again", data=token(browser))

    assert (seen.status_code, sent.status_code) == (403, 403)
    assert the_mail("event").state == "failed"


def test_where_no_post_goes_out_mails_can_be_read(client: StrictClient) -> None:
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org")
    accounts.invite(ada.party_id, actor=SECRETARY, now=NOON)

    listed = client.get("/demonstration/mail?to=ada").page
    (link,) = [a["href"] for a in listed.all("a") if "Set up your account" in a.text]
    page = client.get(link).page
    (invitation,) = [a["href"] for a in page.all("a") if "/invitation/" in a["href"]]

    assert page.heading == "Set up your account with Tame Valley Care"
    assert client.get(invitation).status_code == 200


def test_the_look_of_a_mail_is_kept_apart_from_the_site(client: StrictClient) -> None:
    make_society()
    make_mail("event")

    response = client.get(f"/demonstration/mail/{the_mail('event').id}/look")

    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "Please keep this mail" in response.page.text


def test_every_mail_of_a_ballot_can_be_read(client: StrictClient) -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple")
    receipt = vote(ballot, voters[0], "for")

    page = client.get("/demonstration/mail").page
    links = [
        a["href"] for a in page.all("a") if re.fullmatch(r"/demonstration/mail/\d+", a["href"])
    ]
    pages = [client.get(link) for link in links]

    assert {answer.status_code for answer in pages} == {200}
    assert not [answer for answer in pages if receipt.tracker in answer.text]


def test_a_mail_without_words_says_so(client: StrictClient) -> None:
    make_society()
    make_mail("event", template="ballot_opened", context={"ballot_id": 99})
    mail_id = the_mail("event").id

    assert "This mail has no words" in client.get(f"/demonstration/mail/{mail_id}").page.text
    assert client.get(f"/demonstration/mail/{mail_id}/look").status_code == 404


def test_nothing_to_read_says_how_there_will_be(client: StrictClient) -> None:
    make_society()

    assert "No mail yet" in client.get("/demonstration/mail").page.text
    assert "No mail matches" in client.get("/demonstration/mail?to=nobody").page.text


@pytest.mark.parametrize("path", ["", "/1", "/1/look"])
def test_where_post_goes_out_no_mail_can_be_read(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(app.config, "MAIL_READABLE", False)
    make_society()
    make_mail("event")
    db.session.commit()

    assert client.get(f"/demonstration/mail{path}").status_code == 404


def token(browser: StrictClient) -> dict[str, str]:
    """Return the token that a form on any page of that browser would send."""
    page = browser.get("/office/mail?state=failed").page
    fields = [field for field in page.all("input") if field["name"] == "csrf_token"]
    return {"csrf_token": fields[0]["value"]} if fields else {}

"""Signing in and out: who is let in, how their session is kept, and where they are led."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

import config
from governance.accounts.models import Account
from governance.app import create_app
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.members import service as members
from tests.factories.accounts import PASSWORD, make_account, signed_in
from tests.factories.members import make_member, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock

ADA = {"email": "ada@example.org", "password": PASSWORD}
NOT_TOGETHER = "The email address and the password do not belong together."


@pytest.fixture
def ada() -> Account:
    make_society()
    return make_account(make_member("Ada Lovelace", email="ada@example.org").party_id)


def session_of(client: StrictClient) -> dict[str, Any]:
    with client.session_transaction() as session:
        return dict(session)


def is_in(client: StrictClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_member_signs_in_and_is_led_home(ada: Account, client: StrictClient) -> None:
    answer = client.submit("/sign-in", ADA)

    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)


def test_the_session_is_what_the_tests_factory_makes(
    ada: Account, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    client.submit("/sign-in", ADA)

    made = session_of(signed_in(new_client(), ada.party_id))

    really = session_of(client)
    assert {key: really[key] for key in made} == made
    assert "Ada" not in str(really)
    assert "example.org" not in str(really)


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "ada@example.org", "password": "walrus ledger at lunch"},
        {"email": "nobody@example.org", "password": PASSWORD},
        {"email": "new@example.org", "password": PASSWORD},
    ],
)
def test_the_answer_does_not_tell_which_addresses_have_an_account(
    ada: Account, client: StrictClient, typed: dict[str, str]
) -> None:
    make_account(make_member("New Here", email="new@example.org").party_id, password=None)

    answer = client.submit("/sign-in", typed)

    assert answer.status_code == 400
    assert NOT_TOGETHER in answer.page.text
    assert not is_in(client)


def test_what_is_missing_is_said_beside_the_field(client: StrictClient) -> None:
    answer = client.submit("/sign-in", {"email": "ada", "password": ""})

    assert "Enter your password" in answer.page.text
    assert "in the right form" in answer.page.text
    assert answer.page.title.startswith("Error:")


def test_a_password_is_never_sent_back(ada: Account, client: StrictClient) -> None:
    answer = client.submit("/sign-in", {"email": "ada@example.org", "password": "wrong walrus"})

    assert "wrong walrus" not in answer.text


def test_password_managers_are_told_what_each_field_is(client: StrictClient) -> None:
    page = client.get("/sign-in").page

    assert page.first("input", name="email")["autocomplete"] == "username"
    assert page.first("input", name="password")["autocomplete"] == "current-password"
    assert "onpaste" not in page.html


def test_after_five_wrong_ones_the_page_says_when_to_try_again(
    ada: Account, client: StrictClient, clock: Clock
) -> None:
    for _ in range(5):
        client.submit("/sign-in", ADA | {"password": "wrong"})

    answer = client.submit("/sign-in", ADA)
    assert answer.status_code == 429
    assert "Try again at 12.01pm" in answer.page.text

    clock.advance(minutes=1)
    assert client.submit("/sign-in", ADA).status_code == 303


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/account", "/account"),
        ("/decisions?page=2", "/decisions?page=2"),
        ("//elsewhere.example", "/"),
        ("///elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("/\n/elsewhere.example", "/"),
        ("/\u00a0/elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("elsewhere", "/"),
        ("//[", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_on_only_within_the_site(
    ada: Account, client: StrictClient, wanted: str, led_to: str
) -> None:
    shown = client.get("/sign-in", query_string={"next": wanted})
    token = shown.page.first("input", name="csrf_token")["value"]

    answer = client.post(
        "/sign-in", query_string={"next": wanted}, data=ADA | {"csrf_token": token}
    )

    assert answer.location == led_to


def test_whoever_is_not_signed_in_is_led_through_the_sign_in_page_and_back(
    ada: Account, client: StrictClient
) -> None:
    turned_away = client.get("/account/password")

    answer = client.submit(turned_away.location, ADA)

    assert answer.location == "/account/password"


def test_whoever_is_signed_in_does_not_see_the_sign_in_page(
    ada: Account, client: StrictClient
) -> None:
    signed_in(client, ada.party_id)

    assert client.get("/sign-in?next=/account").location == "/account"


def test_nothing_of_the_session_before_signing_in_is_kept(
    ada: Account, client: StrictClient
) -> None:
    client.get("/sign-in")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = session_of(client)["csrf_token"]

    client.submit("/sign-in", ADA)
    client.get("/account")

    after = session_of(client)
    assert "planted" not in after
    assert after.get("csrf_token") != before


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/forgotten-password"])
def test_a_form_without_its_token_does_nothing(
    ada: Account, client: StrictClient, address: str
) -> None:
    signed_in(client, ada.party_id)

    assert client.post(address, data=ADA).status_code == 400
    assert is_in(client)


def test_signing_out_ends_this_session_only(
    ada: Account, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    signed_in(client, ada.party_id)
    phone = signed_in(new_client(), ada.party_id)

    token = client.get("/account").page.first("input", name="csrf_token")["value"]
    answer = client.post("/sign-out", data={"csrf_token": token}, follow_redirects=True)

    assert "You are signed out." in answer.page.text
    assert not is_in(client)
    assert is_in(phone)


def test_signing_out_everywhere_ends_every_session(
    ada: Account, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    signed_in(client, ada.party_id)
    phone = signed_in(new_client(), ada.party_id)
    assert is_in(phone)

    answer = client.submit("/account", form="/account/sign-out-everywhere", follow=True)

    assert "signed out on every device" in answer.page.text
    assert not is_in(client)
    assert not is_in(phone)


def test_a_session_with_a_forged_cookie_is_nobodys(ada: Account, client: StrictClient) -> None:
    forger = SecureCookieSessionInterface().get_signing_serializer(_app_with_another_key(client))
    assert forger is not None
    client.set_cookie("folkmoot", str(forger.dumps({"_user_id": f"{ada.id}:1"})))

    assert not is_in(client)


@pytest.mark.parametrize("session_id", ["", ":", "1", "1:", ":1", "1:1:1", "x:1", "1:-1", "٣:1"])
def test_a_session_of_another_shape_is_nobodys(
    ada: Account, client: StrictClient, session_id: str
) -> None:
    client.get("/sign-in")
    with client.session_transaction() as session:
        session["_user_id"] = session_id

    assert not is_in(client)


def test_the_member_who_left_yesterday_is_signed_out_and_told_why(
    ada: Account, client: StrictClient
) -> None:
    signed_in(client, ada.party_id)
    assert is_in(client)
    _leave_today(ada.party_id)

    assert not is_in(client)
    answer = client.submit("/sign-in", ADA)

    assert answer.status_code == 403
    assert "no longer a member, an employee or an officer" in answer.page.text


def test_in_production_the_cookie_is_kept_from_scripts_and_from_plain_http() -> None:
    settings = config.from_environment(
        {
            "FOLKMOOT_ENVIRONMENT": "production",
            "SECRET_KEY": "k" * 48,
            "PUBLIC_URL": "https://members.example.org",
            "DATABASE_URL": "sqlite://",
            "BALLOT_BOX_URL": "sqlite:///box-that-is-not-opened.db",
            "SMTP_URL": "smtp://localhost",
            "MAIL_FROM": "secretary@example.org",
        }
    )
    application = create_app(settings)

    cookie = _cookie_set_by(application)

    assert cookie.startswith("__Host-folkmoot=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


def _cookie_set_by(application: Flask) -> str:
    with application.test_request_context("/", base_url="https://members.example.org"):
        interface = application.session_interface
        session = interface.session_class({"_user_id": "1:1"})  # type: ignore[attr-defined]
        session.permanent = True
        answer = application.response_class()
        interface.save_session(application, session, answer)
        return answer.headers["Set-Cookie"]


def _app_with_another_key(client: StrictClient) -> Flask:
    forger = Flask("forger")
    forger.config["SECRET_KEY"] = client.application.config["SECRET_KEY"] + "?"
    return forger


def _leave_today(party_id: int) -> None:
    for kind in ("membership", "employment"):
        members.put(
            party_id,
            kind,
            valid_from=NOON.date(),
            valid_to=None,
            data=None,
            actor=WORKER,
            now=NOON - timedelta(hours=1),
        )
    db.session.flush()

"""Links that come by mail, a forgotten password, and changing it with the old one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.accounts import service, tokens
from governance.accounts.models import Account, AccountToken
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from tests.factories.accounts import PASSWORD, make_account, signed_in
from tests.factories.members import make_member, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON, Clock

GOOD = {"password": "seven herons over the weir"}


@pytest.fixture
def invitation() -> str:
    """The address of Ada's invitation."""
    make_society()
    ada = make_member("Ada Lovelace", email="ada@example.org")
    token = service.invite(ada.party_id, actor=WORKER, now=NOON)
    return f"/invitation/{tokens.sign(token.id)}"


@pytest.fixture
def ada() -> Account:
    make_society()
    return make_account(make_member("Ada Lovelace", email="ada@example.org").party_id)


def link_from_reset() -> str:
    newest = select(AccountToken).order_by(AccountToken.id.desc()).limit(1)
    token = db.session.scalars(newest).one()
    assert token.purpose == "reset"
    return f"/new-password/{tokens.sign(token.id)}"


def is_in(client: StrictClient) -> bool:
    return client.get("/account").status_code == 200


def test_an_invited_member_chooses_a_password_and_is_in(
    invitation: str, client: StrictClient
) -> None:
    assert "Welcome, Ada Lovelace" in client.get(invitation).page.text

    answer = client.submit(invitation, GOOD)

    assert answer.location == "/"
    assert is_in(client)


def test_opening_the_link_uses_nothing_up_whoever_opens_it(
    invitation: str, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    scanner = new_client()
    for _ in range(3):
        assert scanner.get(invitation).status_code == 200

    assert client.submit(invitation, GOOD).status_code == 303


def test_a_used_link_says_so_and_what_to_do(
    invitation: str, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    client.submit(invitation, GOOD)

    answer = new_client().get(invitation)

    assert answer.status_code == 410
    assert "has been used already" in answer.page.text
    assert answer.page.first("a", href="/forgotten-password")


def test_a_link_used_while_its_page_was_open_says_so(
    invitation: str, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    form = dict(client.get(invitation).page.form(0).fields())
    new_client().submit(invitation, GOOD)

    answer = client.post(invitation, data=form | GOOD)

    assert answer.status_code == 410
    assert not is_in(client)


def test_an_old_link_says_so_and_what_to_do(
    invitation: str, client: StrictClient, clock: Clock
) -> None:
    clock.advance(days=14)

    answer = client.get(invitation)

    assert answer.status_code == 410
    assert "too old" in answer.page.text


@pytest.mark.parametrize("text", ["1.AAAA", "nonsense", "%20", "1", "9999999.x", "%F0%9F%A6%86"])
def test_a_forged_link_is_told_as_incomplete(client: StrictClient, text: str) -> None:
    make_society()

    for page in ("/invitation/", "/new-password/"):
        answer = client.get(page + text)
        assert answer.status_code == 410
        assert "not complete" in answer.page.text


def test_a_link_broken_over_two_lines_still_opens(invitation: str, client: StrictClient) -> None:
    broken = invitation[:20] + "%0D%0A%20" + invitation[20:] + "%3E"

    assert client.get(broken).status_code == 200


def test_the_link_is_told_to_nobody_else(invitation: str, client: StrictClient) -> None:
    answer = client.get(invitation)

    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer.headers["Cache-Control"] == "no-store"
    sources = [element["src"] or element["href"] or "" for element in _loading(answer.page)]
    assert sources
    assert all(source.startswith("/") for source in sources)


def test_a_guessable_password_is_refused_in_words_beside_the_field(
    invitation: str, client: StrictClient
) -> None:
    answer = client.submit(invitation, {"password": "adalovelace1"})

    assert answer.status_code == 400
    assert "too easy to guess" in answer.page.text
    assert "what others know" in answer.page.text
    assert client.submit(invitation, GOOD).status_code == 303


def test_password_managers_are_told_whose_new_password_it_is(
    invitation: str, client: StrictClient
) -> None:
    page = client.get(invitation).page

    assert page.first("input", name="password")["autocomplete"] == "new-password"
    assert page.first("input", name="username")["value"] == "ada@example.org"


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org", "new@example.org"])
def test_asking_for_a_link_answers_alike_for_every_address(
    ada: Account, client: StrictClient, email: str
) -> None:
    make_account(make_member("New Here", email="new@example.org").party_id, password=None)

    answer = client.submit("/forgotten-password", {"email": email}, follow=True)

    assert answer.request.path == "/forgotten-password/sent"
    assert "If the address you gave has an account" in answer.page.text


def test_a_forgotten_password_is_replaced_and_every_other_device_signed_out(
    ada: Account, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    thief = signed_in(new_client(), ada.party_id)
    client.submit("/forgotten-password", {"email": "ada@example.org"})

    client.submit(link_from_reset(), GOOD)

    assert is_in(client)
    assert not is_in(thief)


def test_a_reset_asked_for_again_ends_the_link_before(
    ada: Account, client: StrictClient, clock: Clock
) -> None:
    client.submit("/forgotten-password", {"email": "ada@example.org"})
    first = link_from_reset()
    clock.advance(minutes=1)
    client.submit("/forgotten-password", {"email": "ada@example.org"})

    assert client.get(first).status_code == 410
    assert client.get(link_from_reset()).status_code == 200


def test_whoever_knows_the_old_password_changes_it_and_stays_signed_in(
    ada: Account, client: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    signed_in(client, ada.party_id)
    phone = signed_in(new_client(), ada.party_id)

    typed = {"old": PASSWORD, "new": GOOD["password"]}
    answer = client.submit("/account/password", typed, follow=True)

    assert "Your password is changed." in answer.page.text
    assert is_in(client)
    assert not is_in(phone)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "wrong", "new": GOOD["password"]}, "This is not the password you have now"),
        ({"old": PASSWORD, "new": "adalovelace1"}, "too easy to guess"),
        ({"old": "", "new": ""}, "Enter a new password"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    ada: Account, client: StrictClient, typed: dict[str, str], sentence: str
) -> None:
    signed_in(client, ada.party_id)

    answer = client.submit("/account/password", typed)

    assert answer.status_code == 400
    assert sentence in answer.page.text
    assert is_in(client)


def test_a_borrowed_session_cannot_try_passwords_for_ever(
    ada: Account, client: StrictClient, clock: Clock
) -> None:
    signed_in(client, ada.party_id)
    typed = {"old": "wrong", "new": GOOD["password"]}
    for _ in range(5):
        client.submit("/account/password", typed)

    assert client.submit("/account/password", typed).status_code == 429
    clock.advance(minutes=1)
    assert client.submit("/account/password", typed | {"old": PASSWORD}).status_code == 303


def test_the_account_page_says_who_one_is(ada: Account, client: StrictClient) -> None:
    ada.last_signed_in_at = NOON - timedelta(days=1)
    signed_in(client, ada.party_id)

    page = client.get("/account").page

    for words in ("Ada Lovelace", "ada@example.org", "Member", "Sunday 15 November at midday"):
        assert words in page.text
    assert page.first("a", href="/account/password")


def _loading(page: object) -> list[object]:
    found: list[object] = []
    for tag in ("script", "link", "img"):
        found += page.all(tag)  # type: ignore[attr-defined]
    return found

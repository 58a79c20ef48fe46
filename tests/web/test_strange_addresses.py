"""Addresses and forms that no page of ours leads to: none of them breaks anything."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_role, signed_in
from tests.factories.ballots import make_ballot, make_voters
from tests.machinery.client import StrictClient
from tests.web.test_permissions import token_of

BEYOND_64_BITS = 2**63
STRANGE = ("\x00", "%", "\\", "'", "=1+1", "\u2028", "İ" * 300, "9" * 40, "-1", "١٢")
ENDS_THE_SESSION = ("accounts.sign_out", "accounts.sign_out_everywhere")


@pytest.fixture
def everybody(client: StrictClient) -> StrictClient:
    """A browser of somebody who may do everything, in a society with a ballot."""
    voters = make_voters(6)
    make_ballot(secrecy="secret_simple")
    make_role(voters[0].party_id, *(role for role in Role if role is not Role.MEMBER))
    return signed_in(client, voters[0].party_id)


def asked(app: Flask, number: int, word: str) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of every view with this number and word in its address."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint in ENDS_THE_SESSION or rule.endpoint == "static":
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, _address(app, rule, number, word)


def _address(app: Flask, rule: Rule, number: int, word: str) -> str:
    values: dict[str, object] = {}
    for argument in rule.arguments:
        converter = rule._converters[argument]
        kind = type(converter).__name__
        values[argument] = number if kind == "IntegerConverter" else word
        if kind == "AnyConverter":
            values[argument] = sorted(converter.items)[0]  # type: ignore[attr-defined]
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)  # type: ignore[arg-type]


def broken(client: StrictClient, method: str, address: str, **sent: object) -> str:
    """Ask, and return what broke, or nothing."""
    try:
        answer = client.open(address, method=method, buffered=True, **sent)  # type: ignore[arg-type]
    except Exception as reason:
        db.session.rollback()
        return f"{method} {address}: {type(reason).__name__} {str(reason)[:120]}"

    return f"{method} {address}: {answer.status_code}" if answer.status_code >= 500 else ""


@pytest.mark.parametrize("number", [0, BEYOND_64_BITS, 10**40])
def test_a_number_that_names_nothing_breaks_no_page(
    app: Flask, everybody: StrictClient, number: int
) -> None:
    token = token_of(app, everybody)
    wrong = [
        found
        for method, address in asked(app, number, "x")
        if (found := broken(everybody, method, address, data={"csrf_token": token}))
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("word", STRANGE)
def test_strange_words_in_what_is_looked_for_break_no_page(
    app: Flask, everybody: StrictClient, word: str
) -> None:
    names = ("page", "name", "title", "state", "kind", "to", "service", "town", "part", "verdict")
    queries = dict.fromkeys((*names, "at", "next", "q", "sort", "on", "line", "then"), word)
    wrong = [
        found
        for method, address in asked(app, 1, "x")
        if method == "GET" and (found := broken(everybody, "GET", address, query_string=queries))
    ]

    assert not wrong, "\n".join(wrong)


def test_a_nul_in_a_form_is_turned_away(app: Flask, everybody: StrictClient) -> None:
    sent = {"csrf_token": token_of(app, everybody), "nonce": "\x00"}

    assert everybody.post("/ballots/1", data=sent).status_code == 400

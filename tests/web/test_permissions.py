"""Every role against every address: who is let in is written down, and tried.

tests/cases/permissions.csv has a row for each view: its endpoint and the audiences it opens to. A
view that is not there fails the test, so that nobody adds a page without deciding who may open it.
"""

import csv
from pathlib import Path

import pytest
from flask import Flask, g
from flask import session as own
from flask_wtf.csrf import generate_csrf
from werkzeug.routing import Rule

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_account, make_role, signed_in
from tests.factories.members import make_member, make_person, make_society
from tests.machinery.client import StrictClient

TABLE = Path(__file__).parent.parent / "cases" / "permissions.csv"
NOBODY = "nobody"
STAFF = "staff"  # signed in, neither member nor officer
AUDIENCES = (NOBODY, STAFF, *(role.value for role in Role))
SIGN_IN = "/sign-in"


def table() -> dict[str, set[str]]:
    with TABLE.open(newline="") as file:
        return {row["endpoint"]: set(row["opens to"].split()) for row in csv.DictReader(file)}


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    """Return an address under the rule; the guard comes before anything is looked up."""
    values: dict[str, object] = {}
    for argument in rule.arguments:
        converter = rule._converters[argument]
        kind = type(converter).__name__
        values[argument] = 1 if kind == "IntegerConverter" else "x"
        if kind == "AnyConverter":
            values[argument] = sorted(converter.items)[0]  # type: ignore[attr-defined]
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)  # type: ignore[arg-type]


def browser_of(client: StrictClient, audience: str) -> StrictClient:
    make_society()
    db.session.commit()
    if audience == NOBODY:
        return client
    if audience == Role.MEMBER:
        person = make_member("Mo Member")
    else:
        person = make_person("Sam Staff")
        if audience != STAFF:
            make_role(person.party_id, Role(audience))
    make_account(person.party_id)
    return signed_in(client, person.party_id)


def is_let_in(client: StrictClient, path: str, method: str, token: str) -> bool:
    data = {"csrf_token": token} if method == "POST" else None
    # Buffered: a streamed file is read to its end in the request's own context.
    answer = client.open(path, method=method, data=data, buffered=True)
    if answer.status_code in (302, 303):
        return not answer.headers["Location"].startswith(SIGN_IN)
    return answer.status_code != 403


def test_every_view_is_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in rules(app)} == set(table())


def test_the_table_names_audiences_that_exist() -> None:
    assert set().union(*table().values()) <= set(AUDIENCES)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_opens_what_the_table_says_and_nothing_else(
    app: Flask, client: StrictClient, audience: str
) -> None:
    client = browser_of(client, audience)
    wrong = []
    for rule in sorted(rules(app), key=lambda rule: rule.endpoint):
        if rule.endpoint in ("accounts.sign_out", "accounts.sign_out_everywhere"):
            continue  # they end the very session that asks; tests/web/test_signing_in.py has them
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            opens = is_let_in(client, address(app, rule), method, token_of(app, client))
            if opens != (audience in table()[rule.endpoint]):
                wrong.append(f"{method} {rule.rule}: {'opens' if opens else 'is closed'}")
    db.session.rollback()
    assert not wrong, f"for {audience}: {wrong}"


def token_of(app: Flask, client: StrictClient) -> str:
    with client.session_transaction() as session:
        raw = session.get("csrf_token")
    with app.test_request_context():
        if raw is not None:
            own["csrf_token"] = raw
        g.pop("csrf_token", None)
        token: str = generate_csrf()
        raw = own["csrf_token"]
    with client.session_transaction() as session:
        session["csrf_token"] = raw
    return token

"""The server is killed with no warning while two hundred people vote.

No acknowledged vote is lost, none counts twice, and all who send their form again are in.
"""

import http.client
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from governance.ballots import box, queries
from governance.ballots.nonce import Nonce
from governance.infrastructure.database import db
from tests.factories.accounts import make_account
from tests.factories.ballots import declare, make_ballot, make_voters
from tests.machinery.books import Books
from tests.machinery.server import HOST, Server

VOTERS = 200
CUT_AFTER = 60


@dataclass(frozen=True)
class Form:
    """One voter's check page as their phone holds it: the same however often it is sent."""

    path: str
    cookie: str
    body: str

    def send(self, port: int) -> bool:
        """Send it; say whether the server acknowledged the vote."""
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://{HOST}:{port}/",
        }
        try:
            connection.request("POST", self.path, self.body, headers)
            answer = connection.getresponse()
            return answer.status == 200 and b"Your vote is in" in answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def form_of(app: Flask, party_id: int, ballot_id: int, choice: str) -> Form:
    account = make_account(party_id)
    raw = secrets.token_hex(20)
    session = {"_user_id": f"{account.id}:{account.epoch}", "_fresh": True, "csrf_token": raw}
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    fields = {
        "csrf_token": token,
        "paper": choice,
        "nonce": Nonce.fresh(ballot_id).value,
    }
    name = app.config["SESSION_COOKIE_NAME"]
    return Form(f"/ballots/{ballot_id}/cast", f"{name}={signer.dumps(session)}", urlencode(fields))


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_no_acknowledged_vote_is_lost_and_none_counts_twice(
    app: Flask, databases: Books, secrecy: str
) -> None:
    voters = make_voters(VOTERS)
    ballot = make_ballot(secrecy=secrecy, now=datetime.now(UTC))
    ballot_id = ballot.id
    forms = [form_of(app, voter.party_id, ballot_id, "for") for voter in voters]
    db.session.commit()

    acknowledged = []
    enough = threading.Event()
    with Server(databases.book_url, databases.box_url, threads=4) as server:

        def vote(form: Form) -> None:
            if form.send(server.port):
                acknowledged.append(form)
                if len(acknowledged) >= CUT_AFTER:
                    enough.set()

        with ThreadPoolExecutor(8) as phones:
            sent = [phones.submit(vote, form) for form in forms]
            assert enough.wait(timeout=60), "the server answered too few"
            server.cut_off()
            for each in sent:
                each.result()
        assert CUT_AFTER <= len(acknowledged) < VOTERS, "the cut came too late to show anything"

        db.session.rollback()
        kept = box.papers_in(ballot_id) if secrecy != "open" else queries.turnout(ballot_id)
        assert kept >= len(acknowledged), "an acknowledged vote was lost"
        assert kept <= queries.turnout(ballot_id)

        db.session.rollback()  # the test's own look must not hold SQLite's write lock
        server.start()
        with ThreadPoolExecutor(8) as phones:
            assert all(phones.map(lambda form: form.send(server.port), forms))

    db.session.rollback()
    assert queries.turnout(ballot_id) == VOTERS
    body = declare(queries.ballot(ballot_id))
    assert (body["figures"]["for"], body["figures"]["missing"]) == (VOTERS, 0)

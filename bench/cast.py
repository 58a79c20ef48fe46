"""Casts per second through the whole stack, beside the bare database doing the same.

The production server, real sessions and form tokens, one vote per member with a nonce of its own
over 32 connections; then as many more voters on the bare database, in the same tables. Between
the two the books must agree: as many papers and marks as votes acknowledged, or the bench stops.

Run by hand: `python -m bench.cast [--database postgresql] [--secrecy secret_simple] [--casts N]`.
"""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from bench import bare
from bench.load import Outcome, fire
from bench.society import fill
from bench.surroundings import HOST, KINDS, Databases, Figure, databases, show
from governance.ballots import box
from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.ballots.nonce import Nonce
from governance.infrastructure.database import db
from tests.factories.ballots import make_ballot
from tests.machinery.server import Server

CONNECTIONS = 32
CASTS = 6_000
WARMING_UP = 600
SECRECIES = ("secret_simple", "open")
CHOICES = ("for", "against", "abstain")
GOOD = b"Your vote is in"
# As docs/operating.md says: SQLite has one writer, PostgreSQL uses both cores.
PROCESSES = {
    "sqlite": {"workers": 1, "threads": 4},
    "postgresql": {"workers": 2, "threads": 2},
}
AIMS = {"sqlite": "1,200", "postgresql": "1,500"}


def bench(kind: str, secrecy: str, casts: int) -> list[Figure]:
    """Return the figures of one kind of ballot on one kind of database."""
    with databases(kind) as pair:
        voters = casts + WARMING_UP
        ballot_id = _open_ballot(pair, secrecy, voters + casts)
        requests = _requests(pair.application(), ballot_id, voters)
        with Server("", "", **PROCESSES[kind], environment=pair.environment) as server:
            outcome, acknowledged = _cast(server, requests)
        _compare_the_books(pair, ballot_id, acknowledged)
        others = range(voters + 1, voters + casts + 1)
        bare_rate = bare.casts_per_second(pair, ballot_id, secrecy, others)
    return _figures(kind, secrecy, outcome, bare_rate)


def _open_ballot(pair: Databases, secrecy: str, members: int) -> int:
    now = datetime.now(UTC)
    with pair.application().app_context():
        fill(members, now=now, with_accounts=True)
        ballot = make_ballot(secrecy=secrecy, now=now)
        db.session.commit()
        return ballot.id


def _requests(app: Flask, ballot_id: int, voters: int) -> list[bytes]:
    """Return each voter's cast, with the cookie and the form token that the server would give."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    forms = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token")
    assert signer is not None, "the settings of production have a key"
    return [
        _request(
            ballot_id,
            cookie=signer.dumps(_session(voter)),
            csrf_token=forms.dumps(_session(voter)["csrf_token"]),
            choice=CHOICES[voter % len(CHOICES)],
            cookie_name=app.config["SESSION_COOKIE_NAME"],
        )
        for voter in range(1, voters + 1)
    ]


def _session(voter: int) -> dict[str, object]:
    return {
        "_permanent": True,
        "_user_id": f"{voter}:1",
        "_fresh": True,
        "csrf_token": f"{voter:040x}",
    }


def _request(
    ballot_id: int, *, cookie: str, csrf_token: str, choice: str, cookie_name: str
) -> bytes:
    nonce = Nonce.fresh(ballot_id).value
    body = urlencode({"csrf_token": csrf_token, "paper": choice, "nonce": nonce})
    head = (
        f"POST /ballots/{ballot_id}/cast HTTP/1.1",
        f"Host: {HOST}",
        "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile",
        "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        "Accept-Language: en-GB,en;q=0.9",
        f"Referer: https://{HOST}/ballots/{ballot_id}",
        "X-Forwarded-For: 203.0.113.9",
        "X-Forwarded-Proto: https",
        f"X-Forwarded-Host: {HOST}",
        f"Cookie: {cookie_name}={cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(head) + f"\r\n\r\n{body}").encode()


def _cast(server: Server, requests: Sequence[bytes]) -> tuple[Outcome, int]:
    """Return what came after warming up, and how many votes were acknowledged in all."""
    address, acknowledged = ("127.0.0.1", server.port), 0
    for part in (requests[:WARMING_UP], requests[WARMING_UP:]):
        outcome = fire(address, part, connections=CONNECTIONS, good=GOOD)
        acknowledged += len(outcome.latencies)
        if outcome.wrong:
            raise SystemExit(f"{len(outcome.wrong)} wrong answers, such as {outcome.wrong[0]!r}")
    return outcome, acknowledged


def _compare_the_books(pair: Databases, ballot_id: int, acknowledged: int) -> None:
    """Stop unless every vote acknowledged is marked once and its paper is there."""
    with pair.application().app_context():
        of_ballot = RollEntry.ballot_id == ballot_id
        marked = select(func.count()).where(of_ballot, RollEntry.mark.is_not(None))
        marks = db.session.scalar(marked)
        if db.session.get_one(Ballot, ballot_id).secrecy == "open":
            papers = db.session.scalar(select(func.count()).select_from(OpenPaper))
        else:
            papers = box.papers_in(ballot_id)
    if not papers == marks == acknowledged:
        raise SystemExit(f"{acknowledged} votes acknowledged, {marks} marks, {papers} papers")


def _figures(kind: str, secrecy: str, outcome: Outcome, bare_rate: float) -> list[Figure]:
    what = "secret votes" if secrecy != "open" else "open votes"
    rate, share = outcome.per_second, outcome.per_second / bare_rate
    return [
        Figure(f"{what}, whole stack", kind, f"{rate:,.0f} a second", AIMS[kind]),
        Figure(f"{what}, half answered within", kind, f"{outcome.milliseconds(50):.0f} ms"),
        Figure(f"{what}, 99 in 100 within", kind, f"{outcome.milliseconds(99):.0f} ms", "60 ms"),
        Figure(f"{what}, bare database", kind, f"{bare_rate:,.0f} a second"),
        Figure(f"{what}, share of the bare database", kind, f"{share:.2f}", "0.33"),
    ]


def main() -> None:
    """Run it for the databases and secrecies named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, action="append")
    parser.add_argument("--secrecy", choices=SECRECIES, action="append")
    parser.add_argument("--casts", type=int, default=CASTS)
    asked = parser.parse_args()
    for kind in asked.database or KINDS:
        for secrecy in asked.secrecy or SECRECIES:
            show(bench(kind, secrecy, asked.casts))


if __name__ == "__main__":
    main()

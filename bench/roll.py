"""Freezing the roll of 80,000: `open_ballot` as the worker runs it, with its commit.

Run by hand: `python -m bench.roll [MEMBERS]`. Opening also queues a notice to everyone on the roll
in the same transaction; the roll alone is what entitled members are chosen, written and hashed.
"""

import sys
import time
from datetime import UTC, datetime

from sqlalchemy import func, select

from bench.society import fill
from bench.surroundings import KINDS, Figure, databases, show
from governance.ballots.models import Ballot, RollEntry
from governance.ballots.service import opening
from governance.infrastructure.database import db
from governance.notifications.models import Mail
from governance.record.service import claim
from governance.web.transactions import unit_of_work
from tests.factories.ballots import make_ballot

MEMBERS = 80_000


def bench(kind: str, members: int = MEMBERS) -> list[Figure]:
    """Return how long the roll takes alone, and the whole opening with its notices."""
    now = datetime.now(UTC)
    with databases(kind) as pair, pair.application().app_context():
        fill(members, now=now)
        ballot_id = make_ballot(secrecy="secret_simple", now=now, state="planned").id
        db.session.commit()
        alone = _roll_alone(ballot_id)
        began = time.perf_counter()
        with unit_of_work():
            opening.open_ballot(ballot_id, now=now)
        whole = time.perf_counter() - began
        _check(ballot_id)
    return [
        Figure(f"roll of {members:,}, frozen and hashed", kind, f"{alone:.2f} s", "2 s"),
        Figure("... opened, with a notice to each", kind, f"{whole:.2f} s"),
    ]


def _roll_alone(ballot_id: int) -> float:
    """Freeze the roll as an opening does, then take it back."""
    ballot = db.session.get_one(Ballot, ballot_id)
    known_seq = claim() - 1
    began = time.perf_counter()
    opening._freeze_roll(ballot, known_seq)
    seconds = time.perf_counter() - began
    db.session.rollback()
    return seconds


def _check(ballot_id: int) -> None:
    """Stop unless everyone on the roll has their place and their notice."""
    size = db.session.get_one(Ballot, ballot_id).roll_size
    places = db.session.scalar(select(func.count()).select_from(RollEntry))
    notices = select(func.count()).where(Mail.template == "ballot_opened")
    if not size == places == db.session.scalar(notices):
        raise SystemExit(f"{size} on the roll, {places} places: they should be as many notices.")


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(int, sys.argv[1:])))

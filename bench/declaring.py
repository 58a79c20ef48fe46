"""From a full ballot box to the stored result: a secret election of 10 candidates for 5 seats.

Run by hand: `python -m bench.declaring [PAPERS ...]`. The papers are put into the box directly, and
as many people are marked as having voted. Measured is the recount: reading all papers from the box,
with their digest, counting them and putting the result together. Then the ballot is declared as the
worker does it, with its commit, which besides seals the box: its papers are sorted and written
anew. Last, the page of the result. In brackets the seconds of our own processor, which a busy
machine changes little.
"""

import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, select, update

from bench.papers import CANDIDATES, SEATS, one_by_one, seeded_papers
from bench.rulebook import TRIES, median_of, signed_in
from bench.society import fill, keep_statistics
from bench.surroundings import HOST, KINDS, Figure, databases, show
from governance.ballots import box, service
from governance.ballots.models import Ballot, Declaration, RollEntry
from governance.ballots.service.counting import results_of
from governance.ballots.service.declaring import declare
from governance.infrastructure.database import db
from governance.members.models import Party
from governance.reckoning.counting.election import Ranking
from governance.web.transactions import unit_of_work
from tests.factories.ballots import make_paper

SIZES = (100_000, 1_000_000)
AIMS = {100_000: "1 s", 1_000_000: "5 s"}
ON_THE_ROLL = 20
ROWS_AT_ONCE = 20_000


def bench(kind: str, papers: Counter[Ranking]) -> list[Figure]:
    """Return how long the papers take from the box to the result, and with sealing the box."""
    number = papers.total()
    now = datetime.now(UTC)
    with databases(kind) as pair, pair.application().app_context():
        ballot_id = _closed_ballot(papers, now)
        counted = timed(lambda: _from_the_box(ballot_id))
        declared = timed(lambda: _declare(ballot_id, now + timedelta(days=8)))
        _check(ballot_id, number)
        page = _page(pair.application().test_client(), ballot_id)
    what = f"STV, {number:,} papers, from the box to the result"
    return [
        Figure(what, kind, counted, AIMS.get(number, "")),
        Figure("... declared, the box sealed and sorted", kind, declared),
        Figure("... its page, to a member who is signed in", kind, page, "20 ms"),
    ]


def _closed_ballot(papers: Counter[Ranking], now: datetime) -> int:
    """Return a closed ballot with all papers in the box and as many people marked."""
    fill(ON_THE_ROLL, now=now, with_accounts=True)
    options = tuple(service.OptionPlanned(f"Candidate {n + 1}") for n in range(CANDIDATES))
    asked = service.QuestionPlanned(
        "Who shall be on the board?", "scottish_stv", options, seats=SEATS, most=CANDIDATES
    )
    ballot_id = make_paper(asked, now=now).id
    db.session.commit()
    number = papers.total()
    everyone = range(ON_THE_ROLL + 1, number + 1)
    _put(db.engine, Party.__table__, ({"id": each} for each in everyone))
    keep_statistics()
    roll = ({"ballot_id": ballot_id, "party_id": each} for each in everyone)
    _put(db.engine, RollEntry.__table__, roll)
    db.session.execute(update(RollEntry).values(mark="0" * 64))
    keys = sorted(secrets.token_hex(32) for _ in range(number))
    rows = (
        {
            "ballot_id": ballot_id,
            "key": key,
            "tracker": key[:24],
            "answers": " ".join(map(str, ranking)),
        }
        for key, ranking in zip(keys, one_by_one(papers), strict=True)
    )
    _put(box.engine(), box.paper, rows)
    service.close_due(now + timedelta(days=7))
    db.session.commit()
    return ballot_id


def _put(engine: Engine, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    remaining = iter(rows)
    with engine.begin() as connection:
        while chunk := list(islice(remaining, ROWS_AT_ONCE)):
            connection.execute(insert(table), chunk)


def _from_the_box(ballot_id: int) -> None:
    """Read the papers in the box, with their digest, and count them."""
    contents = box.contents(ballot_id)
    results_of(db.session.get_one(Ballot, ballot_id), contents.alike, root=contents.root)


def _declare(ballot_id: int, now: datetime) -> None:
    with unit_of_work():
        if not declare(ballot_id, now):
            raise SystemExit("The ballot was not declared.")


def timed(deed: Callable[[], None]) -> str:
    """Do it and return how long it took, and of that our own processor."""
    wall, processor = time.perf_counter(), time.process_time()
    deed()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return f"{wall:.2f} s ({processor:.2f})"


def _page(client: FlaskClient, ballot_id: int) -> str:
    """Return how long the page of the result takes, within the process."""
    browser = signed_in(client)

    def read() -> None:
        answer = browser.get(f"/ballots/{ballot_id}/result", base_url=f"https://{HOST}")
        if answer.status_code != 200 or "Candidate 4" not in answer.text:
            raise SystemExit(f"The page of the result answers {answer.status_code}.")

    read()
    processor = time.process_time()
    wall = median_of(read)
    processor = (time.process_time() - processor) * 1000 / (TRIES + 1)
    return f"{wall:.0f} ms ({processor:.0f})"


def _check(ballot_id: int, number: int) -> None:
    """Stop unless every paper is in the result."""
    body = db.session.scalars(select(Declaration.body)).one()
    (result,) = body["questions"]
    if result["count"]["valid"] != number or body["figures"]["papers"] != number:
        raise SystemExit(f"{number} papers were in the box, and not all in the result.")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        for each in KINDS:
            show(bench(each, seeded_papers(size)))

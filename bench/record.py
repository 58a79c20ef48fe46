"""Checking the record: links walked and hashed anew in a second.

Run by hand: `python -m bench.record [LINKS]`.
"""

import sys
import time
from datetime import UTC, datetime

from bench.surroundings import KINDS, Figure, databases, show
from governance.ballots.events import VoteCast
from governance.record.service import append_many
from governance.record.verify import verified_chain
from governance.web.transactions import unit_of_work

LINKS = 50_000
AT_ONCE = 1_000


def bench(kind: str, links: int = LINKS) -> list[Figure]:
    """Return how many links are appended and checked in a second."""
    now = datetime.now(UTC)
    with databases(kind) as pair, pair.application().app_context():
        began = time.perf_counter()
        for start in range(0, links, AT_ONCE):
            with unit_of_work():
                append_many([_vote(start + each, now) for each in range(AT_ONCE)])
        appended = time.perf_counter()
        report = verified_chain()
        checked = time.perf_counter()
        if not report.holds or report.links != links:
            raise SystemExit(f"The record does not hold: {report}")
    return [
        Figure(f"record of {links:,}: appended", kind, f"{links / (appended - began):,.0f} /s"),
        Figure("... checked", kind, f"{links / (checked - appended):,.0f} /s"),
    ]


def _vote(number: int, now: datetime) -> VoteCast:
    return VoteCast(at=now, by=number, ballot_id=1, voter_id=number, paper_digest=f"{number:064x}")


if __name__ == "__main__":
    for each in KINDS:
        show(bench(each, *map(int, sys.argv[1:])))

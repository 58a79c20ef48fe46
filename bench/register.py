"""The register of 80,000 as it stood on a past day: a page of 50, and all of it as a file.

Run by hand: `python -m bench.register [MEMBERS]`.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from bench.society import SINCE, fill
from bench.surroundings import KINDS, Figure, databases, show
from governance.infrastructure.database import db
from governance.members import exports
from governance.members.models import Spell
from governance.members.register_search import PAGE_LENGTH, PastSearch

MEMBERS = 80_000
THEN = date(2021, 3, 1)
TIMES = 3


def bench(kind: str, members: int = MEMBERS) -> list[Figure]:
    """Return how long a page takes, at the front and at the back, and the whole file."""
    with databases(kind) as pair, pair.application().app_context():
        fill(members, now=datetime.now(UTC))
        _name_everybody(members)
        search = PastSearch(today=THEN, known=1, full=True, standing="member")
        last = members // PAGE_LENGTH
        first_page = _quickest(lambda: (search.count(), search.page(1)))
        last_page = _quickest(lambda: (search.count(), search.page(last)))
        everything = _quickest(lambda: sum(len(lines) for lines in exports.register(search)))
    return [
        Figure(f"register of {members:,} as at: first page", kind, first_page, "300 ms"),
        Figure("... last page", kind, last_page, "300 ms"),
        Figure("... all as CSV, sent as it is made", kind, everything),
    ]


def _name_everybody(members: int) -> None:
    """Give each a contact spell; `fill` gives them membership and employment."""
    for start in range(1, members + 1, 5_000):
        rows = [
            {
                "party_id": each,
                "kind": "contact",
                "key": "",
                "valid_from": SINCE,
                "recorded_seq": 1,
                "data": {"first_name": "Member", "surname": f"Number{each}", "email": ""},
                "digest": "0" * 64,
            }
            for each in range(start, min(start + 5_000, members + 1))
        ]
        db.session.execute(insert(Spell), rows)
    db.session.commit()


def _quickest(step: Callable[[], Any]) -> str:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
        db.session.expunge_all()
    return f"{min(took) * 1000:,.0f} ms"


if __name__ == "__main__":
    for database in KINDS:
        show(bench(database, int(sys.argv[1]) if sys.argv[1:] else MEMBERS))

"""The register of 80,000, now and as it stood on a past day: a page of 50, a name, all as a file.

Everybody's address was corrected twice since; one in twenty has another name now.

Run by hand: `python -m bench.register [MEMBERS]`. Among all benches it is of a quarter of them.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert

from bench.society import SINCE, fill
from bench.surroundings import KINDS, Figure, databases, show
from governance.infrastructure.database import db
from governance.members import exports
from governance.members.models import Spell
from governance.members.register_search import (
    PAGE_LENGTH,
    PastSearch,
    RegisterSearch,
    Relation,
)

MEMBERS = 80_000
AMONG_OTHERS = 20_000  # a minute or two, where 80,000 take several
AIM = "300 ms"  # of a past page of 80,000
THEN = date(2021, 3, 1)
BEFORE = date(2018, 3, 1)
TIMES = 3
TURNS = (SINCE, date(2020, 1, 6), date(2022, 1, 3), None)
ONE_IN = 20


def bench(kind: str, members: int = MEMBERS) -> list[Figure]:
    """Return how long a page takes, at the front and at the back, and the whole file."""
    last = members // PAGE_LENGTH
    aim = AIM if members >= MEMBERS else ""
    with databases(kind) as pair, pair.application().app_context():
        fill(members, now=datetime.now(UTC))
        _name_everybody(members)
        now = RegisterSearch(today=THEN, full=True, relation=Relation.MEMBER)
        then = PastSearch(today=THEN, known=1, full=True, relation=Relation.MEMBER)
        before = replace(then, today=BEFORE, relation="")
        present, first, at_the_end = (
            _quickest(lambda s=search, n=number: _page(s, n))
            for search, number in ((now, 1), (then, 1), (then, last))
        )
        everybody = _quickest(lambda: _page(replace(then, relation=""), 1))
        nobody = _quickest(lambda: _page(before, 1, is_empty=True))
        found = _quickest(lambda: _page(replace(then, words="maiden"), 1))
        everything = _quickest(lambda: sum(len(lines) for lines in exports.register(then)))
    return [
        Figure(f"register of {members:,}: first page", kind, present),
        Figure("... as at a past day: first page", kind, first, aim),
        Figure("... last page", kind, at_the_end, aim),
        Figure("... those found by a name of then", kind, found, aim),
        Figure("... everybody, not only members", kind, everybody),
        Figure("... a day before anybody came", kind, nobody),
        Figure("... all as CSV, sent as it is made", kind, everything),
    ]


def _page(search: RegisterSearch, number: int, *, is_empty: bool = False) -> None:
    asked = replace(search)  # as a request does: nothing is known of another one's names
    if is_empty is not (not asked.count() or not asked.page(number)):
        raise SystemExit("Somebody was found." if is_empty else "Nobody was found.")


def _name_everybody(members: int) -> None:
    """Give each their contacts; `fill` gives them membership and employment."""
    for start in range(1, members + 1, 5_000):
        several = range(start, min(start + 5_000, members + 1))
        for turn in range(len(TURNS) - 1):
            db.session.execute(insert(Spell), [_contact(each, turn) for each in several])
    db.session.commit()


def _contact(each: int, turn: int) -> dict[str, Any]:
    is_present = TURNS[turn + 1] is None
    family = "Member" if is_present or each % ONE_IN else "Maiden"
    return {
        "party_id": each,
        "kind": "contact",
        "key": "",
        "valid_from": TURNS[turn],
        "valid_to": TURNS[turn + 1],
        "recorded_seq": 1,
        "data": {
            "first_name": "",
            "surname": f"{family} {each:06}",
            "email": f"member-{each}@example.org",
            "address": [f"{turn} High Street", "Tipton"],
            "postcode": "DY4 8AA",
        },
        "digest": "0" * 64,
    }


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

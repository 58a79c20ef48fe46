"""Searching 5,000 motions with their discussions and files, by plain LIKE.

Each motion has a text of some 180 words, ten comments of some 40, and one in five a file of some
2,000. A page of results is what a reader waits for: found, counted, ordered, with its excerpts.

Run by hand: `python -m bench.search [MOTIONS]`.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import insert

from bench.society import fill
from bench.surroundings import KINDS, Figure, databases, show
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import Base, db
from governance.motions.models import Attachment, Comment, Motion
from governance.reckoning.canonical import digest
from governance.search.presentation import of_search
from governance.search.queries import Search
from governance.search.service import make_anew
from governance.search.views import EXTENSION

MOTIONS = 5_000
COMMENTS, WORDS, WORDS_OF_COMMENT, WORDS_OF_FILE = 10, 180, 40, 2_000
ONE_IN = 5
MEMBERS = 500
NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
ROWS_AT_ONCE = 1_000
TIMES = 5
AIM = "500 ms"
RARE = "zebrafish"
LOOKED_FOR = {
    "a word that stands in one comment": RARE,
    "a word that stands in many motions": "bafa",
    "a word that stands nowhere": "quagga",
    "three words": "bafa gida zebrafish",
    "a phrase": '"bafa gida"',
}


def bench(kind: str, motions: int = MOTIONS) -> list[Figure]:
    """Return how long a page of results takes, for words that stand in few and in many."""
    with databases(kind) as pair, pair.application().app_context():
        fill(MEMBERS, now=NOW)
        _fill(motions)
        began = time.perf_counter()
        parts = make_anew(current_app.extensions[EXTENSION])
        db.session.commit()
        anew = time.perf_counter() - began
        figures = [Figure(f"search: {parts:,} parts made anew", kind, f"{anew:.1f} s")]
        for what, typed in LOOKED_FOR.items():
            took = _quickest(lambda typed=typed: _page(typed))
            figures.append(Figure(f"... {what}", kind, took, AIM))
        filtered = _quickest(lambda: _page("", state="carried"))
        return [*figures, Figure("... a filter alone", kind, filtered, AIM)]


def _page(typed: str, **filters: Any) -> None:
    actor = Actor(party_id=1, name="", roles=frozenset({Role.MEMBER}))
    contributors = current_app.extensions[EXTENSION]
    with current_app.test_request_context():
        of_search(Search(contributors, actor, NOW.date(), typed=typed, **filters), page=1)
    db.session.rollback()


def _quickest(deed: Callable[[], None]) -> str:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        deed()
        took.append(time.perf_counter() - began)
    return f"{min(took) * 1000:,.0f} ms"


def _fill(motions: int) -> None:
    chance = random.Random(7)
    words = [_word(chance) for _ in range(4_000)] + ["bafa", "gida"]
    ids = range(1, motions + 1)
    _put(Motion, (_motion(each, words, chance) for each in ids))
    _put(Comment, (_comment(each, n, words, chance) for each in ids for n in range(COMMENTS)))
    _put(Attachment, (_file(each, words, chance) for each in ids if each % ONE_IN == 0))
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfgklmnprst") + chance.choice("aeiou") for _ in range(3))


def _text(words: list[str], number: int, chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=number))


def _motion(each: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    title, text = _text(words, 6, chance), _text(words, WORDS // 2, chance)
    reason = _text(words, WORDS // 2, chance)
    return {
        "id": each,
        "year": 2020 + each % 7,
        "number": each,
        "title": title,
        "text": text,
        "reason": reason,
        "cost": "",
        "category": "service",
        "state": ("proposed", "carried", "lost")[each % 3],
        "mover_id": 1 + each % MEMBERS,
        "seconders_needed": 0,
        "proposed_at": NOW,
        "digest": digest(["v1", title, text, reason, ""]),
        "payload": {},
        "version": 1,
    }


def _comment(each: int, number: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    rare = f" {RARE}" if (each, number) == (MOTIONS // 2, 3) else ""
    return {
        "motion_id": each,
        "author_id": 1 + (each + number) % MEMBERS,
        "submission": f"{each}-{number}",
        "text": _text(words, WORDS_OF_COMMENT, chance) + rare,
        "side": "neither",
        "at": NOW,
        "edits": 0,
        "removed_reason": "",
    }


def _file(each: int, words: list[str], chance: random.Random) -> dict[str, Any]:
    return {
        "motion_id": each,
        "name": "plan.pdf",
        "description": _text(words, 8, chance),
        "kind": "pdf",
        "size": 1,
        "digest": f"{each:064}",
        "words": _text(words, WORDS_OF_FILE, chance),
        "added_by": 1,
        "added_at": NOW,
        "removed_reason": "",
    }


def _put(model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            db.session.execute(insert(model), batch)
            batch = []
    if batch:
        db.session.execute(insert(model), batch)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else MOTIONS
    for each in KINDS:
        show(bench(each, number))

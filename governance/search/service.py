"""Keeping the words that can be found: in the transaction in which what they are of changes."""

from typing import Any

from sqlalchemy import delete, insert

from governance.infrastructure.database import db
from governance.reckoning.finding import bared
from governance.search.contributor import OWN_WORDS, Contributors, Words
from governance.search.models import SearchText

ROWS_AT_ONCE = 500


def keep(kind: str, subject_id: int, part: str = OWN_WORDS, *, title: str, body: str) -> None:
    """Have a part of a subject be found by these words, and by no others any more."""
    db.session.merge(SearchText(**_row(kind, Words(subject_id, part, title, body))))
    db.session.flush()


def forget(kind: str, subject_id: int, part: str) -> None:
    """Have a part of a subject not be found any more."""
    db.session.execute(
        delete(SearchText).where(
            SearchText.kind == kind, SearchText.subject_id == subject_id, SearchText.part == part
        )
    )


def forget_all(kind: str, subject_id: int) -> None:
    """Have nothing of a subject be found any more."""
    db.session.execute(
        delete(SearchText).where(SearchText.kind == kind, SearchText.subject_id == subject_id)
    )


def make_anew(contributors: Contributors) -> int:
    """Write the whole table from what it is made of; return how many parts there are."""
    db.session.execute(delete(SearchText))
    number = 0
    rows: list[dict[str, Any]] = []
    for contributor in contributors:
        for words in contributor.words():
            rows.append(_row(contributor.kind, words))
            number += 1
            if len(rows) == ROWS_AT_ONCE:
                db.session.execute(insert(SearchText), rows)
                rows = []
    if rows:
        db.session.execute(insert(SearchText), rows)
    return number


def _row(kind: str, words: Words) -> dict[str, Any]:
    title = bared(words.title)
    return {
        "kind": kind,
        "subject_id": words.subject_id,
        "part": words.part,
        "title": title,
        "body": f"{title}\n{bared(words.body)}",
    }

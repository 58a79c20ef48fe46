"""What tellers type from paper, in the box until it is put among the papers; see box.py.

It stands apart only while it is being typed, in a place that is numbered and not named. It goes in
whole, in one transaction and in the order of its keys, with keys and trackers of which nobody has
the nonce: in the box nothing tells a paper that was typed from one that was cast.
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, delete, func, insert, select, update

from governance.ballots import box
from governance.ballots.nonce import TRACKER_BYTES
from governance.infrastructure.database import Id
from governance.reckoning.canonical import digest

KEY_BYTES = 32
SALT_BYTES = 16

typed_papers = Table(
    "typed_papers",
    box.metadata,
    Column("ballot_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("lines", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    sqlite_with_rowid=False,
)

entered_batch = Table(
    "entered_batch",
    box.metadata,
    Column("ballot_id", Id, primary_key=True, autoincrement=False),
    Column("papers", Integer, nullable=False),
)


@dataclass(frozen=True)
class TypedText:
    """What a teller typed so far, as typed, and the salt of their batch."""

    lines: str = ""
    salt: str = ""


def keep(ballot_id: int, place: int, lines: str) -> None:
    """Keep what a teller has typed so far."""
    mine = (typed_papers.c.ballot_id == ballot_id) & (typed_papers.c.place == place)
    with box.transaction() as connection:
        kept = update(typed_papers).where(mine).values(lines=lines)
        if connection.execute(kept).rowcount:
            return
        row = {"ballot_id": ballot_id, "place": place, "lines": lines}
        connection.execute(insert(typed_papers), [row | {"salt": secrets.token_hex(SALT_BYTES)}])


def typed(ballot_id: int, place: int) -> TypedText:
    """Return what a teller has typed so far."""
    mine = (typed_papers.c.ballot_id == ballot_id) & (typed_papers.c.place == place)
    with box.engine().connect() as connection:
        row = connection.execute(select(typed_papers).where(mine)).one_or_none()
    return TypedText() if row is None else TypedText(row.lines, row.salt)


def forget(ballot_id: int, place: int | None = None) -> None:
    """Forget what a teller has typed, or what both have."""
    theirs = typed_papers.c.ballot_id == ballot_id
    if place is not None:
        theirs &= typed_papers.c.place == place
    with box.transaction() as connection:
        connection.execute(delete(typed_papers).where(theirs))


def digest_of(ballot_id: int, papers: Mapping[str, int], salt: str) -> str:
    """Return the digest that both tellers sign. Without the salt nobody finds papers by trying."""
    return digest(["paper batch 1", ballot_id, salt, sorted(papers.items())])


def put_in(ballot_id: int, papers: Mapping[str, int]) -> None:
    """Put an agreed batch among the papers, once, and forget what was typed.

    A second time is nothing: the batch is noted as put in by the same transaction.

    Raises:
        BoxSealed: the papers have been counted.
    """
    rows = sorted(_rows(ballot_id, papers), key=lambda row: str(row["key"]))
    with box.transaction() as connection:
        box.lock(connection, ballot_id)
        if connection.scalar(_number_entered(ballot_id)) is not None:
            return
        if connection.scalar(_sealed(ballot_id)):
            raise box.BoxSealed(
                "This ballot was counted before the papers reached the box.",
                next_step="Tell the secretary and the scrutineers.",
            )
        if rows:
            connection.execute(insert(box.paper), rows)
        noted = {"ballot_id": ballot_id, "papers": len(rows)}
        connection.execute(insert(entered_batch), [noted])
        connection.execute(delete(typed_papers).where(typed_papers.c.ballot_id == ballot_id))
        box.sort(connection, ballot_id)
    box.forget_free_space()


def is_in(ballot_id: int) -> bool:
    """Say whether the batch of a ballot is among the papers."""
    with box.engine().connect() as connection:
        return connection.scalar(_number_entered(ballot_id)) is not None


def _rows(ballot_id: int, papers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "ballot_id": ballot_id,
            "key": secrets.token_hex(KEY_BYTES),
            "tracker": _tracker(),
            "answers": paper,
        }
        for paper, copies in papers.items()
        for _ in range(copies)
    ]


def _tracker() -> str:
    """Return what looks like any paper's tracker and was given to nobody."""
    letters = base64.b32encode(secrets.token_bytes(TRACKER_BYTES)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _number_entered(ballot_id: int) -> Any:
    return select(entered_batch.c.papers).where(entered_batch.c.ballot_id == ballot_id)


def _sealed(ballot_id: int) -> Any:
    sealed = box.ballot_box.c.sealed.is_(True)
    mine = box.ballot_box.c.ballot_id == ballot_id
    return select(func.count()).select_from(box.ballot_box).where(mine, sealed)

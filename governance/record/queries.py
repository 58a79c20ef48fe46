"""Reads of the record."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Engine, func, select, true

from governance.infrastructure.database import db
from governance.record.models import Link
from governance.record.verify import BATCH, Anchor


def head() -> Anchor | None:
    """Return the newest link's number and hash, or None before the first."""
    newest = select(Link.seq, Link.hash).order_by(Link.seq.desc()).limit(1)
    row = db.session.execute(newest).one_or_none()
    return None if row is None else Anchor(row.seq, row.hash)


def link(seq: int) -> Link | None:
    """Return the link of that number."""
    return db.session.get(Link, seq)


def links(*, kind: str = "", offset: int, limit: int) -> Sequence[Link]:
    """Return links, the newest first, perhaps of one kind only."""
    query = select(Link).where(_is_of(kind)).order_by(Link.seq.desc())
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_of_links(kind: str = "") -> int:
    """Return how many links there are, perhaps of one kind only."""
    query = select(func.count()).select_from(Link).where(_is_of(kind))
    return db.session.scalar(query) or 0


def kinds() -> Sequence[str]:
    """Return the kinds of link that the record has, in order of the alphabet."""
    return db.session.scalars(select(Link.kind).distinct().order_by(Link.kind)).all()


def exported() -> Iterator[dict[str, object]]:
    """Give every link as it was hashed, oldest first, reading a batch at a time.

    It has a connection of its own, so that it can go on while an answer is being sent.
    """
    return _exported(db.engine)


def _exported(engine: Engine) -> Iterator[dict[str, object]]:
    after = 0
    with engine.connect() as connection:
        while True:
            query = select(Link.__table__).where(Link.seq > after).order_by(Link.seq).limit(BATCH)
            rows = connection.execute(query).mappings().all()
            for row in rows:
                yield {**row, "recorded_at": f"{row['recorded_at']:%Y-%m-%dT%H:%M:%S.%fZ}"}
            if not rows:
                return
            after = rows[-1]["seq"]


def _is_of(kind: str) -> ColumnElement[bool]:
    return Link.kind == kind if kind else true()

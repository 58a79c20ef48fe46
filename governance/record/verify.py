"""Checking the record: the chain itself, anchors against it, and what its links seal elsewhere.

A feature whose rows are covered by digests in links gives a `Seal` in its `seals.py`. All is read
in batches, so that a record of a million links needs no more memory than one of a thousand.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Row, select, true

from governance.infrastructure.database import db
from governance.reckoning.canonical import canonical
from governance.record.models import Link
from governance.record.service import GENESIS, hash_of

BATCH = 2000
LINK = Link.__table__

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Fact:
    """A link as a seal reads it: what the record says happened."""

    seq: int
    kind: str
    at: datetime
    by: int | None
    payload: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """Something that is not as the record says; `seq` is the link it is about, if there is one."""

    seq: int | None
    sentence: str

    def __str__(self) -> str:
        return self.sentence if self.seq is None else f"Link {self.seq}: {self.sentence}"


class Seal(Protocol):
    """What a feature keeps in rows outside the chain, with their digests in its links.

    `title` says what is covered ("the members' register"), `kinds` which links are wanted. `check`
    is given those links, oldest first, and yields what does not agree.
    """

    @property
    def title(self) -> str: ...

    @property
    def kinds(self) -> frozenset[str]: ...

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]: ...


@dataclass(frozen=True)
class Anchor:
    """A head that was published: the link of that number had this hash."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass
class Report:
    """What a check found: how far the chain goes, and what is wrong."""

    links: int = 0
    head: Anchor | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def verified_chain(anchors: Sequence[Anchor] = ()) -> Report:
    """Walk the chain from its first link to the first that is wrong; then try the anchors."""
    report = Report()
    awaited = defaultdict(list)
    for anchor in anchors:
        awaited[anchor.seq].append(anchor)
    met = set()
    for fault, link in _walked():
        if fault is not None:
            report.faults.append(fault)
            break
        assert link is not None
        report.links, report.head = link.seq, Anchor(link.seq, link.hash)
        if link.seq in awaited:
            met.add(link.seq)
            for anchor in awaited[link.seq]:
                report.faults += against(anchor, link.hash)
    if report.holds:
        report.faults += [beyond_the_end(a, report.links) for a in anchors if a.seq not in met]
    return report


def faults_of(seal: Seal, *, up_to: int) -> Iterator[Fault]:
    """Yield what does not agree with the links of a chain that holds up to that link."""
    return seal.check(_facts(seal.kinds, up_to=up_to))


def compared(
    facts: Iterable[Fact],
    *,
    what: str,
    sealed: Callable[[Fact], Iterable[tuple[Key, Any]]],
    rows: Callable[[Sequence[Key]], Mapping[Key, Any]],
    total: Callable[[], int] | None = None,
) -> Iterator[Fault]:
    """Compare rows with what the links say of them, a batch at a time.

    `sealed` gives, for a link, each row's key and what the link says of it; `rows` reads the rows
    of those keys and says the same of them (usually a digest made anew from the row, or a tuple).
    `total` counts all rows, for the case that one was put in that no link knows of. `what` names
    one row: "spell".
    """
    known = 0
    pairs = ((fact.seq, key, said) for fact in facts for key, said in sealed(fact))
    while batch := list(islice(pairs, BATCH)):
        known += len(batch)
        found = rows([key for _seq, key, _said in batch])
        for seq, key, said in batch:
            if key not in found:
                yield Fault(seq, f"the {what} {key} that it covers is not there.")
            elif found[key] != said:
                yield Fault(seq, f"the {what} {key} is not as it was recorded.")
    if total is not None and (extra := total() - known) > 0:
        yield Fault(None, f"There are rows that no link knows of: {what}, {extra} too many.")


def _walked() -> Iterator[tuple[Fault | None, Row[Any] | None]]:
    """Yield each link that is right, and then perhaps one fault: what follows it means nothing."""
    seq, previous = 0, GENESIS
    while rows := _batch_after(seq):
        for row in rows:
            if isinstance(row, Fault):
                yield row, None
                return
            fault = _fault_in(row, seq + 1, previous)
            if fault is not None:
                yield fault, None
                return
            seq, previous = row.seq, row.hash
            yield None, row


def _fault_in(link: Row[Any], expected: int, previous: str) -> Fault | None:
    if link.seq < expected:
        return Fault(link.seq, "it has no place: links are numbered from 1.")
    if link.seq != expected:
        return Fault(expected, f"it is not there; the next in the record is link {link.seq}.")
    if link.prev_hash != previous:
        return Fault(
            link.seq,
            f"it does not follow the one before: it names {link.prev_hash}, which has {previous}.",
        )
    made = _hash_made_anew(link)
    if made != link.hash:
        return Fault(
            link.seq,
            "its words and its hash do not agree: one of them was changed after it was recorded.",
        )
    if canonical(json.loads(link.payload)).decode() != link.payload:
        return Fault(link.seq, "its payload is not written in the one canonical way.")
    return None


def _hash_made_anew(link: Row[Any]) -> str | None:
    try:
        return hash_of(
            seq=link.seq,
            kind=link.kind,
            recorded_at=link.recorded_at,
            by=link.by,
            payload=link.payload,
            prev_hash=link.prev_hash,
        )
    except (TypeError, AttributeError):  # SQLite keeps a number or nothing where words belong
        return None


def _batch_after(seq: int) -> Sequence[Row[Any] | Fault]:
    """Read the links after that one; if they cannot be read, up to the one that cannot."""
    follows = LINK.c.seq > seq if seq else true()  # at first whatever is there, also link 0
    query = select(LINK).where(follows).order_by(LINK.c.seq)
    try:
        return db.session.execute(query.limit(BATCH)).all()
    except (ValueError, TypeError):  # SQLite keeps any words where a time belongs
        return list(_up_to_the_unreadable(follows))


def _up_to_the_unreadable(follows: ColumnElement[bool]) -> Iterator[Row[Any] | Fault]:
    numbers = select(LINK.c.seq).where(follows).order_by(LINK.c.seq).limit(BATCH)
    for number in db.session.scalars(numbers).all():
        try:
            yield db.session.execute(select(LINK).where(LINK.c.seq == number)).one()
        except (ValueError, TypeError):
            yield Fault(number, "it cannot be read: its time is not a time.")
            return


def against(anchor: Anchor, found: str) -> list[Fault]:
    """Return a fault if the link that an anchor names has another hash than it had then."""
    if anchor.hash == found:
        return []
    return [
        Fault(
            anchor.seq,
            f"its hash is {found} and the anchor says {anchor.hash}: the record was made anew "
            "since that anchor was published.",
        )
    ]


def beyond_the_end(anchor: Anchor, links: int) -> Fault:
    """Return the fault that the record ends before a link that was published."""
    return Fault(
        anchor.seq,
        f"an anchor names it, and the record ends at link {links}: links were taken off its end.",
    )


def _facts(kinds: frozenset[str], *, up_to: int) -> Iterator[Fact]:
    after = 0
    wanted = LINK.c.kind.in_(sorted(kinds))
    while True:
        query = select(LINK).where(wanted, LINK.c.seq > after, LINK.c.seq <= up_to)
        rows = db.session.execute(query.order_by(LINK.c.seq).limit(BATCH)).all()
        for row in rows:
            yield Fact(row.seq, row.kind, row.recorded_at, row.by, json.loads(row.payload))
        if not rows:
            return
        after = rows[-1].seq

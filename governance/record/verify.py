"""Checking the record: the chain itself, anchors against it, and what its links seal elsewhere.

A feature whose rows are covered by digests in links gives a `Seal` in its `seals.py`. All is read in
batches, so that a record of a million links needs no more memory than one of a thousand.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

BATCH = 2000
SHA256_HEX = re.compile(r"[0-9a-f]{64}")

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

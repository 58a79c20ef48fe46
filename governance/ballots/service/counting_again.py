"""Counting a declared ballot again from its sealed papers: the same bytes, or what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from governance.ballots import queries
from governance.ballots.service.declaring import counted_again
from governance.infrastructure.errors import NotFound
from governance.reckoning.canonical import digest


@dataclass(frozen=True)
class Recount:
    """A recount beside its declaration; `differing` names each part that is not the same."""

    reference: str
    papers: int
    declared: str
    kept: str
    counted: str
    differing: tuple[str, ...]

    @property
    def is_the_same(self) -> bool:
        """Say whether recount, what is kept and what was declared are one to the last byte."""
        return self.declared == self.kept == self.counted


def recount(ballot_id: int) -> Recount:
    """Count a declared ballot again and hold it against its declaration; nothing is changed.

    Raises:
        NotFound: the ballot is not declared, so there is nothing to hold a count against.
    """
    declaration = queries.declaration(ballot_id)
    if declaration is None:
        raise NotFound(
            "This ballot is not declared, so its papers are not read.",
            next_step="Count it again once its result is declared.",
        )
    again = counted_again(ballot_id)
    return Recount(
        reference=declaration.reference,
        papers=again["figures"]["papers"],
        declared=declaration.digest,
        kept=digest(declaration.body),
        counted=digest(again),
        differing=tuple(_differing(declaration.body, again)),
    )


def _differing(declared: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    for part in sorted(declared.keys() | again.keys()):
        if declared.get(part) == again.get(part):
            continue
        if part != "questions":
            yield part
            continue
        for one, other in zip(declared[part], again[part], strict=False):
            changed = [
                name
                for name in sorted(one.keys() | other.keys())
                if one.get(name) != other.get(name)
            ]
            if changed:
                yield f"question {one['number']} ({', '.join(changed)})"

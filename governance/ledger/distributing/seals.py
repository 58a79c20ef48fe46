"""Approved distributions and caps are outside the chain: each agrees with the link that told it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger.distributing.events import DistributionApproved, InterestCapSet
from governance.ledger.distributing.models import Distribution, InterestCap
from governance.ledger.distributing.working import digest_of
from governance.ledger.queries.distributions import lines
from governance.ledger.service.distributions import plan_digest
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Key = tuple[str, int]
NAMES = ("book_id", "purpose", "plan_digest", "lines_digest", "total_pence", "people",
         "effective_on", "transaction_seq")  # fmt: skip


class Distributions:
    """Interest, dividends and bonuses that were approved, line by line, and caps of interest."""

    title = "the distributions"
    kinds = frozenset({DistributionApproved.kind, InterestCapSet.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each that is not as its link says, and each that no link knows of."""
        return compared(
            facts, what="row of distributions", sealed=_sealed, rows=_rows, total=_total
        )


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == InterestCapSet.kind:
        names = ("book_id", "valid_from", "rate_ppm", "source_digest")
        yield (fact.kind, fact.seq), tuple(said[name] for name in names)
    else:
        yield (fact.kind, said["distribution_id"]), tuple(said[name] for name in NAMES)


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    caps = [number for kind, number in keys if kind == InterestCapSet.kind]
    ids = [number for kind, number in keys if kind == DistributionApproved.kind]
    return {**dict(_caps(caps)), **dict(_approved(ids))}


def _caps(links: Sequence[int]) -> Iterator[tuple[Key, Any]]:
    for row in db.session.scalars(select(InterestCap).where(InterestCap.recorded_seq.in_(links))):
        said = (row.book_id, row.valid_from.isoformat(), row.rate_ppm, digest(["v1", row.source]))
        yield (InterestCapSet.kind, row.recorded_seq), said


def _approved(ids: Sequence[int]) -> Iterator[tuple[Key, Any]]:
    table: Any = Distribution.__table__
    found = select(table).where(table.c.id.in_(ids), table.c.state == "approved")
    for row in db.session.execute(found).all():
        yield (
            (DistributionApproved.kind, row.id),
            (
                row.book_id,
                row.purpose,
                plan_digest(row),
                digest_of(row.salt, lines(row.id)),
                row.total_pence,
                row.people,
                row.effective_on.isoformat(),
                row.transaction_seq,
            ),
        )


def _total() -> int:
    """Count the rows that links should know of."""
    approved = select(func.count()).where(Distribution.state == "approved")
    caps = select(func.count()).select_from(InterestCap)
    return (db.session.scalar(approved) or 0) + (db.session.scalar(caps) or 0)

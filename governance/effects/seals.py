"""What the record covers of what decisions did: policies, mandates and their use."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from governance.effects.events import MandateGiven, MandateUsed, PolicyAdopted
from governance.effects.models import Mandate, MandateUse, PolicyVersion
from governance.effects.service.mandates import digest_of_mandate
from governance.effects.service.policies import digest_of_policy
from governance.infrastructure.database import db
from governance.record.verify import Fact, Fault, compared


class Policies:
    """Every version of a policy says what its link says."""

    title = "the policies"
    kinds = frozenset({PolicyAdopted.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each version with its link."""
        return compared(
            facts,
            what="policy",
            sealed=lambda fact: [(fact.seq, _told(fact, POLICY))],
            rows=_policies,
            total=lambda: _count(PolicyVersion),
        )


class Mandates:
    """What was authorised is as its link says."""

    title = "what was authorised"
    kinds = frozenset({MandateGiven.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each mandate with its link."""
        return compared(
            facts,
            what="mandate",
            sealed=lambda fact: [(fact.seq, _told(fact, MANDATE))],
            rows=_mandates,
            total=lambda: _count(Mandate),
        )


class Uses:
    """What a mandate was used for is as its link says."""

    title = "what was used of it"
    kinds = frozenset({MandateUsed.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each use with its link."""
        return compared(
            facts,
            what="use of a mandate",
            sealed=lambda fact: [(fact.seq, _told(fact, USE))],
            rows=_uses,
            total=lambda: _count(MandateUse),
        )


SEALS = (Policies(), Mandates(), Uses())

POLICY = ("policy_id", "number", "from_day", "is_repealed", "reference", "digest")
MANDATE = (
    "mandate_id",
    "mandate_kind",
    "book_key",
    "pence",
    "from_day",
    "until_day",
    "reference",
    "digest",
)
USE = ("mandate_id", "transaction_seq", "pence")


def _told(fact: Fact, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(fact.payload[name] for name in names)


def _policies(seqs: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    found = select(PolicyVersion).where(PolicyVersion.recorded_seq.in_(seqs))
    return {
        row.recorded_seq: (
            row.policy_id,
            row.number,
            _day(row.from_day),
            row.is_repealed,
            row.reference,
            digest_of_policy(row.title, row.text),
        )
        for row in db.session.scalars(found)
    }


def _mandates(seqs: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    found = select(Mandate).where(Mandate.recorded_seq.in_(seqs))
    return {
        row.recorded_seq: (
            row.id,
            row.kind,
            row.book_key,
            row.pence,
            _day(row.from_day),
            _day(row.until_day),
            row.reference,
            digest_of_mandate(row.purpose),
        )
        for row in db.session.scalars(found)
    }


def _uses(seqs: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    found = select(MandateUse).where(MandateUse.recorded_seq.in_(seqs))
    return {
        row.recorded_seq: (row.mandate_id, row.transaction_seq, row.pence)
        for row in db.session.scalars(found)
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(table: type[PolicyVersion] | type[Mandate] | type[MandateUse]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0

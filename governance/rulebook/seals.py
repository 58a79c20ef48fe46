"""What the record covers of the rulebook: every adoption, and what the registrar did."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.record.verify import Fact, Fault, compared
from governance.rulebook.events import RegistrationRecorded, RulesAdopted
from governance.rulebook.models import RuleAdoption, RuleRegistration
from governance.rulebook.service import digest_of

TOLD = ("how", "reference", "legal_form", "needs_registration", "changes", "digest")


class Adoptions:
    """A change of rules says what its link says, and stands in its place."""

    title = "the rulebook"
    kinds = frozenset({RulesAdopted.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each adoption with its link."""
        return compared(
            facts,
            what="change of rules",
            sealed=_adopted,
            rows=_adoptions,
            total=lambda: db.session.scalar(select(func.count()).select_from(RuleAdoption)) or 0,
        )


class Registrations:
    """The registrar did with a change of rules what its link says."""

    title = "registrations of rules"
    kinds = frozenset({RegistrationRecorded.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each registration with its link."""
        return compared(
            facts,
            what="registration of rules",
            sealed=_registered,
            rows=_registrations,
            total=lambda: (
                db.session.scalar(select(func.count()).select_from(RuleRegistration)) or 0
            ),
        )


SEALS = (Adoptions(), Registrations())


def _adopted(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    told = tuple(said[name] for name in TOLD)
    return [(said["adoption_id"], (fact.seq, fact.at, said["from_day"], said["digest"], *told))]


def _adoptions(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    rows = db.session.scalars(select(RuleAdoption).where(RuleAdoption.id.in_(ids)))
    return {
        row.id: (
            row.recorded_seq,
            row.adopted_at,
            row.from_day.isoformat(),
            digest_of(row.changes, title=row.title, note=row.note),
            *(getattr(row, name) for name in TOLD),
        )
        for row in rows
    }


def _registered(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    told = (fact.seq, fact.at, said["outcome"], said["on_day"], said["reference"])
    return [(said["adoption_id"], told)]


def _registrations(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    found = select(RuleRegistration).where(RuleRegistration.adoption_id.in_(ids))
    return {
        row.adoption_id: (
            row.recorded_seq,
            row.recorded_at,
            row.outcome,
            row.on_day.isoformat(),
            row.reference,
        )
        for row in db.session.scalars(found)
    }

"""What the record covers of a motion's course: what was done and why, appeals, and delays."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.course_events import STEPS
from governance.motions.models import Appellant, Composite, Motion, Step
from governance.motions.service.moving import digest_of_step
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

STEP_KINDS = frozenset(event.kind for event in STEPS)


class Steps:
    """What was done to a motion, by whom and in which words, is as the record says."""

    title = "what was done to motions"
    kinds = STEP_KINDS

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each step with its link."""
        return compared(
            facts, what="step", sealed=_sealed_step, rows=_steps, total=lambda: _count(Step)
        )


class Appeals:
    """Who appeals against a ruling, and why, is as the record says."""

    title = "appeals against rulings"
    kinds = frozenset({"appeal joined"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each who joined an appeal with the link."""
        return compared(
            facts,
            what="appellant",
            sealed=lambda fact: [((fact.payload["ruling_id"], fact.by), fact.payload["digest"])],
            rows=_appellants,
            total=lambda: _count(Appellant),
        )


class Delays:
    """A motion is put off until the day that the record says."""

    title = "motions put off"
    kinds = frozenset({"motion adjourned", "motion resumed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each motion's day with the last link that sets it."""
        last = {fact.payload["motion_id"]: fact for fact in facts}
        return compared(
            last.values(),
            what="motion",
            sealed=lambda fact: [(fact.payload["motion_id"], fact.payload.get("until"))],
            rows=_days,
            total=lambda: _put_off_apart_from(last),
        )


class Composites:
    """Which motions went into a composite, and that their movers agreed, is as the record says."""

    title = "composites"
    kinds = frozenset({"composite made"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each composite that was made with its link."""
        return compared(
            facts,
            what="composite",
            sealed=_sealed_composite,
            rows=_composites,
            total=_count_of_composites,
        )


SEALS = (Steps(), Appeals(), Delays(), Composites())


def _sealed_step(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    return [(said["step_id"], (said["motion_id"], fact.by, said["digest"]))]


def _steps(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    taken = db.session.scalars(select(Step).where(Step.id.in_(ids)))
    return {row.id: (row.motion_id, row.by_id, digest_of_step(row)) for row in taken}


def _appellants(keys: Sequence[tuple[int, int | None]]) -> dict[tuple[int, int | None], str]:
    rulings = {ruling_id for ruling_id, _party_id in keys}
    joined = db.session.scalars(select(Appellant).where(Appellant.ruling_id.in_(rulings)))
    return {(row.ruling_id, row.party_id): digest(["v1", row.reason]) for row in joined}


def _days(ids: Sequence[int]) -> dict[int, str | None]:
    rows = db.session.execute(select(Motion.id, Motion.adjourned_until).where(Motion.id.in_(ids)))
    return {row.id: row.adjourned_until and row.adjourned_until.isoformat() for row in rows}


def _sealed_composite(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    parts = [
        (motion_id, mover_id, "agrees")
        for motion_id, mover_id in zip(said["part_ids"], said["movers"], strict=True)
    ]
    return [(said["composite_id"], (said["motion_id"], parts))]


def _composites(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    made = db.session.scalars(select(Composite).where(Composite.id.in_(ids)))
    return {
        row.id: (
            row.motion_id,
            [(each.motion_id, each.mover_id, each.answer) for each in row.parts],
        )
        for row in made
    }


def _count_of_composites() -> int:
    made = select(func.count()).select_from(Composite).where(Composite.state == "made")
    return db.session.scalar(made) or 0


def _put_off_apart_from(known: dict[int, Fact]) -> int:
    """Return how many were ever put off by the record, and those put off that it knows not of."""
    put_off = select(Motion.id).where(Motion.adjourned_until.is_not(None))
    return len(known) + len(set(db.session.scalars(put_off)) - set(known))


def _count(table: type[Step] | type[Appellant]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0

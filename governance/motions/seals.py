"""What the record covers of motions: their words, their seconders, how they stand."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from governance.infrastructure.database import db
from governance.motions import (
    amendment_seals,
    attachment_seals,
    course_seals,
    discussion_seals,
    version_seals,
)
from governance.motions.categories import Category
from governance.motions.models import Motion, Secondment
from governance.record.verify import Fact, Fault, compared

AFTERWARDS = {
    "motion proposed": "proposed",
    "motion seconded": "seconded",
    "motion balloted": "balloted",
    "motion released": "seconded",
    "motion withdrawn": "withdrawn",
}


class Proposals:
    """A motion's category, number, authors and needed seconders are as they were proposed."""

    title = "the motions"
    kinds = frozenset({"motion proposed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each motion with the link of its proposal."""
        return compared(
            facts, what="motion", sealed=_proposed, rows=_motions, total=lambda: _count(Motion)
        )


class Seconders:
    """Nobody was added to or taken from a motion's seconders."""

    title = "the seconders"
    kinds = frozenset({"secondment given", "secondments carried over"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each secondment with its link."""
        return compared(
            facts,
            what="secondment",
            sealed=_sealed_secondments,
            rows=_secondments,
            total=lambda: _count(Secondment),
        )


class States:
    """A motion stands where the last step on the record left it."""

    title = "where motions stand"
    kinds = frozenset({*AFTERWARDS, "motion resolved"}) | course_seals.STEP_KINDS

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each motion's state with its last step."""
        last = {fact.payload["motion_id"]: fact for fact in facts}
        return compared(last.values(), what="motion", sealed=_state_after, rows=_states)


SEALS = (
    *attachment_seals.SEALS,
    Proposals(),
    *version_seals.SEALS,
    Seconders(),
    States(),
    *course_seals.SEALS,
    *discussion_seals.SEALS,
    *amendment_seals.SEALS,
)


def _proposed(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    category = said.get("category", Category.OTHER)  # there were none before 0.2.0
    authors = (fact.by, tuple(said.get("co_authors", ())))
    return [(said["motion_id"], (said["reference"], said["seconders_needed"], authors, category))]


def _motions(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (
            row.reference,
            row.seconders_needed,
            (row.mover_id, tuple(each.party_id for each in row.co_authors)),
            row.category,
        )
        for row in db.session.scalars(
            select(Motion).where(Motion.id.in_(ids)).options(selectinload(Motion.co_authors))
        )
    }


def _sealed_secondments(fact: Fact) -> list[tuple[tuple[int, int | None], bool]]:
    supporters = fact.payload.get("party_ids", [fact.by])
    return [((fact.payload["motion_id"], party_id), True) for party_id in supporters]


def _secondments(keys: Sequence[tuple[int, int | None]]) -> dict[tuple[int, int | None], bool]:
    motions = {motion_id for motion_id, _party_id in keys}
    pairs = select(Secondment.motion_id, Secondment.party_id).where(
        Secondment.motion_id.in_(motions)
    )
    return dict.fromkeys(((one.motion_id, one.party_id) for one in db.session.execute(pairs)), True)


def _state_after(fact: Fact) -> list[tuple[int, str]]:
    said = fact.payload
    state = AFTERWARDS.get(fact.kind) or said.get("state") or said["outcome"]
    return [(said["motion_id"], state)]


def _states(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(Motion.id, Motion.state).where(Motion.id.in_(ids)))
    return {row.id: row.state for row in rows}


def _count(table: type[Motion] | type[Secondment]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0

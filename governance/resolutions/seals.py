"""What the record covers of the register: every resolution, and what became of its effect."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared
from governance.resolutions.digests import digest_of, digest_of_board_decision, digest_of_enactment
from governance.resolutions.events import (
    BoardDecisionEntered,
    EffectEnacted,
    ResolutionEntered,
    ResolutionRemarked,
)
from governance.resolutions.models import PREFIXES, BoardDecision, Enactment, Remark, Resolution

TOLD = ("decided_by", "decided_ref", "motion_id", "resolution_kind")


class Register:
    """A resolution says what its link says; each series is numbered as it came, by year."""

    title = "the register of resolutions"
    kinds = frozenset({ResolutionEntered.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each resolution with its link."""
        return compared(
            facts,
            what="resolution",
            sealed=_entered(),
            rows=_resolutions,
            total=lambda: db.session.scalar(select(func.count()).select_from(Resolution)) or 0,
        )


class Enactments:
    """What became of a resolution's effect is what its link says."""

    title = "effects of resolutions"
    kinds = frozenset({EffectEnacted.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each enactment with its link."""
        return compared(
            facts,
            what="effect of resolution",
            sealed=_enacted,
            rows=_enactments,
            total=lambda: db.session.scalar(select(func.count()).select_from(Enactment)) or 0,
        )


class BoardDecisions:
    """About what the board decided, and who may read it, is what its link says."""

    title = "the board’s decisions"
    kinds = frozenset({BoardDecisionEntered.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each decision with its link."""
        return compared(
            facts,
            what="board decision",
            sealed=_board_decided,
            rows=_board_decisions,
            total=lambda: db.session.scalar(select(func.count()).select_from(BoardDecision)) or 0,
        )


class Remarks:
    """What was told of a resolution afterwards is what was told then."""

    title = "remarks on resolutions"
    kinds = frozenset({ResolutionRemarked.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each remark with its link."""
        return compared(
            facts,
            what="remark on resolution",
            sealed=_remarked,
            rows=_remarks,
            total=lambda: db.session.scalar(select(func.count()).select_from(Remark)) or 0,
        )


SEALS = (Register(), Enactments(), BoardDecisions(), Remarks())


def _entered() -> Callable[[Fact], list[tuple[int, tuple[object, ...]]]]:
    """Return what a link says of its resolution, whose number follows from those before it."""
    numbers: Counter[tuple[str, int]] = Counter()

    def sealed(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
        said = fact.payload
        series = "board_decision" if said["decided_by"] == "board" else "resolution"
        year = date.fromisoformat(said["decided_on"]).year
        numbers[series, year] += 1
        number = numbers[series, year]
        reference = f"{PREFIXES[series]} {year}/{number}"
        told = (said[name] for name in TOLD)
        rules = (said["rules"]["version"], said["rules"]["digest"])
        placed = (fact.seq, fact.at, said["decided_on"])
        both = (said["digest"], said["digest"])
        return [(said["resolution_id"], (*placed, reference, *both, *rules, *told))]

    return sealed


def _resolutions(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (
            row.recorded_seq,
            row.entered_at,
            row.decided_on.isoformat(),
            row.reference,
            row.digest,
            digest_of(row),
            row.rules_version,
            row.rules_digest,
            *(getattr(row, name) for name in TOLD),
        )
        for row in db.session.scalars(select(Resolution).where(Resolution.id.in_(ids)))
    }


def _enacted(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    told = (fact.seq, fact.at, said["state"], said["adoption_id"], said["digest"], said["digest"])
    return [(said["resolution_id"], told)]


def _enactments(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.resolution_id: (
            row.recorded_seq,
            row.enacted_at,
            row.state,
            row.adoption_id,
            row.digest,
            digest_of_enactment(row),
        )
        for row in db.session.scalars(select(Enactment).where(Enactment.resolution_id.in_(ids)))
    }


def _board_decided(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    both = (said["digest"], said["digest"])
    return [(said["resolution_id"], (fact.seq, said["publish_on"], said["corrects_id"], *both))]


def _board_decisions(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    found = (
        select(BoardDecision, Resolution.salt)
        .join(Resolution, Resolution.id == BoardDecision.resolution_id)
        .where(BoardDecision.resolution_id.in_(ids))
    )
    return {
        row.resolution_id: (
            row.recorded_seq,
            row.publish_on.isoformat(),
            row.corrects_id,
            row.digest,
            digest_of_board_decision(row, salt),
        )
        for row, salt in db.session.execute(found)
    }


def _remarked(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    return [(said["remark_id"], (fact.seq, fact.at, said["resolution_id"], said["digest"]))]


def _remarks(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    return {
        row.id: (row.recorded_seq, row.at, row.resolution_id, digest(["v1", row.text]))
        for row in db.session.scalars(select(Remark).where(Remark.id.in_(ids)))
    }

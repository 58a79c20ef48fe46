"""What the record covers of a motion's versions: what it said at each point of its way."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.motions.models import Motion, MotionVersion
from governance.motions.service.versions import changes_digest, digest_of
from governance.record.verify import Fact, Fault, compared


class Versions:
    """A motion says, and said at each point of its way, what was proposed, accepted or carried."""

    title = "what motions say"
    kinds = frozenset({"motion proposed", "motion amended"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each version with its link, and each motion's words with its last link."""
        told = list(facts)
        yield from compared(
            told,
            what="version of motion",
            sealed=_version_told,
            rows=_versions,
            total=lambda: db.session.scalar(select(func.count()).select_from(MotionVersion)) or 0,
        )
        last = {fact.payload["motion_id"]: fact for fact in told}
        yield from compared(last.values(), what="motion", sealed=_words_told, rows=_words)


SEALS = (Versions(),)


def _version_told(fact: Fact) -> list[tuple[tuple[int, int], tuple[object, ...]]]:
    said = fact.payload
    cause = (said.get("because", "proposed"), said.get("amendment"))
    did = said.get("changes_digest", changes_digest([]))
    key = (said["motion_id"], said.get("version", 1))
    return [(key, (said["digest"], *cause, did, fact.by, fact.at))]


def _versions(keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[object, ...]]:
    wanted = {motion_id for motion_id, _number in keys}
    found = select(MotionVersion).where(MotionVersion.motion_id.in_(wanted))
    return {
        (row.motion_id, row.number): (
            _digest(row),
            row.because,
            row.amendment,
            changes_digest(row.changes),
            row.made_by,
            row.at,
        )
        for row in db.session.scalars(found)
    }


def _words_told(fact: Fact) -> list[tuple[int, tuple[object, ...]]]:
    said = fact.payload
    return [(said["motion_id"], (said.get("version", 1), said["digest"], said["digest"]))]


def _words(ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    found = db.session.scalars(select(Motion).where(Motion.id.in_(ids)))
    return {row.id: (row.version, row.digest, _digest(row)) for row in found}


def _digest(row: Motion | MotionVersion) -> str:
    return digest_of(row.title, row.text, row.reason, row.cost, row.effect, row.payload)

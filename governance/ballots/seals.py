"""What of ballots the record covers: plans, steps, definitions, rolls, papers, declarations."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, func, select

from governance.ballots import teller_seals
from governance.ballots.models import (
    Ballot,
    BallotPicture,
    Declaration,
    OpenPaper,
    Option,
    RollEntry,
)
from governance.ballots.paper import paper_digest_of
from governance.ballots.queries import paper_digest, rules_of
from governance.ballots.service.opening import (
    definition_hash_of,
    definition_of,
)
from governance.ballots.service.roll import roll_hash_of
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

STATES = {
    "ballot planned": "planned",
    "ballot opened": "open",
    "ballot closed": "closed",
    "ballot declared": "declared",
    "ballot called off": "called_off",
}


class PlanSeal:
    """A ballot is as it was set, and none was set past the record."""

    title = "ballots as they were set"
    kinds = frozenset({"ballot planned"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each ballot that was changed, is missing, or was never set."""
        return compared(
            facts, what="ballot", sealed=_as_set, rows=_plans, total=lambda: _count(Ballot)
        )


class PaperSeal:
    """What stands on the paper of a ballot is as it was set."""

    title = "papers of ballots as they were set"
    kinds = frozenset({"ballot planned"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each ballot whose questions or options were changed."""
        told = (fact for fact in facts if fact.payload.get("paper"))
        yield from compared(told, what="paper of ballot", sealed=_paper_as_set, rows=_papers_set)


class StruckSeal:
    """An option is struck only as its link says, with that reason."""

    title = "options struck from the papers"
    kinds = frozenset({"option struck"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each option that was struck past the record, or is struck no more."""
        yield from compared(
            facts,
            what="struck option",
            sealed=_as_struck,
            rows=_struck,
            total=lambda: _count(Option, Option.struck != ""),
        )


class StepSeal:
    """A ballot stands where its last step left it, and nobody was marked since it closed."""

    title = "where ballots stand"
    kinds = frozenset(STATES)

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each ballot's state, and the times and figures of its steps."""
        steps = list(facts)
        last = {fact.payload["ballot_id"]: fact for fact in steps}
        yield from compared(
            last.values(), what="state of ballot", sealed=_state_after, rows=_states
        )
        yield from compared(steps, what="step of ballot", sealed=_as_stepped, rows=_steps)


class BallotSeal:
    """A ballot's definition and roll are as they were when it opened."""

    title = "ballots and their rolls"
    kinds = frozenset({"ballot opened"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each ballot whose definition or roll is not what its link says."""
        return compared(facts, what="ballot", sealed=_as_opened, rows=_as_kept)


class OpenPaperSeal:
    """A paper of an open ballot is as it was cast."""

    title = "papers of open ballots"
    kinds = frozenset({"vote cast"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each paper that was changed, is missing, or was never cast."""
        return compared(
            facts,
            what="open paper",
            sealed=_as_cast,
            rows=_papers,
            total=lambda: _count(OpenPaper),
        )


class DeclarationSeal:
    """A result is as it was declared."""

    title = "declarations"
    kinds = frozenset({"ballot declared"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each declaration that was changed, is missing, or was never made."""
        return compared(
            facts,
            what="declaration of ballot",
            sealed=_as_declared(),
            rows=_declarations,
            total=lambda: _count(Declaration),
        )


def _as_opened(fact: Fact) -> list[tuple[int, tuple[str, str, str, int]]]:
    said = fact.payload
    defined = said["definition_hash"]
    return [(said["ballot_id"], (defined, defined, said["roll_hash"], said["roll_size"]))]


def _as_kept(ids: Sequence[int]) -> Mapping[int, tuple[str, str, str, int]]:
    found = db.session.scalars(select(Ballot).where(Ballot.id.in_(ids)))
    return {
        ballot.id: (
            definition_hash_of(ballot.definition),
            definition_hash_of(_defined_anew(ballot)),
            roll_hash_of(ballot.id),
            ballot.roll_size,
        )
        for ballot in found
    }


def _defined_anew(ballot: Ballot) -> str:
    """Write the definition from the row, which is what pages show."""
    if any(
        (each.amendment_id is None) != (each.motion_version is None) for each in ballot.questions
    ):
        return ""
    return definition_of(
        ballot,
        known_seq=ballot.known_seq,
        roll_size=ballot.roll_size,
        roll_hash=ballot.roll_hash,
        rules=rules_of(ballot),
    )


def _as_set(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    details = ("motion_id", "resolution_kind", "secrecy", "opens_at", "closes_at")
    row = (*(said[name] for name in details), said.get("amendment_id"))
    return [(said["ballot_id"], row)]


def _paper_as_set(fact: Fact) -> list[tuple[int, str]]:
    return [(fact.payload["ballot_id"], fact.payload["paper"])]


def _papers_set(ids: Sequence[int]) -> Mapping[int, str]:
    found = db.session.scalars(select(Ballot).where(Ballot.id.in_(ids)))
    return {each.id: paper_digest_of(each) if _shows_its_pictures(each) else "" for each in found}


def _shows_its_pictures(ballot: Ballot) -> bool:
    """Say whether the pictures kept for the paper are those that it names."""
    shown = [option.picture for asked in ballot.questions for option in asked.options]
    kept = select(BallotPicture.digest, BallotPicture.content)
    rows = db.session.execute(kept.where(BallotPicture.digest.in_(shown))) if any(shown) else ()
    # SQLite takes anything in any column; what is no bytes is not what was kept.
    return all(
        isinstance(row.content, bytes) and sha256(row.content).hexdigest() == row.digest
        for row in rows
    )


def _as_struck(fact: Fact) -> list[tuple[tuple[int, int, int], str]]:
    said = fact.payload
    return [((said["ballot_id"], said["question"], said["option"]), said["reason_digest"])]


def _struck(keys: Sequence[tuple[int, int, int]]) -> Mapping[tuple[int, int, int], str]:
    found = db.session.scalars(
        select(Option).where(Option.ballot_id.in_({ballot_id for ballot_id, _, _ in keys}))
    )
    return {
        (each.ballot_id, each.question, each.number): digest(each.struck)
        for each in found
        if each.struck
    }


def _plans(ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
    found = db.session.scalars(select(Ballot).where(Ballot.id.in_(ids)))
    return {
        each.id: (
            each.motion_id,
            each.questions[0].resolution_kind if each.is_on_a_motion else "",
            each.secrecy,
            _written(each.opens_at),
            _written(each.closes_at),
            each.amendment_id,
        )
        for each in found
    }


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _state_after(fact: Fact) -> list[tuple[int, str]]:
    return [(fact.payload["ballot_id"], STATES[fact.kind])]


def _states(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Ballot.id, Ballot.state).where(Ballot.id.in_(ids)))
    return {row.id: row.state for row in rows}


def _as_stepped(fact: Fact) -> list[tuple[tuple[int, str], tuple[Any, ...]]]:
    said, key = fact.payload, (fact.payload["ballot_id"], STATES[fact.kind])
    if fact.kind == "ballot opened":
        return [(key, (fact.at,))]
    if fact.kind == "ballot closed":
        return [(key, (fact.at, said["marked"]))]
    return [(key, (fact.at, said["reason_digest"]))] if fact.kind == "ballot called off" else []


def _steps(keys: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[Any, ...]]:
    wanted = {ballot_id for ballot_id, _step in keys}
    marks = (
        select(RollEntry.ballot_id, func.count(RollEntry.mark).label("marked"))
        .where(RollEntry.ballot_id.in_(wanted))
        .group_by(RollEntry.ballot_id)
    )
    marked = {row.ballot_id: row.marked for row in db.session.execute(marks)}
    found: dict[tuple[int, str], tuple[Any, ...]] = {}
    for each in db.session.scalars(select(Ballot).where(Ballot.id.in_(wanted))):
        found[each.id, "open"] = (each.opened_at,)
        found[each.id, "closed"] = (each.closed_at, marked.get(each.id, 0))
        found[each.id, "called_off"] = (each.closed_at, digest(each.called_off_reason))
    return found


def _as_cast(fact: Fact) -> list[tuple[tuple[int, int], tuple[str, datetime]]]:
    said = fact.payload
    return [((said["ballot_id"], said["voter_id"]), (said["paper_digest"], fact.at))]


def _papers(keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[str, datetime]]:
    wanted = set(keys)
    ballots, voters = {ballot for ballot, _ in keys}, {voter for _, voter in keys}
    query = select(OpenPaper).where(
        OpenPaper.ballot_id.in_(ballots), OpenPaper.party_id.in_(voters)
    )
    return {
        (paper.ballot_id, paper.party_id): (
            paper_digest(
                ballot_id=paper.ballot_id,
                party_id=paper.party_id,
                choice=paper.choice,
                salt=paper.salt,
            ),
            paper.cast_at,
        )
        for paper in db.session.scalars(query)
        if (paper.ballot_id, paper.party_id) in wanted
    }


def _as_declared() -> Callable[[Fact], list[tuple[int, tuple[Any, ...]]]]:
    """Return what a declaration's link says of its row; they are numbered as they come, by year."""
    numbers: Counter[int] = Counter()

    def sealed(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
        said, year = fact.payload, day_of(fact.at).year
        numbers[year] += 1
        covered = said["declaration_digest"]
        row = (covered, covered, said["outcome"], fact.at, year, numbers[year])
        return [(said["ballot_id"], row)]

    return sealed


def _declarations(ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
    found = db.session.scalars(select(Declaration).where(Declaration.ballot_id.in_(ids)))
    return {
        each.ballot_id: (
            each.digest,
            digest(each.body),
            each.outcome,
            each.declared_at,
            each.year,
            each.number,
        )
        for each in found
    }


def _count(table: type[Any], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


SEALS = (
    PlanSeal(),
    PaperSeal(),
    StruckSeal(),
    StepSeal(),
    BallotSeal(),
    OpenPaperSeal(),
    DeclarationSeal(),
    *teller_seals.SEALS,
)

"""What of elections the record covers: seats, notices, who is nominated, consents, stands, won."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from governance.elections import hustings_seals
from governance.elections.models import Candidate, Contest, Election, Nominator, Seats
from governance.elections.service.calling import digest_of_notice
from governance.elections.service.candidates import digest_of_candidate
from governance.elections.service.holding import digest_of_reason
from governance.infrastructure.database import db
from governance.record.verify import Fact, Fault, compared

Rows = Mapping[Any, Any]


class SeatsSeal:
    """Each office has as many seats as was last entered."""

    title = "seats of offices"
    kinds = frozenset({"seats set"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each number of seats with what was last said of it."""
        last = {fact.payload["seats_id"]: fact for fact in facts}
        names = ("office", "body", "constituency", "service", "number")
        yield from compared(
            last.values(),
            what="number of seats",
            sealed=lambda fact: [
                (fact.payload["seats_id"], tuple(fact.payload[name] for name in names))
            ],
            rows=lambda ids: {
                row.id: tuple(getattr(row, name) for name in names)
                for row in db.session.scalars(select(Seats).where(Seats.id.in_(ids)))
            },
            total=lambda: _count(Seats.id),
        )


class NoticeSeal:
    """A notice of vacancies says what it said when it was published."""

    title = "notices of vacancies"
    kinds = frozenset({"election called"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each election with its notice."""
        return compared(
            facts, what="election", sealed=_called, rows=_notices, total=lambda: _count(Election.id)
        )


class CallingOffSeal:
    """An election was called off for the reason that the record says."""

    title = "elections that were called off"
    kinds = frozenset({"election called off"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each with its link."""
        return compared(
            facts,
            what="election called off",
            sealed=lambda fact: [(fact.payload["election_id"], fact.payload["reason_digest"])],
            rows=lambda ids: {
                row.id: digest_of_reason(row.called_off_reason)
                for row in db.session.scalars(select(Election).where(Election.id.in_(ids)))
                if row.state == "called_off"
            },
            total=lambda: _count(Election.id, Election.state == "called_off"),
        )


class NominationSeal:
    """Who was nominated by whom is as the record says, and nobody was added."""

    title = "candidates of elections"
    kinds = frozenset({"candidate nominated"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each candidate with the link of their nomination."""
        return compared(
            facts,
            what="candidate",
            sealed=_nominated,
            rows=_candidates,
            total=lambda: _count(Candidate.id),
        )


class NominatorSeal:
    """Nobody was added to or taken from those who nominate a candidate."""

    title = "nominators of candidates"
    kinds = frozenset({"candidate nominated", "candidate seconded"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each with their link."""
        return compared(
            facts,
            what="nominator",
            sealed=_seconded,
            rows=_nominators,
            total=lambda: _count(Nominator.party_id, Nominator.at.is_not(None)),
        )


class ConsentSeal:
    """A candidate consented when the record says, and nobody is made to."""

    title = "consents of candidates"
    kinds = frozenset({"candidate consented"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each consent with its link."""
        return compared(
            facts,
            what="consent of candidate",
            sealed=lambda fact: [(fact.payload["candidate_id"], (fact.at, fact.by))],
            rows=lambda ids: {
                row.id: (row.consented_at, row.party_id)
                for row in db.session.scalars(select(Candidate).where(Candidate.id.in_(ids)))
            },
            total=lambda: _count(Candidate.id, Candidate.consented_at.is_not(None)),
        )


class StateSeal:
    """A candidate stands, or does not any more, as the last step on the record left it."""

    title = "where candidates stand"
    kinds = frozenset({"candidate nominated", "candidate ended", "nominations closed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each candidate's state with their last step, and struck out ones' reasons."""
        last: dict[int, tuple[Fact, tuple[str, str]]] = {}
        for fact in facts:
            last |= {candidate: (fact, state) for candidate, state in _after(fact)}
        said = {candidate: state for candidate, (_fact, state) in last.items()}
        yield from compared(
            [fact for fact, _state in last.values()],
            what="state of candidate",
            sealed=lambda fact: [(each, said[each]) for each, _ in _after(fact)],
            rows=_states,
        )


class WordsSeal:
    """What candidates say and show is what was published when nominations closed."""

    title = "statements of candidates"
    kinds = frozenset({"nominations closed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each candidate's words with the digest of that day."""
        return compared(
            facts,
            what="statement of candidate",
            sealed=lambda fact: [
                (candidate, (covered, covered)) for candidate, covered in fact.payload["standing"]
            ],
            rows=lambda ids: {
                row.id: (row.digest, digest_of_candidate(row))
                for row in db.session.scalars(select(Candidate).where(Candidate.id.in_(ids)))
            },
        )


class PaperSeal:
    """A contest is the question of a ballot that the record says, its candidates in that order."""

    title = "contests that are voted on"
    kinds = frozenset({"contest put to a ballot"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each contest with its ballot."""
        return compared(
            facts,
            what="contest on a paper",
            sealed=_on_paper,
            rows=_papers,
            total=lambda: _count(Contest.id, Contest.ballot_id.is_not(None)),
        )


class ResultSeal:
    """Who is elected is who the record says, in that order."""

    title = "who is elected"
    kinds = frozenset({"contest ended"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each contest with its end."""
        return compared(
            facts,
            what="result of contest",
            sealed=_ended,
            rows=_results,
            total=lambda: _count(Contest.id, Contest.state.in_(DECIDED)),
        )


DECIDED = ("unopposed", "no_candidates", "elected")
SEALS = (
    SeatsSeal(),
    NoticeSeal(),
    CallingOffSeal(),
    NominationSeal(),
    NominatorSeal(),
    ConsentSeal(),
    StateSeal(),
    WordsSeal(),
    PaperSeal(),
    ResultSeal(),
    *hustings_seals.SEALS,
)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _called(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    times = (said["nominations_close_at"], said["opens_at"], said["closes_at"])
    covered = said["notice_digest"]
    return [(said["election_id"], (said["reference"], covered, covered, *times))]


def _notices(ids: Sequence[int]) -> Rows:
    found = db.session.scalars(select(Election).where(Election.id.in_(ids)))
    return {
        row.id: (
            row.reference,
            row.notice_digest,
            digest_of_notice(row),
            *map(_written, (row.nominations_close_at, row.opens_at, row.closes_at)),
        )
        for row in found
    }


def _nominated(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    return [(said["candidate_id"], (said["contest_id"], said["party_id"], fact.by, fact.at))]


def _candidates(ids: Sequence[int]) -> Rows:
    return {
        row.id: (row.contest_id, row.party_id, row.proposed_by, row.nominated_at)
        for row in db.session.scalars(select(Candidate).where(Candidate.id.in_(ids)))
    }


def _seconded(fact: Fact) -> list[tuple[tuple[int, int | None], datetime]]:
    if fact.payload.get("party_id") == fact.by:
        return []
    return [((fact.payload["candidate_id"], fact.by), fact.at)]


def _nominators(keys: Sequence[tuple[int, int | None]]) -> Rows:
    those = select(Nominator).where(Nominator.candidate_id.in_({each for each, _ in keys}))
    return {
        (row.candidate_id, row.party_id): row.at
        for row in db.session.scalars(those)
        if row.at is not None
    }


def _after(fact: Fact) -> list[tuple[int, tuple[str, str]]]:
    """Return each candidate's state after a step, and the digest of the reason for it."""
    said = fact.payload
    if fact.kind == "nominations closed":
        standing = [(candidate, ("standing", "")) for candidate, _covered in said["standing"]]
        return standing + [(candidate, ("lapsed", "")) for candidate in said["lapsed"]]
    if fact.kind == "candidate ended":
        struck = said["reason_digest"] if said["state"] == "struck" else ""
        return [(said["candidate_id"], (said["state"], struck))]
    return [(said["candidate_id"], ("nominated", ""))]


def _states(ids: Sequence[int]) -> Rows:
    return {
        row.id: (row.state, digest_of_reason(row.reason) if row.state == "struck" else "")
        for row in db.session.scalars(select(Candidate).where(Candidate.id.in_(ids)))
    }


def _on_paper(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    return [(said["contest_id"], (said["ballot_id"], said["question"], tuple(said["options"])))]


def _papers(ids: Sequence[int]) -> Rows:
    options = _in_order(ids, Candidate.option)
    return {
        row.id: (row.ballot_id, row.question, options.get(row.id, ()))
        for row in db.session.scalars(select(Contest).where(Contest.id.in_(ids)))
    }


def _ended(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    row = (said["state"], tuple(said["elected"]), said["unfilled"], fact.at)
    return [(said["contest_id"], row)]


def _results(ids: Sequence[int]) -> Rows:
    places = _in_order(ids, Candidate.place)
    return {
        row.id: (row.state, places.get(row.id, ()), row.unfilled, row.ended_at)
        for row in db.session.scalars(select(Contest).where(Contest.id.in_(ids)))
    }


def _in_order(ids: Sequence[int], column: Any) -> dict[int, tuple[int, ...]]:
    those = select(Candidate.contest_id, Candidate.id).where(
        Candidate.contest_id.in_(ids), column.is_not(None)
    )
    found: dict[int, tuple[int, ...]] = {}
    for contest_id, candidate_id in db.session.execute(those.order_by(column, Candidate.id)):
        found[contest_id] = (*found.get(contest_id, ()), candidate_id)
    return found


def _count(column: Any, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(column)).where(*conditions)) or 0

"""What of ballots the record covers: definitions, rolls, open papers and declarations."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select

from governance.ballots.models import Ballot, Declaration, OpenPaper
from governance.ballots.queries import paper_digest
from governance.ballots.service.opening import (
    definition_hash_of,
    definition_of,
    roll_hash_of,
)
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared


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
            facts, what="open paper", sealed=_as_cast, rows=_papers, total=_number_of_papers
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
            sealed=lambda fact: [
                (
                    fact.payload["ballot_id"],
                    (fact.payload["declaration_digest"], fact.payload["outcome"]),
                )
            ],
            rows=_declarations,
            total=_number_of_declarations,
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
    return definition_of(
        ballot,
        known_seq=ballot.known_seq,
        roll_size=ballot.roll_size,
        roll_hash=ballot.roll_hash,
    )


def _as_cast(fact: Fact) -> list[tuple[tuple[int, int], str]]:
    said = fact.payload
    return [((said["ballot_id"], said["voter_id"]), said["paper_digest"])]


def _papers(keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    wanted = set(keys)
    ballots, voters = {ballot for ballot, _ in keys}, {voter for _, voter in keys}
    query = select(OpenPaper).where(
        OpenPaper.ballot_id.in_(ballots), OpenPaper.party_id.in_(voters)
    )
    return {
        (paper.ballot_id, paper.party_id): paper_digest(
            ballot_id=paper.ballot_id,
            party_id=paper.party_id,
            choice=paper.choice,
            salt=paper.salt,
        )
        for paper in db.session.scalars(query)
        if (paper.ballot_id, paper.party_id) in wanted
    }


def _number_of_papers() -> int:
    return db.session.scalar(select(func.count()).select_from(OpenPaper)) or 0


def _declarations(ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    found = db.session.scalars(select(Declaration).where(Declaration.ballot_id.in_(ids)))
    return {each.ballot_id: (digest(each.body), each.outcome) for each in found}


def _number_of_declarations() -> int:
    return db.session.scalar(select(func.count()).select_from(Declaration)) or 0


SEALS = (BallotSeal(), OpenPaperSeal(), DeclarationSeal())

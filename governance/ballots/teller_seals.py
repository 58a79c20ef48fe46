"""What the record covers of votes on paper and of the count: who voted so, and who counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from governance.ballots.models import RollEntry
from governance.ballots.teller_models import (
    Certificate,
    CountOpening,
    PaperBatch,
    PaperWaiver,
    Teller,
)
from governance.ballots.teller_queries import PAPER
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

OfParty = tuple[int, int]


class PaperAskedSeal:
    """Whoever votes on paper asked for it, and nobody was put on paper past the record."""

    title = "who votes on paper"
    kinds = frozenset({"ballot paper asked for"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each who is on paper past the record, or on paper no more."""
        yield from compared(
            facts,
            what="vote on paper",
            sealed=lambda fact: [((fact.payload["ballot_id"], fact.payload["voter_id"]), PAPER)],
            rows=_on_paper,
            total=lambda: _count(RollEntry, RollEntry.channel == PAPER),
        )


class TellerSeal:
    """Tellers were appointed as the record says."""

    title = "tellers of ballots"
    kinds = frozenset({"teller appointed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each who was appointed past the record."""
        yield from compared(
            facts,
            what="teller",
            sealed=lambda fact: [((fact.payload["ballot_id"], fact.payload["teller_id"]), True)],
            rows=_appointed,
            total=lambda: _count(Teller, Teller.is_appointed.is_(True)),
        )


class BatchSeal:
    """Papers were entered once, so many, by those two."""

    title = "batches of papers"
    kinds = frozenset({"paper batch entered"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each batch that was changed, is missing, or was entered past the record."""
        yield from compared(
            facts,
            what="batch of papers of ballot",
            sealed=_as_entered,
            rows=_batches,
            total=lambda: _count(PaperBatch),
        )


class WaiverSeal:
    """Papers were waived only by two people, for that reason."""

    title = "papers waived"
    kinds = frozenset({"ballot papers waived"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each waiver that was changed, is missing, or was agreed past the record."""
        yield from compared(
            facts,
            what="waiver of papers of ballot",
            sealed=_as_waived,
            rows=_waivers,
            total=lambda: _count(PaperWaiver, PaperWaiver.agreed_by.is_not(None)),
        )


class OpeningSeal:
    """A count was opened by the scrutineers whom the record names."""

    title = "openings of counts"
    kinds = frozenset({"count opened"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each opening that is missing or was made past the record."""
        yield from compared(
            facts,
            what="opening of a count",
            sealed=lambda fact: [(_scrutineer(fact), fact.at)],
            rows=_openings,
            total=lambda: _count(CountOpening),
        )


class CertificateSeal:
    """A result was certified by the scrutineers whom the record names, as it was declared."""

    title = "certificates of results"
    kinds = frozenset({"result certified"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each certificate that was changed, is missing, or was made past the record."""
        yield from compared(
            facts,
            what="certificate of a result",
            sealed=lambda fact: [
                (_scrutineer(fact), (fact.payload["declaration_digest"], fact.at))
            ],
            rows=_certificates,
            total=lambda: _count(Certificate),
        )


def _scrutineer(fact: Fact) -> OfParty:
    return fact.payload["ballot_id"], fact.payload["scrutineer_id"]


def _on_paper(keys: Sequence[OfParty]) -> Mapping[OfParty, str]:
    asked = RollEntry.channel == PAPER
    return {(each.ballot_id, each.party_id): PAPER for each in _of(RollEntry, keys, asked)}


def _appointed(keys: Sequence[OfParty]) -> Mapping[OfParty, bool]:
    found = _of(Teller, keys, Teller.is_appointed.is_(True))
    return {(each.ballot_id, each.party_id): True for each in found}


def _as_entered(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    names = ("papers", "envelopes", "batch_digest", "first_id", "second_id")
    return [(said["ballot_id"], (*(said[name] for name in names), fact.at))]


def _batches(ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
    found = db.session.scalars(select(PaperBatch).where(PaperBatch.ballot_id.in_(ids)))
    return {
        each.ballot_id: (
            each.papers,
            each.envelopes,
            each.digest,
            each.first_id,
            each.second_id,
            each.entered_at,
        )
        for each in found
    }


def _as_waived(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    return [(said["ballot_id"], (said["asked_by"], fact.by, said["reason_digest"], fact.at))]


def _waivers(ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
    agreed = PaperWaiver.agreed_by.is_not(None)
    found = db.session.scalars(select(PaperWaiver).where(PaperWaiver.ballot_id.in_(ids), agreed))
    return {
        each.ballot_id: (each.asked_by, each.agreed_by, digest(each.reason), each.agreed_at)
        for each in found
    }


def _openings(keys: Sequence[OfParty]) -> Mapping[OfParty, datetime]:
    found = _of(CountOpening, keys)
    return {(each.ballot_id, each.party_id): each.opened_at for each in found}


def _certificates(keys: Sequence[OfParty]) -> Mapping[OfParty, tuple[str, datetime]]:
    found = _of(Certificate, keys)
    return {
        (each.ballot_id, each.party_id): (each.declaration_digest, each.certified_at)
        for each in found
    }


def _of(table: Any, keys: Sequence[OfParty], *conditions: ColumnElement[bool]) -> Iterator[Any]:
    """Yield the rows of a table of ballots and parties with these keys."""
    wanted = set(keys)
    ballots, parties = {ballot for ballot, _ in keys}, {party for _, party in keys}
    asked = select(table).where(
        table.ballot_id.in_(ballots), table.party_id.in_(parties), *conditions
    )
    for each in db.session.scalars(asked):
        if (each.ballot_id, each.party_id) in wanted:
            yield each


def _count(table: type[Any], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


SEALS = (
    PaperAskedSeal(),
    TellerSeal(),
    BatchSeal(),
    WaiverSeal(),
    OpeningSeal(),
    CertificateSeal(),
)

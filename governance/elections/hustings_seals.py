"""What the record covers of hustings, and of papers that were counted again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from governance.elections.models import Countback, HustingsAnswer, HustingsQuestion
from governance.elections.service.holding import digest_of_reason, digest_of_words
from governance.infrastructure.database import db
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Row = HustingsQuestion | HustingsAnswer


class AskedSeal:
    """What members asked candidates is what they asked."""

    title = "questions to candidates"
    kinds = frozenset({"candidates asked"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each question with its link."""
        return compared(
            facts,
            what="question to candidates",
            sealed=_asked,
            rows=_questions,
            total=lambda: _count(HustingsQuestion),
        )


class AnsweredSeal:
    """What candidates answered is what they answered."""

    title = "answers of candidates"
    kinds = frozenset({"candidate answered"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each answer with its link."""
        return compared(
            facts,
            what="answer of a candidate",
            sealed=_answered,
            rows=_answers,
            total=lambda: _count(HustingsAnswer),
        )


class RemovedSeal:
    """A question is out of sight by whom and for the reason that the record says."""

    title = "removed questions to candidates"
    kinds = frozenset({"candidates’ question removed"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each removal with its link."""
        return compared(
            facts,
            what="removed question",
            sealed=lambda fact: [
                (fact.payload["question_id"], (fact.by, fact.payload["reason_digest"]))
            ],
            rows=_removals,
            total=_count_of_removals,
        )


class CountbackSeal:
    """Papers were counted again with the outcome that the record says."""

    title = "countbacks"
    kinds = frozenset({"countback held"})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each with its link."""
        return compared(
            facts,
            what="countback",
            sealed=_held,
            rows=_countbacks,
            total=lambda: _count(Countback),
        )


SEALS = (AskedSeal(), AnsweredSeal(), RemovedSeal(), CountbackSeal())


def _asked(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    covered = said["words_digest"]
    return [(said["question_id"], (said["contest_id"], fact.by, covered, covered))]


def _questions(ids: Sequence[int]) -> Mapping[int, Any]:
    those = select(HustingsQuestion).where(HustingsQuestion.id.in_(ids))
    return {
        row.id: (row.contest_id, row.party_id, row.digest, _anew(row))
        for row in db.session.scalars(those)
    }


def _answered(fact: Fact) -> list[tuple[tuple[int, int], tuple[str, str]]]:
    said = fact.payload
    covered = said["words_digest"]
    return [((said["question_id"], said["candidate_id"]), (covered, covered))]


def _answers(keys: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Any]:
    those = select(HustingsAnswer).where(
        HustingsAnswer.question_id.in_({question for question, _ in keys})
    )
    return {
        (row.question_id, row.candidate_id): (row.digest, _anew(row))
        for row in db.session.scalars(those)
    }


def _anew(row: Row) -> str:
    """Return the digest of the words as they are."""
    return digest_of_words(row.salt, row.words)


def _removals(ids: Sequence[int]) -> Mapping[int, Any]:
    those = select(HustingsQuestion).where(
        HustingsQuestion.id.in_(ids), HustingsQuestion.removed_at.is_not(None)
    )
    return {
        row.id: (row.removed_by, digest_of_reason(row.removed_reason))
        for row in db.session.scalars(those)
    }


def _held(fact: Fact) -> list[tuple[int, tuple[Any, ...]]]:
    said = fact.payload
    names = ("contest_id", "party_id", "last_day", "filled_by")
    covered = said["count_digest"]
    return [(said["countback_id"], (*(said[name] for name in names), covered, covered))]


def _countbacks(ids: Sequence[int]) -> Mapping[int, Any]:
    return {
        row.id: (
            row.contest_id,
            row.party_id,
            row.last_day.isoformat(),
            row.filled_by,
            row.digest,
            digest(row.count),
        )
        for row in db.session.scalars(select(Countback).where(Countback.id.in_(ids)))
    }


def _count_of_removals() -> int:
    those = select(func.count()).select_from(HustingsQuestion)
    return db.session.scalar(those.where(HustingsQuestion.removed_at.is_not(None))) or 0


def _count(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0

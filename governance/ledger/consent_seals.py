"""Reserved matters are outside the chain: each row agrees with the link that told of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.ledger.events import (
    ConsentAnswered,
    ConsentAsked,
    ConsentSettingMade,
    MatterDecided,
)
from governance.ledger.models import ConsentAnswer, ConsentSetting, MatterOutcome, ReservedMatter
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Key = tuple[str, int]
EVENTS: dict[str, type] = {
    ConsentSettingMade.kind: ConsentSetting,
    ConsentAsked.kind: ReservedMatter,
    ConsentAnswered.kind: ConsentAnswer,
    MatterDecided.kind: MatterOutcome,
}


class Consents:
    """Reserved matters: how classes consent, what was asked, answered and decided."""

    title = "the consents of classes"
    kinds = frozenset(EVENTS)

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each row that is not as its link says, and each that no link knows of."""
        return compared(facts, what="row of consents", sealed=_sealed, rows=_rows, total=_total)


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    """Say of a link what `_TOLD` says of its row; links and rows share their number."""
    yield (fact.kind, fact.seq), tuple(fact.payload[name] for name in _NAMES[fact.kind])


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    found: dict[Key, Any] = {}
    for kind, model in EVENTS.items():
        links = [seq for of_kind, seq in keys if of_kind == kind]
        table: Any = model.__table__  # type: ignore[attr-defined]
        rows = db.session.execute(select(table).where(table.c.recorded_seq.in_(links)))
        found.update(((kind, row.recorded_seq), _TOLD[kind](row)) for row in rows)
    return found


def _total() -> int:
    counts = (select(func.count()).select_from(model) for model in EVENTS.values())
    return sum(db.session.scalar(count) or 0 for count in counts)


def _setting(row: Any) -> tuple[Any, ...]:
    return row.share_class_id, row.valid_from.isoformat(), digest(["v1", row.rule])


def _matter(row: Any) -> tuple[Any, ...]:
    words = None if row.salt is None else [row.title, row.text]
    sealed = _digest_of(row, words)
    return row.id, row.book_id, row.asked_on.isoformat(), row.share_class_ids, sealed


def _answer(row: Any) -> tuple[Any, ...]:
    words = None if row.salt is None else [row.signatory]
    said = (row.share_class_id, row.party_id, row.answer, row.answered_on.isoformat())
    return row.matter_id, row.id, *said, _digest_of(row, words)


def _outcome(row: Any) -> tuple[Any, ...]:
    said = (row.decided_on.isoformat(), row.known_seq, bool(row.is_given))
    return row.matter_id, *said, digest(["v1", row.body])


def _digest_of(row: Any, words: list[Any] | None) -> str:
    """Make the digest of the words anew; of erased ones only the digest is left."""
    if words is None:
        return str(row.digest)
    anew = digest(["v1", row.salt, *words])
    return anew if anew == row.digest else "the words and their digest differ"


_NAMES = {
    ConsentSettingMade.kind: ("share_class_id", "valid_from", "rule_digest"),
    ConsentAsked.kind: ("matter_id", "book_id", "asked_on", "share_class_ids", "digest"),
    ConsentAnswered.kind: (
        "matter_id",
        "answer_id",
        "share_class_id",
        "party_id",
        "answer",
        "answered_on",
        "digest",
    ),
    MatterDecided.kind: ("matter_id", "decided_on", "known_seq", "is_given", "body_digest"),
}
_TOLD = {
    ConsentSettingMade.kind: _setting,
    ConsentAsked.kind: _matter,
    ConsentAnswered.kind: _answer,
    MatterDecided.kind: _outcome,
}

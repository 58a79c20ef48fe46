"""What people asked and were answered agrees with its links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.privacy.events import CorrectionAnswered, CorrectionAsked
from governance.privacy.models import Correction
from governance.privacy.service import answered_by
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

Key = tuple[str, int]
ASKED, ANSWERED = "asked", "answered"


class Corrections:
    """Corrections asked for and answered."""

    title = "corrections that people asked for"
    kinds = frozenset({CorrectionAsked.kind, CorrectionAnswered.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Compare each with its links."""
        return compared(facts, what="correction", sealed=_sealed, rows=_rows, total=_total)


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == CorrectionAsked.kind:
        asked_on = day_of(fact.at)
        days = (asked_on, answered_by(asked_on))
        asked = (said["party_id"], fact.seq, *days, said["words_digest"])
        yield (ASKED, said["correction_id"]), asked
    else:
        place = (ANSWERED, said["correction_id"])
        yield place, (said["party_id"], said["state"], day_of(fact.at), said["words_digest"])


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    found: dict[Key, Any] = {}
    ids = {key[1] for key in keys}
    for row in db.session.scalars(select(Correction).where(Correction.id.in_(ids))):
        asked = _anew(row, ASKED, row.asked_digest)
        found[ASKED, row.id] = (row.party_id, row.asked_seq, row.asked_on, row.due_on, asked)
        if row.state != "asked":
            answered = _anew(row, ANSWERED, row.answer_digest)
            found[ANSWERED, row.id] = (row.party_id, row.state, row.answered_on, answered)
    return found


def _anew(row: Correction, name: str, kept: str) -> str:
    if row.words is None and row.salt is None:
        return kept
    return digest(["v1", row.salt, (row.words or {}).get(name)])


def _total() -> int:
    answered = select(func.count()).where(Correction.state != "asked")
    every = select(func.count()).select_from(Correction)
    return (db.session.scalar(every) or 0) + (db.session.scalar(answered) or 0)


SEALS = (Corrections(),)

"""Requests to inspect the register agree with the links that told of them and of their answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.database import db
from governance.members.events import InspectionAnswered, InspectionAsked
from governance.members.inspection_models import InspectionAnswer, InspectionRequest
from governance.reckoning.canonical import digest
from governance.record.verify import Fact, Fault, compared

ASKED, ANSWERED = "request", "answer"
Key = tuple[Any, ...]


class Inspections:
    """Requests to inspect the register."""

    title = "inspections of the register"
    kinds = frozenset({InspectionAsked.kind, InspectionAnswered.kind})

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        """Yield each request that is not as its links say."""
        return compared(facts, what="inspection", sealed=_sealed, rows=_rows, total=_total)


def _sealed(fact: Fact) -> Iterable[tuple[Key, Any]]:
    said = fact.payload
    if fact.kind == InspectionAsked.kind:
        facts = ("party_id", "received_on", "due_on", "fee_pence", "words")
        yield (ASKED, said["request_id"]), (fact.seq, *(said[name] for name in facts))
        return
    told = (said["state"], said["answered_on"], said["words"])
    yield (ANSWERED, said["request_id"], fact.seq), told


def _rows(keys: Sequence[Key]) -> Mapping[Key, Any]:
    found: dict[Key, Any] = {}
    wanted = {key[1] for key in keys}
    asked = select(InspectionRequest).where(InspectionRequest.id.in_(wanted))
    for row in db.session.scalars(asked):
        days = (row.received_on.isoformat(), row.due_on.isoformat())
        found[ASKED, row.id] = (row.recorded_seq, row.party_id, *days, row.fee_pence, _anew(row))
        for answer in row.answers:
            told = (answer.state, answer.answered_on.isoformat(), _anew(answer))
            found[ANSWERED, row.id, answer.recorded_seq] = told
    return found


def _anew(row: InspectionRequest | InspectionAnswer) -> str:
    """Make the digest anew from the words; of erased ones only the digest is left."""
    if row.salt is None and row.words is None:
        return row.digest
    anew = digest(["v1", row.salt, row.words])
    return anew if anew == row.digest else "the words and their digest differ"


def _total() -> int:
    counted = (func.count(InspectionRequest.id), func.count(InspectionAnswer.id))
    return sum(db.session.scalar(select(number)) or 0 for number in counted)

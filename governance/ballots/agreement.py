"""Whether the two tellers of a ballot typed the same: compared once both have typed all.

Of a secret ballot papers are compared by what they say and how many say it. Of an open ballot a
paper belongs to an envelope with a name: it is written with the envelope's number, `3|for`, in the
order of the roll.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from governance.ballots import batch, teller_queries
from governance.ballots.models import Ballot
from governance.ballots.paper import form_of
from governance.ballots.teller_models import Teller
from governance.infrastructure.database import db
from governance.reckoning.papers.typing import (
    Difference,
    Typed,
    TypedLine,
    TypingFault,
    differences,
    read_typed,
)
from governance.reckoning.sentence import Sentence

PLACES = (1, 2)
OF_ENVELOPE = "|"


@dataclass(frozen=True)
class Agreement:
    """How far the two are: who has typed all, where they differ, and the digest once they agree."""

    are_ready: bool = False
    differences: tuple[Difference, ...] = ()
    papers: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""


def both_tellers(ballot_id: int) -> Sequence[Teller]:
    """Return whoever sits as a teller of a ballot, the first place first."""
    sitting = select(Teller).where(Teller.ballot_id == ballot_id, Teller.place.is_not(None))
    return db.session.scalars(sitting.order_by(Teller.place)).all()


def typed_at(ballot: Ballot, place: int) -> Typed:
    """Return what the teller at a place has typed, read; more than came back is a fault."""
    typed = read_typed(batch.typed(ballot.id, place).lines, form_of(ballot))
    envelopes = teller_queries.on_paper(ballot.id).envelopes
    if ballot.secrecy == "open":
        return _by_envelope(typed, envelopes)
    if typed.number <= envelopes:
        return typed
    too_many = Sentence(
        "%(typed)s papers are typed, and %(envelopes)s envelopes came back.",
        {"typed": typed.number, "envelopes": envelopes},
    )
    return replace(typed, faults=(*typed.faults, TypingFault(typed.lines[-1].number, too_many)))


def agreement_on(ballot: Ballot) -> Agreement:
    """Return how far the two tellers are; nothing of the one's papers before both typed all."""
    both = both_tellers(ballot.id)
    if len(both) < len(PLACES) or not all(each.is_ready for each in both):
        return Agreement()
    first, second = (_papers(ballot, typed_at(ballot, place)) for place in PLACES)
    differing = differences(first, second)
    if differing:
        return Agreement(are_ready=True, differences=differing)
    salt = batch.typed(ballot.id, PLACES[0]).salt
    signed = batch.digest_of(ballot.id, first, salt)
    return Agreement(are_ready=True, papers=first, digest=signed)


def envelope_and_paper(written: str) -> tuple[int, str]:
    """Return of an open ballot's paper to which envelope it belongs, and what it says."""
    envelope, _, paper = written.partition(OF_ENVELOPE)
    return int(envelope), paper


def _papers(ballot: Ballot, typed: Typed) -> Mapping[str, int]:
    if ballot.secrecy != "open":
        return typed.papers
    return {f"{line.number}{OF_ENVELOPE}{line.paper}": 1 for line in typed.lines}


def _by_envelope(typed: Typed, envelopes: int) -> Typed:
    """Return of an open ballot what was typed, where each line is one envelope's."""
    fit = tuple(line for line in typed.lines if _fits(line, envelopes))
    unfit = tuple(
        TypingFault(line.number, Sentence("Each envelope has one paper, on its own line."))
        for line in typed.lines
        if not _fits(line, envelopes)
    )
    return Typed(fit, (*typed.faults, *unfit))


def _fits(line: TypedLine, envelopes: int) -> bool:
    return line.copies == 1 and line.number <= envelopes

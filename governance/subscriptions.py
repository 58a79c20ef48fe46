"""The one table of what happens when: a fact, and what follows from it, in the same transaction."""

from governance.ballots.events import BallotCalledOff, BallotDeclared
from governance.infrastructure.events import DomainEvent, Handler
from governance.motions import service as motions
from governance.record import service as record

SUBSCRIPTIONS: list[tuple[type[DomainEvent], Handler]] = [
    (DomainEvent, record.append),
    (BallotDeclared, motions.resolve),
    (BallotCalledOff, motions.release),
]

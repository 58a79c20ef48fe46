"""The one table of what happens when: a fact, and what follows from it, in the same transaction."""

from governance.infrastructure.events import DomainEvent, Handler
from governance.record import service as record

SUBSCRIPTIONS: list[tuple[type[DomainEvent], Handler]] = [
    (DomainEvent, record.append),
]

"""Facts: frozen, in the past tense, with ids and not rows. `publish` hands each to its handlers.

Who listens is written in one table, `governance/subscriptions.py`. Handlers run in the same
transaction: if one fails, the fact did not happen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask import current_app

Handler = Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened: when, and by whom (a party's id, or None for the worker).

    `on_record` says whether it becomes a link of the record; `kind` names it there.
    """

    at: datetime
    by: int | None = None

    kind: ClassVar[str] = ""
    on_record: ClassVar[bool] = True


class Subscriptions:
    """The table of what happens when, as read at start-up."""

    def __init__(self, table: Sequence[tuple[type[DomainEvent], Handler]]) -> None:
        self._table = tuple(table)

    def handlers_of(self, event: DomainEvent) -> Iterable[Handler]:
        """Return the handlers of an event in the order of the table."""
        return (handler for kind, handler in self._table if isinstance(event, kind))


def publish(event: DomainEvent) -> None:
    """Hand the event to everything that subscribes to it, in this transaction."""
    subscriptions: Subscriptions = current_app.extensions["folkmoot_subscriptions"]
    for handler in subscriptions.handlers_of(event):
        handler(event)

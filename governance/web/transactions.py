"""The one place that commits.

Every view is wrapped at start-up: an unsafe method is one transaction, a GET never commits.
Commands and the worker use `unit_of_work`. What must wait for the commit (dropping a secret
paper in its box, which is another database) was registered with `database.after_commit` and
runs before the answer leaves.

A GET may have *what was looked at* noted, and nothing else: `note_what_was_looked_at`, see
docs/decisions/0010. The worker keeps the lease of its job in a transaction apart, too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Insert

from governance.infrastructure.database import db, steps_after_commit, writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Afterwards:
    """An answer that a view wants written after its transaction, when no lock is held any more."""

    write: Callable[[], ResponseReturnValue]


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Make one transaction of what is done in here: commit at the end, roll back on any error."""
    with writing():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            steps_after_commit()
            raise
    for step in steps_after_commit():
        step()


@contextmanager
def apart_from_the_session() -> Iterator[Connection]:
    """Give a connection with a transaction of its own, committed at the end if nothing fails."""
    with db.engine.connect() as connection:
        yield connection
        connection.commit()


def note_what_was_looked_at(row: Insert) -> None:
    """Have one row written when this page view has its answer, apart from all that it read.

    It has a connection and a transaction of its own, so a view that changes anything else is still
    found out. If it cannot be written, the answer is not given either.
    """
    assert request.method in SAFE_METHODS, "what changes something is on the record by itself"
    g.setdefault("looked_at", []).append(row)


def wrap_views(app: Flask) -> None:
    """Wrap every view of the application; called once, after all are registered."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _in_transaction(view)


def _in_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if request.method in SAFE_METHODS:
            answer = view(*args, **kwargs)
            _write(g.pop("looked_at", []))
            return answer
        with unit_of_work():
            answer = view(*args, **kwargs)
        return answer.write() if isinstance(answer, Afterwards) else answer

    return wrapped


def _write(rows: Sequence[Insert]) -> None:
    if not rows:
        return
    with writing(), apart_from_the_session() as connection:
        for row in rows:
            connection.execute(row)

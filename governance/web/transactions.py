"""The one place that commits.

Every view is wrapped at start-up: an unsafe method is one transaction, a GET never commits.
Commands and the worker use `unit_of_work`. What must wait for the commit (dropping a secret
paper in its box, which is another database) was registered with `database.after_commit` and
runs before the answer leaves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue

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


def wrap_views(app: Flask) -> None:
    """Wrap every view of the application; called once, after all are registered."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _in_transaction(view)


def _in_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if request.method in SAFE_METHODS:
            return view(*args, **kwargs)
        with unit_of_work():
            answer = view(*args, **kwargs)
        return answer.write() if isinstance(answer, Afterwards) else answer

    return wrapped

"""Several people at once: threads let go at one moment, each with a session of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from flask import Flask

from governance.web.transactions import unit_of_work
from tests.machinery.client import settle

SECONDS_TO_FINISH = 60


def together(app: Flask, *deeds: Callable[[], Any], one_transaction: bool = True) -> list[Any]:
    """Do all at once and return, for each, what it returned or the exception it raised.

    Each runs in its own application context and unit of work, as requests do; with
    `one_transaction=False` only in its own context.
    """
    settle()
    start = Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        with app.app_context():
            try:
                start.wait(timeout=SECONDS_TO_FINISH)
                results[place] = _done(deed, one_transaction=one_transaction)
            except BaseException as raised:
                results[place] = raised

    threads = [Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS_TO_FINISH)
        assert not thread.is_alive(), "somebody is still waiting: a lock is never given back"
    return results


def _done(deed: Callable[[], Any], *, one_transaction: bool) -> Any:
    if not one_transaction:
        return deed()
    with unit_of_work():
        return deed()

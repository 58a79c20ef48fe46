"""The test machinery itself does what the tests rely on."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from tests.machinery.books import Books
from tests.machinery.clock import NOON, Clock
from tests.machinery.pages import BadPage, Page
from tests.machinery.smtp import SmtpServer


def queue(kind: str) -> Job:
    job = Job(kind=kind, created_at=NOON)
    db.session.add(job)
    db.session.flush()
    return job


def kinds() -> list[str]:
    return list(db.session.scalars(select(Job.kind).order_by(Job.id)))


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(app: Flask, turn: int) -> None:
    assert kinds() == []

    queue("committed")
    db.session.commit()

    assert kinds() == ["committed"]


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_flushes_is_gone_for_the_next(app: Flask, turn: int) -> None:
    assert kinds() == []

    queue("flushed")

    assert kinds() == ["flushed"]


def test_two_at_once_each_have_a_session(app: Flask, together: Callable[..., list[Any]]) -> None:
    first, second = together(lambda: queue("one").id, lambda: 1 // 0)

    assert isinstance(first, int)
    assert isinstance(second, ZeroDivisionError)
    assert kinds() == ["one"]


def test_a_new_test_starts_at_noon(clock: Clock, app: Flask) -> None:
    clock.advance(hours=1)

    assert app.config["CLOCK"]() > NOON


def test_a_page_that_a_browser_would_have_to_guess_at_is_refused() -> None:
    with pytest.raises(BadPage, match="span"):
        Page("<!doctype html><title>x</title><body><div></span></div>")


def test_the_post_office_can_refuse(smtp: SmtpServer) -> None:
    assert smtp.url.startswith("smtp://127.0.0.1:")

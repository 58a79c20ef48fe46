"""The test machinery itself does what the tests rely on."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask, g
from sqlalchemy import insert, select
from werkzeug.routing import Rule

from governance.infrastructure.database import db
from governance.infrastructure.jobs import Job
from governance.members.inspection_models import RegisterAccess
from governance.web import transactions
from governance.web.transactions import note_what_was_looked_at
from tests.machinery.books import Books
from tests.machinery.client import LeftUncommitted
from tests.machinery.clock import NOON, Clock
from tests.machinery.databases import EMPTY, SqlitePair
from tests.machinery.pages import BadPage, Page
from tests.machinery.server import Server
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


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_sets_is_set_back_for_the_next(app: Flask, turn: int) -> None:
    assert app.config["MAX_CONTENT_LENGTH"] > 1000

    app.config["MAX_CONTENT_LENGTH"] = 1000


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


def test_a_request_that_leaves_a_change_uncommitted_fails_its_test(spare: Flask) -> None:
    answer_with(spare, lambda: {"id": queue("forgotten").id})

    with pytest.raises(LeftUncommitted):
        spare.test_client().get("/added")


def test_a_page_view_that_notes_who_looked_commits_nothing_else(spare: Flask) -> None:
    def look() -> dict[str, str]:
        db.session.add(Job(kind="forgotten", created_at=NOON))
        note_what_was_looked_at(
            insert(RegisterAccess).values(at=NOON, what="list", on_day=NOON.date())
        )
        return {}

    answer_with(spare, transactions._in_transaction(look))

    with pytest.raises(LeftUncommitted):
        spare.test_client().get("/added")
    with spare.app_context():
        assert db.session.scalars(select(RegisterAccess.what)).all() == ["list"]
        assert kinds() == []


def test_a_request_has_nothing_of_the_tests_context(spare: Flask) -> None:
    answer_with(spare, lambda: {"shared": "mark" in g})
    g.mark = True

    assert spare.test_client().get("/added").json == {"shared": False}


def test_what_a_test_has_flushed_is_there_for_the_request(spare: Flask) -> None:
    answer_with(spare, lambda: {"kinds": kinds()})
    queue("arranged")

    assert spare.test_client().get("/added").json == {"kinds": ["arranged"]}


@pytest.fixture
def spare(run_settings: dict[str, Any]) -> Iterator[Flask]:
    """An application of this test's own, to which it may add a view."""
    shared = run_settings["shared"]
    books = Books(SqlitePair(shared, f"spare-{run_settings['worker']}"), shared)
    with books.opened() as app:
        yield app
    books.close()


def answer_with(app: Flask, view: Callable[[], dict[str, Any]]) -> None:
    """Let the application, which is already running, answer one more address."""
    app.url_map.add(Rule("/added", endpoint="added", methods=["GET"]))
    app.view_functions["added"] = view


def test_the_real_server_answers_and_can_be_cut_off_and_started_again(databases: Books) -> None:
    databases.start_from(EMPTY)
    with Server(databases.book_url, databases.box_url) as server:
        assert urlopen(f"{server.url}/static/css/brand.css").status == 200

        server.cut_off()

        assert not server.is_running
        server.start()
        assert server.is_running

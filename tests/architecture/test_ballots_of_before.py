"""A book of before a paper could have several questions goes on: its ballots, votes and record.

`tests/cases/ballots_at_0040.json` has the rows of a book and box at that revision, as the program
of then made them: ballots planned, open, declared and called off, and one on an amendment.
"""

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Boolean, DateTime, Engine, MetaData, text

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot
from governance.ballots.paper import form_of
from governance.ballots.service.opening import definition_hash_of
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db, steps_after_commit, writing
from governance.members.models import RegisterEntry
from governance.reckoning.papers.paper import Asked
from tests.architecture.test_migrations import rows_of, verified
from tests.factories.ballots import declare, vote
from tests.machinery.books import Books
from tests.machinery.clock import NOON

pytestmark = pytest.mark.both_databases

KEPT = Path(__file__).parent.parent / "cases" / "ballots_at_0040.json"
SECRET, OPEN, DECLARED, DECLARED_OPEN, PLANNED, CALLED_OFF, ON_AMENDMENT = range(1, 8)


@pytest.fixture
def book_of_before(app: Flask, books: Books) -> None:
    """Have a book and a box as the program of then left them, and bring them up."""
    books.soil()
    flask_migrate.downgrade(revision="0040")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    for part, engine in (("book", db.engine), ("box", box.engine())):
        put_in(engine, kept[part])
    flask_migrate.upgrade()


def put_in(engine: Engine, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Put rows into tables, those that others refer to first."""
    described = MetaData()
    described.reflect(engine)
    ordered = [table for table in described.sorted_tables if table.name in tables]
    with writing(), engine.begin() as connection:
        for table in ordered:
            kinds = {column.name: column.type for column in table.columns}
            names = list(tables[table.name][0])
            into = ", ".join(f'"{name}"' for name in names)
            values = ", ".join(f":{name}" for name in names)
            statement = text(f"INSERT INTO {table.name} ({into}) VALUES ({values})")
            for row in tables[table.name]:
                said = {name: as_kept(row[name], kinds[name], engine) for name in names}
                connection.execute(statement, said)
            if engine.dialect.name == "postgresql" and "id" in names:
                serial = f"pg_get_serial_sequence('{table.name}', 'id')"
                newest = f"(SELECT max(id) FROM {table.name})"
                connection.execute(text(f"SELECT setval({serial}, {newest})"))


def as_kept(value: Any, kind: Any, engine: Engine) -> Any:
    """Return a value as the database at hand takes it; the rows came from SQLite."""
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if engine.dialect.name == "sqlite" or value is None:
        return value
    if isinstance(kind, Boolean):
        return bool(value)
    return datetime.fromisoformat(f"{value}+00:00") if isinstance(kind, DateTime) else value


def voter_without_a_vote(ballot_id: int) -> RegisterEntry:
    """Return somebody on the roll who has not voted."""
    roll = text("SELECT max(party_id) FROM roll_entry WHERE ballot_id = :id AND mark IS NULL")
    return db.session.get_one(RegisterEntry, db.session.scalar(roll, {"id": ballot_id}))


def ballot(ballot_id: int) -> Ballot:
    return db.session.get_one(Ballot, ballot_id, populate_existing=True)


@pytest.mark.usefixtures("book_of_before")
def test_the_record_of_before_still_holds(app: Flask) -> None:
    assert verified(app).startswith("The record holds.")


@pytest.mark.usefixtures("book_of_before")
def test_a_ballot_of_before_has_one_question_and_its_hash() -> None:
    for ballot_id in range(SECRET, ON_AMENDMENT + 1):
        found = ballot(ballot_id)
        (asked,) = found.questions
        assert form_of(found) == (Asked("yes_no", 3, 1),)
        assert (asked.text, asked.method) == (found.question, "yes_no")
        assert found.is_on_a_motion
        if found.definition:
            assert definition_hash_of(found.definition) == found.definition_hash
    assert ballot(ON_AMENDMENT).amendment_id is not None


@pytest.mark.usefixtures("book_of_before")
@pytest.mark.parametrize(
    ("ballot_id", "figures"),
    [
        (SECRET, {"for": 2, "against": 1, "abstained": 1}),
        (OPEN, {"for": 3, "against": 1, "abstained": 0}),
        (ON_AMENDMENT, {"for": 2, "against": 0, "abstained": 0}),
    ],
)
def test_an_open_ballot_of_before_is_voted_in_counted_and_declared(
    app: Flask, ballot_id: int, figures: dict[str, int]
) -> None:
    vote(ballot(ballot_id), voter_without_a_vote(ballot_id), "for")

    body = declare(ballot(ballot_id))

    assert {name: body["figures"][name] for name in figures} == figures
    assert verified(app).startswith("The record holds.")


@pytest.mark.usefixtures("book_of_before")
def test_a_vote_of_before_cannot_be_cast_again() -> None:
    marked = text("SELECT min(party_id) FROM roll_entry WHERE ballot_id = 1 AND mark IS NOT NULL")
    voter = db.session.scalar(marked)
    nonce = "1" * 32

    with pytest.raises(service.AlreadyVoted):
        service.cast(
            SECRET, "for", nonce=nonce, voter_id=voter, actor=Actor(party_id=voter), now=NOON
        )


@pytest.mark.usefixtures("book_of_before")
def test_a_paper_of_before_is_found_by_its_tracker() -> None:
    assert queries.paper_tracked(DECLARED, "LL3A-2GTI-DAS5-DCSU") == "for"


@pytest.mark.usefixtures("book_of_before")
def test_a_ballot_planned_before_opens_and_one_more_can_be_set(app: Flask) -> None:
    found = ballot(PLANNED)

    service.open_due(found.opens_at)
    db.session.commit()

    assert ballot(PLANNED).state == "open"
    assert ballot(PLANNED).definition_hash
    assert verified(app).startswith("The record holds.")


@pytest.mark.usefixtures("book_of_before")
def test_what_was_said_of_ballots_outlives_the_way_down_and_up_again(app: Flask) -> None:
    vote(ballot(SECRET), voter_without_a_vote(SECRET), "against")
    assert not steps_after_commit()
    tables = ("ballot", "ballot_question", "open_paper", "declaration", "roll_entry")
    before = {name: rows_of(name) for name in tables}
    db.session.remove()

    flask_migrate.downgrade(revision="0040")
    flask_migrate.upgrade()

    assert {name: rows_of(name) for name in tables} == before
    assert verified(app).startswith("The record holds.")

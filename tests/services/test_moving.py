"""A society moves from SQLite to PostgreSQL: every hash stays, and its life goes on."""

from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

import config
from governance.app import create_app
from governance.infrastructure.database import db, is_postgresql, writing
from governance.ledger import service
from governance.ledger.queries.balances import AsAt, balances
from governance.ledger.queries.holdings import book_of_key
from governance.record import queries as record
from governance.record.models import Link
from tests.factories.ballots import declare, make_ballot, make_voters, vote_all
from tests.factories.ledger import FINANCE, TODAY, issue, make_share_class, post_income
from tests.factories.members import make_member
from tests.machinery.clock import NOON

Society = tuple[str, str, list[str], list[tuple[object, ...]]]


@pytest.fixture
def old(tmp_path: Path) -> Society:
    """A society in SQLite files: their addresses, its links' hashes and its balances."""
    book, box = (f"sqlite:///{tmp_path / name}.db" for name in ("book", "box"))
    application = create_app(config.testing(book, box))
    with writing(), application.app_context():
        flask_migrate.upgrade()
        fill()
        hashes, rows = hashes_and_balances()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
        application.extensions["folkmoot_ballot_box"].dispose()
    return book, box, hashes, rows


def fill() -> None:
    voters = make_voters(7)
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "ffffab.")
    declare(ballot)
    a_shares = make_share_class()
    for voter in voters:
        issue(a_shares, 2, to=voter.party_id)
    service.cancel(a_shares, 1, party_id=voters[0].party_id, on=TODAY, actor=FINANCE, now=NOON)
    book = book_of_key()
    assert book is not None
    post_income(book, 12_345, on=TODAY.replace(day=1))
    service.close_period(book, TODAY.replace(day=1), actor=FINANCE, now=NOON)


def hashes_and_balances() -> tuple[list[str], list[tuple[object, ...]]]:
    book = book_of_key()
    assert book is not None
    rows = balances(book.id, AsAt(TODAY))
    told = [(row.unit, row.code, row.party_id, row.balance) for row in rows]
    return list(db.session.scalars(select(Link.hash).order_by(Link.seq))), told


def test_every_hash_and_balance_is_kept(app: Flask, old: Society) -> None:
    book, box, hashes, rows = old

    result = copy(app, book, box)

    if not is_postgresql():
        assert "This book is not PostgreSQL" in result.output
        return
    assert result.exit_code == 0, result.output
    assert hashes_and_balances() == (hashes, rows)
    db.session.rollback()
    verified = app.test_cli_runner().invoke(args=["record", "verify"])
    assert verified.exit_code == 0, verified.output


def test_life_goes_on_after_the_move(app: Flask, old: Society) -> None:
    if copy(app, old[0], old[1]).exit_code:
        assert not is_postgresql()
        return
    before = record.head()

    joined = make_member("Nia New", employee_ref="N1")
    issue(make_share_class(code="B"), 1, to=joined.party_id, on=TODAY)
    db.session.commit()

    after = record.head()
    assert before is not None
    assert after is not None
    assert after.seq > before.seq
    db.session.commit()
    verified = app.test_cli_runner().invoke(args=["record", "verify"])
    assert verified.exit_code == 0, verified.output


def test_a_society_is_not_copied_over_another(app: Flask, old: Society) -> None:
    make_member()
    db.session.commit()

    result = copy(app, old[0], old[1])

    assert result.exit_code == 1
    expected = "society in these databases already" if is_postgresql() else "not PostgreSQL"
    assert expected in result.output


def test_files_that_are_not_there_copy_nothing(app: Flask, tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path / 'nowhere'}.db"

    result = copy(app, nowhere, nowhere)

    assert result.exit_code == 1
    assert record.head() is None


def copy(app: Flask, book: str, box: str):  # type: ignore[no-untyped-def]
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["copy-from", "--book", book, "--box", box])

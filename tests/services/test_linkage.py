"""Nothing that is kept joins a name to a secret paper: not by value, order, time or row version."""

import random
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, text
from sqlalchemy.exc import IntegrityError

from governance.ballots import box
from governance.ballots.models import OpenPaper
from governance.ballots.nonce import Nonce
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from tests.factories.ballots import make_ballot, make_voters, vote
from tests.machinery.clock import NOON

VOTERS = 60


@pytest.fixture
def voted(app: object) -> tuple[int, list[RegisterEntry], list[Nonce]]:
    """A secret ballot in which sixty have voted, one after the other, in a known order."""
    voters = make_voters(VOTERS)
    random.Random(4).shuffle(voters)
    ballot = make_ballot(secrecy="secret_simple")
    nonces = [Nonce.fresh(ballot.id).of(voter.party_id) for voter in voters]
    for voter, nonce in zip(voters, nonces, strict=True):
        vote(
            ballot,
            voter,
            random.Random(voter.party_id).choice(["for", "against"]),
            nonce=nonce.value,
        )
    return ballot.id, voters, nonces


def test_the_book_and_the_box_share_no_value(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    in_the_box = set()
    with box.engine().connect() as connection:
        for row in connection.execute(text("SELECT key, tracker FROM paper")):
            in_the_box |= {row.key, row.tracker}

    assert len(in_the_box) == 2 * VOTERS
    for value in everything_in_the_book():
        assert not any(secret in value for secret in in_the_box), value


def test_the_nonce_is_kept_nowhere(voted: tuple[int, list[RegisterEntry], list[Nonce]]) -> None:
    nonces = [nonce.value for nonce in voted[2]]
    with box.engine().connect() as connection:
        kept = " ".join(str(row) for row in connection.execute(text("SELECT * FROM paper")))

    assert not any(nonce in kept for nonce in nonces)
    assert not any(nonce in value for value in everything_in_the_book() for nonce in nonces)


def test_a_paper_has_no_name_time_number_or_address(app: object) -> None:
    columns = {
        table: {column["name"] for column in inspect(box.engine()).get_columns(table)}
        for table in ("paper", "ballot_box")
    }

    assert columns == {
        "paper": {"ballot_id", "key", "tracker", "answers"},
        "ballot_box": {"ballot_id", "rewritten", "sealed"},
    }


def test_the_order_in_the_box_tells_nothing_once_it_is_rewritten(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    ballot_id, _voters, nonces = voted
    assert box.rewrite(ballot_id, least=10)

    kept = keys_as_stored(ballot_id)

    assert kept == sorted(kept)
    in_order_of_casting = [nonce.key for nonce in nonces]
    matched = sum(there == cast for there, cast in zip(kept, in_order_of_casting, strict=True))
    assert matched < VOTERS // 5, "the stored order follows the order of casting"


def test_row_versions_tell_nothing_once_the_box_is_rewritten(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    if box.engine().dialect.name != "postgresql":
        assert not has_rowid(), "a rowid would keep the order of arrival"
        return
    box.rewrite(voted[0], least=10)
    with box.engine().connect() as connection:
        versions = connection.execute(text("SELECT DISTINCT xmin::text FROM paper")).all()

    assert len(versions) == 1, "one row version each would keep the order of arrival"


def test_a_rewrite_waits_for_ten_papers(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    assert box.rewrite(voted[0], least=10)
    assert not box.rewrite(voted[0], least=10), "no paper came since"


def test_the_box_on_sqlite_keeps_no_write_ahead_log(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    if box.engine().dialect.name != "sqlite":
        pytest.skip("PostgreSQL has one log for the server; docs/operating.md says what to do")
    found = Path(str(box.engine().url.database))
    with box.engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    assert not found.with_name(found.name + "-wal").exists()


def test_the_receipt_mail_and_the_record_have_no_tracker(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    trackers = [nonce.tracker for nonce in voted[2]]
    trackers += [tracker.replace("-", "") for tracker in trackers]

    for value in everything_in_the_book():
        assert not any(tracker in value for tracker in trackers)


def test_an_error_of_the_book_does_not_tell_what_was_written(app: object) -> None:
    voter = make_voters(6)[0]
    ballot = make_ballot(secrecy="open")
    vote(ballot, voter, "against")
    again = {"ballot_id": ballot.id, "party_id": voter.party_id, "choice": "abstain"}

    with pytest.raises(IntegrityError) as broken:
        db.session.execute(insert(OpenPaper), [again | {"salt": "zest", "cast_at": NOON}])
    db.session.rollback()

    assert "abstain" not in str(broken.value)
    assert "zest" not in str(broken.value)


def test_a_sealed_box_gives_the_same_papers_again(
    voted: tuple[int, list[RegisterEntry], list[Nonce]],
) -> None:
    first = box.seal(voted[0])

    assert box.seal(voted[0]) == first
    assert first.papers == VOTERS


def everything_in_the_book() -> list[str]:
    db.session.commit()
    tables = inspect(db.engine).get_table_names()
    return [
        str(tuple(row))
        for table in tables
        for row in db.session.execute(text(f'SELECT * FROM "{table}"'))
    ]


def keys_as_stored(ballot_id: int) -> list[str]:
    order = " ORDER BY ctid" if box.engine().dialect.name == "postgresql" else ""
    query = f"SELECT key FROM paper WHERE ballot_id = {ballot_id}{order}"
    with box.engine().connect() as connection:
        return [row.key for row in connection.execute(text(query))]


def has_rowid() -> bool:
    with box.engine().connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'paper'")
        return "WITHOUT ROWID" not in str(made.scalar())

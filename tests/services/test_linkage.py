"""Nothing that is kept joins a name to a secret paper: not by value, order, time or row version."""

import random
import re
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from governance.ballots import batch, box
from governance.ballots.models import Ballot, OpenPaper, RollEntry
from governance.ballots.nonce import Nonce
from governance.ballots.teller_models import PaperBatch
from governance.infrastructure.database import db
from governance.members.models import RegisterEntry
from governance.reckoning.papers.order import drawn_order_of
from governance.record.models import Link
from tests.factories.ballots import asking, make_ballot, make_paper, make_voters, vote
from tests.factories.tellers import close, enter_papers, vote_on_paper
from tests.machinery.clock import NOON

VOTERS = 60
MANY = 300
ON_PAPER = 10
PAPERS = "7 x a\n3 x f"


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


@pytest.fixture
def with_a_batch(app: object) -> tuple[int, list[Nonce]]:
    """A secret ballot in which thirty voted online and ten on paper, typed in by two."""
    voters = make_voters(VOTERS)
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:ON_PAPER])
    nonces = []
    for voter in voters[ON_PAPER : ON_PAPER + 30]:
        nonces.append(Nonce.fresh(ballot.id).of(voter.party_id))
        vote(ballot, voter, "for", nonce=nonces[-1].value)
    close(ballot)
    enter_papers(ballot, PAPERS)
    return ballot.id, nonces


def test_in_the_box_nothing_tells_a_typed_paper_from_one_that_was_cast(
    with_a_batch: tuple[int, list[Nonce]],
) -> None:
    ballot_id, nonces = with_a_batch
    with box.engine().connect() as connection:
        rows = connection.execute(box.paper.select()).all()

    cast = {nonce.key for nonce in nonces}
    assert len(rows) == 30 + ON_PAPER
    assert len({row.tracker for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row.key)
        assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", row.tracker)
    assert sum(row.key in cast for row in rows) == 30
    kept = keys_as_stored(ballot_id)
    assert kept == sorted(kept)
    places = [place for place, key in enumerate(kept) if key not in cast]
    assert places != list(range(30, 30 + ON_PAPER)), "the batch lies at the end of the box"


def test_row_versions_do_not_tell_a_batch_from_the_rest(
    with_a_batch: tuple[int, list[Nonce]],
) -> None:
    if box.engine().dialect.name != "postgresql":
        pytest.skip("SQLite has no row versions")
    with box.engine().connect() as connection:
        versions = connection.execute(text("SELECT DISTINCT xmin::text FROM paper")).all()

    assert len(versions) == 1


def test_what_was_typed_is_kept_nowhere_once_it_is_in(
    with_a_batch: tuple[int, list[Nonce]],
) -> None:
    with box.engine().connect() as connection:
        assert connection.execute(batch.typed_papers.select()).all() == []
    typed = PAPERS.splitlines()[0]
    assert not any(typed in value for value in everything_in_the_book())


def test_the_digest_of_a_batch_is_not_found_by_trying(
    with_a_batch: tuple[int, list[Nonce]],
) -> None:
    entered = db.session.get_one(PaperBatch, with_a_batch[0])
    tried = batch.digest_of(entered.ballot_id, {"against": 7, "for": 3}, "")

    assert entered.digest != tried


def test_an_envelope_has_no_time_and_a_mark_that_leads_nowhere(
    with_a_batch: tuple[int, list[Nonce]],
) -> None:
    marks = select(RollEntry.mark).where(RollEntry.channel == "paper")
    kept = set(db.session.scalars(marks))
    with box.engine().connect() as connection:
        in_the_box = {value for row in connection.execute(box.paper.select()) for value in row}

    assert len(kept) == ON_PAPER
    assert not kept & in_the_box
    links = db.session.scalars(select(Link.kind)).all()
    assert links.count("ballot paper asked for") == ON_PAPER
    assert not [kind for kind in links if "envelope" in kind]


@pytest.fixture
def ranked(app: object) -> tuple[int, list[RegisterEntry], list[Nonce], list[str]]:
    """A secret ranking in which three hundred have voted, one after the other, in a known order."""
    voters = make_voters(MANY)
    random.Random(5).shuffle(voters)
    names = [f"Candidate {letter}" for letter in "ABCDEFGHIJ"]
    ballot = make_paper(asking("scottish_stv", *names, seats=3, order="drawn"))
    nonces = [Nonce.fresh(ballot.id).of(voter.party_id) for voter in voters]
    papers = [_ranking_of(voter) for voter in voters]
    for voter, nonce, paper in zip(voters, nonces, papers, strict=True):
        vote(ballot, voter, paper, nonce=nonce.value)
    return ballot.id, voters, nonces, papers


def _ranking_of(voter: RegisterEntry) -> str:
    chance = random.Random(voter.party_id)
    return " ".join(map(str, chance.sample(range(1, 11), chance.randint(1, 10))))


def test_three_hundred_rankings_in_a_row_are_joined_to_no_name(
    ranked: tuple[int, list[RegisterEntry], list[Nonce], list[str]],
) -> None:
    ballot_id, _voters, nonces, papers = ranked
    with box.engine().connect() as connection:
        in_the_box = connection.execute(text("SELECT * FROM paper")).all()
    assert sorted(row.answers for row in in_the_box) == sorted(papers)

    book = " ".join(everything_in_the_book())
    long = [paper for paper in papers if len(paper) > len("1 2 3 4")]
    assert len(long) > MANY // 2
    assert not any(paper in book for paper in long)
    assert not any(row.key in book or row.tracker in book for row in in_the_box)
    assert box.rewrite(ballot_id, least=10)
    in_order = sum(
        there == nonce.key for there, nonce in zip(keys_as_stored(ballot_id), nonces, strict=True)
    )
    assert in_order < MANY // 20, "the stored order follows the order of casting"


def test_the_order_drawn_for_a_voter_is_stored_nowhere(
    ranked: tuple[int, list[RegisterEntry], list[Nonce], list[str]],
) -> None:
    ballot_id, _voters, nonces, _papers = ranked
    with box.engine().connect() as connection:
        kept = [str(row) for row in connection.execute(text("SELECT * FROM paper"))]
    kept += everything_in_the_book()

    for nonce in nonces[:30]:
        drawn = drawn_order_of(range(1, 11), question=1, nonce=nonce.value)
        written = [divider.join(map(str, drawn)) for divider in (" ", ",", ", ", "")]
        assert not any(order in value for order in written for value in kept)
        assert not any(nonce.value in value for value in kept)
    assert db.session.get_one(Ballot, ballot_id).questions[0].order == "drawn"


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

"""Tampering with amendments in the database itself is found; what is held of them is told."""

import pytest
from sqlalchemy import select, text

from governance.infrastructure.database import db, is_postgresql
from governance.motions.amendment_held import Amendments
from governance.motions.models import AmendmentDraft
from governance.motions.service import amendments
from tests.factories.amendments import (
    CHAIR,
    inserted,
    make_amendable,
    make_amendment,
    removed,
    replaced,
)
from tests.factories.motions import make_actor
from tests.services.test_motions_seals import faults


@pytest.fixture
def way(now):
    """Make amendments of each kind; return their ids by name."""
    maud, chair = make_actor("Maud Mover"), make_actor("Cy", roles=CHAIR)
    motion = make_amendable(mover=maud)
    same = make_amendment(motion, replaced(1, "We buy nine vans."))
    declined = make_amendment(motion, removed(2))
    amendments.decline(declined, actor=maud, now=now)
    amendments.accept(make_amendment(motion), actor=maud, now=now)
    ids = {"fallen": same.id, "declined": declined.id, "mover": maud.party_id}
    for state in ("withdrawn", "ruled_out", "lost", "carried"):
        ids[state] = make_amendment(motion, inserted(3, f"As {state}."), state=state).id
        db.session.refresh(motion)
    first = make_amendment(motion, inserted(0, "First."), state="seconded")
    last = make_amendment(motion, replaced(3, "The drivers."), state="seconded")
    amendments.set_order(motion, {last.id: 1, first.id: 2}, actor=chair, now=now)
    return ids | {"first": first.id, "last": last.id}


def tamper(statement):
    """Change a row as somebody would who has the database: its triggers out of the way."""
    for table in ("amendment", "amendment_secondment"):
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))
    db.session.execute(text(statement))
    db.session.expire_all()


def test_amendments_as_they_were_made_have_no_fault(way):
    assert faults() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE amendment SET reason = 'x' WHERE id = {first}", "amendment {first} is not as"),
        ("UPDATE amendment SET changes = '[]' WHERE id = {lost}", "amendment {lost} is not as"),
        ("UPDATE amendment SET version = 1 WHERE id = {first}", "amendment {first} is not as"),
        ("UPDATE amendment SET number = 99 WHERE id = {first}", "amendment {first} is not as"),
        ("UPDATE amendment SET mover_id = {mover} WHERE id = {lost}", "amendment {lost} is not as"),
        (
            "UPDATE amendment SET state = 'carried' WHERE id = {lost}",
            "state of amendment {lost} is not as",
        ),
        (
            "UPDATE amendment SET note = 'x' WHERE id = {ruled_out}",
            "state of amendment {ruled_out} is not as",
        ),
        (
            "UPDATE amendment SET note = 'x' WHERE id = {fallen}",
            "state of amendment {fallen} is not as",
        ),
        (
            "UPDATE amendment SET ended_version = 1 WHERE id = {carried}",
            "state of amendment {carried} is not as",
        ),
        (
            "UPDATE amendment SET declined_at = NULL WHERE id = {declined}",
            "answer to amendment {declined} that it covers is not there",
        ),
        (
            "UPDATE amendment SET place = 3 - place WHERE place IS NOT NULL",
            "place of amendment {last} is not as",
        ),
        (
            "DELETE FROM amendment_secondment WHERE amendment_id = {first}",
            "that it covers is not there",
        ),
    ],
)
def test_a_changed_row_is_found(way, statement, sentence):
    tamper(statement.format(**way))

    assert any(sentence.format(**way) in fault for fault in faults())


def test_a_seconder_that_no_link_knows_of_is_found(way, now):
    stranger = make_actor("Ghost Writer")
    row = (way["first"], stranger.party_id, f"{now:%Y-%m-%d %H:%M:%S}")
    tamper(f"INSERT INTO amendment_secondment VALUES {row}")

    assert faults() == [
        "There are rows that no link knows of: secondment of amendment, 1 too many."
    ]


def test_a_member_is_told_what_is_held_and_drafts_are_erased(now):
    amy = make_actor("Amy")
    motion = make_amendable()
    make_amendment(motion, mover=amy)
    amendments.second(make_amendment(motion), actor=amy, now=now)
    amendments.begin_draft(motion, actor=amy, now=now)

    told = {held.title for held in Amendments().held_on(amy.party_id)}
    erased = Amendments().erase(amy.party_id, now=now)

    assert told == {"Amendments you proposed", "Amendments you seconded", "Drafts of amendments"}
    assert erased == 1
    assert db.session.scalars(select(AmendmentDraft)).all() == []

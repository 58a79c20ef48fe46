"""Tampering with motions in the database itself is found."""

import json

import pytest
from sqlalchemy import select, text

from governance.infrastructure.database import db, is_postgresql
from governance.motions import service
from governance.motions.seals import SEALS
from governance.record.models import Link
from governance.record.verify import Fact
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.services.test_motions_discussion import make_comment


def faults(seals=SEALS):
    """Return what every seal of motions finds, given the links it wants."""
    links = db.session.scalars(select(Link).order_by(Link.seq)).all()
    facts = [
        Fact(
            seq=link.seq,
            kind=link.kind,
            at=link.recorded_at,
            by=link.by,
            payload=json.loads(link.payload),
        )
        for link in links
    ]
    found = []
    for seal in seals:
        wanted = (fact for fact in facts if fact.kind in seal.kinds)
        found += [str(fault) for fault in seal.check(wanted)]
    return found


def tamper(statement, *more):
    """Change a row as somebody would who has the database: its triggers out of the way.

    Nothing of it is committed, so the triggers come back with the test's end.
    """
    for table in ("motion", "motion_version", "secondment", "comment", *more):
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))
    db.session.execute(text(statement))
    db.session.expire_all()


@pytest.fixture
def way(now):
    """Make a motion of each kind, a discussion and a removal; return their ids by name."""
    states = ("proposed", "seconded", "balloted", "carried", "lost", "withdrawn")
    ids = {state: make_motion(state=state).id for state in states}
    ada = make_actor("Ada Brook")
    amended = make_motion(mover=ada)
    cause = service.Cause("friendly", 1, [{"deed": "replace"}])
    service.amend_words(amended, "We open two.", cause, actor=ada, now=now)
    ids["amended"] = amended.id
    sue = make_actor("Sue Office", roles=SECRETARY)
    said = make_comment(make_motion(), now=now)
    service.remove_comment(said, "It names a patient.", actor=sue, now=now)
    return ids | {"sue": sue.party_id, "comment": said.id} | moderated(sue, now)


def moderated(sue, now):
    """Restore a comment, let one stand, close and reopen discussions; return their ids by name."""
    motion, closed = make_motion(), make_motion()
    restored, stands = (make_comment(motion, submission=mark, now=now) for mark in ("r", "s"))
    service.remove_comment(restored, "Hasty.", actor=sue, now=now)
    service.restore_comment(restored, "It does not.", actor=sue, now=now)
    service.report_comment(stands, "It is rude.", actor=make_actor("Rob Report"), now=now)
    service.dismiss_reports(stands, "It is not.", actor=sue, now=now)
    service.close_discussion(motion, "It turned personal.", actor=sue, now=now)
    service.reopen_discussion(motion, "A day has passed.", actor=sue, now=now)
    service.close_discussion(closed, "Enough.", actor=sue, now=now)
    service.take_back_comment(
        make_comment(make_motion(), actor=sue, submission="t", now=now), actor=sue, now=now
    )
    return {"restored": restored.id, "open": motion.id, "closed": closed.id}


def test_motions_as_they_were_made_have_no_fault(way):
    assert faults() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE motion SET text = 'x' WHERE id = {balloted}", "motion {balloted} is not as"),
        ("UPDATE motion SET cost = 'x' WHERE id = {proposed}", "motion {proposed} is not as"),
        ("UPDATE motion SET category = 'rules' WHERE id = {lost}", "motion {lost} is not as"),
        ("UPDATE motion SET number = 99 WHERE id = {proposed}", "motion {proposed} is not as"),
        ("UPDATE motion SET seconders_needed = 0 WHERE id = {lost}", "motion {lost} is not as"),
        ("UPDATE motion SET mover_id = {sue} WHERE id = {lost}", "motion {lost} is not as"),
        ("UPDATE motion SET state = 'carried' WHERE id = {lost}", "motion {lost} is not as"),
        ("UPDATE motion SET state = 'lost' WHERE id = {proposed}", "motion {proposed} is not as"),
        (
            "UPDATE motion_version SET text = 'x' WHERE motion_id = {proposed}",
            "version of motion ({proposed}, 1) is not as",
        ),
        (
            "UPDATE motion_version SET made_by = {sue} WHERE motion_id = {amended} AND number = 2",
            "version of motion ({amended}, 2) is not as",
        ),
        (
            "UPDATE motion_version SET changes = '[]' WHERE motion_id = {amended}",
            "version of motion ({amended}, 2) is not as",
        ),
        ("UPDATE motion SET text = 'x' WHERE id = {amended}", "motion {amended} is not as"),
        ("UPDATE motion SET version = 1 WHERE id = {amended}", "motion {amended} is not as"),
        (
            "DELETE FROM motion_version WHERE motion_id = {amended} AND number = 2",
            "version of motion ({amended}, 2) that it covers is not there",
        ),
        ("DELETE FROM secondment WHERE motion_id = {seconded}", "that it covers is not there"),
        (
            "UPDATE comment SET removed_reason = 'x' WHERE id = {comment}",
            "comment {comment} is not as it was recorded",
        ),
        ("UPDATE comment SET removed_by = NULL", "comment {comment} is not as it was recorded"),
        ("UPDATE comment SET removed_at = NULL", "comment {comment} that it covers is not there"),
        (
            "UPDATE comment SET removed_at = at WHERE id = {restored}",
            "comment {restored} that it covers is not there",
        ),
        (
            "UPDATE motion SET discussion_closed_at = NULL WHERE id = {closed}",
            "discussion {closed} is not as it was recorded",
        ),
        (
            "UPDATE motion SET discussion_closed_at = proposed_at WHERE id = {open}",
            "There are rows that no link knows of: discussion, 1 too many.",
        ),
        ("UPDATE moderation SET reason = 'x' WHERE act = 'dismissed'", "act of moderation"),
        ("UPDATE moderation SET by_id = NULL WHERE act = 'closed'", "act of moderation"),
        ("DELETE FROM moderation WHERE act = 'restored'", "act of moderation"),
        (
            "INSERT INTO moderation (motion_id, act, reason, at)"
            " SELECT id, 'closed', 'x', proposed_at FROM motion WHERE id = {lost}",
            "There are rows that no link knows of: act of moderation, 1 too many.",
        ),
    ],
)
def test_a_changed_row_is_found(way, statement, sentence):
    tamper(statement.format(**way), "moderation")

    assert any(sentence.format(**way) in fault for fault in faults())


def test_a_seconder_that_no_link_knows_of_is_found(way, now):
    stranger = make_actor("Ghost Writer")
    row = (way["proposed"], stranger.party_id, f"{now:%Y-%m-%d %H:%M:%S}")
    tamper(f"INSERT INTO secondment VALUES {row}")

    assert faults() == ["There are rows that no link knows of: secondment, 1 too many."]


def test_a_link_of_the_past_that_names_only_the_outcome_still_verifies(way, now):
    seal = next(seal for seal in SEALS if "motion resolved" in seal.kinds)
    payload = {"motion_id": way["lost"], "outcome": "lost"}
    link = Fact(seq=1, kind="motion resolved", at=now, by=None, payload=payload)

    assert list(seal.check(iter([link]))) == []

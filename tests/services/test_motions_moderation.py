"""Moderation of a discussion: each act for a reason, on the record, undone only by another."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.motions import queries, service
from governance.motions.models import Comment, Moderation
from governance.motions.service import CannotRestore, DiscussionEnded
from governance.reckoning.canonical import digest
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.services.test_motions import again, recorded
from tests.services.test_motions_discussion import CHAIR, discussion, make_comment

MINUTE = timedelta(minutes=1)


def make_sue():
    return make_actor("Sue Office", roles=SECRETARY)


def acts(motion):
    """Return what was moderated, the newest first: the act, by whom and why."""
    return [(one.act.act, one.by, one.act.reason) for one in queries.moderation_of(motion.id)]


def test_everyone_can_read_what_was_moderated_by_whom_and_why(now):
    motion, sue = make_motion(), make_sue()
    chair = make_actor("Cher Chair", roles=CHAIR)
    said = make_comment(motion, now=now)

    service.remove_comment(said, "It names a patient.", actor=sue, now=now)
    service.restore_comment(said, "It does not.", actor=chair, now=now + MINUTE)
    service.close_discussion(motion, "It turned personal.", actor=sue, now=now + 2 * MINUTE)
    service.reopen_discussion(motion, "A day has passed.", actor=chair, now=now + 3 * MINUTE)

    assert acts(motion) == [
        ("reopened", "Cher Chair", "A day has passed."),
        ("closed", "Sue Office", "It turned personal."),
        ("restored", "Cher Chair", "It does not."),
        ("removed", "Sue Office", "It names a patient."),
    ]


def test_a_restored_comment_stands_as_before_and_may_be_removed_again(now):
    motion, sue = make_motion(), make_sue()
    said = make_comment(motion, "As I said", now=now)

    service.remove_comment(said, "It names a patient.", actor=sue, now=now)
    service.restore_comment(said, "It does not.", actor=sue, now=now + MINUTE)

    (kept,) = discussion(motion)
    assert (kept.comment.text, kept.comment.removed_at, kept.remover) == ("As I said", None, "")
    assert recorded("comment restored") == [
        {
            "motion_id": motion.id,
            "comment_id": said.id,
            "reason_digest": digest(["v1", "It does not."]),
        }
    ]
    service.remove_comment(said, "It does after all.", actor=sue, now=now + 2 * MINUTE)
    assert said.removed_reason == "It does after all."


def test_restoring_what_stands_changes_nothing(now):
    motion = make_motion()

    service.restore_comment(make_comment(motion, now=now), "Why not.", actor=make_sue(), now=now)

    assert acts(motion) == []


def test_what_its_author_took_back_does_not_come_back(now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), actor=cora, now=now)
    service.take_back_comment(said, actor=cora, now=now)

    with pytest.raises(CannotRestore, match="no words to restore"):
        service.restore_comment(said, "It was good.", actor=make_sue(), now=now)


def test_a_closed_discussion_is_read_and_nothing_is_added_until_it_is_opened_again(now):
    motion, sue = make_motion(), make_sue()
    said = make_comment(motion, submission="a", now=now)
    service.close_discussion(motion, "It turned personal.", actor=sue, now=now)

    with pytest.raises(DiscussionEnded, match="is closed"):
        make_comment(motion, submission="b", now=now)
    with pytest.raises(DiscussionEnded, match="is closed"):
        service.reply(said, "But", submission="c", actor=sue, now=now)
    service.reopen_discussion(motion, "A day has passed.", actor=sue, now=now)
    make_comment(motion, submission="b", now=now)

    assert len(discussion(motion)) == 2
    assert recorded("discussion closed") == [
        {"motion_id": motion.id, "reason_digest": digest(["v1", "It turned personal."])}
    ]
    assert recorded("discussion reopened") == [
        {"motion_id": motion.id, "reason_digest": digest(["v1", "A day has passed."])}
    ]


def test_closing_a_motion_whose_discussion_is_closed_still_moves_it_on(now):
    ada = make_actor("Ada Brook")
    motion = make_motion(mover=ada)
    service.close_discussion(motion, "It turned personal.", actor=make_sue(), now=now)

    service.withdraw(motion, actor=ada, now=now)

    assert motion.state == "withdrawn"


@pytest.mark.parametrize("act", [service.close_discussion, service.reopen_discussion])
def test_a_discussion_that_ended_with_its_motion_is_neither_closed_nor_opened(act, now):
    with pytest.raises(DiscussionEnded, match="ended with its motion"):
        act(make_motion(state="lost"), "Why not.", actor=make_sue(), now=now)


@pytest.mark.parametrize("roles", [{Role.MEMBER}, {Role.BOARD}, {Role.ADMINISTRATOR}])
def test_nobody_but_secretary_and_chair_moderates(roles, now):
    motion, somebody = make_motion(), make_actor("Some Body", roles=frozenset(roles))
    said = make_comment(motion, now=now)

    for act, subject in (
        (service.remove_comment, said),
        (service.restore_comment, said),
        (service.close_discussion, motion),
        (service.reopen_discussion, motion),
    ):
        with pytest.raises(NotAllowed, match="Only the secretary or the chair"):
            act(subject, "I say so.", actor=somebody, now=now)


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_each_act_needs_a_reason(reason, now):
    motion, sue = make_motion(), make_sue()
    said = make_comment(motion, now=now)

    for act, subject in (
        (service.restore_comment, said),
        (service.close_discussion, motion),
        (service.reopen_discussion, motion),
    ):
        with pytest.raises(Refused, match="needs a reason"):
            act(subject, reason, actor=sue, now=now)


@pytest.mark.parametrize("deed", ["remove", "restore", "close"])
def test_two_officers_at_once_do_it_once(deed, together, now):
    motion, sue = make_motion(), make_sue()
    motion_id, said_id = motion.id, make_comment(motion, now=now).id
    if deed == "restore":
        said = db.session.get_one(Comment, said_id)
        service.remove_comment(said, "Hasty.", actor=sue, now=now)
    acts_before = db.session.scalar(select(func.count()).select_from(Moderation))

    def act():
        said = db.session.get_one(Comment, said_id)
        done = {"actor": sue, "now": now + MINUTE}
        if deed == "remove":
            service.remove_comment(said, "It names a patient.", **done)
        elif deed == "restore":
            service.restore_comment(said, "It does not.", **done)
        else:
            service.close_discussion(again(motion_id), "Enough.", **done)

    assert together(act, act) == [None, None]
    assert db.session.scalar(select(func.count()).select_from(Moderation)) == acts_before + 1

"""The discussion of a motion."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import NOBODY, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.motions import queries, service
from governance.motions.models import Comment
from governance.motions.service import DiscussionEnded
from governance.reckoning.canonical import digest
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.services.test_motions import again, recorded

CHAIR = frozenset({Role.MEMBER, Role.CHAIR})


def make_comment(motion, words="How would it be staffed?", *, actor=None, submission="one", now):
    author = actor or make_actor("Cora Comment")
    return service.comment(motion, words, submission=submission, actor=author, now=now)


def discussion(motion):
    """Return all that was said, thread by thread."""
    openers = [opener for opener, _length in queries.threads_of(motion.id)]
    return [said for thread in queries.said_in(motion.id, openers).values() for said in thread]


def test_comments_are_read_in_the_order_they_were_made(now):
    motion = make_motion()
    make_comment(motion, "second", submission="b", now=now + timedelta(hours=1))
    make_comment(motion, "first", submission="a", now=now)

    assert [said.comment.text for said in discussion(motion)] == ["first", "second"]
    assert discussion(motion)[0].author == "Cora Comment"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD, Role.FINANCE])
def test_members_and_officers_take_part(role, now):
    motion = make_motion()

    said = make_comment(motion, actor=make_actor("Bo Board", roles=frozenset({role})), now=now)

    assert said.id is not None


@pytest.mark.parametrize("actor", [NOBODY, "someone without a role"])
def test_nobody_else_takes_part(actor, now):
    if actor != NOBODY:
        actor = make_actor("Ex Member", roles=frozenset())
    motion = make_motion()

    with pytest.raises(NotAllowed, match="Only members and officers"):
        service.comment(motion, "Hello", submission="one", actor=actor, now=now)


def test_the_same_submission_counts_once(now):
    motion, cora = make_motion(), make_actor("Cora Comment")

    first = make_comment(motion, actor=cora, now=now)
    second = make_comment(motion, actor=cora, now=now)

    assert first.id == second.id
    assert len(discussion(motion)) == 1


def test_a_double_click_counts_once(together, now):
    motion_id, cora = make_motion().id, make_actor("Cora Comment")

    def click():
        return make_comment(again(motion_id), actor=cora, now=now).id

    results = together(click, click)

    assert results[0] == results[1]
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1


def test_two_people_may_happen_on_the_same_submission(now):
    motion = make_motion()
    make_comment(motion, actor=make_actor("Ada Brook"), now=now)
    make_comment(motion, actor=make_actor("Ben Cole"), now=now)

    assert len(discussion(motion)) == 2


@pytest.mark.parametrize("state", ["proposed", "seconded", "balloted"])
def test_a_motion_is_discussed_until_it_is_decided(state, now):
    motion = make_motion(state=state)

    make_comment(motion, now=now)

    assert len(discussion(motion)) == 1


@pytest.mark.parametrize("state", ["carried", "lost", "inquorate", "withdrawn"])
def test_a_closed_motion_is_not_discussed(state, now):
    with pytest.raises(DiscussionEnded, match="closed"):
        make_comment(make_motion(state=state), now=now)


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 5_001])
def test_a_comment_has_words_and_not_too_many(words, now):
    with pytest.raises(Refused, match="between 1 and 5,000"):
        make_comment(make_motion(), words, now=now)


@pytest.mark.parametrize("roles", [SECRETARY, CHAIR])
def test_an_officer_removes_a_comment_for_a_reason_on_the_record(roles, now):
    motion = make_motion()
    said = make_comment(motion, now=now)
    officer = make_actor("Sue Office", roles=roles)

    service.remove_comment(said, "It names a patient.", actor=officer, now=now)

    (kept,) = discussion(motion)
    assert (kept.comment.removed_at, kept.remover) == (now, "Sue Office")
    assert recorded("comment removed") == [
        {
            "motion_id": motion.id,
            "comment_id": said.id,
            "author_id": said.author_id,
            "reason_digest": digest(["v1", "It names a patient."]),
        }
    ]


def test_removing_again_keeps_the_first_reason(now):
    said = make_comment(make_motion(), now=now)
    sue = make_actor("Sue Office", roles=SECRETARY)

    service.remove_comment(said, "It names a patient.", actor=sue, now=now)
    service.remove_comment(said, "Another reason.", actor=sue, now=now)

    assert said.removed_reason == "It names a patient."
    assert len(recorded("comment removed")) == 1


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_a_removal_needs_a_reason(reason, now):
    said = make_comment(make_motion(), now=now)

    with pytest.raises(Refused, match="needs a reason"):
        service.remove_comment(
            said, reason, actor=make_actor("Sue Office", roles=SECRETARY), now=now
        )


def test_a_member_does_not_remove_anothers_comment(now):
    said = make_comment(make_motion(), now=now)
    other = make_actor("Otto Other")

    with pytest.raises(NotAllowed):
        service.remove_comment(said, "I disagree.", actor=other, now=now)
    with pytest.raises(NotAllowed):
        service.take_back_comment(said, actor=other, now=now)


def test_an_author_takes_their_words_back(now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    said = make_comment(motion, actor=cora, now=now)

    service.take_back_comment(said, actor=cora, now=now)

    assert (said.text, said.removed_by, said.removed_reason) == ("", cora.party_id, "")
    assert len(discussion(motion)) == 1
    assert queries.listed(motion.id).comments == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comment SET text = 'something else'",
        "UPDATE comment SET text = ''",
        "UPDATE comment SET author_id = 1",
        "DELETE FROM comment",
    ],
)
def test_the_database_refuses_to_put_words_in_somebodys_mouth(change, now):
    make_comment(make_motion(), now=now)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_the_database_refuses_to_undo_a_removal_of_which_nobody_says_why(now):
    said = make_comment(make_motion(), now=now)
    sue = make_actor("Sue Office", roles=SECRETARY)
    service.remove_comment(said, "It names a patient.", actor=sue, now=now)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text("UPDATE comment SET removed_at = NULL"))

"""Threads of a discussion, the two sides of it, and words changed shortly after they were said."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.motions import queries, service
from governance.motions.models import Comment, CommentVersion
from governance.motions.queries import Counts
from governance.motions.service import CommentGone, DiscussionEnded, TooLateToEdit
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import set_rules
from tests.services.test_motions import again
from tests.services.test_motions_discussion import discussion, make_comment

MINUTE = timedelta(minutes=1)


def make_reply(to, words="From the agency.", *, actor=None, submission="reply", now):
    author = actor or make_actor("Rita Reply")
    return service.reply(to, words, submission=submission, actor=author, now=now)


def edit(said, words="Mended.", *, actor, now, side="neither"):
    service.edit_comment(said, words, side=side, actor=actor, now=now)


def before(said):
    return [(version.n, version.text) for version in queries.words_before(said.id)]


def test_replies_stand_beneath_what_opened_their_thread(now):
    motion = make_motion()
    first = make_comment(motion, "first", submission="a", now=now)
    make_comment(motion, "second", submission="b", now=now + MINUTE)
    make_reply(first, "to the first", now=now + 2 * MINUTE)

    told = [said.comment.text for said in discussion(motion)]

    assert told == ["first", "to the first", "second"]
    assert queries.threads_of(motion.id) == [(first.id, 2), (first.id + 1, 1)]


def test_a_reply_to_a_reply_stands_in_the_same_thread_and_knows_whom_it_answers(now):
    motion = make_motion()
    opener = make_comment(motion, now=now)
    reply = make_reply(opener, now=now)

    further = make_reply(reply, submission="further", now=now + MINUTE)

    assert (further.thread_id, further.replies_to_id) == (opener.id, reply.id)
    assert queries.place_in_thread(further) == 2
    assert queries.threads_of(motion.id) == [(opener.id, 3)]


def test_the_same_reply_sent_twice_counts_once(now):
    motion, rita = make_motion(), make_actor("Rita Reply")
    opener = make_comment(motion, now=now)

    first, second = (make_reply(opener, actor=rita, now=now) for _ in range(2))

    assert first.id == second.id


def test_what_is_gone_is_not_replied_to_and_its_replies_stay(now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    opener = make_comment(motion, actor=cora, now=now)
    make_reply(opener, "kept", now=now)
    service.take_back_comment(opener, actor=cora, now=now)

    with pytest.raises(CommentGone):
        make_reply(opener, submission="late", now=now)

    assert [said.comment.text for said in discussion(motion)] == ["", "kept"]


def test_the_two_sides_are_counted_without_what_is_removed(now):
    motion, sue = make_motion(), make_actor("Sue Office", roles=SECRETARY)
    sides = ("for", "for", "against", "neither", "against")
    made = [
        service.comment(
            motion, "Well", side=side, submission=str(n), actor=make_actor(f"Ada {n}"), now=now
        )
        for n, side in enumerate(sides)
    ]
    make_reply(made[0], now=now)
    service.remove_comment(made[4], "It names a patient.", actor=sue, now=now)

    assert queries.counts_of(motion.id) == Counts(comments=5, speak_for=2, speak_against=1)
    assert [o for o, _n in queries.threads_of(motion.id, side="against")] == [made[2].id]
    assert queries.threads_of(motion.id, side="for", newest_first=True) == [
        (made[1].id, 1),
        (made[0].id, 2),
    ]


def test_there_is_no_fourth_side(now):
    with pytest.raises(Refused, match="or neither"):
        service.comment(
            make_motion(), "Well", side="above", submission="a", actor=make_actor(), now=now
        )


def test_an_author_mends_their_words_and_those_before_are_kept(now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    said = make_comment(motion, "Teh house", actor=cora, now=now)

    edit(said, "The house", side="for", actor=cora, now=now + MINUTE)
    edit(said, "The house, soon", side="for", actor=cora, now=now + 2 * MINUTE)

    assert (said.text, said.side, said.edits) == ("The house, soon", "for", 2)
    assert before(said) == [(1, "Teh house"), (2, "The house")]
    assert [v.written_at for v in queries.words_before(said.id)] == [now, now + MINUTE]


def test_words_that_are_the_same_are_no_change(now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), "The house", actor=cora, now=now)

    edit(said, "The house", actor=cora, now=now + MINUTE)

    assert (said.edits, before(said)) == (0, [])


def test_a_reply_takes_no_side_by_being_changed(now):
    rita = make_actor("Rita Reply")
    reply = make_reply(make_comment(make_motion(), now=now), actor=rita, now=now)

    edit(reply, side="for", actor=rita, now=now)

    assert (reply.text, reply.side) == ("Mended.", "neither")


@pytest.mark.parametrize(("minutes", "late"), [(15, 16), (0, 1), (60, 61)])
def test_the_rules_say_how_long_words_can_be_changed(minutes, late, now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), actor=cora, now=now)
    set_rules(motions__comment_minutes=minutes)

    edit(said, "In time", actor=cora, now=now + timedelta(minutes=minutes))
    with pytest.raises(TooLateToEdit, match="is over"):
        edit(said, "Too late", actor=cora, now=now + timedelta(minutes=late))

    assert said.text == "In time"


def test_nobody_changes_anothers_words_nor_a_former_member_their_own(now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), actor=cora, now=now)
    left = make_actor("Ex Member", roles=frozenset())

    with pytest.raises(NotAllowed, match="Only the person who wrote"):
        edit(said, actor=make_actor("Sue Office", roles=SECRETARY), now=now)
    with pytest.raises(NotAllowed):
        edit(said, actor=left, now=now)
    with pytest.raises(NotAllowed, match="Only members and officers"):
        edit(said, actor=type(left)(party_id=cora.party_id, roles=frozenset()), now=now)


def test_what_is_removed_or_ended_is_not_changed(now):
    cora, sue = make_actor("Cora Comment"), make_actor("Sue Office", roles=SECRETARY)
    removed = make_comment(make_motion(), actor=cora, now=now)
    service.remove_comment(removed, "It names a patient.", actor=sue, now=now)
    motion = make_motion()
    ended = make_comment(motion, actor=cora, now=now)
    service.close_discussion(motion, "It turned personal.", actor=sue, now=now)

    with pytest.raises(CommentGone):
        edit(removed, actor=cora, now=now)
    with pytest.raises(DiscussionEnded, match="closed"):
        edit(ended, actor=cora, now=now)


@pytest.mark.parametrize("words", ["", "x" * 5_001])
def test_changed_words_are_words_and_not_too_many(words, now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), actor=cora, now=now)

    with pytest.raises(Refused, match="between 1 and 5,000"):
        edit(said, words, actor=cora, now=now)


def test_taking_back_erases_the_words_before_too(now):
    cora = make_actor("Cora Comment")
    said = make_comment(make_motion(), "Teh house", actor=cora, now=now)
    edit(said, "The house", actor=cora, now=now)

    service.take_back_comment(said, actor=cora, now=now)
    db.session.expire_all()

    assert before(said) == [(1, "")]


def test_two_changes_at_once_lose_no_words(together, now):
    cora = make_actor("Cora Comment")
    said_id = make_comment(make_motion(), "As it was", actor=cora, now=now).id

    def change(words):
        return lambda: edit(db.session.get_one(Comment, said_id), words, actor=cora, now=now)

    assert together(change("One"), change("Other")) == [None, None]
    said = db.session.get_one(Comment, said_id)
    kept = db.session.scalars(select(CommentVersion.text)).all()
    assert {said.text, *kept} == {"As it was", "One", "Other"}


def test_a_comment_and_the_close_of_its_discussion_come_one_after_the_other(together, now):
    motion_id, sue = make_motion().id, make_actor("Sue Office", roles=SECRETARY)
    cora = make_actor("Cora Comment")

    def speak():
        return make_comment(again(motion_id), actor=cora, now=now).id

    def close():
        return service.close_discussion(again(motion_id), "Enough.", actor=sue, now=now)

    spoke, closed = together(speak, close)

    assert closed is None
    assert isinstance(spoke, int | DiscussionEnded)
    assert queries.counts_of(motion_id).comments == isinstance(spoke, int)
    with pytest.raises(DiscussionEnded):
        make_comment(again(motion_id), submission="late", actor=cora, now=now)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comment SET text = 'else'",
        "UPDATE comment SET text = 'else', edits = 1",
        "UPDATE comment SET side = 'for'",
        "UPDATE comment SET side = 'for', edits = 1",
        "UPDATE comment SET edits = 5",
        "UPDATE comment SET thread_id = id, replies_to_id = id",
        "UPDATE comment_version SET text = 'else'",
        "DELETE FROM comment_version",
        "DELETE FROM moderation",
        "UPDATE moderation SET reason = 'else'",
    ],
)
def test_the_database_refuses_words_of_which_those_before_are_not_kept(change, now):
    cora, motion = make_actor("Cora Comment", roles=SECRETARY), make_motion()
    said = make_comment(motion, actor=cora, now=now)
    if "version" in change:
        edit(said, actor=cora, now=now)
    service.close_discussion(motion, "Enough.", actor=cora, now=now)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_the_database_refuses_a_reply_in_a_thread_of_another_motion(now):
    opener = make_comment(make_motion(), now=now)
    other, ada = make_motion(), make_actor("Ada Brook")
    astray = Comment(
        motion_id=other.id,
        author_id=ada.party_id,
        thread_id=opener.id,
        replies_to_id=opener.id,
        submission="x",
        text="Astray",
        at=now,
    )

    db.session.add(astray)
    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.flush()


def test_an_officer_who_is_no_member_replies(now):
    board = make_actor("Bo Board", roles=frozenset({Role.BOARD}))

    assert make_reply(make_comment(make_motion(), now=now), actor=board, now=now).id

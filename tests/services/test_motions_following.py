"""Following a motion: who does, how it stops, and what followers are told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from governance.infrastructure.actor import NOBODY, WORKER, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.members import service as register
from governance.motions import queries, service, stop_links
from governance.motions.models import Follower
from governance.motions.service import amendments
from governance.motions.stop_links import LinkNotOurs
from governance.notifications import digests
from governance.notifications.letters import letter_for
from governance.notifications.models import DiscussionTold
from governance.notifications.motion_steps import steps_in_words
from governance.reckoning.texts.amending import Change, Deed
from governance.subscriptions import STEPS_OF_MOTIONS
from tests.factories.accounts import make_role
from tests.factories.mail import letter, mails
from tests.factories.motions import SECRETARY, decided, make_actor, make_motion, make_society
from tests.services.test_motions import again
from tests.services.test_motions_discussion import make_comment
from tests.services.test_motions_threads import make_reply

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def followers(motion):
    return set(db.session.scalars(queries.followers_of(motion.id)))


def told(template):
    """Return to whom the letters of that kind went, in the order of queueing."""
    return [mail.party_id for mail in mails(template)]


def follow(motion, *actors, now):
    for actor in actors:
        service.follow(motion, actor=actor, now=now)


def test_who_moves_seconds_and_discusses_a_motion_follows_it(now):
    ada, ben, cy = make_actor("Ada Brook"), make_actor("Ben Cole"), make_actor("Cy Dale")
    motion = make_motion(mover=ada)

    service.second(motion, actor=ben, now=now)
    make_comment(motion, actor=cy, now=now)

    assert followers(motion) == {ada.party_id, ben.party_id, cy.party_id}


def test_co_authors_and_who_amends_follow_too(now):
    ada, ben, cy = make_actor("Ada Brook"), make_actor("Ben Cole"), make_actor("Cy Dale")
    make_society()
    motion = service.propose(
        "Open a respite house",
        "The society opens one.",
        "Families wait.",
        "",
        co_authors=(ben.party_id,),
        actor=ada,
        now=now,
    )

    amendments.propose(
        motion,
        [Change(Deed.REPLACE, 1, "The society opens two.")],
        "One is not enough.",
        actor=cy,
        now=now,
    )

    assert followers(motion) == {ada.party_id, ben.party_id, cy.party_id}
    assert told("motion_moved") == [ada.party_id, ben.party_id]


def test_who_stopped_following_is_left_alone_until_they_ask(now):
    motion, cora = make_motion(), make_actor("Cora Comment")
    make_comment(motion, actor=cora, submission="a", now=now)

    service.stop_following(motion.id, cora.party_id, now=now)
    make_comment(motion, actor=cora, submission="b", now=now)
    assert not queries.is_following(motion.id, cora.party_id)

    follow(motion, cora, now=now)
    db.session.expire_all()
    assert queries.is_following(motion.id, cora.party_id)


def test_two_presses_at_once_follow_once(together, now):
    motion_id, cora = make_motion().id, make_actor("Cora Comment")

    def press():
        follow(again(motion_id), cora, now=now)

    assert together(press, press) == [None, None]
    mine = select(func.count()).where(Follower.party_id == cora.party_id)
    assert db.session.scalar(mine) == 1


@pytest.mark.parametrize("roles", [set(), {Role.MEMBER}, {Role.BOARD}])
def test_members_and_officers_follow(roles, now):
    motion, somebody = make_motion(), make_actor("Some Body", roles=frozenset(roles))

    if not roles:
        with pytest.raises(NotAllowed):
            follow(motion, somebody, now=now)
        with pytest.raises(NotAllowed):
            follow(motion, NOBODY, now=now)
        return
    follow(motion, somebody, now=now)
    assert somebody.party_id in followers(motion)


def test_followers_are_told_of_each_step_but_not_who_took_it(now):
    ada, ben = make_actor("Ada Brook"), make_actor("Ben Cole")
    motion = make_motion(mover=ada)
    follow(motion, ben, now=now)

    service.withdraw(motion, actor=ada, now=now)

    assert told("motion_moved") == [ben.party_id]
    written = letter("motion_moved")
    assert written.subject == f"Motion 2026/1 was withdrawn: {motion.title}"
    assert "Its mover took it back" in written.text
    assert "Its mover took it back" in written.html


def test_of_its_seconders_mover_and_secretary_are_told_by_their_own_letter_alone(now):
    ben = make_actor("Ben Cole")
    sue = make_actor("Sue Office", roles=SECRETARY)
    make_role(sue.party_id, Role.SECRETARY)
    motion = make_motion(seconders_needed=1)
    follow(motion, ben, sue, now=now)

    service.second(motion, actor=make_actor("Cy Dale"), now=now)

    assert told("motion_moved") == [ben.party_id]
    assert set(told("motion_seconded")) == {motion.mover_id, sue.party_id}


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [
        ("carried", "Motion 2026/1 was carried"),
        ("lost", "Motion 2026/1 was lost"),
        ("inquorate", "Too few voted on motion 2026/1"),
    ],
)
def test_a_result_is_told_to_followers_who_were_not_on_the_roll(outcome, subject, now):
    motion = make_motion(state="balloted")
    before = len(told("motion_moved"))

    service.resolve(decided(motion, outcome, now=now + MINUTE))

    assert motion.mover_id in told("motion_moved")[before:]
    newest = mails("motion_moved")[-1]
    assert subject in letter_of(newest).subject


def letter_of(mail):
    return letter_for(mail, now=mail.created_at)


def test_every_step_that_followers_are_told_has_its_words(app):
    told = set(steps_in_words("2026/1"))

    for event in STEPS_OF_MOTIONS:
        of_kind = {name for name in told if name.partition(":")[0] == event.kind}
        assert of_kind, f"say in motion_steps.py how followers are told: {event.kind}"
        told -= of_kind
    assert told == set()


def test_neither_the_suspended_nor_former_members_are_written_to(now):
    here, away = make_actor("Here Now"), make_actor("Sus Pended")
    # Of the staff and no member any more, but one when they began to follow.
    left = replace(make_actor("Ex Member", roles=frozenset()), roles=here.roles)
    motion = make_motion()
    follow(motion, here, away, left, now=now)
    today = day_of(now)
    register.suspend(
        away.party_id,
        reason="Why",
        decided_by="The board",
        first_day=today,
        last_day=None,
        actor=WORKER,
        now=now,
    )

    make_comment(motion, actor=make_actor("Cora Comment"), now=now)
    digests.tell_of_discussions(now + 2 * MINUTE)

    assert here.party_id in told("motion_discussed")
    assert {away.party_id, left.party_id} & set(told("motion_discussed")) == set()


def test_what_is_said_is_told_soon_then_once_an_hour_and_never_twice(now):
    ada, cora = make_actor("Ada Brook"), make_actor("Cora Comment")
    motion = make_motion(mover=ada)
    make_comment(motion, actor=cora, submission="a", now=now)

    assert digests.tell_of_discussions(now) == 0
    assert digests.tell_of_discussions(now + 2 * MINUTE) == 1
    make_comment(motion, actor=cora, submission="b", now=now + 3 * MINUTE)
    make_comment(motion, actor=cora, submission="c", now=now + 4 * MINUTE)
    assert digests.tell_of_discussions(now + HOUR) == 0
    assert digests.tell_of_discussions(now + HOUR + 2 * MINUTE) == 1
    assert digests.tell_of_discussions(now + 3 * HOUR) == 0

    assert told("motion_discussed") == [ada.party_id, ada.party_id]
    first, second = (letter_of(mail).text for mail in mails("motion_discussed"))
    assert "1 comment since you were last told" in first
    assert "2 comments since you were last told" in second


def test_nobody_is_told_of_their_own_words_alone(now):
    motion = make_motion()
    cora = make_actor("Cora Comment")
    make_comment(motion, actor=cora, now=now)

    digests.tell_of_discussions(now + 2 * MINUTE)

    assert cora.party_id not in told("motion_discussed")


def test_a_digest_says_who_spoke_and_on_which_side_and_not_what(now):
    ada, cora = make_actor("Ada Brook"), make_actor("Cora Comment")
    motion = make_motion(mover=ada)
    own = make_comment(motion, "Mine", actor=ada, now=now)
    service.comment(motion, "A patient", side="against", submission="x", actor=cora, now=now)
    make_reply(own, "Well said", now=now)

    digests.tell_of_discussions(now + 2 * MINUTE)

    (mail,) = [mail for mail in mails("motion_discussed") if mail.party_id == ada.party_id]
    written = letter_of(mail)
    assert "- Cora Comment, against the motion\n- Rita Reply, in reply to you" in written.text
    assert "patient" not in written.text + written.html
    assert "http://localhost/motions/comments/" in written.text


def test_what_was_removed_before_it_was_told_is_not_told(now):
    motion, sue = make_motion(), make_actor("Sue Office", roles=SECRETARY)
    said = make_comment(motion, now=now)
    service.remove_comment(said, "It names a patient.", actor=sue, now=now)

    assert digests.tell_of_discussions(now + 2 * MINUTE) == 0


def test_two_workers_at_once_tell_once(together, now):
    motion = make_motion()
    make_comment(motion, now=now)

    def work():
        return digests.tell_of_discussions(now + 2 * MINUTE)

    assert sorted(together(work, work)) == [0, 1]
    assert db.session.scalar(select(func.count()).select_from(DiscussionTold)) == 1
    assert told("motion_discussed") == [motion.mover_id]


def test_a_letter_has_a_link_that_stops_it_also_for_mail_programs(now):
    ben, motion = make_actor("Ben Cole"), make_motion()
    follow(motion, ben, now=now)
    service.close_discussion(
        motion, "Enough.", actor=make_actor("Sue Office", roles=SECRETARY), now=now
    )

    (mail,) = [mail for mail in mails("motion_moved") if mail.party_id == ben.party_id]
    written = letter_of(mail)
    message = written.as_message()
    link = f"http://localhost/motions/stop/{stop_links.sign(motion.id, ben.party_id)}"
    assert link in written.text
    assert link in written.html
    assert message["List-Unsubscribe"] == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_stop_link_is_for_one_person_and_one_motion():
    text = stop_links.sign(7, 12)

    assert stop_links.read(text) == (7, 12)
    assert stop_links.read(f"{text}.") == (7, 12)
    for other in ("", "7-12", "7-12.x", text.replace("7-12", "7-13"), text[:-1]):
        with pytest.raises(LinkNotOurs):
            stop_links.read(other)

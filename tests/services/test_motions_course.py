"""A motion put off, remitted, ruled out of order and appealed for."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.members import service as register
from governance.motions import service
from governance.motions.models import Motion, Step
from governance.motions.queries import course
from governance.motions.service import NotInGoodStanding, NotOpenToThat, NotSaid
from tests.factories.motions import SECRETARY, make_actor, make_motion
from tests.factories.rules import set_rules
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults

CHAIR = frozenset({Role.MEMBER, Role.CHAIR})
WHY = "It asks the board for what only the trustees of the fund can give."


@pytest.fixture
def chair():
    return make_actor("Chris Chair", roles=CHAIR)


@pytest.fixture
def sue():
    return make_actor("Sue Secretary", roles=SECRETARY)


def again(motion):
    db.session.refresh(motion)
    return motion


def kinds_of(motion):
    return [taken.step.kind for taken in course.steps_of(motion.id)]


# Time to discuss


def test_a_motion_is_not_put_to_a_ballot_before_its_time_to_discuss_is_over(sue, now):
    motion = make_motion(state="seconded")
    set_rules(motions__discussion_days=14)

    with pytest.raises(NotOpenToThat, match="put to a ballot from 30 November 2026"):
        service.mark_balloted(motion, actor=sue, now=now + timedelta(days=13))

    service.mark_balloted(motion, actor=sue, now=now + timedelta(days=14))
    assert motion.state == "balloted"


# Put off


def test_a_motion_put_off_comes_back_by_itself_on_the_day(sue, now):
    motion = make_motion(state="seconded")
    day = day_of(now) + timedelta(days=10)

    service.adjourn(motion, day, "We wait for the auditors.", actor=sue, now=now)

    assert motion.stands_on(day - timedelta(days=1)) == "adjourned"
    assert motion.stands_on(day) == "seconded"
    with pytest.raises(NotOpenToThat, match="is put off"):
        service.mark_balloted(motion, actor=sue, now=now)
    service.mark_balloted(motion, actor=sue, now=now + timedelta(days=10))
    assert motion.state == "balloted"
    assert faults() == []


def test_a_motion_comes_back_earlier_by_an_act_with_a_reason(sue, now):
    motion = make_motion(state="seconded")
    service.adjourn(motion, day_of(now) + timedelta(days=10), "Wait.", actor=sue, now=now)

    service.resume(motion, "The auditors were quick.", actor=sue, now=now)

    assert motion.stands_on(day_of(now)) == "seconded"
    assert kinds_of(motion) == ["adjourned", "resumed"]
    assert faults() == []


def test_a_motion_put_off_may_still_be_seconded(sue, now):
    motion = make_motion(seconders_needed=1)
    service.adjourn(motion, day_of(now) + timedelta(days=10), "Wait.", actor=sue, now=now)

    service.second(motion, actor=make_actor("Sid"), now=now)

    assert motion.state == "seconded"


@pytest.mark.parametrize("state", ["balloted", "lost", "withdrawn"])
def test_only_a_motion_that_waits_is_put_off(state, sue, now):
    motion = make_motion(state=state)

    with pytest.raises(NotOpenToThat):
        service.adjourn(motion, day_of(now) + timedelta(days=10), "Wait.", actor=sue, now=now)


def test_nothing_is_put_off_to_a_day_that_has_come(sue, now):
    with pytest.raises(NotSaid, match="future"):
        service.adjourn(make_motion(), day_of(now), "Wait.", actor=sue, now=now)


def test_members_put_nothing_off(now):
    motion = make_motion()

    with pytest.raises(NotAllowed):
        service.adjourn(motion, day_of(now) + timedelta(1), "x", actor=make_actor("Mo"), now=now)


def test_two_who_put_a_motion_off_at_once_do_it_once(together, sue, now):
    motion_id = make_motion().id
    day = day_of(now) + timedelta(days=10)

    def put_off():
        service.adjourn(db.session.get_one(Motion, motion_id), day, "Wait.", actor=sue, now=now)

    results = together(put_off, put_off)

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotOpenToThat"]


# Remitted


def test_a_motion_is_remitted_and_reported_on(sue, now):
    motion = make_motion(state="seconded")
    by_day = day_of(now) + timedelta(days=21)

    service.remit(motion, "The board", "What would it cost?", by_day, actor=sue, now=now)
    assert motion.state == "remitted"
    with pytest.raises(NotOpenToThat, match="still to report"):
        service.mark_balloted(motion, actor=sue, now=now)
    service.report(motion, "About £4,000.", actor=sue, now=now)

    assert motion.state == "seconded"
    assert kinds_of(motion) == ["remitted", "reported"]
    assert faults() == []


def test_a_motion_is_reported_on_once(sue, now):
    motion = make_motion(state="seconded")
    by_day = day_of(now) + timedelta(days=21)
    service.remit(motion, "The board", "What would it cost?", by_day, actor=sue, now=now)
    service.report(motion, "About £4,000.", actor=sue, now=now)

    with pytest.raises(NotOpenToThat, match="Nobody has to report"):
        service.report(motion, "About £5,000.", actor=sue, now=now)


def test_its_mover_may_withdraw_a_motion_that_is_remitted(sue, now):
    ada = make_actor("Ada Brook")
    motion = make_motion(state="seconded", mover=ada)
    by_day = day_of(now) + timedelta(days=21)
    service.remit(motion, "The board", "What would it cost?", by_day, actor=sue, now=now)

    service.withdraw(motion, actor=ada, now=now)

    assert motion.state == "withdrawn"
    assert faults() == []


@pytest.mark.parametrize("state", ["proposed", "balloted", "carried"])
def test_only_a_seconded_motion_is_remitted(state, sue, now):
    motion = make_motion(state=state)

    with pytest.raises(NotOpenToThat):
        service.remit(
            motion, "The board", "Why?", day_of(now) + timedelta(days=1), actor=sue, now=now
        )


# Ruled out of order


@pytest.mark.parametrize("state", ["proposed", "seconded"])
def test_the_chair_rules_a_motion_out_of_order(state, chair, now):
    motion = make_motion(state=state)

    service.rule_out(motion, WHY, actor=chair, now=now)

    assert (motion.state, motion.closed_at) == ("out_of_order", now)
    [link] = recorded("motion ruled out of order")
    assert link["appeal_until"] == "2026-11-30"
    assert WHY not in str(link)
    assert faults() == []


@pytest.mark.parametrize("state", ["balloted", "carried", "withdrawn"])
def test_a_motion_before_the_members_is_not_ruled_out(state, chair, now):
    motion = make_motion(state=state)

    with pytest.raises(NotOpenToThat, match="can no longer be ruled out"):
        service.rule_out(motion, WHY, actor=chair, now=now)


def test_only_the_chair_rules(sue, now):
    with pytest.raises(NotAllowed):
        service.rule_out(make_motion(), WHY, actor=sue, now=now)


def test_a_ruling_needs_a_reason(chair, now):
    with pytest.raises(NotSaid):
        service.rule_out(make_motion(), "  ", actor=chair, now=now)


def test_ruling_out_and_putting_to_a_ballot_at_once_do_one_of_them(together, chair, sue, now):
    motion_id = make_motion(state="seconded").id

    def motion():
        return db.session.get_one(Motion, motion_id)

    results = together(
        lambda: service.rule_out(motion(), WHY, actor=chair, now=now).kind,
        lambda: service.mark_balloted(motion(), actor=sue, now=now),
    )

    assert sum(isinstance(result, NotOpenToThat) for result in results) == 1
    state = db.session.scalar(select(Motion.state).where(Motion.id == motion_id))
    assert state == ("balloted" if isinstance(results[0], NotOpenToThat) else "out_of_order")


# Appeals


def ruled_out(chair, now, *, appellants=2, state="seconded", **rules):
    motion = make_motion(state=state)
    set_rules(motions__appellants=appellants, **rules)
    service.rule_out(motion, WHY, actor=chair, now=now)
    return motion


def test_members_join_until_there_are_enough(chair, now):
    motion = ruled_out(chair, now)

    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)
    assert course.appeals_waiting() == []
    service.appeal(motion, "I think so too.", actor=make_actor("Ben"), now=now)

    assert [waits.id for waits, _ruling in course.appeals_waiting()] == [motion.id]
    [link] = recorded("appeal made")
    assert (link["goes_to"], link["state"]) == ("board", "out_of_order")
    assert faults() == []


def test_joining_an_appeal_again_changes_nothing(chair, now):
    motion = ruled_out(chair, now)
    ann = make_actor("Ann")

    service.appeal(motion, "The fund is ours.", actor=ann, now=now)
    service.appeal(motion, "And I say it again.", actor=ann, now=now)

    assert len(recorded("appeal joined")) == 1


def test_two_appellants_at_once_reach_the_number_once(together, chair, now):
    motion_id = ruled_out(chair, now).id
    ann, ben, cat = make_actor("Ann"), make_actor("Ben"), make_actor("Cat")

    def joins(who):
        return lambda: service.appeal(
            db.session.get_one(Motion, motion_id), "It is in order.", actor=who, now=now
        )

    results = together(joins(ann), joins(ben), joins(cat))

    assert sum(isinstance(result, NotOpenToThat) for result in results) == 1
    made = select(func.count()).where(Step.motion_id == motion_id, Step.kind == "appealed")
    assert db.session.scalar(made) == 1
    assert len(recorded("appeal joined")) == 2


def test_an_appeal_comes_too_late_after_its_days(chair, now):
    motion = ruled_out(chair, now)

    service.appeal(motion, "Late.", actor=make_actor("Ann"), now=now + timedelta(days=14))
    with pytest.raises(NotOpenToThat, match="ended on 30 November 2026"):
        service.appeal(motion, "Later.", actor=make_actor("Ben"), now=now + timedelta(days=15))


def test_a_suspended_member_does_not_appeal(chair, now):
    motion = ruled_out(chair, now)
    ann = make_actor("Ann")
    register.suspend(
        ann.party_id,
        first_day=day_of(now),
        last_day=None,
        reason="x",
        actor=make_actor("Sue", roles=SECRETARY),
        now=now,
    )

    with pytest.raises(NotInGoodStanding):
        service.appeal(motion, "It is in order.", actor=ann, now=now)


def test_an_appeal_that_is_allowed_brings_the_motion_back_to_where_it_was(chair, sue, now):
    motion = ruled_out(chair, now, appellants=1)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)

    service.decide_appeal(
        motion, allowed=True, reason="It is.", minute="Board 12/4", actor=sue, now=now
    )

    assert (again(motion).state, motion.closed_at) == ("seconded", None)
    assert kinds_of(motion) == ["ruled_out", "appealed", "appeal_decided"]
    assert faults() == []


def test_a_ruling_that_is_upheld_stands(chair, sue, now):
    motion = ruled_out(chair, now, appellants=1)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)

    service.decide_appeal(motion, reason="It is not.", minute="12/4", actor=sue, now=now)

    assert again(motion).state == "out_of_order"
    with pytest.raises(NotOpenToThat):
        service.decide_appeal(motion, reason="Again.", minute="12/4", actor=sue, now=now)
    with pytest.raises(NotOpenToThat, match="no ruling"):
        service.appeal(motion, "Still.", actor=make_actor("Ben"), now=now)


def test_a_motion_may_be_ruled_out_again_after_an_appeal(chair, sue, now):
    motion = ruled_out(chair, now, appellants=1)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)
    service.decide_appeal(motion, allowed=True, reason="Yes.", minute="1", actor=sue, now=now)

    service.rule_out(again(motion), "For another reason.", actor=chair, now=now)
    service.appeal(motion, "No.", actor=make_actor("Ben"), now=now)

    assert len(recorded("appeal made")) == 2
    assert faults() == []


def test_whoever_ruled_does_not_decide_the_appeal(now):
    both = make_actor("Bo Both", roles=frozenset({Role.CHAIR, Role.SECRETARY}))
    motion = ruled_out(both, now, appellants=1)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)

    with pytest.raises(NotAllowed, match="Whoever made a ruling"):
        service.decide_appeal(motion, allowed=False, reason="No.", minute="1", actor=both, now=now)


def test_no_appeal_is_decided_before_there_is_one(chair, sue, now):
    motion = ruled_out(chair, now)

    with pytest.raises(NotOpenToThat, match="No appeal waits"):
        service.decide_appeal(motion, allowed=True, reason="x", minute="1", actor=sue, now=now)


@pytest.mark.parametrize(("votes", "state"), [((5, 4), "seconded"), ((4, 4), "out_of_order")])
def test_where_the_members_decide_their_votes_do(votes, state, chair, sue, now):
    motion = ruled_out(chair, now, appellants=1, motions__appeals_go_to="members")
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)

    with pytest.raises(NotOpenToThat, match="needs their votes"):
        service.decide_appeal(motion, allowed=True, reason="x", minute="1", actor=sue, now=now)
    service.decide_appeal(motion, votes=votes, reason="Voted.", minute="AGM", actor=sue, now=now)

    assert again(motion).state == state
    assert faults() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE motion_step SET words = 'x'",
        "DELETE FROM motion_step",
        "UPDATE motion_appellant SET reason = 'x'",
        "DELETE FROM motion_appellant",
    ],
)
def test_the_database_refuses_to_change_what_was_done(change, chair, now):
    motion = ruled_out(chair, now)
    service.appeal(motion, "The fund is ours.", actor=make_actor("Ann"), now=now)

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))

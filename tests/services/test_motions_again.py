"""A lost motion that comes again too soon, and a withdrawn one that is taken up."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.infrastructure.actor import Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import queries, service
from governance.motions.models import Motion
from governance.motions.queries import course
from governance.motions.service import ComesTooSoon, NotOpenToThat
from governance.motions.service.taking_up import take_up
from tests.factories.motions import decided, make_actor, make_motion, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults

CHAIR = frozenset({Role.MEMBER, Role.CHAIR})
TITLE = "Buy two electric vans for the day centre"
TEXT = "The society buys two electric vans for the day centre in Tipton, by the end of June."
MUCH_THE_SAME = "By the end of June the society buys two electric vans for the Tipton day centre."
HALF_A_YEAR_ON = datetime(2027, 5, 16, 12, tzinfo=UTC)


@pytest.fixture
def lost():
    """Return a motion that was lost today; one like it may come again in six months."""
    make_society(seconders_needed=0)
    set_rules(motions__resubmission_months=6)
    motion = make_motion(title=TITLE, text=TEXT, state="lost")
    assert (motion.state, motion.closed_at) == ("lost", NOON)
    return motion


def propose(title=TITLE, text=TEXT, *, now=NOON, who="Ben Again", **more):
    actor = make_actor(who)
    return service.propose(title, text, "It saves diesel.", "", actor=actor, now=now, **more)


@pytest.mark.parametrize("text", [TEXT, MUCH_THE_SAME])
def test_much_the_same_does_not_come_again_too_soon(text, lost):
    with pytest.raises(ComesTooSoon) as refused:
        propose(text=text)

    assert refused.value.message == (
        f"This is much the same as motion {lost.reference}, “{TITLE}”, which was lost on"
        " 16 November 2026. It may be proposed again from 16 May 2027."
    )


def test_it_may_come_again_on_that_day(lost):
    with pytest.raises(ComesTooSoon):
        propose(now=HALF_A_YEAR_ON - timedelta(days=1))

    assert propose(now=HALF_A_YEAR_ON).state == "seconded"


def test_something_else_may_come_at_once(lost):
    text = "The society asks the council for two more bus stops at its respite house."

    assert propose("Ask for two bus stops", text).id


def test_how_alike_is_a_rule(lost):
    set_rules(motions__likeness_percent=100)

    with pytest.raises(ComesTooSoon):
        propose()
    assert propose(text=TEXT.replace("June", "July")).id


def test_where_the_rules_say_no_time_it_may_come_at_once(lost):
    set_rules(motions__resubmission_months=0)

    assert propose().id


@pytest.mark.parametrize("outcome", ["carried", "inquorate"])
def test_only_what_was_lost_is_barred(outcome):
    make_society(seconders_needed=0)
    set_rules(motions__resubmission_months=6)
    make_motion(title=TITLE, text=TEXT, state=outcome)

    assert propose().id


def test_what_would_do_the_same_is_much_the_same_in_other_words():
    make_society(seconders_needed=0)
    set_rules(motions__resubmission_months=6)
    changes = {"effect": "change_rules", "payload": {"changes": {"motions.seconders": 4}}}
    motion = propose("Ask four seconders", "A motion needs four seconders.", **changes)
    service.mark_balloted(motion, actor=make_actor("Sue", roles=CHAIR), now=NOON)
    service.resolve(decided(motion, "lost"))
    other_words = "Let nothing come before us all that hardly anybody wants to talk about."

    with pytest.raises(ComesTooSoon):
        propose("Fewer motions", other_words, who="Cat", **changes)
    changes["payload"] = {"changes": {"motions.seconders": 5}}
    assert propose("Fewer motions", other_words, who="Dan", **changes).id


def test_the_chair_allows_it_for_a_reason_on_the_record(lost):
    service.allow_again(
        lost, "The council pays half.", actor=make_actor("Chris", roles=CHAIR), now=NOON
    )

    assert propose().id
    [link] = recorded("motion may come again")
    assert (link["motion_id"], link["state"]) == (lost.id, "lost")
    assert faults() == []


def test_what_comes_again_and_is_lost_again_bars_anew(lost):
    chair = make_actor("Chris", roles=CHAIR)
    service.allow_again(lost, "The council pays half.", actor=chair, now=NOON)
    again = propose()
    service.mark_balloted(again, actor=chair, now=NOON)
    service.resolve(decided(again, "lost"))

    with pytest.raises(ComesTooSoon, match=again.reference):
        propose(who="Cat")


def test_only_the_chair_allows_it_and_only_where_it_is_barred(lost):
    with pytest.raises(NotAllowed):
        service.allow_again(lost, "Why not.", actor=make_actor("Mo"), now=NOON)
    with pytest.raises(NotOpenToThat):
        service.allow_again(
            lost, "Late.", actor=make_actor("Chris", roles=CHAIR), now=HALF_A_YEAR_ON
        )


# Taking up


@pytest.fixture
def ada():
    return make_actor("Ada Mover")


@pytest.fixture
def sid():
    return make_actor("Sid Seconder")


@pytest.fixture
def withdrawn(ada, sid):
    """Return a motion of Ada's that Sid and another seconded, and that she withdrew."""
    motion = make_motion(mover=ada, seconders_needed=2)
    for who in (sid, make_actor("Tom Second")):
        service.second(motion, actor=who, now=NOON)
    service.withdraw(motion, actor=ada, now=NOON)
    return motion


def test_a_seconder_takes_a_withdrawn_motion_up(withdrawn, sid):
    taken = take_up(withdrawn, actor=sid, now=NOON + timedelta(days=7))

    assert (taken.title, taken.text, taken.mover_id) == (
        withdrawn.title,
        withdrawn.text,
        sid.party_id,
    )
    assert [name for _id, name in queries.seconders_of(taken.id)] == ["Tom Second"]
    assert (taken.state, withdrawn.state) == ("proposed", "withdrawn")
    [link] = recorded("motion taken up")
    assert link["as_motion_id"] == taken.id
    assert faults() == []


def test_with_enough_support_it_waits_for_a_ballot_at_once(withdrawn, sid):
    set_rules(motions__seconders=1)

    assert take_up(withdrawn, actor=sid, now=NOON).state == "seconded"


def test_only_within_the_time_of_the_rules(withdrawn, sid):
    with pytest.raises(NotOpenToThat, match="can no longer be taken up"):
        take_up(withdrawn, actor=sid, now=NOON + timedelta(days=8))

    set_rules(motions__take_up_days=0)
    with pytest.raises(NotOpenToThat):
        take_up(withdrawn, actor=sid, now=NOON)


def test_only_a_seconder_takes_it_up(withdrawn, ada):
    for who in (ada, make_actor("Cat Stranger")):
        with pytest.raises(NotAllowed):
            take_up(withdrawn, actor=who, now=NOON)


def test_two_seconders_at_once_take_it_up_once(together, withdrawn, sid):
    motion_id = withdrawn.id
    [(tom_id, _name)] = [
        each for each in queries.seconders_of(motion_id) if each[0] != sid.party_id
    ]
    tom = type(sid)(party_id=tom_id, roles=sid.roles)

    def takes(who):
        return lambda: take_up(db.session.get_one(Motion, motion_id), actor=who, now=NOON).id

    results = together(takes(sid), takes(tom))

    assert sum(isinstance(result, NotOpenToThat) for result in results) == 1
    assert [taken.step.kind for taken in course.steps_of(motion_id)] == ["taken_up"]

"""Motions that their movers bring together into one."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, NotFound
from governance.motions import queries, service
from governance.motions.models import Composite, Motion
from governance.motions.queries import composites as read
from governance.motions.service import NotAMotion, NotOpenToThat
from governance.motions.service.compositing import (
    CannotBringTogether,
    Words,
    answer_composite,
    ask_to_bring_together,
    drop_composite,
)
from tests.factories.ballots import make_voters
from tests.factories.motions import make_actor, make_motion, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_mail_letters import letter, mails
from tests.services.test_motions import recorded
from tests.services.test_motions_course import CHAIR, WHY
from tests.services.test_motions_seals import faults

WORDS = Words("Two houses", "We open one in Tipton and one in Dudley.", "Families wait.")


@pytest.fixture
def ada():
    make_society(seconders_needed=3)
    make_voters(8)  # in a smaller society a motion needs fewer
    return make_actor("Ada Mover")


@pytest.fixture
def ben():
    return make_actor("Ben Mover")


@pytest.fixture
def tipton(ada):
    """Return Ada's motion, seconded by Sid."""
    motion = make_motion(title="Open a house in Tipton", mover=ada)
    service.second(motion, actor=make_actor("Sid Seconder"), now=NOON)
    return motion


@pytest.fixture
def dudley(ben, tipton):
    """Return Ben's motion, seconded by Ada and by who seconded Ada's."""
    motion = make_motion(title="Open a house in Dudley", mover=ben)
    [(sid, _name)] = queries.seconders_of(tipton.id)
    for party_id in (tipton.mover_id, sid):
        who = type(ben)(party_id=party_id, roles=ben.roles)
        service.second(motion, actor=who, now=NOON)
    return motion


@pytest.fixture
def asked(ada, tipton, dudley):
    return ask_to_bring_together(tipton, [dudley], WORDS, actor=ada, now=NOON)


def agree(composite, who):
    whole = answer_composite(composite, agrees=True, actor=who, now=NOON)
    assert whole is not None
    return whole


def states(*motions):
    for motion in motions:
        db.session.refresh(motion)
    return [motion.state for motion in motions]


def test_once_every_mover_agrees_one_motion_goes_on_for_all(asked, ada, ben, tipton, dudley):
    assert states(tipton, dudley) == ["proposed", "proposed"]

    whole = agree(asked, ben)

    assert (whole.title, whole.text, whole.mover_id) == (WORDS.title, WORDS.text, ada.party_id)
    assert states(tipton, dudley) == ["composited", "composited"]
    [link] = recorded("composite made")
    assert link["part_ids"] == [tipton.id, dudley.id]
    assert link["movers"] == [ada.party_id, ben.party_id]
    assert faults() == []


def test_each_supporter_counts_once_and_the_other_movers_too(asked, ben):
    whole = agree(asked, ben)

    assert sorted(name for _id, name in queries.seconders_of(whole.id)) == [
        "Ben Mover",
        "Sid Seconder",
    ]
    assert whole.state == "proposed"


def test_with_enough_support_together_it_waits_for_a_ballot(asked, ben):
    set_rules(motions__seconders=2)

    whole = agree(asked, ben)

    assert whole.state == "seconded"
    assert len(recorded("motion seconded")) == 1
    assert faults() == []


def test_a_mover_who_declines_ends_it(asked, ben, tipton, dudley):
    assert answer_composite(asked, agrees=False, actor=ben, now=NOON) is None

    assert asked.state == "declined"
    assert states(tipton, dudley) == ["proposed", "proposed"]
    with pytest.raises(NotOpenToThat):
        answer_composite(asked, agrees=True, actor=ben, now=NOON)


def test_nobody_else_answers_or_reads_it(asked):
    stranger = make_actor("Cat Stranger")

    with pytest.raises(NotOpenToThat):
        answer_composite(asked, agrees=True, actor=stranger, now=NOON)
    with pytest.raises(NotFound):
        read.composite(asked.id, stranger.party_id)


def test_two_movers_who_agree_at_once_make_it_once(together, ada, ben, tipton, dudley):
    cat = make_actor("Cat Mover")
    third = make_motion(title="Open a house in Walsall", mover=cat)
    asked_id = ask_to_bring_together(tipton, [dudley, third], WORDS, actor=ada, now=NOON).id

    def agrees(who):
        return lambda: answer_composite(
            db.session.get_one(Composite, asked_id), agrees=True, actor=who, now=NOON
        )

    results = together(agrees(ben), agrees(cat))

    assert not [result for result in results if isinstance(result, Exception)], results
    assert len(recorded("composite made")) == 1
    assert db.session.scalar(select(func.count()).select_from(Motion)) == 4


def test_two_composites_of_one_motion_at_once_take_it_once(together, ada, ben, tipton, dudley):
    one = ask_to_bring_together(tipton, [dudley], WORDS, actor=ada, now=NOON).id
    other = ask_to_bring_together(tipton, [dudley], WORDS, actor=ada, now=NOON).id

    def agrees(asked_id):
        return lambda: (
            answer_composite(
                db.session.get_one(Composite, asked_id), agrees=True, actor=ben, now=NOON
            ).id
        )

    results = together(agrees(one), agrees(other))

    assert sum(isinstance(result, CannotBringTogether) for result in results) == 1
    assert len(recorded("motion composited")) == 2


def test_motions_of_one_mover_are_brought_together_at_once(ada, tipton):
    own = make_motion(title="Open a house in Walsall", mover=ada)

    asked = ask_to_bring_together(tipton, [own], WORDS, actor=ada, now=NOON)

    assert asked.state == "made"
    assert states(tipton, own) == ["composited", "composited"]


def test_a_motion_that_has_moved_on_cannot_be_brought_together(asked, ben, dudley):
    service.withdraw(dudley, actor=ben, now=NOON)

    with pytest.raises(CannotBringTogether, match="has moved on"):
        answer_composite(asked, agrees=True, actor=ben, now=NOON)


def test_it_takes_two_motions_and_words(ada, tipton, dudley):
    with pytest.raises(CannotBringTogether, match="nothing to bring it together with"):
        ask_to_bring_together(tipton, [tipton], WORDS, actor=ada, now=NOON)
    with pytest.raises(NotAMotion):
        ask_to_bring_together(tipton, [dudley], Words("Two", "x", "y"), actor=ada, now=NOON)
    with pytest.raises(NotAllowed):
        ask_to_bring_together(dudley, [tipton], WORDS, actor=ada, now=NOON)


def test_it_does_what_one_of_its_motions_would(ada, ben, tipton):
    doing = service.propose(
        "Ask four seconders",
        "A motion needs four seconders.",
        "Fewer motions.",
        "",
        effect="change_rules",
        payload={"changes": {"motions.seconders": 4}},
        actor=ben,
        now=NOON,
    )
    words = Words("A house, and seconders", "We do both.", "Why not.", effect_of=doing.id)

    whole = agree(ask_to_bring_together(tipton, [doing], words, actor=ada, now=NOON), ben)

    assert (whole.effect, whole.payload) == (doing.effect, doing.payload)


def test_its_motions_go_on_if_it_is_withdrawn(asked, ada, ben, tipton, dudley):
    whole = agree(asked, ben)

    service.withdraw(whole, actor=ada, now=NOON)

    assert states(whole, tipton, dudley) == ["withdrawn", "proposed", "proposed"]
    assert (tipton.closed_at, tipton.consequences) == (None, None)
    assert faults() == []


def test_its_motions_go_on_if_it_is_ruled_out_and_not_if_the_appeal_is_allowed(
    asked, ben, tipton, dudley
):
    whole = agree(asked, ben)
    set_rules(motions__appellants=1)
    service.rule_out(whole, WHY, actor=make_actor("Chris", roles=CHAIR), now=NOON)
    assert states(whole, tipton, dudley) == ["out_of_order", "proposed", "proposed"]
    service.withdraw(dudley, actor=ben, now=NOON)
    service.appeal(whole, "It is in order.", actor=ben, now=NOON)

    secretary = make_actor("Sue", roles=frozenset({"secretary"}))
    service.decide_appeal(
        whole, allowed=True, reason="It is.", minute="12/4", actor=secretary, now=NOON
    )

    assert states(whole, tipton, dudley) == ["proposed", "composited", "withdrawn"]
    assert faults() == []


def test_it_is_given_up_by_whoever_asked(asked, ada, ben):
    with pytest.raises(NotAllowed):
        drop_composite(asked, actor=ben)

    drop_composite(asked, actor=ada)

    assert db.session.scalar(select(func.count()).select_from(Composite)) == 0


def test_a_composite_that_is_made_is_not_given_up(asked, ada, ben):
    agree(asked, ben)

    with pytest.raises(NotOpenToThat):
        drop_composite(asked, actor=ada)
    for change in ("UPDATE composite SET state = 'asked'", "DELETE FROM composite_part"):
        with pytest.raises(DatabaseError, match="refuses this"), db.session.begin_nested():
            db.session.execute(text(change))


def test_the_other_movers_get_a_letter_and_whoever_asked_of_a_decline(asked, ada, ben):
    assert [mail.party_id for mail in mails("composite_asked")] == [ben.party_id]
    written = letter("composite_asked")
    assert written.subject == "Ada Mover would bring your motions together"
    assert f"/motions/composites/{asked.id}" in written.text

    answer_composite(asked, agrees=False, actor=ben, now=NOON)

    assert [mail.party_id for mail in mails("composite_declined")] == [ada.party_id]
    assert "“Two houses”" in letter("composite_declined").text

"""Appealing against a ruling on an amendment; allowed, it stands where it was."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed
from governance.motions import service
from governance.motions.models import AmendmentAppellant, Motion
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.service.amendments import NotOpenToAmendment
from governance.reckoning.rules.kinds.motions import MEMBERS_DECIDE
from tests.factories.amendments import CHAIR, make_amendable, make_amendment, replaced
from tests.factories.motions import SECRETARY, make_actor
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_amendments_seals import tamper
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults
from tests.services.test_motions_together import suspend

WHY = "It is about the vans."


@pytest.fixture
def motion():
    motion = make_amendable(mover=make_actor("Maud Mover"))
    set_rules(motions__appellants=2, motions__appeal_days=7)
    return motion


@pytest.fixture
def chair():
    return make_actor("Cy Chair", roles=CHAIR)


@pytest.fixture
def sue():
    return make_actor("Sue Secretary", roles=SECRETARY)


@pytest.fixture
def ruled(motion, chair):
    """A seconded amendment that the chair ruled out of order."""
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    amendments.rule_out(amendment, "It is about lorries.", actor=chair, now=NOON)
    return amendment


def appeal(amendment, *names):
    for name in names:
        amendments.appeal(amendment, WHY, actor=make_actor(name), now=NOON)


def decide(amendment, sue, **decided):
    return amendments.decide_appeal(
        amendment, reason="It is.", minute="Board 7", **decided, actor=sue, now=NOON
    )


def test_an_appeal_allowed_has_the_amendment_stand_where_it_was(ruled, sue):
    appeal(ruled, "Ben", "Di")

    assert decide(ruled, sue, allowed=True)

    assert (ruled.state, ruled.closed_at, ruled.note) == ("seconded", None, "")
    assert read.voting_order(db.session.get_one(Motion, ruled.motion_id)) == [ruled]
    assert [link["allowed"] for link in recorded("amendment appeal decided")] == [True]
    assert faults() == []


def test_a_ruling_that_is_upheld_stands(ruled, sue):
    appeal(ruled, "Ben", "Di")

    assert not decide(ruled, sue, allowed=False)

    assert ruled.state == "ruled_out"
    assert faults() == []
    with pytest.raises(NotOpenToAmendment, match="no ruling"):
        appeal(ruled, "Flo")


def test_where_the_members_decide_their_votes_do(motion, chair, sue):
    set_rules(motions__appeals_go_to=MEMBERS_DECIDE)
    amendment = make_amendment(motion, state="seconded")
    amendments.rule_out(amendment, "No.", actor=chair, now=NOON)
    appeal(amendment, "Ben", "Di")

    with pytest.raises(service.NotOpenToThat, match="needs their votes"):
        decide(amendment, sue, allowed=True)
    assert decide(amendment, sue, votes=(5, 4))

    assert amendment.state == "seconded"


def test_enough_members_make_an_appeal_each_once(ruled, sue):
    ben = make_actor("Ben")
    for _ in range(2):
        amendments.appeal(ruled, WHY, actor=ben, now=NOON)

    with pytest.raises(NotOpenToAmendment, match="No appeal waits"):
        decide(ruled, sue, allowed=True)
    appeal(ruled, "Di")

    assert [one[1] for one in read.appellants_for(ruled.id)] == ["Ben", "Di"]
    assert read.appeals_to_decide()[0][0] is ruled
    assert len(recorded("amendment appeal made")) == 1
    with pytest.raises(NotOpenToAmendment, match="Enough members"):
        appeal(ruled, "Flo")


def test_the_last_two_appellants_at_once_make_one_appeal(together, ruled):
    amendment_id, ben, di = ruled.id, make_actor("Ben"), make_actor("Di")

    def join(actor):
        return lambda: amendments.appeal(read.amendment(amendment_id), WHY, actor=actor, now=NOON)

    assert together(join(ben), join(di), join(ben)) == [None, None, None]
    assert len(recorded("amendment appeal made")) == 1
    assert db.session.scalar(select(func.count()).select_from(AmendmentAppellant)) == 2


def test_an_appeal_comes_in_time_from_members_in_good_standing(ruled):
    susie = make_actor("Susie")
    suspend(susie)

    with pytest.raises(service.NotInGoodStanding):
        amendments.appeal(ruled, WHY, actor=susie, now=NOON)
    with pytest.raises(NotAllowed, match="Only members"):
        amendments.appeal(ruled, WHY, actor=make_actor("Bo", roles=frozenset()), now=NOON)
    late = NOON + timedelta(days=8)
    with pytest.raises(NotOpenToAmendment, match="ended on 23 November"):
        amendments.appeal(ruled, WHY, actor=make_actor("Late"), now=late)


def test_whoever_ruled_does_not_decide(motion, sue):
    both = make_actor("Cy", roles=CHAIR | SECRETARY)
    amendment = make_amendment(motion)
    amendments.rule_out(amendment, "No.", actor=both, now=NOON)
    appeal(amendment, "Ben", "Di")

    with pytest.raises(NotAllowed, match="Whoever made a ruling"):
        decide(amendment, both, allowed=False)
    with pytest.raises(NotAllowed, match="Only the secretary"):
        decide(amendment, make_actor("Ben Two"), allowed=True)


def test_what_came_back_is_not_ruled_out_again(ruled, chair, sue):
    appeal(ruled, "Ben", "Di")
    decide(ruled, sue, allowed=True)

    with pytest.raises(NotOpenToAmendment, match="no longer be ruled out"):
        amendments.rule_out(ruled, "Still no.", actor=chair, now=NOON)


def test_what_came_back_too_late_falls(motion, ruled, sue):
    maud = Actor(party_id=motion.mover_id, roles=frozenset({Role.MEMBER}))
    friendly = make_amendment(motion, replaced(1, "We buy nine vans."))
    appeal(ruled, "Ben", "Di")
    amendments.accept(friendly, actor=maud, now=NOON)

    decide(ruled, sue, allowed=True)

    assert ruled.state == "fallen"
    assert ruled.note == "Paragraph 1, which it is about, was changed by another amendment."
    assert faults() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE amendment SET state = 'carried'",
        "DELETE FROM amendment_appellant",
        "UPDATE amendment_appellant SET reason = 'x'",
    ],
)
def test_the_database_refuses_what_no_appeal_does(ruled, change):
    appeal(ruled, "Ben")

    with pytest.raises(DatabaseError, match="refuses this"):
        db.session.execute(text(change))


def test_a_ruling_and_an_appellant_changed_in_the_database_are_found(ruled):
    appeal(ruled, "Ben")
    for operation in ("update", "delete"):
        suffix = "" if db.engine.dialect.name == "sqlite" else " ON amendment_appellant"
        db.session.execute(text(f"DROP TRIGGER amendment_appellant_{operation}_refused{suffix}"))
    tamper("UPDATE amendment_appellant SET reason = 'x'")
    db.session.execute(text('UPDATE amendment SET ruling = \'{"reason": "x"}\''))
    db.session.expire_all()

    found = " ".join(faults())

    assert "appellant for amendment" in found
    assert f"ruling on amendment {ruled.id} is not as" in found

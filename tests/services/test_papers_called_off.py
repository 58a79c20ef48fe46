"""A paper of several motions goes as a whole: set, called off, or not opened because of one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.ballots import service
from governance.ballots.seals import SEALS
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.motions.service import AmendmentsFirst
from governance.record.models import Link
from tests.factories.amendments import make_amendable, make_amendment
from tests.factories.ballots import SECRETARY, asking, make_paper, make_voters
from tests.factories.motions import make_motion, make_society
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON
from tests.services.test_effects import proposing
from tests.services.test_motions_seals import faults

pytestmark = pytest.mark.both_databases

WEEK = timedelta(days=7)
BOARD = asking("scottish_stv", "Ada", "Bo", "Cy", seats=2)


@pytest.fixture(autouse=True)
def voters():
    make_society(seconders_needed=0)
    return make_voters(9)


def on(motion):
    return service.QuestionPlanned(motion.title, motion=motion, resolution_kind="ordinary")


def state_of(motion):
    return db.session.get_one(Motion, motion.id, populate_existing=True).state


@pytest.mark.parametrize("state", ["planned", "open"])
def test_all_motions_of_a_paper_that_is_called_off_wait_again(state):
    first, second = make_motion(state="seconded"), make_motion(state="seconded")
    ballot = make_paper(on(first), BOARD, on(second), state=state)

    service.call_off(ballot, reason="A slip of the pen.", actor=SECRETARY, now=NOON)

    assert (state_of(first), state_of(second)) == ("seconded", "seconded")
    told = db.session.scalars(select(Link.kind).where(Link.kind == "motion released")).all()
    assert len(told) == 2
    assert faults(SEALS) == []
    make_paper(on(second), on(first))


def test_a_paper_does_not_open_because_of_one_motion_and_says_which():
    first, second = make_motion(state="seconded"), proposing({"motions.appellants": 9})
    ballot = make_paper(
        on(first), on(second), state="planned", opens_at=NOON + WEEK, closes_at=NOON + 2 * WEEK
    )
    set_rules(majorities__policies="special", now=NOON + timedelta(days=1))

    service.open_due(NOON + WEEK)

    db.session.refresh(ballot)
    assert ballot.state == "called_off"
    assert second.reference in ballot.called_off_reason
    assert (state_of(first), state_of(second)) == ("seconded", "seconded")
    assert faults(SEALS) == []


def test_a_motion_whose_amendments_are_undecided_is_named():
    plain, amended = make_motion(state="seconded"), make_amendable()
    make_amendment(amended, state="seconded")

    with pytest.raises(service.BallotNotPossible, match=amended.reference):
        make_paper(on(plain), on(amended))
    assert state_of(plain) == "seconded"
    with pytest.raises(AmendmentsFirst):
        make_paper(on(amended))


def test_a_motion_that_needs_another_kind_is_refused_among_others():
    rules = proposing({"motions.appellants": 9})
    set_rules(majorities__policies="special")

    with pytest.raises(service.BallotNotPossible, match="another kind of resolution"):
        make_paper(on(make_motion(state="seconded")), on(rules))


def test_the_lots_and_papers_of_what_was_called_off_stay_on_the_record():
    ballot = make_paper(BOARD)

    service.call_off(ballot, reason="A slip of the pen.", actor=SECRETARY, now=NOON)

    assert ballot.definition_hash
    assert faults(SEALS) == []

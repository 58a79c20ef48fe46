"""Ballots on amendments: set in order, defined with what they change, and what they decide."""

import json

import pytest

from governance.ballots import queries, service
from governance.ballots.models import Ballot
from governance.ballots.seals import SEALS
from governance.infrastructure.database import db
from governance.motions.models import Amendment, Motion
from governance.motions.service import amendments
from governance.motions.service.amendments import NotOpenToAmendment
from tests.factories.amendments import (
    inserted,
    make_amendable,
    make_amendment,
    replaced,
)
from tests.factories.ballots import SECRETARY, declare, make_voters, vote_all
from tests.factories.motions import make_actor
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults as faults_of_motions


def plan(amendment, *, secrecy="open", kind="ordinary", now=NOON, days=7):
    """Put the amendment to a ballot that opens now."""
    return service.plan(
        db.session.get_one(Motion, amendment.motion_id),
        question="Shall the motion be amended so: changes paragraph 1?",
        if_carried="The motion says so at once.",
        resolution_kind=kind,
        secrecy=secrecy,
        record_date=now.date(),
        opens_at=now,
        closes_at=now.replace(day=now.day + days),
        quorum={},
        amendment=amendment,
        actor=SECRETARY,
        now=now,
    )


@pytest.fixture
def voters():
    return make_voters(6)


@pytest.fixture
def maud():
    return make_actor("Maud Mover")


@pytest.fixture
def motion(voters, maud):
    return make_amendable(mover=maud)


def stands(row):
    db.session.refresh(row)
    return row.state


def opened(ballot):
    service.open_due(ballot.opens_at)
    db.session.refresh(ballot)
    return ballot


def test_the_definition_has_what_the_amendment_would_change(motion, maud):
    other = make_amendment(motion, inserted(0, "Whereas."))
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    amendments.accept(other, actor=maud, now=NOON)

    ballot = opened(plan(amendment))

    (defined,) = json.loads(ballot.definition)["questions"]
    assert defined["amendment"] == {
        "reference": "2026/1/A2",
        "digest": amendment.digest,
        "motion_version": 2,
        "changes": [replaced(2, "We buy three vans.").as_json()],
        "payload": None,
    }
    assert "effect" not in defined
    assert (ballot.questions[0].motion_version, stands(amendment)) == (2, "balloted")
    assert recorded("ballot planned")[0]["amendment_id"] == amendment.id


@pytest.mark.parametrize(
    ("choices", "outcome", "version"), [("fffaab", "carried", 2), ("ffaaab", "lost", 1)]
)
@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_what_the_members_decide_is_in_the_motion_or_not(
    motion, voters, choices, outcome, version, secrecy
):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    ballot = opened(plan(amendment, secrecy=secrecy))
    vote_all(ballot, voters, choices)

    body = declare(ballot)

    db.session.refresh(motion)
    assert (body["outcome"], stands(amendment)) == (outcome, outcome)
    assert (motion.version, motion.state) == (version, "seconded")
    assert motion.text.startswith("We buy three" if version == 2 else "We buy two")
    assert body["amendment"]["reference"] == "2026/1/A1"
    assert queries.ballot_of_motion(motion.id) is None
    assert queries.ballot_of_amendment(amendment.id) is ballot


def test_the_record_agrees_after_the_motion_has_moved_on(motion, voters, maud):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    ballot = opened(plan(amendment))
    vote_all(ballot, voters, "ffffff")
    declare(ballot)
    db.session.refresh(motion)
    later = make_amendment(motion, replaced(3, "The drivers choose them."))
    amendments.accept(later, actor=maud, now=NOON)

    assert (motion.version, faults_of_motions()) == (3, [])
    assert faults_of_motions(SEALS) == []


def test_a_ballot_called_off_lets_the_amendment_wait(motion):
    amendment = make_amendment(motion, state="seconded")
    ballot = plan(amendment)

    service.call_off(ballot, reason="A mistake.", actor=SECRETARY, now=NOON)

    assert stands(amendment) == "seconded"
    assert stands(motion) == "seconded"


def test_an_amendment_is_ordinary_business(motion):
    amendment = make_amendment(motion, state="seconded")

    with pytest.raises(service.BallotNotPossible, match="ordinary business"):
        plan(amendment, kind="special")


def test_one_without_seconders_is_not_put_to_a_ballot(motion):
    amendment = make_amendment(motion)

    with pytest.raises(NotOpenToAmendment, match="does not wait"):
        plan(amendment)


def test_two_ballots_on_amendments_of_a_motion_are_not_set_at_once(together, motion):
    one = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded").id
    two = make_amendment(motion, replaced(2, "They are green."), state="seconded").id

    def planning(amendment_id):
        return lambda: plan(db.session.get_one(Amendment, amendment_id))

    results = together(planning(one), planning(two), planning(one))

    assert sum(isinstance(result, NotOpenToAmendment) for result in results) == 2
    assert db.session.query(Ballot).count() == 1


def test_the_motion_is_voted_on_as_amended(motion, voters):
    amendment = make_amendment(motion, replaced(1, "We buy three vans."), state="seconded")
    ballot = opened(plan(amendment))
    vote_all(ballot, voters, "ffffff")
    declare(ballot)
    db.session.refresh(motion)

    on_motion = service.plan(
        motion,
        question="Shall we?",
        if_carried="We do.",
        resolution_kind="ordinary",
        secrecy="open",
        record_date=NOON.date(),
        opens_at=ballot.closes_at,
        closes_at=ballot.closes_at.replace(day=28),
        quorum={},
        actor=SECRETARY,
        now=ballot.closes_at,
    )
    service.open_due(on_motion.opens_at)
    db.session.refresh(on_motion)

    (defined,) = json.loads(on_motion.definition)["questions"]
    assert defined["motion_digest"] == motion.digest
    assert "amendment" not in defined

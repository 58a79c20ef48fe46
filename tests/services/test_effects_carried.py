"""What each effect does once the members carry it: from the ballot to the changed behaviour."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from governance.accounts import queries as accounts
from governance.ballots import service as ballots
from governance.ballots.models import Ballot
from governance.cases.kinds import Kind, State
from governance.cases.queries.listing import open_case
from governance.effects.queries import mandates, policies
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.members import officers
from governance.members.service.spells import put
from governance.motions import service as motions
from governance.motions.models import Motion
from governance.motions.queries import needed_by
from governance.privacy import queries as privacy
from governance.reckoning.rules.kinds.leave import LeaveRules
from governance.reckoning.standing import Standing
from governance.resolutions import queries
from governance.resolutions.queries import Entered, Reader
from governance.rulebook.queries import rules_on
from tests.factories.ballots import SECRETARY, declare, make_voters, vote_all
from tests.factories.cases import apply, make_applicant
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_actor
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def society(app):
    make_society()
    set_rules(motions__seconders=0, motions__discussion_days=0)


def carried(effect: str, payload: dict[str, Any], *, kind: str = "unanimous") -> Entered:
    """Have six members carry a motion for it in a ballot; return what the register says then."""
    voters = make_voters(6)
    ballot = plan(moved(effect, payload), kind=kind)
    ballots.open_due(NOON)
    db.session.refresh(ballot)
    vote_all(ballot, voters, "ffffff")
    declare(ballot)
    resolution = queries.resolution_of(ballot.motion_id)
    assert resolution is not None
    return queries.entered(resolution.id, Reader(day_of(ballot.closes_at)))


def plan(motion: Motion, *, kind: str = "ordinary", now: datetime = NOON) -> Ballot:
    return ballots.plan(
        motion,
        question="Should we?",
        if_carried="",
        resolution_kind=kind,
        secrecy="open",
        record_date=TODAY,
        opens_at=now,
        closes_at=now + WEEK,
        quorum={},
        actor=SECRETARY,
        now=now,
    )


def moved(effect: str, payload: dict[str, Any]) -> Motion:
    return motions.propose(
        "Do what this motion says",
        "We do it.",
        "It is time.",
        "",
        effect=effect,
        payload=payload,
        actor=make_actor("Maud Mover"),
        now=NOON,
    )


def test_a_higher_quorum_is_asked_of_the_next_ballot() -> None:
    carried("change_rules", {"changes": {"quorum.ballot_participation": 30}})

    with pytest.raises(ballots.BallotNotPossible, match="ask for a quorum"):
        plan(moved("none", {}), now=NOON + WEEK)


def test_what_is_entrenched_needs_more_from_then_on() -> None:
    changed = {"changes": {"motions.appellants": 9}}
    assert needed_by(moved("change_rules", changed), TODAY) == "ordinary"

    carried("change_rules", {"changes": {"majorities.entrenched": ["majorities", "motions"]}})

    with pytest.raises(ballots.BallotNotPossible, match="another kind of resolution"):
        plan(moved("change_rules", changed), now=NOON + WEEK)


def test_a_lower_cap_of_leave_is_the_cap() -> None:
    carried("change_rules", {"changes": {"leave.most_sold_minutes": 1_200}})

    assert rules_on(TODAY + WEEK).of(LeaveRules).most_sold_minutes == 1_200
    assert rules_on(TODAY).of(LeaveRules).most_sold_minutes == 2_250


def test_twice_the_seconders_are_asked_of_the_next_motion() -> None:
    carried("change_rules", {"changes": {"motions.seconders": 6}})

    motion = motions.propose(
        "Another motion", "We do.", "It is time.", "", actor=make_actor("Ben"), now=NOON + WEEK
    )

    assert (motion.seconders_needed, motion.state) == (6, "proposed")


def test_a_policy_holds_and_the_next_supersedes_it() -> None:
    first = carried("adopt_policy", {"title": "Lone working", "text": "We ring twice."})
    (version,) = policies.policies_on(TODAY + WEEK)
    assert version.reference == "Resolution 2026/1"

    again = {"policy": version.policy_id, "title": "Working alone", "text": "We ring thrice."}
    carried("adopt_policy", again)

    found = queries.entered(first.resolution.id, Reader(TODAY + WEEK))
    assert found.standing is Standing.SUPERSEDED
    assert [each.reference for each in found.changed_by] == ["Resolution 2026/2"]
    assert queries.made_by(first.resolution.id).policy == version


def test_a_sum_may_be_spent() -> None:
    payload = {"book": "", "pence": 96_000_00, "purpose": "Two minibuses", "until": ""}

    found = carried("authorise_spend", payload)

    (given,) = mandates.mandates("spending")
    assert (given.mandate.pence, given.mandate.reference) == (96_000_00, "Resolution 2026/1")
    assert queries.made_by(found.resolution.id).mandate == given.mandate


def test_a_surplus_round_is_open() -> None:
    carried("open_surplus_round", {"book": "", "year": "2025/26", "until": "2027-01-31"})

    (opened,) = mandates.open_rounds("", TODAY + WEEK)
    assert opened.reference == "Resolution 2026/1"


def test_somebody_is_appointed_by_a_ballot_that_the_worker_declares() -> None:
    ada = make_member("Ada Brook").party_id

    found = carried("appoint", {"party_id": ada, "office": "director", "body": "Board"})

    assert found.standing is Standing.IN_FORCE
    assert Role.BOARD in accounts.roles_of(ada)
    (held,) = officers.offices_of(ada)
    assert held.data["appointed_by"] == "Resolution 2026/1"


def test_an_appointment_to_come_comes_by_itself() -> None:
    ada = make_member("Ada Brook").party_id
    payload = {"party_id": ada, "office": "chair", "body": "Board", "from": "2027-01-04"}

    found = carried("appoint", payload)

    assert found.standing is Standing.TO_COME
    then = queries.entered(found.resolution.id, Reader(found.resolution.decided_on + 7 * WEEK))
    assert then.standing is Standing.IN_FORCE


def test_an_applicant_is_approved_by_a_ballot_that_the_worker_declares() -> None:
    applicant = make_applicant("Ada Brook")
    employed = {"minutes_a_week": 1800, "probation_until": "2024-09-04"}
    since = TODAY - 100 * WEEK
    put(
        applicant.party_id, "employment", valid_from=since, valid_to=None, data=employed,
        actor=WORKER, now=NOON,
    )  # fmt: skip
    apply(applicant)

    found = carried("admit", {"party_id": applicant.party_id})

    case = open_case(applicant.party_id, Kind.JOIN)
    assert case is not None
    assert case.state == State.APPROVED
    assert found.standing is Standing.IN_FORCE


def test_somebody_is_expelled_by_a_ballot_that_the_worker_declares() -> None:
    ada = make_member("Ada Brook").party_id

    carried("expel", {"party_id": ada, "heard_on": (TODAY - WEEK).isoformat()})

    case = open_case(ada, Kind.LEAVE)
    assert case is not None
    assert case.effect_on == TODAY + WEEK + timedelta(days=1)


def test_whom_a_decision_is_about_is_told_of_it() -> None:
    ada, ben = make_member("Ada Brook").party_id, make_member("Ben Boole").party_id
    carried("appoint", {"party_id": ada, "office": "director", "body": "Board"})

    told = {each.title: each.rows for each in privacy.held_on(ada)}

    assert told["Decisions about you"][0]["reference"] == "Resolution 2026/1"
    assert len(told["Motions about you"]) == 1
    assert "Decisions about you" not in {each.title for each in privacy.held_on(ben)}

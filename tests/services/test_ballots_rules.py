"""A ballot keeps the version of the rulebook under which it opened, and the kind that it asks."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from governance.ballots import service
from governance.ballots.seals import SEALS
from governance.ballots.service.opening import definition_of
from governance.infrastructure.database import db
from governance.reckoning.rules.legal_forms import LegalForm
from governance.record.models import Link
from governance.record.verify import faults_of
from governance.rulebook.queries import named_on
from tests.factories.ballots import SECRETARY, declare, make_ballot, make_voters, vote_all
from tests.factories.motions import make_society
from tests.factories.rules import found_rules, set_rules
from tests.machinery.clock import NOON
from tests.services.test_effects import proposing

WEEK = timedelta(days=7)


def test_a_ballot_keeps_the_rules_under_which_it_opened():
    voters = make_voters(6)
    ballot = make_ballot()
    opened_under = named_on(NOON.date())
    set_rules(motions__seconders=9, now=NOON + timedelta(days=1))
    vote_all(ballot, voters, "ffffff")

    body = declare(ballot)

    assert json.loads(ballot.definition)["rules"] == opened_under
    assert body["rules"] == opened_under
    assert named_on((NOON + WEEK).date()) != opened_under


def test_a_definition_and_a_declaration_tell_the_effect():
    make_voters(6)
    ballot = make_ballot()

    defined = json.loads(ballot.definition)

    assert defined["v"] == 4
    assert (defined["questions"][0]["effect"], defined["questions"][0]["payload"]) == ("none", {})
    assert declare(ballot)["effect"] == "none"


def test_the_record_tells_under_which_rules_a_motion_was_proposed_and_decided():
    make_voters(6)
    declare(make_ballot())

    kinds = ("motion proposed", "ballot declared", "motion resolved")
    links = db.session.scalars(select(Link).where(Link.kind.in_(kinds)).order_by(Link.seq))

    told = [json.loads(link.payload)["rules"] for link in links]
    assert told == [named_on(NOON.date())] * 3


def test_a_ballot_from_before_there_were_versions_keeps_its_definition():
    make_voters(6)
    ballot = make_ballot()
    asked = {name: getattr(ballot, name) for name in ("known_seq", "roll_size", "roll_hash")}

    old = json.loads(definition_of(ballot, **asked, rules=None))

    assert old["v"] == 1
    assert {"rules", "effect", "payload"} & set(old) == set()


def test_other_rules_than_those_under_which_it_opened_are_found(app):
    make_voters(6)
    ballot = make_ballot()
    db.session.execute(text("DROP TRIGGER ballot_update_refused" + _on_ballot()))
    db.session.execute(text("UPDATE ballot SET rules_version = 7"))
    db.session.expire_all()

    faults = [str(fault) for seal in SEALS for fault in faults_of(seal, up_to=10**9)]

    assert any(f"the ballot {ballot.id} is not as it was recorded" in each for each in faults)


def test_a_ballot_whose_kind_is_no_longer_enough_is_called_off_when_it_would_open():
    make_society(seconders_needed=0)
    set_rules(majorities__policies="ordinary")
    make_voters(6)
    motion = proposing({"motions.appellants": 9})
    ballot = service.plan(
        motion,
        question="Should nine appeal?",
        if_carried="",
        resolution_kind="ordinary",
        secrecy="open",
        record_date=NOON.date(),
        opens_at=NOON + WEEK,
        closes_at=NOON + 2 * WEEK,
        quorum={},
        actor=SECRETARY,
        now=NOON,
    )
    set_rules(majorities__policies="special", now=NOON + timedelta(days=1))

    service.open_due(NOON + WEEK)

    db.session.refresh(ballot)
    assert ballot.state == "called_off"
    assert "another kind of resolution" in ballot.called_off_reason
    assert motion.state == "seconded"


def _on_ballot() -> str:
    return "" if db.engine.dialect.name == "sqlite" else " ON ballot"


def test_where_votes_go_by_shares_no_secret_ballot_is_set_and_one_that_was_is_called_off():
    make_voters(6)
    secret = {"secrecy": "secret_simple", "opens_at": NOON + WEEK, "closes_at": NOON + 2 * WEEK}
    ballot = make_ballot(state="planned", **secret)
    found_rules(LegalForm.JOINT_VENTURE, from_day=NOON.date(), ballots__weights="per_share")

    with pytest.raises(service.BallotNotPossible, match="votes go by shares") as refused:
        make_ballot(state="planned", **secret)
    assert "general meeting" in refused.value.next_step

    service.open_due(NOON + WEEK)
    db.session.refresh(ballot)
    assert ballot.state == "called_off"
    assert "votes go by shares now" in ballot.called_off_reason

"""Open ballots in which votes go by shares: the roll has their weights, the result both."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from governance.ballots import queries, seals, service
from governance.ballots.models import RollEntry
from governance.ballots.papers import as_blt
from governance.infrastructure.database import db
from governance.ledger.terms import VoteRule
from governance.reckoning.rules.legal_forms import LegalForm
from governance.resolutions import queries as register
from tests.factories.ballots import (
    asking,
    declare,
    make_ballot,
    make_paper,
    make_voters,
    vote,
    vote_all,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member
from tests.factories.rules import found_rules
from tests.machinery.clock import NOON
from tests.services.test_motions_seals import faults

UNITS = (100, 60, 40)


@pytest.fixture
def holders():
    return with_votes()


def with_votes():
    """Return three members with 100, 60 and 40 votes, of six."""
    make_voters(3)
    found_rules(LegalForm.JOINT_VENTURE, ballots__weights="per_share", motions__seconders=0)
    shares = make_share_class(make_book(kind="company"), vote_rule=VoteRule.PER_SHARE)
    made = [make_member(f"{name} Holder") for name in ("Ada", "Bea", "Cy")]
    for member, units in zip(made, UNITS, strict=True):
        issue(shares, units, to=member.party_id)
    return made


def test_the_roll_has_whoever_has_votes_and_how_many(holders):
    ballot = make_ballot()

    roll = db.session.execute(
        select(RollEntry.party_id, RollEntry.weight).order_by(RollEntry.party_id)
    ).all()
    assert roll == [(each.party_id, units) for each, units in zip(holders, UNITS, strict=True)]
    lines = "".join(f"{party_id} {weight} \n" for party_id, weight in roll)
    assert ballot.roll_hash == hashlib.sha256(lines.encode()).hexdigest()
    assert faults(seals.SEALS) == []


def test_votes_decide_and_heads_are_told_beside_them(holders):
    ballot = make_ballot()
    vote_all(ballot, holders, "faa")

    body = declare(ballot)

    assert body["outcome"] == "lost"
    assert body["figures"] == {
        "for": 100,
        "against": 100,
        "abstained": 0,
        "votes": 200,
        "members_for": 1,
        "members_against": 2,
        "members_abstained": 0,
        "entitled": 3,
        "voted": 3,
        "papers": 3,
        "missing": 0,
    }
    told = body["arithmetic"]["values"]
    assert (told["votes_for"], told["against"], told["entitled"]) == (1, 2, 3)
    assert faults(seals.SEALS) == []


def test_one_with_more_than_half_of_all_votes_carries_it_alone(holders):
    ballot = make_ballot(resolution_kind="special")
    vote_all(ballot, holders, "ff.")

    assert declare(ballot)["outcome"] == "carried"
    resolution = register.resolution_of(ballot.motion_id)
    assert resolution is not None
    assert resolution.figures["for"] == 160
    assert resolution.figures["members_for"] == 2


def test_a_quorum_of_participation_counts_members(holders):
    half = {"participation": [1, 2], "counts_abstentions": True}
    ballot = make_ballot(quorum=half)
    vote_all(ballot, holders, "f..")

    assert declare(ballot)["outcome"] == "inquorate"


def test_options_are_chosen_by_votes_too(holders):
    paper = make_paper(asking("choose_one", "Tipton", "Walsall", seats=1), secrecy="open")
    for holder, choice in zip(holders, "122", strict=True):
        vote(paper, holder, choice)

    (question,) = declare(paper)["questions"]
    assert len(question["elected"]) == 1
    assert question["count"]["valid"] == sum(UNITS)
    assert service.recount(paper.id).is_the_same


def test_whoever_counts_again_counts_the_votes_of_shares(holders):
    paper = make_paper(asking("scottish_stv", "Ann", "Bob", "Cat", seats=1), secrecy="open")
    for holder, choice in zip(holders, ("1 2", "2 1", "3 2"), strict=True):
        vote(paper, holder, choice)
    (question,) = declare(paper)["questions"]
    assert question["elected"] == [1]

    without = service.count_without(paper, 1, frozenset({1}))

    assert [each.candidate for each in without.elected] == [2]
    lines = as_blt(paper.questions[0], queries.declaration(paper.id)).splitlines()
    assert "100 1 2 0" in lines


def test_a_weight_stands_once_the_roll_is_frozen(holders):
    make_ballot()

    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(
            update(RollEntry).where(RollEntry.party_id == holders[0].party_id).values(weight=1)
        )


def test_shares_issued_after_the_ballot_opened_give_no_votes_in_it(holders):
    ballot = make_ballot(opens_at=NOON, closes_at=NOON + timedelta(days=7))
    issue(make_share_class(code="B", vote_rule=VoteRule.PER_SHARE), 1000, to=holders[2].party_id)
    vote_all(ballot, holders, "faf")

    assert declare(ballot)["figures"]["for"] == 140

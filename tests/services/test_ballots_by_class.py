"""Votes that every class must carry: a ballot for each class, declared together."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.ballots import queries, seals, service
from governance.ballots.models import Ballot, Declaration, RollEntry
from governance.infrastructure.actor import WORKER
from governance.infrastructure.database import db
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import holdings, share_classes
from governance.members.queries import entitled_at
from governance.members.service import put
from governance.motions.models import Motion
from governance.reckoning.sentence import Sentence
from governance.resolutions import queries as register
from tests.factories.ballots import (
    SECRETARY,
    declare,
    make_ballot,
    make_paper,
    make_voters,
    vote_all,
)
from tests.factories.ledger import issue, make_book, make_share_class
from tests.factories.members import make_member, make_stakeholders
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON
from tests.services.test_motions import recorded
from tests.services.test_motions_seals import faults

BOTH = pytest.mark.parametrize("secrecy", ["open", "secret_simple"])


@pytest.fixture
def holders():
    return of_two_classes()


def of_two_classes():
    """Return six who hold A shares, and five who hold B shares of whom the first holds A too."""
    make_voters(2)
    book = make_book()
    a_shares, b_shares = make_share_class(book, "A"), make_share_class(book, "B")
    of_a = [make_member(f"A Holder {each}") for each in range(6)]
    of_b = [of_a[0], *(make_member(f"B Holder {each}") for each in range(4))]
    for shares, members in ((a_shares, of_a), (b_shares, of_b)):
        for member in members:
            issue(shares, 10, to=member.party_id)
    return of_a, of_b


def by_class(secrecy="open", kind="double_majority", class_by="shares"):
    """Return the ballots of the classes of shares, of A first.

    Whoever proposed the motion or seconded it, and has no shares, gets some of A.
    """
    motion = make_motion(state="seconded")
    book = make_book()
    of_a, *_others = share_classes(book.id)
    without = set(everybody()) - {each.party_id for each in holdings(book.id, AsAt(NOON.date()))}
    for party_id in sorted(without):
        issue(of_a, 10, to=party_id)
    first = service.plan(
        motion,
        question="Should we vary the rights of A shares?",
        if_carried="The rights change.",
        resolution_kind=kind,
        quorum={},
        class_by=class_by,
        secrecy=secrecy,
        record_date=NOON.date(),
        opens_at=NOON,
        closes_at=NOON + timedelta(days=7),
        actor=SECRETARY,
        now=NOON,
    )
    service.open_due(NOON)
    ballots = queries.together_with(first)
    for each in ballots:
        db.session.refresh(each)
    return ballots


def everybody():
    return db.session.scalars(select(entitled_at(NOON.date()).subquery().c.party_id))


def declared():
    return [each.body for each in db.session.scalars(select(Declaration).order_by("number"))]


@BOTH
def test_each_class_has_a_ballot_with_a_roll_of_its_own(holders, secrecy):
    of_a, of_b = holders

    ballots = by_class(secrecy)

    assert [each.electorate["title"] for each in ballots] == ["A shares", "B shares"]
    assert [each.state for each in ballots] == ["open", "open"]
    for ballot, members, code in zip(ballots, (of_a, of_b), "AB", strict=True):
        roll = db.session.scalars(select(RollEntry).where(RollEntry.ballot_id == ballot.id)).all()
        assert {each.party_id for each in roll} >= {each.party_id for each in members}
        assert {each.voting_class for each in roll} == {code}
    assert faults(seals.SEALS) == []


@BOTH
@pytest.mark.parametrize(
    ("votes_of_a", "votes_of_b", "outcome"),
    [
        ("ffffaa", "fff..", "carried"),
        ("ffffff", "ffaab", "lost"),
        ("ffffff", ".....", "lost"),
        ("f.....", "aaaaa", "lost"),
    ],
)
def test_all_classes_must_carry_it(holders, secrecy, votes_of_a, votes_of_b, outcome):
    ballots = by_class(secrecy)
    for ballot, members, votes in zip(ballots, holders, (votes_of_a, votes_of_b), strict=True):
        vote_all(ballot, members, votes)

    declare(ballots[0])

    assert [each["outcome"] for each in declared()] == [outcome, outcome]
    motion = db.session.get_one(Motion, ballots[0].motion_id, populate_existing=True)
    assert motion.state == outcome
    [link] = recorded("motion resolved")
    assert link["figures"]["for"] == votes_of_a.count("f") + votes_of_b.count("f")
    assert (register.resolution_of(motion.id) is not None) == (outcome == "carried")
    assert faults(seals.SEALS) == []


def test_a_declaration_says_what_each_class_decided(holders):
    ballots = by_class()
    for ballot, members, votes in zip(ballots, holders, ("ffffaa", "ffaa."), strict=True):
        vote_all(ballot, members, votes)

    body = declare(ballots[1])

    assert str(Sentence.from_json(body["arithmetic"])) == (
        "Every class must carry it. A shares carried it, B shares did not carry it: lost."
    )
    assert body["figures"]["for"] == 2
    assert [each["outcome"] for each in body["classes"]] == ["carried", "lost"]
    movers_and_voters = 3 + 2
    assert [each["figures"]["entitled"] for each in body["classes"]] == [6 + movers_and_voters, 5]
    assert service.recount(ballots[1].id).is_the_same
    own = str(Sentence.from_json(body["remarks"][0]))
    assert own.startswith("2 for, 2 against, 0 abstained; a double majority needs more votes")


def test_class_consent_asks_three_quarters_of_each_class(holders):
    ballots = by_class(kind="class_consent")
    for ballot, members, votes in zip(ballots, holders, ("fffa..", "ffaaa"), strict=True):
        vote_all(ballot, members, votes)

    declare(ballots[0])

    assert [each["outcome"] for each in declared()[0]["classes"]] == ["carried", "lost"]


def test_by_whether_they_work_here_everybody_is_in_one_class(holders):
    outside = make_member("Fay Former")
    end_work(outside.party_id)

    ballots = by_class(class_by="work")

    assert [each.electorate["class"] for each in ballots] == ["work", "others"]
    movers = 3  # who proposed the motion and seconded it
    assert [each.roll_size for each in ballots] == [12 + movers, 1]
    others = db.session.scalars(
        select(RollEntry.party_id).where(RollEntry.ballot_id == ballots[1].id)
    )
    assert list(others) == [outside.party_id]


def end_work(party_id):
    put(
        party_id, "employment", valid_from=NOON.date() - timedelta(days=9), valid_to=None,
        data=None, actor=WORKER, now=NOON,
    )  # fmt: skip


def test_a_class_too_small_to_be_secret_is_asked_openly(holders):
    issue(make_share_class(make_book(), "C"), 1, to=holders[0][0].party_id)

    with pytest.raises(service.BallotNotPossible, match="C shares: only 1 could vote"):
        by_class("secret_simple")
    assert db.session.scalar(select(Ballot.id)) is None


def test_a_class_that_others_hold_is_not_asked_here(holders):
    shares = make_share_class(make_book(), "C", may_hold=("partner",))
    issue(shares, 1, to=make_stakeholders(1)[0])

    with pytest.raises(service.BallotNotPossible, match="are no members in good standing"):
        by_class()


@pytest.mark.parametrize("class_by", ["", "shares"])
def test_without_classes_there_is_no_vote_by_them(class_by):
    make_voters(6)

    with pytest.raises(service.BallotNotPossible, match="there are not the classes"):
        make_ballot(resolution_kind="double_majority", class_by=class_by)


def test_no_class_vote_leaves_members_without_a_vote(holders):
    make_member("Zoe Without")

    with pytest.raises(service.BallotNotPossible, match="6 members are in none of these classes"):
        make_ballot(resolution_kind="class_consent", class_by="shares")


def test_called_off_in_one_class_it_is_called_off_in_all(holders):
    ballots = by_class()

    service.call_off(ballots[1], reason="The wrong text.", actor=SECRETARY, now=NOON)

    for each in ballots:
        db.session.refresh(each)
    assert [each.state for each in ballots] == ["called_off", "called_off"]
    motion = db.session.get_one(Motion, ballots[0].questions[0].motion_id, populate_existing=True)
    assert motion.state == "seconded"
    assert faults(seals.SEALS) == []


def test_nothing_is_declared_of_one_class_before_the_other(together, holders):
    first, second = by_class()
    vote_all(first, holders[0], "ffffff")
    vote_all(second, holders[1], "fffff")
    ids, closed = (first.id, second.id), first.closes_at
    service.close_due(closed)
    db.session.commit()

    results = together(*[lambda each=each: service.declare(each, closed) for each in ids])

    assert sorted(results) == [False, True]
    assert len(recorded("motion resolved")) == 1
    assert [each["outcome"] for each in declared()] == ["carried", "carried"]


def test_what_every_class_must_carry_stands_on_no_paper_for_all(holders):
    asked = service.QuestionPlanned(
        "Should we vary the rights of A shares?",
        motion=make_motion(state="seconded"),
        if_carried="The rights change.",
        resolution_kind="class_consent",
    )

    with pytest.raises(service.BallotNotPossible, match="stands on a paper for all"):
        make_paper(asked, secrecy="open")


def test_a_kind_that_no_ballot_passes_is_refused():
    make_voters(6)

    for kind in ("society_merger", "board_majority", "society_merger_confirmation"):
        with pytest.raises(service.BallotNotPossible, match="A ballot cannot pass that"):
            make_ballot(resolution_kind=kind)

"""What two people (or two workers) could break together in a ballot, with real connections."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from governance.ballots import agreement, box, queries, service, teller_queries
from governance.ballots.models import Ballot, RollEntry
from governance.ballots.nonce import Nonce
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.record.models import Link
from tests.factories.ballots import SECRETARY, make_ballot, make_voters, vote_all
from tests.factories.motions import make_motion
from tests.factories.tellers import close, make_scrutineer, type_in, vote_on_paper
from tests.machinery.clock import NOON

Together = Callable[..., list[Any]]
BOTH = pytest.mark.parametrize("secrecy", ["open", "secret_simple"])


def casting(ballot_id: int, voter_id: int, choice: str, nonce: str = "") -> Callable[[], Any]:
    slip = nonce or Nonce.fresh(ballot_id).value

    def deed() -> Any:
        return service.cast(
            ballot_id,
            choice,
            nonce=slip,
            voter_id=voter_id,
            actor=Actor(party_id=voter_id),
            now=NOON,
        )

    return deed


@BOTH
def test_two_devices_at_once_count_once(together: Together, secrecy: str) -> None:
    voter = make_voters(6)[0].party_id
    ballot = make_ballot(secrecy=secrecy).id

    results = together(casting(ballot, voter, "for"), casting(ballot, voter, "against"))

    refused = [result for result in results if isinstance(result, service.AlreadyVoted)]
    assert len(refused) == 1
    assert queries.turnout(ballot) == 1
    if secrecy != "open":
        assert box.papers_in(ballot) == 1


@BOTH
def test_one_form_sent_eight_times_at_once_counts_once(together: Together, secrecy: str) -> None:
    voter = make_voters(6)[0].party_id
    ballot = make_ballot(secrecy=secrecy).id
    nonce = Nonce.fresh(ballot).value

    results = together(*[casting(ballot, voter, "for", nonce) for _ in range(8)])

    assert {result.paper for result in results} == {"for"}
    assert queries.turnout(ballot) == 1


@BOTH
def test_votes_racing_the_close_are_counted_or_refused_never_lost(
    together: Together, secrecy: str
) -> None:
    voters = make_voters(12)
    ballot = make_ballot(secrecy=secrecy)
    ballot_id, closes_at = ballot.id, ballot.closes_at

    results = together(
        *[casting(ballot_id, voter.party_id, "for") for voter in voters[:6]],
        lambda: service.close_due(closes_at),
        *[casting(ballot_id, voter.party_id, "for") for voter in voters[6:]],
    )

    counted = [result for result in results if isinstance(result, service.Receipt)]
    late = [result for result in results if isinstance(result, service.BallotNotOpen)]
    assert len(counted) + len(late) == 12
    service.declare_due(closes_at)
    declared = queries.declaration(ballot_id)
    assert declared is not None
    assert declared.body["figures"]["for"] == len(counted)


def test_two_workers_open_close_and_declare_once(together: Together) -> None:
    voters = make_voters(6)
    ballot = make_ballot(secrecy="secret_simple", state="planned")
    ballot_id, opens_at, closes_at = ballot.id, ballot.opens_at, ballot.closes_at

    together(lambda: service.open_due(opens_at), lambda: service.open_due(opens_at))
    vote_all(db.session.get_one(Ballot, ballot_id, populate_existing=True), voters, "ffaaa")
    together(lambda: service.close_due(closes_at), lambda: service.close_due(closes_at))
    together(lambda: service.declare_due(closes_at), lambda: service.declare_due(closes_at))

    kinds = select(Link.kind, func.count()).where(Link.kind.like("ballot %")).group_by(Link.kind)
    assert {row.kind: row.count for row in db.session.execute(kinds)} == {
        "ballot planned": 1,
        "ballot opened": 1,
        "ballot closed": 1,
        "ballot declared": 1,
    }


def test_the_first_votes_of_a_late_ballot_open_it_once(together: Together) -> None:
    voters = make_voters(6)
    ballot_id = make_ballot(state="planned").id

    results = together(*[casting(ballot_id, voter.party_id, "for") for voter in voters[:4]])

    assert all(isinstance(result, service.Receipt) for result in results), results
    assert queries.turnout(ballot_id) == 4


def test_one_motion_is_put_to_one_ballot(together: Together) -> None:
    make_voters(6)
    motion_id = make_motion(state="seconded").id

    def planning() -> Any:
        from_book = db.session.get_one(Motion, motion_id)
        return service.plan(
            from_book,
            question="Should we?",
            if_carried="We do.",
            resolution_kind="ordinary",
            secrecy="open",
            record_date=NOON.date(),
            opens_at=NOON,
            closes_at=NOON.replace(day=20),
            quorum={},
            actor=SECRETARY,
            now=NOON,
        )

    results = together(planning, planning)

    assert sum(isinstance(result, Exception) for result in results) == 1
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 1


@pytest.mark.usefixtures("app")
def test_a_roll_has_each_person_once() -> None:
    make_voters(6)
    ballot = make_ballot()
    on_roll = select(func.count(), func.count(func.distinct(RollEntry.party_id))).where(
        RollEntry.ballot_id == ballot.id
    )
    row = db.session.execute(on_roll).one()
    assert row[0] == row[1] == ballot.roll_size


@BOTH
def test_of_a_paper_asked_for_and_a_vote_online_at_once_one_is_refused(
    together: Together, secrecy: str
) -> None:
    voter = make_voters(6)[0].party_id
    ballot = make_ballot(secrecy=secrecy).id

    def asking() -> Any:
        actor = Actor(party_id=voter)
        return service.ask_for_paper(ballot, voter_id=voter, actor=actor, now=NOON)

    results = together(asking, casting(ballot, voter, "for"))

    refused = [each for each in results if isinstance(each, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], (service.AlreadyVoted, service.VotesOnPaper))
    entry = queries.roll_entry(ballot, voter)
    assert entry is not None
    assert (entry.channel == "paper") == (queries.turnout(ballot) == 0)


def test_two_tellers_who_sign_twice_at_once_put_the_batch_in_once(together: Together) -> None:
    voters = make_voters(9)
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:4])
    close(ballot)
    both = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    for teller in both:
        type_in(ballot, teller, "3 x a\nf")
    ballot_id, digest = ballot.id, agreement.agreement_on(ballot).digest

    def signing(teller: Actor) -> Callable[[], Any]:
        def deed() -> Any:
            found = db.session.get_one(Ballot, ballot_id)
            return service.sign_batch(found, digest, actor=teller, now=found.closes_at)

        return deed

    results = together(*[signing(teller) for teller in (*both, *both)])

    assert True in results
    assert not [each for each in results if isinstance(each, Exception)]
    assert box.papers_in(ballot_id) == 4
    entered = select(func.count()).where(Link.kind == "paper batch entered")
    assert db.session.scalar(entered) == 1


def test_a_batch_and_its_waiver_at_once_are_never_both(together: Together) -> None:
    voters = make_voters(9)
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:4])
    close(ballot)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    secretary = Actor(party_id=voters[0].party_id)
    for teller in (tess, toby):
        type_in(ballot, teller, "4 x a")
    closes_at, ballot_id = ballot.closes_at, ballot.id
    digest = agreement.agreement_on(ballot).digest
    service.ask_to_waive(ballot, reason="They are wet.", actor=secretary, now=closes_at)
    service.sign_batch(ballot, digest, actor=tess, now=closes_at)

    def signing() -> Any:
        found = db.session.get_one(Ballot, ballot_id)
        return service.sign_batch(found, digest, actor=toby, now=closes_at)

    def agreeing() -> Any:
        found = db.session.get_one(Ballot, ballot_id)
        return service.agree_to_waive(found, actor=tess, now=closes_at)

    results = together(signing, agreeing)

    assert sum(isinstance(each, Exception) for each in results) == 1
    state = teller_queries.on_paper(ballot_id)
    assert (state.batch is None) == state.is_waived
    assert box.papers_in(ballot_id) == (4 if state.batch else 0)

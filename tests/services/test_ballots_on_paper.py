"""Votes on paper: asked for, marked unopened, typed by two who agree, counted with the others."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from governance.ballots import agreement, batch, box, queries, service, teller_queries
from governance.ballots.models import OpenPaper, RollEntry
from governance.ballots.seals import SEALS
from governance.ballots.teller_models import PaperBatch
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.database import db
from governance.reckoning.papers.typing import Difference
from tests.factories.ballots import SECRETARY, asking, make_ballot, make_paper, make_voters, vote
from tests.factories.members import make_member
from tests.factories.tellers import (
    close,
    declared,
    enter_papers,
    make_scrutineer,
    settle,
    sign,
    type_in,
    vote_on_paper,
)
from tests.machinery.clock import NOON
from tests.services.test_motions_seals import faults

pytestmark = pytest.mark.both_databases
BOTH = pytest.mark.parametrize("secrecy", ["open", "secret_simple"])


@pytest.fixture
def voters():
    return make_voters(9)


def ask(ballot, voter, now=NOON):
    actor = Actor(party_id=voter.party_id)
    service.ask_for_paper(ballot.id, voter_id=voter.party_id, actor=actor, now=now)


def secret_with_papers(voters, number=3):
    """A closed secret ballot in which so many envelopes came back and two voted online."""
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:number])
    for voter in voters[number : number + 2]:
        vote(ballot, voter, "for")
    close(ballot)
    return ballot


@BOTH
def test_whoever_asked_for_a_paper_cannot_vote_online(voters, secrecy):
    ballot = make_ballot(secrecy=secrecy)
    ask(ballot, voters[0])

    with pytest.raises(service.VotesOnPaper):
        vote(ballot, voters[0], "for")

    assert queries.turnout(ballot.id) == 0
    assert teller_queries.on_paper(ballot.id).asked == 1


def test_a_paper_is_asked_for_once(voters):
    ballot = make_ballot()
    ask(ballot, voters[0])

    with pytest.raises(service.VotesOnPaper, match="asked for in this ballot already"):
        ask(ballot, voters[0])


def test_whoever_voted_cannot_have_a_paper(voters):
    ballot = make_ballot()
    vote(ballot, voters[0], "for")

    with pytest.raises(service.AlreadyVoted):
        ask(ballot, voters[0])


def test_no_paper_is_given_after_the_close_or_to_whom_is_not_on_the_roll(voters):
    ballot = make_ballot()
    late, stranger = ballot.closes_at, make_member("Late Joiner")

    with pytest.raises(service.NotOnTheRoll):
        ask(ballot, stranger)
    with pytest.raises(service.BallotNotOpen, match="no paper can be asked for"):
        ask(ballot, voters[0], now=late)


def test_an_envelope_is_marked_once_and_only_of_who_asked(voters):
    ballot = make_ballot()
    vote_on_paper(ballot, voters[:1])

    with pytest.raises(service.NoEnvelope, match="second one is not opened"):
        service.mark_envelope(ballot.id, voter_id=voters[0].party_id, now=NOON)
    with pytest.raises(service.NoEnvelope, match="did not ask"):
        service.mark_envelope(ballot.id, voter_id=voters[1].party_id, now=NOON)
    with pytest.raises(service.BallotNotOpen):
        service.mark_envelope(ballot.id, voter_id=voters[1].party_id, now=ballot.closes_at)


def test_the_declaration_waits_for_the_papers_and_counts_them(voters):
    ballot = secret_with_papers(voters)
    assert declared(ballot) is None

    enter_papers(ballot, "2 x a\n-")
    body = declared(ballot)

    assert (body["figures"]["for"], body["figures"]["against"]) == (2, 2)
    assert body["figures"]["missing"] == 0
    assert body["channels"] == {"online": 2, "paper": 3, "assisted": 0, "paper_counted": 3}
    assert faults(SEALS) == []


def test_fewer_papers_than_envelopes_are_said_to_be_missing(voters):
    ballot = secret_with_papers(voters)

    enter_papers(ballot, "a\nf")
    body = declared(ballot)

    assert (body["figures"]["papers"], body["figures"]["missing"]) == (4, 1)
    assert body["channels"]["paper_counted"] == 2


def test_more_papers_than_envelopes_are_not_taken(voters):
    ballot, teller = secret_with_papers(voters), make_scrutineer("Tess Teller")
    type_in(ballot, teller, "4 x a")

    typed = agreement.typed_at(ballot, 1)

    assert "4 papers are typed, and 3 envelopes came back" in str(typed.faults[0].reason)
    assert not teller_queries.teller(ballot.id, teller.party_id).is_ready


def test_a_draft_is_kept_and_tells_the_other_nothing_until_both_are_ready(voters):
    ballot = secret_with_papers(voters)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    type_in(ballot, tess, "a\nq", is_ready=False)
    type_in(ballot, toby, "2 x a\nf")

    assert batch.typed(ballot.id, 1).lines == "a\nq"
    assert agreement.agreement_on(ballot) == agreement.Agreement()


def test_two_who_differ_see_where_and_cannot_sign(voters):
    ballot = secret_with_papers(voters)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    type_in(ballot, tess, "3 x a")
    type_in(ballot, toby, "2 x a\nf")

    found = agreement.agreement_on(ballot)

    assert found.differences == (Difference("against", 3, 2), Difference("for", 0, 1))
    with pytest.raises(service.CannotSign):
        sign(ballot, tess)


def test_what_is_changed_after_it_was_signed_is_signed_anew(voters):
    ballot = secret_with_papers(voters)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    for teller in (tess, toby):
        type_in(ballot, teller, "3 x a")
    assert not sign(ballot, tess)

    for teller in (tess, toby):
        type_in(ballot, teller, "3 x f")

    assert not sign(ballot, toby)
    assert sign(ballot, tess)
    assert sign(ballot, tess), "a second click is nothing"
    assert box.papers_in(ballot.id) == 5


def test_one_person_is_not_two_tellers_and_a_third_finds_no_place(voters):
    ballot = secret_with_papers(voters)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    assert [service.take_place(ballot, actor=who) for who in (tess, tess, toby)] == [1, 1, 2]

    with pytest.raises(service.NotATeller, match="Two tellers"):
        service.take_place(ballot, actor=make_scrutineer("Thea Third"))


def test_a_place_given_up_goes_to_another_with_nothing_typed(voters):
    ballot = secret_with_papers(voters)
    tess, thea = make_scrutineer("Tess Teller"), make_scrutineer("Thea Third")
    type_in(ballot, tess, "3 x a")

    service.give_up_place(ballot, tess.party_id)
    settle()

    assert service.take_place(ballot, actor=thea) == 1
    assert batch.typed(ballot.id, 1).lines == ""


def test_a_member_counts_only_if_appointed(voters):
    ballot, bea = secret_with_papers(voters), make_member("Bea Bystander")
    actor = Actor(party_id=bea.party_id)
    with pytest.raises(service.NotATeller):
        service.take_place(ballot, actor=actor)

    service.appoint_teller(ballot, bea.party_id, actor=SECRETARY, now=NOON)

    assert service.take_place(ballot, actor=actor) == 1
    settle()
    assert faults(SEALS) == []


def test_nobody_appoints_themselves_as_a_teller(voters):
    bea = make_member("Bea Brook")
    secretary = Actor(bea.party_id, "Bea Brook", frozenset({Role.SECRETARY}))

    with pytest.raises(service.NotATeller, match="appoints themselves"):
        service.appoint_teller(make_ballot(), bea.party_id, actor=secretary, now=NOON)


def test_a_candidate_counts_nothing(voters):
    options = [service.OptionPlanned(name, kind="candidate") for name in ("Ada Able", "Bo Bold")]
    question = service.QuestionPlanned("Who?", "scottish_stv", options, seats=1)
    ballot = make_paper(question)
    vote_on_paper(ballot, voters[:2])
    close(ballot)

    with pytest.raises(service.NotATeller, match="Who stands"):
        service.take_place(ballot, actor=make_scrutineer("Ada Able"))
    bo = make_member("Bo Bold")
    with pytest.raises(service.NotATeller, match="Who stands"):
        service.appoint_teller(ballot, bo.party_id, actor=SECRETARY, now=NOON)


def test_a_candidate_with_a_namesake_counts_nothing_either(voters):
    names = ("Ada Able (Home care)", "Ada Able (Office)")
    options = [service.OptionPlanned(name, kind="candidate") for name in names]
    ballot = make_paper(service.QuestionPlanned("Who?", "scottish_stv", options, seats=1))
    vote_on_paper(ballot, voters[:2])
    close(ballot)

    with pytest.raises(service.NotATeller, match="Who stands"):
        service.take_place(ballot, actor=make_scrutineer("Ada Able"))


def test_faulty_rankings_count_up_to_their_fault(voters):
    ballot = make_paper(asking("scottish_stv", "Ada", "Bo", "Cy", seats=1))
    vote_on_paper(ballot, voters[:4])
    close(ballot)

    enter_papers(ballot, "2 x 2 1\n3 3 1\n? 2")
    (result,) = declared(ballot)["questions"]

    assert result["elected"] == [2]
    assert result["spoilt"] == 1


def test_papers_of_an_open_ballot_keep_their_names(voters):
    ballot = make_ballot(secrecy="open")
    vote_on_paper(ballot, voters[:3])
    vote(ballot, voters[3], "for")
    close(ballot)

    enter_papers(ballot, "a\n\nf")
    body = declared(ballot)

    rows = {row.party_id: row.choice for row in db.session.query(OpenPaper)}
    first, second, third = sorted(each.party_id for each in voters[:3])
    assert rows == {first: "against", third: "for", voters[3].party_id: "for"}
    assert second not in rows
    assert (body["figures"]["papers"], body["figures"]["missing"]) == (3, 1)
    assert faults(SEALS) == []


def test_the_batch_is_put_in_though_the_box_was_out_of_reach_just_then(voters):
    ballot = secret_with_papers(voters)
    tess, toby = make_scrutineer("Tess Teller"), make_scrutineer("Toby Teller")
    for teller in (tess, toby):
        type_in(ballot, teller, "3 x a")
    for teller in (tess, toby):
        digest = agreement.agreement_on(ballot).digest
        service.sign_batch(ballot, digest, actor=teller, now=NOON)
    db.session.info.pop("after_commit")
    db.session.commit()
    assert box.papers_in(ballot.id) == 2

    assert declared(ballot)["figures"]["against"] == 3


def test_a_batch_is_written_once_and_for_good(voters):
    ballot = secret_with_papers(voters)
    enter_papers(ballot, "3 x a")

    with pytest.raises(IntegrityError):
        db.session.execute(update(PaperBatch).values(papers=1))
    db.session.rollback()
    with pytest.raises(service.NothingToType):
        service.take_place(ballot, actor=make_scrutineer("Thea Third"))


def test_who_is_put_on_paper_past_the_record_is_found(voters):
    ballot = make_ballot()
    settle()

    db.session.execute(
        update(RollEntry).where(RollEntry.party_id == voters[0].party_id).values(channel="paper")
    )
    db.session.commit()

    assert any("vote on paper" in fault for fault in faults(SEALS)), ballot.id

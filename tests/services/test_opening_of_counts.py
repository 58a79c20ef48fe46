"""A count that waits for scrutineers, one without its papers, and results that are certified."""

import pytest

from governance.ballots import queries, service, teller_queries
from governance.ballots.seals import SEALS
from governance.infrastructure.actor import Actor, Role
from tests.factories.ballots import SECRETARY, make_ballot, make_paper, make_voters, vote_all
from tests.factories.members import make_member
from tests.factories.rules import set_rules
from tests.factories.tellers import (
    close,
    declared,
    enter_papers,
    make_scrutineer,
    settle,
    vote_on_paper,
)
from tests.services.test_motions_seals import faults

pytestmark = pytest.mark.both_databases


@pytest.fixture
def voters():
    return make_voters(9)


def waiting_ballot(voters, **details):
    """A closed ballot whose count waits for scrutineers."""
    ballot = make_ballot(secrecy="secret_simple", count_opens="scrutineers", **details)
    vote_all(ballot, voters, "fffaa")
    close(ballot)
    return ballot


def open_count(ballot, scrutineer):
    service.open_count(ballot, actor=scrutineer, now=ballot.closes_at)
    settle()


def test_nothing_is_declared_before_two_different_scrutineers_opened_the_count(voters):
    ballot = waiting_ballot(voters)
    ada, bo = make_scrutineer("Ada Able"), make_scrutineer("Bo Bold")
    assert declared(ballot) is None

    open_count(ballot, ada)
    assert declared(ballot) is None
    with pytest.raises(service.CannotOpenCount, match="already"):
        open_count(ballot, ada)
    open_count(ballot, bo)

    assert declared(ballot)["figures"]["for"] == 3
    assert faults(SEALS) == []


def test_the_rules_say_how_many_open_a_count_but_never_one(voters):
    set_rules(ballots__scrutineers=1)
    assert teller_queries.opening_of(waiting_ballot(voters)).needed == 2


def test_three_open_a_count_where_the_rules_say_three(voters):
    set_rules(ballots__scrutineers=3)
    ballot = waiting_ballot(voters)
    for name in ("Ada Able", "Bo Bold"):
        open_count(ballot, make_scrutineer(name))
    assert declared(ballot) is None

    open_count(ballot, make_scrutineer("Cy Cold"))

    assert declared(ballot) is not None


def test_a_ballot_that_counts_at_its_close_waits_for_nobody(voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "ff")
    close(ballot)

    with pytest.raises(service.CannotOpenCount):
        open_count(ballot, make_scrutineer("Ada Able"))
    assert declared(ballot) is not None


def test_neither_a_candidate_nor_a_member_nor_who_set_the_ballot_opens_the_count(voters):
    sets = make_member("Sue Set")
    both = frozenset({Role.SECRETARY, Role.SCRUTINEER})
    secretary = Actor(party_id=sets.party_id, roles=both)
    options = [service.OptionPlanned(name, kind="candidate") for name in ("Ada Able", "Bo Bold")]
    question = service.QuestionPlanned("Who?", "scottish_stv", options, seats=1)
    ballot = make_paper(question, count_opens="scrutineers")
    ballot.created_by = secretary.party_id
    close(ballot)

    with pytest.raises(service.NotAScrutineer, match="Who stands"):
        open_count(ballot, make_scrutineer("Ada Able"))
    with pytest.raises(service.NotAScrutineer, match="You set this ballot"):
        open_count(ballot, secretary)
    with pytest.raises(service.NotAScrutineer, match="Only scrutineers"):
        open_count(ballot, Actor(party_id=voters[0].party_id))


def test_the_papers_come_first(voters):
    ballot = make_ballot(secrecy="secret_simple", count_opens="scrutineers")
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    with pytest.raises(service.CannotOpenCount, match="not in the box yet"):
        open_count(ballot, make_scrutineer("Ada Able"))

    for scrutineer in enter_papers(ballot, "2 x f"):
        open_count(ballot, scrutineer)

    assert declared(ballot)["figures"]["for"] == 2


def test_a_ballot_goes_on_without_its_papers_once_two_agree(voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:2])
    vote_all(ballot, voters[2:], "ffa")
    close(ballot)
    actor, now = Actor(party_id=make_member("Sue Set").party_id), ballot.closes_at
    service.ask_to_waive(ballot, reason="The bag was stolen.", actor=actor, now=now)
    settle()
    assert declared(ballot) is None

    service.agree_to_waive(ballot, actor=make_scrutineer("Ada Able"), now=now)
    settle()
    body = declared(ballot)

    assert body["figures"]["missing"] == 2
    assert body["channels"]["paper"] == 2
    assert body["channels"]["paper_counted"] == 0
    assert faults(SEALS) == []


def test_nobody_agrees_with_themselves(voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote_on_paper(ballot, voters[:2])
    close(ballot)
    ada, now = make_scrutineer("Ada Able"), ballot.closes_at
    service.ask_to_waive(ballot, reason="They are wet.", actor=ada, now=now)

    with pytest.raises(service.CannotWaive):
        service.agree_to_waive(ballot, actor=ada, now=now)
    with pytest.raises(service.CannotWaive, match="asked already"):
        service.ask_to_waive(ballot, reason="Again.", actor=ada, now=now)


def test_a_result_is_certified_by_each_scrutineer_once(voters):
    ballot = make_ballot(secrecy="secret_simple")
    vote_all(ballot, voters, "ffa")
    close(ballot)
    declared(ballot)
    ada, digest = make_scrutineer("Ada Able"), queries.declaration(ballot.id).digest

    service.certify(ballot, digest, actor=ada, now=ballot.closes_at)

    with pytest.raises(service.CannotCertify, match="already"):
        service.certify(ballot, digest, actor=ada, now=ballot.closes_at)
    with pytest.raises(service.CannotCertify, match="no such result"):
        service.certify(ballot, "f" * 64, actor=make_scrutineer("Bo Bold"), now=ballot.closes_at)
    assert [row.name for row in teller_queries.certified_by(ballot.id)] == ["Ada Able"]
    settle()
    assert faults(SEALS) == []


def test_no_waiver_where_nothing_is_waited_for(voters):
    ballot = make_ballot(secrecy="secret_simple")
    with pytest.raises(service.CannotWaive):
        service.ask_to_waive(ballot, reason="No.", actor=SECRETARY, now=ballot.opens_at)

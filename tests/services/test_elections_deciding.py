"""The close of nominations, the vote, and taking office."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from governance.accounts import queries as accounts
from governance.ballots import service as ballots
from governance.ballots.models import Ballot
from governance.elections import queries, service
from governance.elections.models import Candidate
from governance.elections.service import NotPossibleNow, StandsThemselves
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import db
from governance.members import officers
from governance.members.service.offices import Office
from governance.members.service.spells import put
from governance.reckoning.elections.standing import Constituency
from tests.factories.elections import (
    CLOSING,
    FIRST_DAY,
    NOON,
    OPENING,
    SUE,
    TODAY,
    VOTED,
    call_election,
    close,
    contest_in,
    declare,
    make_candidate,
    make_notice,
    make_officer,
    make_seats,
    members_of,
    officers_of,
    open_voting,
    vote,
)
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.services.test_privacy import BY, end_everything


def stood(number: int, *, seats=None, names=(), **details):
    """Return a contest with that many complete nominations, its candidates and its voters."""
    voters = members_of(6)
    seats = seats or make_seats(2)
    contest = contest_in(call_election(seats, **details))
    runners = [make_member(name) for name in names or (f"Runner {n}" for n in range(number))]
    candidates = [make_candidate(contest, each, voters[:2]) for each in runners]
    return contest, candidates, voters


def test_no_more_candidates_than_seats_are_elected_without_a_vote():
    contest, candidates, _voters = stood(2)

    close(contest.election)

    assert (contest.state, contest.unfilled, contest.ballot_id) == ("unopposed", 0, None)
    assert contest.election.state == "ended"
    assert [each.place for each in candidates] == [1, 2]
    assert officers_of(contest.seats) == {each.party_id for each in candidates}


def test_the_first_elected_have_the_longest_terms():
    contest, candidates, _voters = stood(2)

    close(contest.election)

    held = {each.party_id: each for each in queries.holders_of(contest.seats, on=FIRST_DAY)}
    first, second = (held[each.party_id] for each in candidates)
    assert contest.terms == [3, 2]
    assert first.last_day == FIRST_DAY.replace(year=FIRST_DAY.year + 3) - timedelta(days=1)
    assert second.last_day == FIRST_DAY.replace(year=FIRST_DAY.year + 2) - timedelta(days=1)
    assert first.data["came"] == "unopposed"
    assert first.data["appointed_by"] == f"Election {contest.election.reference}"


def test_fewer_candidates_than_seats_leave_a_seat_vacant():
    contest, _candidates, _voters = stood(1)

    close(contest.election)

    assert (contest.state, contest.unfilled) == ("unopposed", 1)


def test_nobody_who_stands_leaves_every_seat_vacant():
    contest, _candidates, _voters = stood(0)

    close(contest.election)

    assert (contest.state, contest.unfilled) == ("no_candidates", 2)
    assert contest.election.state == "ended"


def test_an_incomplete_nomination_lapses_with_its_reason():
    contest, candidates, voters = stood(2)
    alone = make_candidate(contest, make_member("Runner Alone"), voters[:1])

    close(contest.election)

    assert (alone.state, alone.statement) == ("lapsed", "")
    assert alone.reason == "It needs 2 nominators besides the candidate and has 1."
    assert [each.state for each in candidates] == ["standing", "standing"]


def test_the_close_comes_once():
    stood(2)

    assert service.close_due(CLOSING - timedelta(seconds=1)) == 0
    assert service.close_due(CLOSING) == 1
    assert service.close_due(CLOSING) == 0


def test_more_candidates_than_seats_are_voted_on():
    contest, candidates, _voters = stood(3)

    close(contest.election)

    ballot = open_voting(contest)
    (question,) = ballot.questions
    assert (contest.state, contest.election.state) == ("voting", "nominated")
    assert (question.method, question.seats, question.order) == ("scottish_stv", 2, "drawn")
    assert [option.kind for option in question.options] == ["candidate"] * 3 + ["reopen"]
    assert question.options[0].statement == candidates[0].statement
    assert [each.option for each in candidates] == [1, 2, 3]


def test_those_elected_take_office_on_the_record():
    contest, candidates, voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)
    for voter, paper in zip(voters, ["1 2", "1 2", "1 2", "2", "3", "3"], strict=True):
        vote(ballot, voter, paper)

    declare(ballot)

    assert (contest.state, contest.unfilled) == ("elected", 0)
    elected = sorted((each for each in candidates if each.place), key=lambda each: each.place)
    assert [each.option for each in elected] == [1, 3]
    assert officers_of(contest.seats) == {each.party_id for each in elected}
    assert contest.election.state == "ended"


def test_a_seat_won_by_re_opening_nominations_stays_vacant():
    contest, candidates, voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)
    for voter, paper in zip(voters, ["4", "4", "4", "1", "1", "1"], strict=True):
        vote(ballot, voter, paper)

    declare(ballot)

    assert (contest.state, contest.unfilled) == ("elected", 1)
    assert officers_of(contest.seats) == {candidates[0].party_id}
    call_election(contest.seats, number=1)


def test_as_many_candidates_as_seats_may_have_to_be_voted_on():
    make_society()
    set_rules(elections__uncontested="voted_on")
    contest, _candidates, voters = stood(1, seats=make_seats(1))
    close(contest.election)
    ballot = open_voting(contest)
    for voter in voters:
        vote(ballot, voter, "2")

    declare(ballot)

    assert (contest.state, contest.unfilled) == ("elected", 1)
    assert officers_of(contest.seats) == set()


def test_whoever_is_struck_out_is_struck_from_every_paper():
    contest, candidates, voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)
    for voter in voters:
        vote(ballot, voter, "1 3")

    service.strike_out(candidates[0], "They left the society.", actor=SUE, now=OPENING)
    declare(ballot)

    assert candidates[0].state == "struck"
    assert candidates[0].party_id not in officers_of(contest.seats)
    assert candidates[2].party_id in officers_of(contest.seats)


def test_a_secretary_who_stands_strikes_out_nobody_but_herself():
    contest, candidates, _voters = stood(3)
    close(contest.election)
    open_voting(contest)
    stands = Actor(candidates[1].party_id, "Sue Standing", frozenset({Role.SECRETARY}))

    with pytest.raises(StandsThemselves):
        service.strike_out(candidates[0], "I would win.", actor=stands, now=OPENING)
    assert candidates[0].state == "standing"

    service.strike_out(candidates[1], "I withdraw.", actor=stands, now=OPENING)
    assert candidates[1].state == "struck"


def test_nobody_is_struck_out_once_it_is_certain():
    contest, candidates, _voters = stood(2)
    close(contest.election)

    with pytest.raises(NotPossibleNow, match="certain already"):
        service.strike_out(candidates[0], "Too late.", actor=SUE, now=OPENING)


def test_whoever_is_elected_and_has_left_does_not_take_the_seat():
    contest, candidates, _voters = stood(2)
    end_everything(candidates[0].party_id, FIRST_DAY)

    close(contest.election)

    assert contest.unfilled == 1
    assert candidates[0].reason == "They are not a member any more, so the seat stays vacant."


def test_the_role_comes_with_the_first_day():
    contest, candidates, _voters = stood(2)
    close(contest.election)
    party_id = candidates[0].party_id
    before, on_the_day = start_of_day(FIRST_DAY - timedelta(days=1)), start_of_day(FIRST_DAY)

    assert service.give_roles_due(before) == 0
    assert Role.BOARD not in accounts.roles_of(party_id)
    assert service.give_roles_due(on_the_day) == 2
    assert service.give_roles_due(on_the_day) == 0
    assert Role.BOARD in accounts.roles_of(party_id)


def test_whoever_is_elected_again_serves_on_without_a_gap():
    seats, ann, voters = make_seats(1), make_member("Ann Again"), members_of(6)
    before = FIRST_DAY - timedelta(days=1)
    make_officer(ann, first_day=TODAY.replace(year=2024), last_day=before)
    contest = contest_in(call_election(seats))
    make_candidate(contest, ann, voters[:2])

    close(contest.election)

    terms = [(each.valid_from, each.last_day) for each in officers.offices_of(ann.party_id)]
    assert terms[0][0] == FIRST_DAY
    assert terms[1] == (TODAY.replace(year=2024), before)


def test_two_offices_stand_on_one_paper_and_a_constituency_has_its_own():
    make_society()
    voters = members_of(8)
    day = members_of(6, service_name="Day services")
    all_members = make_seats(1)
    chair = make_seats(1, office=Office.CHAIR)
    of_day = make_seats(1, constituency=Constituency.SERVICE, service_name="Day services")
    filling = {all_members.id: 1, chair.id: 1, of_day.id: 1}
    election = service.call(make_notice(filling), actor=SUE, now=NOON)
    for contest, runners in zip(
        election.contests, (voters[2:4], voters[4:6], day[2:4]), strict=True
    ):
        seconders = day[:2] if contest.seats.id == of_day.id else voters[:2]
        for each in runners:
            make_candidate(contest, each, seconders)

    close(election)

    places = [(each.ballot_id, each.question) for each in election.contests]
    assert places[0][0] == places[1][0] != places[2][0]
    assert [question for _ballot, question in places] == [1, 2, 1]
    ballots.open_due(OPENING)
    own = db.session.get_one(Ballot, places[2][0])
    assert own.roll_size == 6


def test_those_who_work_here_may_be_a_constituency():
    make_society()
    staff = members_of(6)
    retired = make_member("Rita Retired")
    put(retired.party_id, "employment", valid_from=TODAY, valid_to=None, data=None, **BY)
    seats = make_seats(1, constituency=Constituency.EMPLOYEES)
    contest = contest_in(call_election(seats))
    for each in staff[2:4]:
        make_candidate(contest, each, staff[:2])
    close(contest.election)

    assert not queries.is_elector(retired.party_id, seats, TODAY)
    assert open_voting(contest).roll_size == 6


def test_namesakes_are_told_apart_on_the_paper():
    contest, _candidates, _voters = stood(3, names=("Ann Smith", "Ann Smith", "Bob Hay"))
    close(contest.election)

    (question,) = open_voting(contest).questions

    titles = [option.title for option in question.options[:3]]
    assert len(set(titles)) == 3
    assert titles[2] == "Bob Hay"


def test_a_ballot_that_is_called_off_ends_its_contest():
    contest, _candidates, _voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)

    ballots.call_off(ballot, reason="The roll was wrong.", actor=SUE, now=OPENING)

    db.session.expire_all()
    assert (contest.state, contest.election.state) == ("called_off", "called_off")
    assert contest.election.called_off_reason == "The roll was wrong."


def test_an_election_that_is_called_off_stops_its_ballots():
    contest, _candidates, _voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)

    service.call_off(contest.election, reason="The roll was wrong.", actor=SUE, now=OPENING)

    db.session.expire_all()
    assert (ballot.state, contest.state) == ("called_off", "called_off")


def test_a_ballot_that_cannot_be_set_calls_the_election_off():
    contest, candidates, _voters = stood(3)
    set_rules(ballots__elections="open", now=NOON)

    close(contest.election)

    assert contest.election.state == "called_off"
    assert contest.election.called_off_reason == "By the rules a ballot on this is open."
    assert [each.state for each in candidates] == ["standing"] * 3


def test_a_strike_races_the_declaration(together):
    contest, candidates, voters = stood(3)
    close(contest.election)
    ballot = open_voting(contest)
    for voter in voters:
        vote(ballot, voter, "1 3")
    ballots.close_due(VOTED)
    db.session.commit()
    candidate_id, ballot_id = candidates[0].id, ballot.id

    def strike():
        service.strike_out(queries.candidate(candidate_id), "They left.", actor=SUE, now=VOTED)

    struck, declared = together(strike, lambda: ballots.declare(ballot_id, VOTED))

    db.session.expire_all()
    assert declared is True
    is_struck = db.session.get_one(Candidate, candidate_id).state == "struck"
    assert is_struck is (struck is None)
    assert is_struck is (candidates[0].party_id not in officers_of(contest.seats))


def test_the_board_is_who_was_elected():
    contest, candidates, _voters = stood(2, first_day=day_of(VOTED))
    close(contest.election)

    assert officers.directors_on(day_of(VOTED)) == {each.party_id for each in candidates}
    assert db.session.scalars(select(Candidate.role_due_on)).all() == [day_of(VOTED)] * 2

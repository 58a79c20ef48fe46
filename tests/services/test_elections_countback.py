"""Seats that are left early: countback, and what the rules say instead."""

from datetime import timedelta

import pytest

from governance.elections import presentation, queries, service
from governance.elections.models import Countback
from governance.elections.seals import SEALS
from governance.elections.service import NoCountback, StandsThemselves
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import start_of_day
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.members import officers
from governance.members.service import offices
from tests.factories.elections import (
    FIRST_DAY,
    NOON,
    SUE,
    TODAY,
    call_election,
    close,
    contest_in,
    declare,
    make_candidate,
    make_seats,
    members_of,
    officers_of,
    open_voting,
    vote,
)
from tests.factories.members import make_member, make_society
from tests.factories.rules import set_rules
from tests.services.test_motions_seals import faults
from tests.services.test_privacy import end_everything

LEFT = FIRST_DAY + timedelta(days=100)
ON_DAY = LEFT + timedelta(days=10)
LATER = start_of_day(ON_DAY)
PAPERS = ["1 3", "1 3", "1 3", "2 4", "2 4", "4 3", "3 4"]


@pytest.fixture
def held():
    """Hold an election of four for two seats, after which the first elected leaves early."""
    make_society()
    set_rules(elections__casual_vacancies="countback")
    voters = members_of(7)
    contest = contest_in(call_election(make_seats(2)))
    runners = [make_member(f"Runner {n}") for n in range(1, 5)]
    candidates = [make_candidate(contest, each, voters[:2]) for each in runners]
    close(contest.election)
    ballot = open_voting(contest)
    for voter, paper in zip(voters, PAPERS, strict=True):
        vote(ballot, voter, paper)
    declare(ballot)
    assert [each.place for each in candidates] == [1, 2, None, None]
    return contest, candidates


def leave(candidate, last_day=LEFT):
    """Enter that somebody leaves their seat early."""
    (held,) = officers.offices_of(candidate.party_id)
    offices.end_office(held, last_day=last_day, minute="Minute 9", actor=SUE, now=NOON)


def count_again(candidate, consenting, now=LATER):
    ids = {each.id for each in consenting}
    return service.hold_countback(candidate.id, consenting=ids, actor=SUE, now=now)


def test_the_papers_of_whoever_left_go_to_their_next_choice(held):
    contest, (first, second, third, fourth) = held
    leave(first)

    countback = count_again(first, [third, fourth])

    assert countback.filled_by == third.id
    (seat,) = officers.offices_of(third.party_id)
    assert (seat.valid_from, seat.last_day) == (ON_DAY, countback.until)
    assert seat.data["came"] == "countback"
    assert officers_of(contest.seats, on=ON_DAY) == {second.party_id, third.party_id}
    assert faults(SEALS) == []


def test_the_term_is_that_of_whoever_left(held):
    _contest, (first, _second, third, _fourth) = held
    (before,) = officers.offices_of(first.party_id)
    leave(first)

    assert count_again(first, [third]).until == before.last_day


def test_only_those_who_still_consent_are_counted(held):
    _contest, (first, _second, _third, fourth) = held
    leave(first)

    assert count_again(first, [fourth]).filled_by == fourth.id


def test_whoever_has_left_the_society_is_not_in_line(held):
    _contest, (first, _second, third, fourth) = held
    leave(first)
    end_everything(third.party_id, LEFT)

    departure = queries.departure_of(first.id, ON_DAY)
    assert list(queries.next_in_line(departure, today=ON_DAY)) == [fourth]
    assert count_again(first, [third, fourth]).filled_by == fourth.id


def test_where_nobody_consents_the_seat_stays_vacant(held):
    contest, (first, second, _third, _fourth) = held
    leave(first)

    assert count_again(first, []).filled_by is None
    assert officers_of(contest.seats, on=ON_DAY) == {second.party_id}


def test_nobody_says_who_is_willing_besides_themselves(held):
    _contest, (first, _second, third, fourth) = held
    leave(first)
    fourth_as_secretary = Actor(fourth.party_id, "Runner 4", frozenset({Role.SECRETARY}))

    with pytest.raises(StandsThemselves):
        service.hold_countback(
            first.id, consenting={fourth.id}, actor=fourth_as_secretary, now=LATER
        )

    assert officers.offices_of(fourth.party_id) == []
    assert count_again(first, [third, fourth]).filled_by == third.id


def test_papers_are_counted_again_once(held, together):
    _contest, (first, _second, third, _fourth) = held
    leave(first)
    first_id, third_id = first.id, third.id
    db.session.commit()

    def again():
        return service.hold_countback(first_id, consenting={third_id}, actor=SUE, now=LATER).id

    results = together(again, again)

    assert sum(isinstance(each, NotFound) for each in results) == 1
    assert db.session.query(Countback).count() == 1


def test_whoever_serves_to_the_end_of_the_term_did_not_leave_early(held):
    _contest, (first, *_others) = held

    with pytest.raises(NotFound):
        count_again(first, [])


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("countback", "the papers that elected them are counted again"),
        ("board", "the board fills the place"),
        ("by_election", "members elect somebody"),
    ],
)
def test_the_office_is_told_how_the_rules_fill_the_seat(held, app, way, told):
    _contest, (first, *_others) = held
    set_rules(elections__casual_vacancies=way)
    leave(first, last_day=TODAY + timedelta(days=70))

    with app.test_request_context():
        (left,) = presentation.of_departures(start_of_day(TODAY + timedelta(days=75)))

    assert told in left.text
    assert "Runner 1" in left.title


def test_the_rules_may_fill_it_in_another_way(held):
    _contest, (first, _second, third, _fourth) = held
    leave(first)
    set_rules(elections__casual_vacancies="by_election")

    with pytest.raises(NoCountback, match="in another way"):
        count_again(first, [third])

"""Tampering with elections in the database itself is found."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from governance.elections import queries, service
from governance.elections.seals import SEALS
from governance.infrastructure.actor import Role
from governance.infrastructure.database import db, is_postgresql
from tests.factories.elections import (
    CLOSING,
    NOON,
    OPENING,
    SUE,
    actor_of,
    call_election,
    close,
    contest_in,
    declare,
    make_candidate,
    make_seats,
    members_of,
    open_voting,
    vote,
)
from tests.services.test_motions_seals import faults

TABLES = (
    *("seats", "election", "contest", "candidate", "candidate_nominator"),
    *("hustings_question", "hustings_answer", "countback"),
)


def tamper(statement):
    """Change a row as somebody would who has the database: its triggers out of the way."""
    for table in TABLES:
        for operation in ("update", "delete"):
            suffix = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{suffix}"))
    db.session.execute(text(statement))
    db.session.expire_all()


@pytest.fixture
def held():
    """Hold an election with all that can happen in one, and call another off."""
    voters = members_of(7)
    contest = contest_in(call_election(make_seats(1)))
    first, second, third = (
        make_candidate(contest, each, voters[:2]) for each in (voters[2], voters[3], voters[4])
    )
    gone = make_candidate(contest, voters[5], voters[:2])
    service.withdraw(gone, actor=actor_of(voters[5]), now=NOON)
    make_candidate(contest, voters[6], ())
    ada = actor_of(voters[0])
    question = service.ask(contest, "Why you?", submission="a" * 32, actor=ada, now=NOON)
    rude = service.ask(contest, "You again?", submission="b" * 32, actor=ada, now=NOON)
    sue = actor_of(voters[1], Role.SECRETARY)
    service.remove_question(rude, "It is no question.", actor=sue, now=NOON)
    close(contest.election)
    own = actor_of(voters[2])
    service.answer(question, first, "Because I listen.", actor=own, now=CLOSING)
    ballot = open_voting(contest)
    vote(ballot, voters[0], "1 2")
    service.strike_out(third, "They withdrew.", actor=SUE, now=OPENING)
    declare(ballot)
    other = call_election(make_seats(2, body="Audit panel"))
    service.call_off(other, reason="Not now.", actor=SUE, now=NOON)
    db.session.commit()
    return second


def test_an_election_as_it_was_held_has_no_faults(held):
    assert held.state == "standing"
    assert faults(SEALS) == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE seats SET number = 9", "number of seats"),
        ("UPDATE election SET title = 'Another' WHERE id = 1", "election"),
        ("UPDATE election SET called_off_reason = 'Other' WHERE id = 2", "election called off"),
        ("UPDATE contest SET vacancies = 2 WHERE id = 1", "election"),
        ("UPDATE contest SET unfilled = 1 WHERE id = 1", "result of contest"),
        ("UPDATE contest SET state = 'unopposed' WHERE id = 1", "result of contest"),
        ("UPDATE candidate SET statement = 'Worse' WHERE id = 1", "statement of candidate"),
        ("UPDATE candidate SET place = NULL", "result of contest"),
        ("UPDATE candidate SET option = 9 - id WHERE option IS NOT NULL", "contest on a paper"),
        ("UPDATE candidate SET party_id = 1 WHERE id = 2", "candidate"),
        ("UPDATE candidate SET state = 'standing' WHERE state = 'struck'", "state of candidate"),
        ("UPDATE candidate SET reason = 'Ill' WHERE state = 'struck'", "state of candidate"),
        ("UPDATE candidate SET consented_at = NULL WHERE id = 1", "consent of candidate"),
        ("DELETE FROM candidate_nominator WHERE candidate_id = 1", "nominator"),
        ("UPDATE candidate_nominator SET party_id = 7 WHERE party_id = 1", "nominator"),
        ("UPDATE hustings_question SET words = 'Why?' WHERE id = 1", "question to candidates"),
        ("UPDATE hustings_question SET removed_reason = 'Rude'", "removed question"),
        ("UPDATE hustings_answer SET words = 'Vote for me'", "answer of a candidate"),
    ],
)
def test_what_was_changed_is_found(held, statement, what):
    tamper(statement)

    found = faults(SEALS)

    assert found
    assert any(what in each for each in found), found


def test_the_database_refuses_what_was_published_to_change(held):
    for statement in (
        "UPDATE candidate SET statement = 'Worse' WHERE id = 1",
        "UPDATE election SET title = 'Another' WHERE id = 2",
        "UPDATE contest SET vacancies = 2",
        "DELETE FROM candidate_nominator",
        "UPDATE hustings_answer SET words = 'Vote for me'",
    ):
        with pytest.raises(IntegrityError, match="refuse"), db.session.begin_nested():
            db.session.execute(text(statement))
    assert queries.election(1).state == "ended"

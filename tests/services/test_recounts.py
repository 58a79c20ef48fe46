"""A declared ballot counted again: the same bytes, and what differs where a row was changed."""

import pytest
from flask import Flask
from sqlalchemy import update

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot
from governance.ballots.telling import told
from governance.infrastructure.errors import NotFound
from governance.members.models import RegisterEntry
from governance.reckoning.canonical import digest
from tests.factories.ballots import (
    asking,
    declare,
    make_ballot,
    make_paper,
    make_voters,
    vote,
    vote_all,
)

pytestmark = pytest.mark.both_databases

NAMES = ("Ada", "Bo", "Cy", "Di")
PAPERS = ("1 2;1", "1 2;2", "2;1", "3;", "3 4;1", ";2", "4 1;1", "2 1;1", "1;1", "1;2", "2 3;2")


@pytest.fixture
def voters() -> list[RegisterEntry]:
    return make_voters(12)


def voted(voters: list[RegisterEntry], secrecy: str) -> Ballot:
    drink = asking("choose_one", "Tea", "Coffee", seats=1, text="What shall we drink?")
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=2), drink, secrecy=secrecy)
    for voter, paper in zip(voters, PAPERS, strict=False):
        vote(ballot, voter, paper)
    return ballot


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_a_recount_gives_the_same_bytes(voters: list[RegisterEntry], secrecy: str) -> None:
    ballot = voted(voters, secrecy)
    declare(ballot)

    found = service.recount(ballot.id)

    assert found.is_the_same
    assert found.papers == len(PAPERS)
    assert found.differing == ()


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_a_motion_is_counted_again_too(voters: list[RegisterEntry], secrecy: str) -> None:
    ballot = make_ballot(secrecy=secrecy)
    vote_all(ballot, voters, "ffffffaab.bf")
    declare(ballot)

    assert service.recount(ballot.id).is_the_same


def test_a_paper_that_was_changed_afterwards_is_told(
    app: Flask, voters: list[RegisterEntry]
) -> None:
    ballot = voted(voters, "secret_simple")
    declare(ballot)
    with box.transaction() as connection:
        mine = (box.paper.c.ballot_id == ballot.id) & (box.paper.c.answers == "2;1")
        connection.execute(update(box.paper).where(mine).values(answers="4;2"))

    found = service.recount(ballot.id)
    told = app.test_cli_runner().invoke(args=["ballots", "recount", str(ballot.id)])

    assert not found.is_the_same
    assert "box_root" in found.differing
    assert any(part.startswith("question 2 (count") for part in found.differing)
    assert told.exit_code == 1
    assert "NOT the declaration" in told.output


def test_the_command_says_that_it_is_the_same(app: Flask, voters: list[RegisterEntry]) -> None:
    ballot = voted(voters, "secret_simple")
    declare(ballot)

    told = app.test_cli_runner().invoke(args=["ballots", "recount", str(ballot.id)])

    assert told.exit_code == 0
    assert "to the last byte" in told.output


def test_papers_are_not_read_before_the_declaration(
    app: Flask, voters: list[RegisterEntry]
) -> None:
    ballot = voted(voters, "secret_simple")

    with pytest.raises(NotFound, match="not declared"):
        service.recount(ballot.id)
    told = app.test_cli_runner().invoke(args=["ballots", "recount", str(ballot.id)])
    assert told.exit_code == 1


def test_figures_that_are_not_told_cannot_be_found_by_trying_the_digest(
    voters: list[RegisterEntry],
) -> None:
    ballot = make_paper(asking("choose_one", "Tea", "Coffee", seats=1))
    for voter, paper in zip(voters, "11112", strict=False):
        vote(ballot, voter, paper)
    declare(ballot)
    declaration = queries.declaration(ballot.id)
    assert declaration is not None

    said = dict(told(ballot, declaration).body)
    tried = {**declaration.body, **said, "questions": declaration.body["questions"]}
    known = {name: part for name, part in tried.items() if name in {*said, "channels"}}

    assert digest(declaration.body) == declaration.digest
    assert digest(known) != declaration.digest  # with every figure guessed right
    assert service.recount(ballot.id).is_the_same


def test_a_declaration_that_is_told_whole_can_be_worked_out(voters: list[RegisterEntry]) -> None:
    ballot = make_paper(asking("choose_one", "Tea", "Coffee", seats=1))
    for voter in voters[:10]:
        vote(ballot, voter, "1")
    declare(ballot)
    declaration = queries.declaration(ballot.id)
    assert declaration is not None

    assert digest(dict(told(ballot, declaration).body)) == declaration.digest

"""Letters about papers of several questions."""

import pytest

from governance.ballots import service
from tests.factories.ballots import asking, make_paper, make_voters, vote
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON, Clock
from tests.services.test_mail_letters import letter

NAMES = ("Ada", "Bo", "Cy")


@pytest.fixture
def voters(clock: Clock):
    return make_voters(6)


def on_a_motion():
    motion = make_motion(state="seconded")
    return service.QuestionPlanned("A van?", motion=motion, resolution_kind="ordinary")


def test_the_notice_lists_what_the_paper_asks(voters):
    make_paper(on_a_motion(), asking("scottish_stv", *NAMES, seats=1), title="Autumn ballot")

    written = letter("ballot_opened")

    assert "Autumn ballot" in written.subject
    assert "The paper asks:\n1. A van?\n2. Who shall be on the board?\n" in written.text
    assert "<li>Who shall be on the board?</li>" in written.html
    assert "Kind of decision" not in written.text


def test_the_receipt_of_an_open_paper_says_every_answer(voters):
    ballot = make_paper(
        on_a_motion(),
        asking("scottish_stv", *NAMES, seats=1),
        asking("approval", *NAMES, seats=1, text="Who may come?"),
        secrecy="open",
    )

    vote(ballot, voters[0], "against;3 1;", now=NOON)

    written = letter("receipt_open")
    assert "1. A van?\nAgainst\n" in written.text
    assert "2. Who shall be on the board?\n1. Cy, 2. Ada\n" in written.text
    assert "3. Who may come?\nLeft blank\n" in written.text
    assert "<strong>1. Cy, 2. Ada</strong>" in written.html
    assert "Received: Monday 16 November at midday" in written.text


def test_the_receipt_of_one_ranking_says_it_in_a_line(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1), secrecy="open")

    vote(ballot, voters[0], "2 3", now=NOON)

    assert "You voted: 1. Bo, 2. Cy" in letter("receipt_open").text


def test_the_receipt_of_a_secret_ranking_names_nobody(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1))

    vote(ballot, voters[0], "2 3", now=NOON)

    written = letter("receipt_secret")
    for name in NAMES:
        assert f"{name}," not in written.text
        assert f" {name} " not in written.text

"""Papers of several questions: set, voted on, counted by each question's method, declared."""

import json

import pytest

from governance.ballots import box, queries, service
from governance.ballots.models import Ballot, Option
from governance.ballots.seals import SEALS
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.reckoning.counting.keeping import from_kept
from governance.reckoning.papers.count import commitment_to, lot_order_of, seed_of
from governance.reckoning.papers.paper import NotAPaper
from tests.factories.ballots import SECRETARY, asking, declare, make_paper, make_voters, vote
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON
from tests.services.test_motions_seals import faults

pytestmark = pytest.mark.both_databases

NAMES = ("Ada", "Bo", "Cy", "Di")


@pytest.fixture
def voters():
    return make_voters(9)


def on_a_motion(text="Shall we buy a van?"):
    motion = make_motion(state="seconded")
    return service.QuestionPlanned(text, motion=motion, resolution_kind="ordinary")


@pytest.mark.parametrize("secrecy", ["open", "secret_simple"])
def test_a_board_is_elected_beside_a_motion_on_one_paper(voters, secrecy):
    question = on_a_motion()
    board = asking("scottish_stv", *NAMES, seats=2)
    ballot = make_paper(question, board, secrecy=secrecy)
    papers = [*["for;1 2"] * 3, "for;2", "against;2", "against;3 4", ";4 3", "abstain;"]
    for voter, paper in zip(voters, papers, strict=False):
        vote(ballot, voter, paper)

    body = declare(ballot)

    on_motion, elected = body["questions"]
    assert body["outcome"] == "declared"
    assert on_motion["outcome"] == "carried"
    assert on_motion["figures"] == {"for": 4, "against": 2, "abstained": 2}
    assert elected["elected"] == [1, 2]
    assert elected["blank"] == 1
    assert from_kept(elected["count"]).valid == 7
    assert db.session.get_one(Motion, question.motion.id).state == "carried"
    assert body["figures"] == {"entitled": 12, "voted": 8, "papers": 8, "missing": 0}


def test_the_lots_were_committed_to_before_voting_opened(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1))
    told = json.loads(ballot.definition)["lots"]["commitment"]
    for voter, paper in zip(voters, ("1", "2", "3"), strict=False):
        vote(ballot, voter, paper)

    (result,) = declare(ballot)["questions"]

    lots = result["lots"]
    assert commitment_to(lots["number"]) == told == lots["commitment"]
    assert seed_of(lots["papers"], lots["number"]) == lots["seed"]
    assert lots["papers"] == queries.declaration(ballot.id).body["box_root"]
    count = from_kept(result["count"])
    assert count.lot_order == lot_order_of(4, question=1, seed=lots["seed"])
    assert count.lots


def test_only_what_can_be_marked_is_taken(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1))
    db.session.commit()
    for paper in ("5", "1 1", "for", "!", "1;2"):
        with pytest.raises(NotAPaper):
            vote(ballot, voters[0], paper)
        db.session.rollback()

    assert queries.turnout(ballot.id) == 0
    assert box.papers_in(ballot.id) == 0


def test_a_candidate_who_is_struck_is_struck_from_every_paper(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1))
    for voter, paper in zip(voters, ("1 2", "1 2", "1 3", "2", "3"), strict=False):
        vote(ballot, voter, paper)
    why = "Left the society on 18 November."
    service.strike(ballot, 1, 1, reason=why, actor=SECRETARY, now=NOON)

    (result,) = declare(ballot)["questions"]

    assert result["elected"] == [2]
    assert result["options"][0]["struck"] == why


def test_two_options_of_one_name_are_refused(voters):
    with pytest.raises(service.BallotNotPossible, match="same name"):
        make_paper(asking("scottish_stv", "Ada", "ada ", seats=1))


def test_a_ballot_called_off_lets_its_motions_be_put_again(voters):
    question = on_a_motion()
    ballot = make_paper(question, asking("scottish_stv", *NAMES, seats=2))

    service.call_off(ballot, reason="The wrong question.", actor=SECRETARY, now=NOON)

    motion = db.session.get_one(Motion, question.motion.id, populate_existing=True)
    assert motion.state == "seconded"


def test_another_paper_than_was_set_is_found(voters):
    ballot = make_paper(asking("scottish_stv", *NAMES, seats=2), state="planned")
    db.session.commit()
    assert faults(SEALS) == []

    db.session.add(Option(ballot_id=ballot.id, question=1, number=5, title="Eve"))
    db.session.commit()

    assert "paper of ballot" in " ".join(str(fault) for fault in faults(SEALS))


def test_a_constituency_has_a_roll_of_its_own(voters):
    others = make_voters(6, service="Day centre")
    electorate = service.Electorate("Day centres", ("Day centre",))

    ballot = make_paper(asking("scottish_stv", *NAMES, seats=1), electorate=electorate)

    db.session.commit()
    assert ballot.roll_size == 6
    with pytest.raises(service.NotOnTheRoll):
        vote(ballot, voters[0], "1")
    db.session.rollback()
    vote(db.session.get_one(Ballot, ballot.id), others[0], "1 2")


@pytest.mark.parametrize(
    ("method", "details", "papers", "elected"),
    [
        ("choose_one", {"seats": 1}, ["1", "1", "2", ""], [1]),
        ("choose_up_to", {"seats": 2, "most": 2}, ["1 2", "2 3", "2", "3"], [2, 3]),
        ("approval", {"seats": 1}, ["1 2 3", "2", "2 4", "4"], [2]),
        ("score", {"most": 5}, ["5 1 0 0", "3 2 1 0", "", "0 0 4 1"], []),
        ("schulze", {"seats": 1}, ["1 2 3 4", "1 3", "2 1", "4"], [1]),
    ],
)
def test_each_way_of_counting_is_counted_and_kept(voters, method, details, papers, elected):
    ballot = make_paper(asking(method, *NAMES, **details))
    for voter, paper in zip(voters, papers, strict=False):
        vote(ballot, voter, paper)

    (result,) = declare(ballot)["questions"]

    assert result["elected"] == elected
    assert from_kept(result["count"]).method == method

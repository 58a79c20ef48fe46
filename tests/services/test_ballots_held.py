"""What is held on somebody of the ballots they voted in: their open papers, in words."""

from governance.ballots.held import Ballots
from tests.factories.ballots import asking, make_ballot, make_paper, make_voters, vote


def how_of(voter):
    """Return how the person voted, by what they are told of the rolls they are on."""
    rolls = next(iter(Ballots().held_on(voter.party_id)))
    return {row["question"]: row["how"] for row in rolls.rows}


def test_an_open_paper_is_told_in_words_and_a_secret_one_never():
    voter, *_others = make_voters(9)
    stv = asking("scottish_stv", "Ada", "Bo", seats=1, text="Who shall chair?")
    lunch = asking("score", "Soup", "Tea", most=5, text="How is lunch?")
    for secrecy in ("open", "secret_simple"):
        paper = make_paper(stv, lunch, secrecy=secrecy, title=f"Paper, {secrecy}")
        vote(paper, voter, "2 1;4 0")
    vote(make_ballot(question="Shall we buy a van?"), voter, "for")

    assert how_of(voter) == {
        "Paper, open": "Who shall chair? 1. Bo, 2. Ada; How is lunch? Soup: 4, Tea: no opinion",
        "Paper, secret_simple": None,
        "Shall we buy a van?": "for",
    }

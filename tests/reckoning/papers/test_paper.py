"""A paper as text: one way of writing it, read strictly."""

from hashlib import sha256

import pytest

from governance.reckoning.papers.count import commitment_to, lot_order_of, piles_of, seed_of
from governance.reckoning.papers.paper import (
    Asked,
    NotAPaper,
    as_form,
    is_blank,
    read,
    read_form,
    written,
)

VOTE = Asked("yes_no", 3, 1)
BOARD = Asked("scottish_stv", 4, 4)
DAYS = Asked("approval", 5, 2)
SURVEY = Asked("score", 3, 5)


def test_what_is_written_is_read_again() -> None:
    questions = (VOTE, BOARD, DAYS, SURVEY)
    answers = ((1,), (3, 1, 2), (2, 4), (5, 0, 1))

    paper = written(answers, questions)

    assert paper == "for;3 1 2;2 4;5 0 1"
    assert read(paper, questions) == answers


def test_blank_and_spoilt_answers_have_signs_of_their_own() -> None:
    assert read(";!", (VOTE, BOARD)) == ((), None)
    assert written(((), None), (VOTE, BOARD)) == ";!"
    assert is_blank(((), ()))
    assert not is_blank(((), None))


def test_the_form_of_a_paper_is_kept_as_text() -> None:
    questions = (VOTE, BOARD, DAYS)

    assert as_form(questions) == "yes_no 3 1;scottish_stv 4 4;approval 5 2"
    assert read_form(as_form(questions)) == questions


@pytest.mark.parametrize(
    ("paper", "question"),
    [
        ("maybe", VOTE),
        ("1", VOTE),
        ("FOR", VOTE),
        ("for;for", VOTE),
        ("3 3", BOARD),
        ("5", BOARD),
        ("0", BOARD),
        ("01", BOARD),
        ("1  2", BOARD),
        (" 1", BOARD),
        ("1,2", BOARD),
        ("+1", BOARD),
        ("²", BOARD),
        ("1 2 3", DAYS),
        ("4 2", DAYS),
        ("5 5", SURVEY),
        ("6 0 0", SURVEY),
        ("0 0 0", SURVEY),
        ("for;", VOTE),
    ],
)
def test_whatever_else_is_no_paper(paper: str, question: Asked) -> None:
    with pytest.raises(NotAPaper):
        read(paper, (question,))


def test_papers_are_sorted_into_piles_by_question() -> None:
    papers = {"for;2 1": 3, "against;2 1": 2, ";!": 1, "for;": 4}

    vote, board = piles_of(papers, (VOTE, BOARD))

    assert (dict(vote.marks), vote.blank, vote.spoilt) == ({(1,): 7, (2,): 2}, 1, 0)
    assert (dict(board.marks), board.blank, board.spoilt) == ({(2, 1): 5}, 4, 1)
    assert vote.papers == board.papers == sum(papers.values())


def test_the_lots_are_drawn_as_the_rules_of_the_count_say() -> None:
    seed = sha256(b"the papers" + b"the number").hexdigest()
    hashes = {each: sha256(f"{seed}2.{each}".encode()).digest() for each in (1, 2, 3, 4, 5)}

    assert seed_of("the papers", "the number") == seed
    assert commitment_to("the number") == sha256(b"the number").hexdigest()
    assert lot_order_of(5, question=2, seed=seed) == tuple(sorted(hashes, key=hashes.__getitem__))

"""What tellers type from paper: read by the shape of each question, compared paper by paper."""

from collections import Counter

import pytest

from governance.reckoning.papers.paper import Asked
from governance.reckoning.papers.typing import Difference, differences, read_typed

YES = Asked("yes_no", 3, 1)
RANK = Asked("scottish_stv", 4, 4)
TWO = Asked("choose_up_to", 4, 2)
SCORE = Asked("score", 3, 5)


@pytest.mark.parametrize(
    ("typed", "questions", "paper"),
    [
        ("f", [YES], "for"),
        ("Against", [YES], "against"),
        ("b", [YES], "abstain"),
        ("-", [YES], ""),
        ("!", [YES], "!"),
        ("! both boxes crossed", [YES], "!"),
        ("3 1 2", [RANK], "3 1 2"),
        ("3,1,2", [RANK], "3 1 2"),
        ("3 1 3 2", [RANK], "3 1"),
        ("3 ? 2", [RANK], "3"),
        ("? 3 2", [RANK], "!"),
        ("4 2", [TWO], "2 4"),
        ("4 2 1", [TWO], "!"),
        ("5 - 1", [SCORE], "5 0 1"),
        ("- - -", [SCORE], ""),
        ("f; 2 1;-", [YES, RANK, TWO], "for;2 1;"),
    ],
)
def test_a_line_is_read_by_what_its_question_asks(typed, questions, paper):
    found = read_typed(typed, questions)

    assert [line.paper for line in found.lines] == [paper]
    assert found.faults == ()


@pytest.mark.parametrize(
    ("typed", "questions", "reason"),
    [
        ("yes", [YES], "for, against or abstain"),
        ("5", [RANK], "numbered 1 to 4"),
        ("1 one", [RANK], "“one” is no number"),
        ("f", [YES, RANK], "1 answers, and the paper has 2"),
        ("1 1", [TWO], "typed twice"),
        ("5 1", [SCORE], "each of the 3 options"),
        ("6 1 1", [SCORE], "highest score is 5"),
        ("0 x f", [YES], "leave the line out"),
    ],
)
def test_what_nobody_can_read_is_told_by_its_line(typed, questions, reason):
    found = read_typed(f"\n{typed}", questions)

    assert found.lines == ()
    assert [fault.line for fault in found.faults] == [2]
    assert reason in str(found.faults[0].reason)


def test_papers_that_are_alike_are_typed_once():
    found = read_typed("12 x f\n\n3×a\nf\n", [YES])

    assert found.papers == Counter({"for": 13, "against": 3})
    assert found.number == 16


def test_a_paper_that_counts_up_to_a_fault_says_so():
    (line,) = read_typed("3 1 1 2", [RANK]).lines

    assert "up to the first fault: 2 places" in str(line.notes[0])


def test_two_tellers_differ_paper_by_paper():
    mine, theirs = Counter({"for": 3, "against": 1}), Counter({"for": 2, "against": 1, "": 1})

    assert differences(mine, theirs) == (Difference("", 0, 1), Difference("for", 3, 2))
    assert differences(mine, mine) == ()

"""The counted papers of a question, those alike added up: for another program to count again.

Rankings can be marked by a rare order, so they are for the scrutineers and the auditors alone;
papers of choices are for everybody, and those of an open ballot too. Of a secret ballot with too
few papers nobody is given any.
"""

from collections.abc import Iterator, Mapping

from governance.ballots import box
from governance.ballots.models import Ballot, Declaration, Question
from governance.ballots.open_papers import votes_of
from governance.ballots.paper import form_of
from governance.ballots.telling import told
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.count import Piles, piles_of

WRITTEN_AS_BLT = (Shape.RANK, Shape.SEVERAL, Shape.ONE)


def counted_papers(ballot: Ballot) -> dict[str, int]:
    """Return how many papers of a declared ballot say the same, or votes where these count."""
    if ballot.secrecy != "open":
        return box.contents(ballot.id).alike
    return votes_of(ballot.id)


def is_for_everybody(question: Question, ballot: Ballot) -> bool:
    """Say whether everybody may have the papers of a question, once they are told at all."""
    return ballot.secrecy == "open" or method_named(question.method).shape is not Shape.RANK


def are_told(question: Question, ballot: Ballot, declaration: Declaration) -> bool:
    """Say whether the papers of a question can be had by anybody: their form, and how many."""
    is_one = method_named(question.method).shape in WRITTEN_AS_BLT
    return is_one and not told(ballot, declaration).fewest


def question_of(ballot: Ballot, declaration: Declaration, number: int) -> Question:
    """Return the question whose papers are asked for.

    Raises:
        NotFound: there is none, or its papers are given to nobody.
    """
    found = next((each for each in ballot.questions if each.number == number), None)
    if found is None or not are_told(found, ballot, declaration):
        raise NotFound(
            "The papers of this question are not given out.",
            next_step="The page of the result says what is told, and why.",
        )
    return found


def as_blt(question: Question, declaration: Declaration) -> str:
    """Return the papers of a question in BLT form, with the options' names and the title."""
    ballot = db.session.get_one(Ballot, declaration.ballot_id)
    piles = piles_of(counted_papers(ballot), form_of(ballot))[question.number - 1]
    return "".join(f"{line}\n" for line in _lines(question, piles))


def _lines(question: Question, piles: Piles) -> Iterator[str]:
    struck = frozenset(each.number for each in question.options if each.struck)
    papers: Mapping[tuple[int, ...], int] = dict(piles.marks)
    if piles.blank:
        papers = {**papers, (): piles.blank}
    options = len(question.options)
    yield from Election(options, max(question.seats, 1), papers, struck).as_lines()
    for option in question.options:
        yield f'"{_quoted(option.title)}"'
    yield f'"{_quoted(question.text)}"'


def _quoted(words: str) -> str:
    return words.replace('"', "'")

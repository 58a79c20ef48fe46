"""A result in a line or two, for lists and letters: nothing is drawn, and nothing withheld told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.ballots.models import Ballot, Declaration
from governance.ballots.presentation.results.answers import answers_of
from governance.ballots.presentation.results.question import decided
from governance.ballots.telling import told


@dataclass(frozen=True)
class Decided:
    """What was decided on one question. `outcome` is declared where it was no motion.

    Of a motion there are votes for and against, of any other the names of who is elected.
    """

    question: str
    outcome: str
    word: str
    text: str
    elected: tuple[str, ...] = ()
    votes_for: int | None = None
    votes_against: int | None = None


def decided_on(ballot: Ballot, declaration: Declaration) -> list[Decided]:
    """Return what a ballot decided, question by question."""
    found = told(ballot, declaration)
    if not found.questions:
        return [_on_a_motion(ballot.question, found.body)]
    return [
        _on_a_motion(result["text"], result) if "outcome" in result else _chosen(result)
        for result in found.questions
    ]


def _on_a_motion(question: str, result: Mapping[str, Any]) -> Decided:
    answers = answers_of(result)
    return Decided(
        question=question,
        outcome=answers.outcome,
        word=answers.word,
        text=answers.text,
        votes_for=result["figures"]["for"],
        votes_against=result["figures"]["against"],
    )


def _chosen(result: Mapping[str, Any]) -> Decided:
    word, text, elected = decided(result)
    return Decided(result["text"], "declared", word, text, elected)

"""What a paper answers, question by question, as its check, its receipt and its letters say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from governance.ballots.models import Ballot, Question
from governance.ballots.paper import form_of
from governance.ballots.presentation.naming import answer_in_words
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.paper import Answer, read


@dataclass(frozen=True)
class AnswerShown:
    """One answer: in one line of words, and in several where there are several marks.

    `number` is that of its question, 0 where it is the only one. `is_ranking` says that the lines
    stand in order of preference; `left_out` are the options of a ranking that were not ranked.
    """

    number: int
    question: str
    words: str
    lines: tuple[str, ...]
    is_ranking: bool
    is_blank: bool
    left_out: tuple[str, ...] = ()


def answers_shown(ballot: Ballot, paper: str) -> list[AnswerShown]:
    """Return each answer of a paper, in the order of its questions."""
    is_lone = len(ballot.questions) == 1
    pairs = zip(ballot.questions, read(paper, form_of(ballot)), strict=True)
    return [_shown(question, answer, is_lone=is_lone) for question, answer in pairs]


def in_one_line(answers: Sequence[AnswerShown]) -> str:
    """Return the answers of a paper in one line; with their numbers where there are several."""
    said = [
        gettext("%(number)s. %(answer)s", number=each.number, answer=each.words)
        if each.number
        else each.words
        for each in answers
    ]
    return "; ".join(said)


def _shown(question: Question, answer: Answer, *, is_lone: bool) -> AnswerShown:
    shape = method_named(question.method).shape
    words = answer_in_words(question, answer)
    names = {each.number: each.title for each in question.options}
    marks = answer or ()
    lines: tuple[str, ...] = (words,)
    left_out: tuple[str, ...] = ()
    if marks and shape in (Shape.ONE, Shape.SEVERAL, Shape.RANK):
        lines = tuple(names[each] for each in marks)
    if marks and shape is Shape.RANK:
        left_out = tuple(name for number, name in names.items() if number not in marks)
    if marks and shape is Shape.SCORE:
        lines = tuple(
            gettext("%(name)s: %(score)s", name=name, score=score or gettext("no opinion"))
            for name, score in zip(names.values(), marks, strict=True)
        )
    return AnswerShown(
        number=0 if is_lone else question.number,
        question=question.text,
        words=words,
        lines=lines,
        is_ranking=bool(marks) and shape is Shape.RANK,
        is_blank=answer == (),
        left_out=left_out,
    )

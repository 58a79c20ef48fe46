"""A ballot paper as text: the one way of writing it that the roll, the box and the files share.

Each question has an answer; answers stand in order, divided by a semicolon. An answer is a word
(for, against, abstain) where the question is yes or no; else whole numbers divided by one space:
the options' numbers as marked, or of a survey one score for each option. Nothing is a blank
answer; `!` is a spoilt one, which only tellers can enter. So "for;3 1 2;" answers yes, ranks three
and leaves the third question blank. The same marks are always the same text: votes are added up
by it, and no paper can carry a sign of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from governance.reckoning.counting.registry import Shape, method_named

Marks: TypeAlias = tuple[int, ...]
Answer: TypeAlias = Marks | None  # None is spoilt

YES_NO = ("for", "against", "abstain")
SPOILT = "!"
DIVIDER = ";"
LONGEST_NUMBER = 4

# Each number in the one way of writing it; to look it up is to read it strictly, and quickly.
_NUMBERS = {str(number): number for number in range(10**LONGEST_NUMBER)}


class NotAPaper(ValueError):
    """Text that no voter of this ballot could have marked; `question` is counted from 1."""

    def __init__(self, question: int, reason: str) -> None:
        super().__init__(f"question {question}: {reason}")
        self.question = question


@dataclass(frozen=True)
class Asked:
    """What can be marked under one question: by which method, among how many options.

    `most` is the most options that may be marked, or of a survey the highest score. `least_share`
    is how many of every 100 voters must approve of an option that is to be chosen.
    """

    method: str
    options: int
    most: int
    least_share: int = 0

    @cached_property
    def shape(self) -> Shape:
        """Return what a voter does on the paper."""
        return method_named(self.method).shape

    def __str__(self) -> str:
        said = f"{self.method} {self.options} {self.most}"
        return f"{said} {self.least_share}" if self.least_share else said


def as_form(questions: Sequence[Asked]) -> str:
    """Return the form of a paper as text, as the ballot keeps it: "yes_no 3 1;approval 4 4 20"."""
    return DIVIDER.join(map(str, questions))


def read_form(text: str) -> tuple[Asked, ...]:
    """Return the form of a paper, as the ballot keeps it."""
    parts = (part.split(" ") for part in text.split(DIVIDER))
    return tuple(Asked(method, *map(int, numbers)) for method, *numbers in parts)


def written(answers: Sequence[Answer], questions: Sequence[Asked]) -> str:
    """Write a paper down.

    Raises:
        NotAPaper: an answer that cannot be marked under its question.
    """
    if len(answers) != len(questions):
        raise NotAPaper(len(answers), f"there are {len(questions)} questions.")
    return DIVIDER.join(
        _written(answer, asked, number)
        for number, (answer, asked) in enumerate(zip(answers, questions, strict=True), start=1)
    )


def read(text: str, questions: Sequence[Asked]) -> tuple[Answer, ...]:
    """Read a paper strictly: only what `written` writes.

    Raises:
        NotAPaper: it is anything else.
    """
    parts = text.split(DIVIDER)
    if len(parts) != len(questions):
        raise NotAPaper(len(parts), f"there are {len(questions)} questions.")
    return tuple(
        read_answer(part, asked, number)
        for number, (part, asked) in enumerate(zip(parts, questions, strict=True), start=1)
    )


def read_answer(text: str, asked: Asked, number: int = 1) -> Answer:
    """Read what a paper has under one question, as strictly.

    Raises:
        NotAPaper: it is anything else than `written` writes there.
    """
    if text == SPOILT:
        return None
    if asked.shape is Shape.YES_NO and text:
        if text not in YES_NO:
            raise NotAPaper(number, "the answer is for, against or abstain.")
        return (YES_NO.index(text) + 1,)
    marks = _numbers(text, number)
    _check(marks, asked, number)
    return marks


def is_blank(answers: Sequence[Answer]) -> bool:
    """Say whether nothing is marked on a paper."""
    return all(answer == () for answer in answers)


def faults(marks: Marks, asked: Asked) -> Iterator[str]:
    """Yield what is wrong with marks, in words for tellers and files; nothing if all is well."""
    if asked.shape is Shape.SCORE:
        yield from _faults_of_scores(marks, asked)
        return
    if len(set(marks)) != len(marks):
        yield "an option is marked twice."
    if marks and not 1 <= min(marks) <= max(marks) <= asked.options:
        yield f"the options are numbered 1 to {asked.options}."
    if len(marks) > asked.most:
        yield f"at most {asked.most} may be marked."
    if asked.shape is Shape.SEVERAL and list(marks) != sorted(marks):
        yield "what is marked is written in order of number."


def _faults_of_scores(marks: Marks, asked: Asked) -> Iterator[str]:
    if marks and len(marks) != asked.options:
        yield f"there are {asked.options} options to score."
    if marks and not 0 <= min(marks) <= max(marks) <= asked.most:
        yield f"the scores go from 1 to {asked.most}, and 0 is no opinion."
    if marks and not any(marks):
        yield "no opinion on anything is a blank answer."


def _written(answer: Answer, asked: Asked, number: int) -> str:
    if answer is None:
        return SPOILT
    _check(answer, asked, number)
    if asked.shape is Shape.YES_NO:
        return YES_NO[answer[0] - 1] if answer else ""
    return " ".join(map(str, answer))


def _numbers(text: str, number: int) -> Marks:
    if not text:
        return ()
    try:
        return tuple([_NUMBERS[word] for word in text.split(" ")])
    except KeyError:
        raise NotAPaper(number, "an answer is whole numbers, divided by one space.") from None


def _check(marks: Marks, asked: Asked, number: int) -> None:
    for reason in faults(marks, asked):
        raise NotAPaper(number, reason)

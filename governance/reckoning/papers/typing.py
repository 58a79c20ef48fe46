"""What a teller types from paper ballots: a line a paper, or a line for several that are alike.

    for;3 1 2        one paper: for, then the third option first, the first second, the second third
    4 x f;-          four alike: for, and the second question left blank
    a;2 ? 1          against; the second preference cannot be read, so what follows it is lost
    b;!              abstain; the second answer is spoilt

Answers stand in the order of the questions, divided by a semicolon. f, a and b are short for the
words. Of a ranking a paper counts up to its first fault: a place that cannot be read (?), or an
option that was given a place before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from governance.reckoning.counting.registry import Shape
from governance.reckoning.papers.paper import (
    DIVIDER,
    LONGEST_NUMBER,
    SPOILT,
    YES_NO,
    Answer,
    Asked,
    Marks,
    written,
)
from governance.reckoning.sentence import Sentence

ALIKE = re.compile(r"\s*([0-9]{1,5})\s*[x×*]\s*(.*)", re.IGNORECASE | re.DOTALL)
BLANK, UNREADABLE = "-", "?"
SHORT = dict(zip((*YES_NO, "f", "a", "b"), (1, 2, 3) * 2, strict=True))


@dataclass(frozen=True)
class TypedLine:
    """A line that can be read: how many papers are alike, what they say, and what was left out."""

    number: int
    copies: int
    paper: str
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class TypingFault:
    """A line that nobody can read, and why."""

    line: int
    reason: Sentence


@dataclass(frozen=True)
class Typed:
    """All that a teller typed, read."""

    lines: tuple[TypedLine, ...]
    faults: tuple[TypingFault, ...]

    @property
    def papers(self) -> Counter[str]:
        """Return how many papers say the same, by their text."""
        found: Counter[str] = Counter()
        for line in self.lines:
            found[line.paper] += line.copies
        return found

    @property
    def number(self) -> int:
        """Return how many papers were typed."""
        return sum(line.copies for line in self.lines)


@dataclass(frozen=True)
class Difference:
    """Papers of which two tellers have a different number."""

    paper: str
    first: int
    second: int


class _Unreadable(ValueError):
    def __init__(self, reason: Sentence) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read_typed(text: str, questions: Sequence[Asked]) -> Typed:
    """Read what was typed, a line a paper; empty lines are nothing."""
    lines: list[TypedLine] = []
    faults: list[TypingFault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            lines.append(_line(line, number, questions))
        except _Unreadable as fault:
            faults.append(TypingFault(number, fault.reason))
    return Typed(tuple(lines), tuple(faults))


def differences(first: Mapping[str, int], second: Mapping[str, int]) -> tuple[Difference, ...]:
    """Return of which papers two tellers have a different number, in order of their text."""
    return tuple(
        Difference(paper, first.get(paper, 0), second.get(paper, 0))
        for paper in sorted({*first, *second})
        if first.get(paper, 0) != second.get(paper, 0)
    )


def _line(line: str, number: int, questions: Sequence[Asked]) -> TypedLine:
    copies, answers = 1, line
    if alike := ALIKE.fullmatch(line):
        copies, answers = int(alike[1]), alike[2]
    if copies == 0:
        raise _Unreadable(Sentence("None is no paper: leave the line out."))
    parts = answers.split(DIVIDER)
    if len(parts) != len(questions):
        raise _Unreadable(
            Sentence(
                "There are %(typed)s answers, and the paper has %(asked)s questions.",
                {"typed": len(parts), "asked": len(questions)},
            )
        )
    read = [_answer(part, asked) for part, asked in zip(parts, questions, strict=True)]
    notes = tuple(note for _, note in read if note is not None)
    return TypedLine(number, copies, written([each for each, _ in read], questions), notes)


def _answer(part: str, asked: Asked) -> tuple[Answer, Sentence | None]:
    words = part.replace(",", " ").lower().split()
    if words in ([], [BLANK]):
        return (), None
    if words[0].startswith(SPOILT):  # what follows is the teller's reason
        return None, None
    if asked.shape is Shape.YES_NO:
        return _word(words), None
    if asked.shape is Shape.RANK:
        return _ranking(words, asked)
    if asked.shape is Shape.SCORE:
        return _scores(words, asked), None
    return _several(words, asked)


def _word(words: Sequence[str]) -> Marks:
    if len(words) == 1 and words[0] in SHORT:
        return (SHORT[words[0]],)
    raise _Unreadable(Sentence("The answer is f, a or b: for, against or abstain."))


def _ranking(words: Sequence[str], asked: Asked) -> tuple[Answer, Sentence | None]:
    """Return a ranking up to its first fault; with none before it the answer is spoilt."""
    marks: list[int] = []
    for mark in _ranked(words, asked):
        if mark is None or mark in marks or len(marks) == asked.most:
            note = Sentence(
                "It counts up to the first fault: %(places)s places.", {"places": len(marks)}
            )
            return (tuple(marks) or None), note
        marks.append(mark)
    return tuple(marks), None


def _ranked(words: Sequence[str], asked: Asked) -> Iterator[int | None]:
    for word in words:
        yield None if word == UNREADABLE else _option(word, asked)


def _several(words: Sequence[str], asked: Asked) -> tuple[Answer, Sentence | None]:
    """Return what is chosen; whoever marked more than may be marked spoilt their answer."""
    marks = sorted({_option(word, asked) for word in words})
    if len(marks) != len(words):
        raise _Unreadable(Sentence("An option is typed twice."))
    if len(marks) > asked.most:
        note = Sentence(
            "It is spoilt: more are marked than the %(most)s that may be.", {"most": asked.most}
        )
        return None, note
    return tuple(marks), None


def _scores(words: Sequence[str], asked: Asked) -> Marks:
    if len(words) != asked.options:
        raise _Unreadable(
            Sentence(
                "Type a score for each of the %(options)s options, and - for no opinion.",
                {"options": asked.options},
            )
        )
    scores = tuple(0 if word == BLANK else _number(word) for word in words)
    if any(score > asked.most for score in scores):
        raise _Unreadable(Sentence("The highest score is %(most)s.", {"most": asked.most}))
    return scores if any(scores) else ()


def _option(word: str, asked: Asked) -> int:
    number = _number(word)
    if not 1 <= number <= asked.options:
        raise _Unreadable(
            Sentence("The options are numbered 1 to %(options)s.", {"options": asked.options})
        )
    return number


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER):
        raise _Unreadable(
            Sentence("“%(typed)s” is no number of an option.", {"typed": word[:LONGEST_NUMBER]})
        )
    return int(word)

"""A paper before it is set: its questions and options, whom it asks and when, as a draft has them.

Each change gives a new paper; the draft keeps it as JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self, TypeVar

from governance.ballots.electorate import ALL_MEMBERS, Electorate
from governance.reckoning.counting.registry import CountingMethod, Shape, method_named

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class OptionDrafted:
    """An option: its name, what is said of it, and its picture."""

    title: str
    statement: str = ""
    picture: str = ""
    picture_words: str = ""


@dataclass(frozen=True)
class QuestionDrafted:
    """A question; `reopen` puts "re-open nominations" beneath its options."""

    text: str
    method: str = "yes_no"
    explanation: str = ""
    options: tuple[OptionDrafted, ...] = ()
    seats: int = 0
    most: int | None = None
    least_share: int = 0
    order: str = "fixed"
    reopen: bool = False
    motion_id: int | None = None
    if_carried: str = ""
    resolution_kind: str = ""
    quorum: Mapping[str, Any] = field(default_factory=dict)

    @property
    def counted_by(self) -> CountingMethod:
        """The way in which it is counted."""
        return method_named(self.method)

    @property
    def has_options(self) -> bool:
        """Whether voters choose among options."""
        return self.counted_by.shape is not Shape.YES_NO

    def with_options(self, titles: Sequence[str]) -> Self:
        """Return the question with more options, at the end."""
        added = tuple(OptionDrafted(title) for title in titles)
        return replace(self, options=self.options + added)

    def having(self, number: int, option: OptionDrafted) -> Self:
        """Return the question with another option in a place."""
        return replace(self, options=put(self.options, number, option))

    def moved(self, number: int, by: int) -> Self:
        """Return the question with an option one place up or down."""
        return replace(self, options=shifted(self.options, number, by))

    def without(self, number: int) -> Self:
        """Return the question without an option."""
        return replace(self, options=dropped(self.options, number))


@dataclass(frozen=True)
class PaperDrafted:
    """A paper: its questions in order, whom it asks, when, and how its count opens."""

    secrecy: str
    record_date: date
    opens_at: datetime
    closes_at: datetime
    questions: tuple[QuestionDrafted, ...] = ()
    electorate: Electorate = ALL_MEMBERS
    count_opens: str = "at_close"

    def with_question(self, question: QuestionDrafted) -> Self:
        """Return the paper with one more question, at the end."""
        return replace(self, questions=(*self.questions, question))

    def having(self, number: int, question: QuestionDrafted) -> Self:
        """Return the paper with another question in a place."""
        return replace(self, questions=put(self.questions, number, question))

    def moved(self, number: int, by: int) -> Self:
        """Return the paper with a question one place up or down."""
        return replace(self, questions=shifted(self.questions, number, by))

    def without(self, number: int) -> Self:
        """Return the paper without a question."""
        return replace(self, questions=dropped(self.questions, number))

    @property
    def motion_ids(self) -> list[int]:
        """The motions that stand on it."""
        return [each.motion_id for each in self.questions if each.motion_id is not None]

    @property
    def pictures(self) -> set[str]:
        """The pictures that stand on it, by their digests."""
        shown = {each.picture for question in self.questions for each in question.options}
        return shown - {""}

    def as_json(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return {
            "secrecy": self.secrecy,
            "record_date": self.record_date.isoformat(),
            "opens_at": self.opens_at.isoformat(),
            "closes_at": self.closes_at.isoformat(),
            "electorate": self.electorate.as_json(),
            "count_opens": self.count_opens,
            "questions": [_question_as_json(each) for each in self.questions],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return it from what a draft keeps."""
        return cls(
            secrecy=kept["secrecy"],
            record_date=date.fromisoformat(kept["record_date"]),
            opens_at=datetime.fromisoformat(kept["opens_at"]),
            closes_at=datetime.fromisoformat(kept["closes_at"]),
            electorate=Electorate.from_json(kept["electorate"]),
            count_opens=kept["count_opens"],
            questions=tuple(_question_from(each) for each in kept["questions"]),
        )


def put(things: tuple[Thing, ...], number: int, thing: Thing) -> tuple[Thing, ...]:
    """Return the things with another in a place, counted from 1."""
    return (*things[: number - 1], thing, *things[number:])


def shifted(things: tuple[Thing, ...], number: int, by: int) -> tuple[Thing, ...]:
    """Return the things with one a place up (-1) or down (1); at the end it stays."""
    other = number + by
    if not 1 <= other <= len(things):
        return things
    return put(put(things, other, things[number - 1]), number, things[other - 1])


def dropped(things: tuple[Thing, ...], number: int) -> tuple[Thing, ...]:
    """Return the things without one."""
    return (*things[: number - 1], *things[number:])


def _question_as_json(question: QuestionDrafted) -> dict[str, Any]:
    kept = dict(vars(question))
    return kept | {
        "options": [dict(vars(each)) for each in question.options],
        "quorum": dict(question.quorum),
    }


def _question_from(kept: Mapping[str, Any]) -> QuestionDrafted:
    options = tuple(OptionDrafted(**each) for each in kept["options"])
    return QuestionDrafted(**{**kept, "options": options})

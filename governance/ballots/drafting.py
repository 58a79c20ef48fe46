"""A paper before it is set: its questions and options, whom it asks and when, as a draft has them.

Each change gives a new paper; the draft keeps it as JSON. A question or option has a key, which
stays its own wherever it is moved.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self, TypeVar

from governance.ballots.electorate import ALL_MEMBERS, Electorate
from governance.infrastructure.errors import NotFound
from governance.reckoning.counting.registry import CountingMethod, Shape, method_named

KEY_BYTES = 4

Thing = TypeVar("Thing", "OptionDrafted", "QuestionDrafted")


@dataclass(frozen=True)
class OptionDrafted:
    """An option: its name, what is said of it, and its picture."""

    title: str
    key: str = ""
    statement: str = ""
    picture: str = ""
    picture_words: str = ""


@dataclass(frozen=True)
class QuestionDrafted:
    """A question; `reopen` puts "re-open nominations" beneath its options."""

    text: str
    key: str = ""
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
        added = tuple(OptionDrafted(title, new_key()) for title in titles)
        return replace(self, options=self.options + added)

    def option(self, key: str) -> OptionDrafted:
        """Return the option of that key.

        Raises:
            NotFound: it stands on the paper no more.
        """
        return found(self.options, key)

    def having(self, option: OptionDrafted) -> Self:
        """Return the question with this option in place of that of the same key."""
        return replace(self, options=put(self.options, option))

    def moved(self, key: str, by: int) -> Self:
        """Return the question with an option one place up (-1) or down (1)."""
        return replace(self, options=shifted(self.options, key, by))

    def without(self, key: str) -> Self:
        """Return the question without an option."""
        return replace(self, options=dropped(self.options, key))


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

    def question(self, key: str) -> QuestionDrafted:
        """Return the question of that key.

        Raises:
            NotFound: it stands on the paper no more.
        """
        return found(self.questions, key)

    def having(self, question: QuestionDrafted) -> Self:
        """Return the paper with this question in place of that of the same key."""
        return replace(self, questions=put(self.questions, question))

    def moved(self, key: str, by: int) -> Self:
        """Return the paper with a question one place up (-1) or down (1)."""
        return replace(self, questions=shifted(self.questions, key, by))

    def without(self, key: str) -> Self:
        """Return the paper without a question."""
        return replace(self, questions=dropped(self.questions, key))

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


def arranged(paper: PaperDrafted, deed: str) -> PaperDrafted:
    """Return the paper with a thing moved or gone: "up KEY", "drop KEY.OPTION", "down KEY"."""
    do, _, where = deed.partition(" ")
    key, _, option = where.partition(".")
    by = {"up": -1, "down": 1}.get(do)
    if do != "drop" and by is None:
        return paper
    if not option:
        paper.question(key)
        return paper.without(key) if by is None else paper.moved(key, by)
    question = paper.question(key)
    question.option(option)
    return paper.having(question.without(option) if by is None else question.moved(option, by))


def new_key() -> str:
    """Return a key for a question or an option."""
    return secrets.token_hex(KEY_BYTES)


def found(things: tuple[Thing, ...], key: str) -> Thing:
    """Return the one of that key.

    Raises:
        NotFound: there is none.
    """
    for each in things:
        if each.key == key:
            return each
    raise NotFound(
        "This stands on the paper no more.",
        next_step="Somebody took it away. Open the paper again.",
    )


def put(things: tuple[Thing, ...], thing: Thing) -> tuple[Thing, ...]:
    """Return the things with another in place of the one of the same key."""
    return tuple(thing if each.key == thing.key else each for each in things)


def shifted(things: tuple[Thing, ...], key: str, by: int) -> tuple[Thing, ...]:
    """Return the things with one of them a place up (-1) or down (1); at the end it stays."""
    place = things.index(found(things, key))
    other = place + by
    if not 0 <= other < len(things):
        return things
    turned = list(things)
    turned[place], turned[other] = turned[other], turned[place]
    return tuple(turned)


def dropped(things: tuple[Thing, ...], key: str) -> tuple[Thing, ...]:
    """Return the things without one."""
    return tuple(each for each in things if each.key != key)


def _question_as_json(question: QuestionDrafted) -> dict[str, Any]:
    kept = dict(vars(question))
    return kept | {
        "options": [dict(vars(each)) for each in question.options],
        "quorum": dict(question.quorum),
    }


def _question_from(kept: Mapping[str, Any]) -> QuestionDrafted:
    options = tuple(OptionDrafted(**each) for each in kept["options"])
    return QuestionDrafted(**{**kept, "options": options})

"""What a feature tells of its subjects, so that they can be found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Select

from governance.infrastructure.actor import Actor

OWN_WORDS = ""
"""The part of a subject that is its own title and text."""

Facts = Select[*tuple[Any, ...]]
FACTS = ("subject_id", "state", "category", "person_id", "year", "at")


@dataclass(frozen=True)
class Words:
    """The words of a part of a subject, as they were written."""

    subject_id: int
    part: str
    title: str
    body: str


@dataclass(frozen=True)
class Shown:
    """A subject in a list of what was found: with its state and tone, and what it is about."""

    title: str
    caption: str
    href: str
    state: str
    tone: str
    category: str


@dataclass(frozen=True)
class Passage:
    """Where words were found: what of the subject that is, and the words as they were written."""

    where: str
    href: str
    text: str


class Contributor(Protocol):
    """A feature whose subjects, all of one kind, can be found."""

    @property
    def kind(self) -> str: ...

    def title(self) -> str:
        """Return what such a subject is called: "Motion"."""

    def states(self) -> Mapping[str, str]:
        """Return the states a subject may be in, in words."""

    def categories(self) -> Mapping[str, str]:
        """Return the categories a subject may be of, in words; none if there are none."""

    def facts(self, actor: Actor, *, today: date) -> Facts:
        """Select the FACTS of every subject that this person may find, under these names.

        `at` is when it came to be, `year` that of its number, `person_id` whose it is.
        """

    def shown(self, ids: Sequence[int], *, today: date) -> Mapping[int, Shown]:
        """Return how these subjects are shown."""

    def passages(self, subject_id: int, parts: Sequence[str]) -> Mapping[str, Passage]:
        """Return these parts of a subject as they were written."""

    def words(self) -> Iterator[Words]:
        """Yield all words that can be found, to have the table made anew."""


class Contributors:
    """The features that contribute, as put together at start-up."""

    def __init__(self, *contributors: Contributor) -> None:
        self._by_kind = {each.kind: each for each in contributors}
        assert len(self._by_kind) == len(contributors), "each kind is contributed once"

    def __iter__(self) -> Iterator[Contributor]:
        return iter(self._by_kind.values())

    def __getitem__(self, kind: str) -> Contributor:
        return self._by_kind[kind]

    def __contains__(self, kind: str) -> bool:
        return kind in self._by_kind

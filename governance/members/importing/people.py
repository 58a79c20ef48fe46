"""Who and what a file tells of: the lines of one person brought together, or why they cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from governance.members.importing.headings import LABELS, Field
from governance.members.timeline import Stretch, runs_of


class Membership(StrEnum):
    """Who becomes a member by a file."""

    COLUMN = "column"
    EVERYBODY = "everybody"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Post:
    """One assignment as its line tells it; only the words that the file has a column for.

    `assignment` is "" in a file that does not number them; `ended` is the day after the last day.
    """

    line: int
    assignment: str
    employment: dict[str, Any]
    started: date
    ended: date | None


@dataclass(frozen=True)
class Told:
    """What one line tells: a person, and a post of theirs."""

    line: int
    employee_ref: str
    name: str
    contact: dict[str, Any]
    post: Post
    member_since: date | None


@dataclass(frozen=True)
class Person:
    """What a file says of one person; `member_from` None says nothing of membership.

    A file without a column for the date left does not say that anybody works on.
    """

    line: int
    employee_ref: str
    name: str
    contact: dict[str, Any]
    posts: tuple[Post, ...]
    member_from: date | None
    says_who_left: bool = True

    @property
    def is_numbered(self) -> bool:
        """Say whether the file numbers this person's assignments."""
        return self.posts[0].assignment != ""

    @property
    def first_day(self) -> date:
        """Return the first day of all that the file tells."""
        return min(post.started for post in self.posts)

    @property
    def started(self) -> date:
        """Return the day since which the person has worked here without a break."""
        return last_run(self.posts)[0]

    @property
    def ended(self) -> date | None:
        """Return the day after the last day in the last post, if every post has ended."""
        return last_run(self.posts)[1]


@dataclass
class Problem:
    """A line that cannot be taken, and why."""

    line: int
    employee_ref: str
    name: str
    sentences: list[str] = field(default_factory=list)


def last_run(posts: Sequence[Post]) -> tuple[date, date | None]:
    """Return the first day and the end of the last unbroken time that the posts cover together."""
    if len(posts) == 1:
        return posts[0].started, posts[0].ended
    return runs_of(Stretch(post.started, post.ended, None) for post in posts)[-1]


class Gathering:
    """Brings the lines of each person together, in the order in which the file first has them."""

    def __init__(self, membership: Membership, *, says_who_left: bool) -> None:
        self._membership = membership
        self._says_who_left = says_who_left
        self._people: dict[str, list[Told]] = {}
        self._problems: list[Problem] = []
        self._astray: set[str] = set()

    def add(self, found: Told | Problem) -> None:
        """Take the next line of the file."""
        if isinstance(found, Problem):
            self._problems.append(found)
            self._astray.add(found.employee_ref)
            return
        self._people.setdefault(found.employee_ref, []).append(found)

    def people(self) -> Iterator[Person | Problem]:
        """Yield the lines that cannot be taken, then each person all of whose lines can."""
        yield from self._problems
        for reference, lines in self._people.items():
            if reference in self._astray:
                continue
            sentences = list(_contradictions(lines))
            if sentences:
                yield Problem(lines[-1].line, reference, lines[-1].name, sentences)
                continue
            person = self._person(lines)
            yield _doubted(person) or person

    def _person(self, lines: list[Told]) -> Person:
        posts = tuple(told.post for told in lines)
        contact = dict(lines[0].contact)
        for told in lines[1:]:
            contact.update((name, said) for name, said in told.contact.items() if said)
        since = next((told.member_since for told in lines if told.member_since), None)
        member_from = {
            Membership.COLUMN: since,
            Membership.EVERYBODY: last_run(posts)[0],
            Membership.NOBODY: None,
        }[self._membership]
        return Person(
            line=lines[0].line,
            employee_ref=lines[0].employee_ref,
            name=lines[0].name,
            contact=contact,
            posts=posts,
            member_from=member_from,
            says_who_left=self._says_who_left,
        )


def _contradictions(lines: list[Told]) -> Iterator[str]:
    """Yield a sentence for what two lines of one person say differently about the person."""
    first = lines[0]
    for told in lines[1:]:
        for name, said in told.contact.items():
            was = first.contact.get(name)
            if said and was and said != was:
                yield _contradiction(_label(name), first.line, was, said)
        if told.member_since and first.member_since and told.member_since != first.member_since:
            was, said = first.member_since.isoformat(), told.member_since.isoformat()
            yield _contradiction(LABELS[Field.MEMBER_SINCE], first.line, was, said)


def _contradiction(label: str, line: int, was: Any, said: Any) -> str:
    return (
        f"{label}: “{_in_words(said)}” here and “{_in_words(was)}” on line {line}, for one "
        "employee reference. If this is one person, make both lines say the same; if not, one of "
        "the references is wrong."
    )


def _doubted(person: Person) -> Problem | None:
    if person.ended is None or person.member_from is None or person.ended > person.member_from:
        return None
    sentence = "Member since: it is after the date left. Check both."
    return Problem(person.line, person.employee_ref, person.name, [sentence])


def _label(name: str) -> str:
    return "Address" if name == "address" else LABELS[Field(name)]


def _in_words(said: Any) -> str:
    return ", ".join(said) if isinstance(said, list) else str(said)

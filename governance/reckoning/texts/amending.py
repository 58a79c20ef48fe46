"""What an amendment does to the paragraphs of a text, and what becomes of one when another came in.

A *place* is a paragraph, or the gap after one (or before the first), where words can be inserted.
Two amendments *touch* one another if they change the same place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from governance.reckoning.texts.paragraphs import paragraphs_of


class Deed(StrEnum):
    """What can be done to a paragraph."""

    REPLACE = "replace"
    REMOVE = "remove"
    INSERT = "insert"


class Overtaken(Exception):
    """The text moved on at a paragraph that a change is about."""

    def __init__(self, paragraph: int) -> None:
        super().__init__(f"paragraph {paragraph} reads differently now")
        self.paragraph = paragraph


@dataclass(frozen=True)
class Change:
    """One thing done to a text: replace a paragraph, remove it, or insert words after it.

    Paragraphs count from 1; inserting after 0 is before the first.
    """

    deed: Deed
    paragraph: int
    words: str = ""

    @property
    def new(self) -> tuple[str, ...]:
        """Return the paragraphs that come in."""
        return paragraphs_of(self.words)

    @property
    def place(self) -> int:
        """Return what it changes: odd numbers are paragraphs, even ones the gaps after them."""
        return 2 * self.paragraph if self.deed is Deed.INSERT else 2 * self.paragraph - 1

    def as_json(self) -> dict[str, Any]:
        """Return the change as the book keeps it."""
        return {"deed": self.deed.value, "paragraph": self.paragraph, "words": self.words}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Change":
        """Return what `as_json` kept."""
        return cls(Deed(kept["deed"]), kept["paragraph"], kept["words"])


def is_sound(changes: Sequence[Change], count: int) -> bool:
    """Say whether a text of so many paragraphs can be changed so: each place once, none empty."""
    if len({change.place for change in changes}) != len(changes):
        return False
    return all(
        (0 if change.deed is Deed.INSERT else 1) <= change.paragraph <= count
        and (change.deed is Deed.REMOVE) == (not change.new)
        for change in changes
    )


def applied(paragraphs: Sequence[str], changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the paragraphs as the changes would have them."""
    done = {change.place: change for change in changes}
    new: list[str] = []
    for number in range(len(paragraphs) + 1):
        if number:
            change = done.get(2 * number - 1)
            new += (paragraphs[number - 1],) if change is None else change.new
        inserted = done.get(2 * number)
        new += inserted.new if inserted else ()
    return tuple(new)


def places_of(changes: Iterable[Change]) -> frozenset[int]:
    """Return the places that these change."""
    return frozenset(change.place for change in changes)


def carried_over(
    changes: Sequence[Change], over: Sequence[Change], count: int
) -> tuple[Change, ...]:
    """Return the changes as they are to be done to the text that has taken in `over`.

    `count` is how many paragraphs the text had before. What was to be inserted at the same gap
    comes after what is there now.

    Raises:
        Overtaken: a paragraph that was to go or to be replaced was changed; or the one is gone
            after which words were to come.
    """
    done = {change.place: change for change in over}
    after = dict(_walk(over, count))
    moved = []
    for change in changes:
        whole = done.get(2 * change.paragraph - 1)
        is_gone = whole is not None and whole.deed is Deed.REMOVE
        if is_gone or (whole is not None and change.deed is not Deed.INSERT):
            raise Overtaken(change.paragraph)
        last = after[change.place][-1]
        moved.append(replace(change, paragraph=(last + 1) // 2))
    return tuple(moved)


def places_after(places: Iterable[int], over: Iterable[Change], count: int) -> frozenset[int]:
    """Return where these places are in the text that has taken in `over`, what came in included."""
    after = dict(_walk(over, count))
    return frozenset(new for place in places for new in after[place])


def in_voting_order(proposals: Sequence[tuple[int, frozenset[int], int]]) -> list[int]:
    """Return the usual order of votes on amendments, each (number, its places, how far it goes).

    Those that touch one another are together, the one furthest from the text first.
    """
    groups: list[list[tuple[int, frozenset[int], int]]] = []
    for proposal in proposals:
        touched = [group for group in groups if any(one[1] & proposal[1] for one in group)]
        joined = [proposal, *(one for group in touched for one in group)]
        groups = [*(group for group in groups if group not in touched), joined]
    groups.sort(key=lambda group: min((min(one[1], default=0), one[0]) for one in group))
    return [
        number
        for group in groups
        for number, _places, _distance in sorted(group, key=lambda one: (-one[2], one[0]))
    ]


def _walk(over: Iterable[Change], count: int) -> Iterator[tuple[int, range]]:
    """Yield each place of the old text with the places that it has become, from first to last."""
    done = {change.place: change for change in over}
    behind = 0
    for number in range(count + 1):
        if number:
            whole = done.get(2 * number - 1)
            stands = 1 if whole is None else len(whole.new)
            end = behind + stands
            yield 2 * number - 1, range(2 * behind + 1, 2 * end) if stands else _gap(behind)
            behind = end
        inserted = done.get(2 * number)
        end = behind + (len(inserted.new) if inserted else 0)
        yield 2 * number, range(2 * behind, 2 * end + 1)
        behind = end


def _gap(behind: int) -> range:
    return range(2 * behind, 2 * behind + 1)

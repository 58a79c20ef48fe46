"""Stretches of days along which something holds: painting a new one over the old, and what differs.

Pencil and paper only: the service reads the stretches from spells and writes back what differs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Stretch:
    """Something that holds from one day to before another; the words of an erased one are None."""

    valid_from: date
    valid_to: date | None
    data: dict[str, Any] | None
    salt: str | None = None
    digest: str = ""
    spell_id: int | None = field(default=None, compare=False)
    recorded_seq: int | None = field(default=None, compare=False)

    def holds_on(self, day: date) -> bool:
        """Say whether the day lies in the stretch; the last day is not in it."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def says_the_same_as(self, other: "Stretch") -> bool:
        """Say whether both hold the same words, erased ones being known by their digest."""
        if self.data is None or other.data is None:
            return bool(self.digest) and self.digest == other.digest
        return self.data == other.data


Line = list[Stretch]


def paint(
    line: Sequence[Stretch], valid_from: date, valid_to: date | None, data: dict[str, Any] | None
) -> Line:
    """Return the line with the words holding over these days; None leaves the days empty."""
    painted = [piece for old in line for piece in _left_of(old, valid_from, valid_to)]
    if data is not None:
        painted.append(Stretch(valid_from, valid_to, data))
    return _joined(sorted(painted, key=lambda stretch: stretch.valid_from))


def difference(before: Sequence[Stretch], after: Sequence[Stretch]) -> tuple[Line, Line]:
    """Return what is gone from the line and what has come to it."""
    gone = [old for old in before if not any(_is_kept(old, new) for new in after)]
    come = [new for new in after if not any(_is_kept(old, new) for old in before)]
    return gone, come


def on_or_nearest(line: Sequence[Stretch], day: date) -> Stretch | None:
    """Return the stretch that holds on the day, else the next to come, else the last that was."""
    for stretch in line:
        if stretch.holds_on(day) or stretch.valid_from > day:
            return stretch
    return line[-1] if line else None


def on_or_before(line: Sequence[Stretch], day: date) -> Stretch | None:
    """Return the stretch that holds on the day, else the last that was; never one to come."""
    begun = [stretch for stretch in line if stretch.valid_from <= day]
    return begun[-1] if begun else None


def run_around(line: Sequence[Stretch], stretch: Stretch) -> tuple[date, date | None]:
    """Return the first day and the end of the unbroken run that the stretch is part of."""
    place = line.index(stretch)
    first = last = place
    while first > 0 and line[first - 1].valid_to == line[first].valid_from:
        first -= 1
    while last + 1 < len(line) and line[last].valid_to == line[last + 1].valid_from:
        last += 1
    return line[first].valid_from, line[last].valid_to


def runs_of(stretches: Iterable[Stretch]) -> list[tuple[date, date | None]]:
    """Return the unbroken times that the stretches, of whatever lines, cover together."""
    runs: list[tuple[date, date | None]] = []
    for stretch in sorted(stretches, key=lambda each: each.valid_from):
        first, end = runs[-1] if runs else (None, date.min)
        if first is None or (end is not None and stretch.valid_from > end):
            runs.append((stretch.valid_from, stretch.valid_to))
        elif end is not None:
            longer = None if stretch.valid_to is None else max(end, stretch.valid_to)
            runs[-1] = (first, longer)
    return runs


def _left_of(old: Stretch, valid_from: date, valid_to: date | None) -> Line:
    pieces = []
    if old.valid_from < valid_from:
        end = valid_from if old.valid_to is None else min(old.valid_to, valid_from)
        pieces.append(replace(old, valid_to=end))
    if valid_to is not None and (old.valid_to is None or old.valid_to > valid_to):
        pieces.append(replace(old, valid_from=max(old.valid_from, valid_to)))
    return pieces


def _joined(line: Sequence[Stretch]) -> Line:
    joined: Line = []
    for stretch in line:
        if joined and _touch(joined[-1], stretch) and joined[-1].says_the_same_as(stretch):
            joined[-1] = replace(joined[-1], valid_to=stretch.valid_to)
        else:
            joined.append(stretch)
    return joined


def _touch(earlier: Stretch, later: Stretch) -> bool:
    return earlier.valid_to == later.valid_from


def _is_kept(old: Stretch, new: Stretch) -> bool:
    same_days = (old.valid_from, old.valid_to) == (new.valid_from, new.valid_to)
    return same_days and old.says_the_same_as(new)

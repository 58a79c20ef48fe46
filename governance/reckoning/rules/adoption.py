"""What held on a day: adoptions in the order in which they were decided.

A change holds from its day on, and one that waits to be registered from its registration. Where two
say something of the same setting on the same day, the one adopted later holds: a later decision of
the members undoes an earlier one, even if the earlier was for a later day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.reckoning.rules.rulebook import Rulebook, differing


@dataclass(frozen=True)
class Adoption:
    """Settings changed together by one decision.

    `seq` is its place in the order of adoption, which is its link of the record. `registered_on` is
    None while it waits for the registrar; `is_refused` if the registrar refused it for good.
    """

    seq: int
    from_day: date
    changes: Mapping[str, Any]
    needs_registration: bool = False
    registered_on: date | None = None
    is_refused: bool = False

    @property
    def holds_from(self) -> date | None:
        """The first day on which it holds; None while it waits or if it was refused."""
        if self.is_refused:
            return None
        if not self.needs_registration:
            return self.from_day
        if self.registered_on is None:
            return None
        return max(self.from_day, self.registered_on)

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on the day, unless a later one says otherwise."""
        since = self.holds_from
        return since is not None and since <= day


@dataclass(frozen=True)
class Version:
    """The rulebook as it held from a day until before another; `number` counts from 1."""

    number: int
    since: date
    until: date | None
    rulebook: Rulebook
    adoptions: tuple[Adoption, ...]


@dataclass(frozen=True)
class Coming:
    """What a setting is to say from a later day on, and the adoption that says so, if one does."""

    from_day: date
    value: Any
    adoption: Adoption | None


def values_on(adoptions: Iterable[Adoption], day: date) -> dict[str, Any]:
    """Return the values that adoptions set and that hold on the day, by key."""
    values: dict[str, Any] = {}
    for adoption in sorted(adoptions, key=lambda each: each.seq):
        if adoption.holds_on(day):
            values.update(adoption.changes)
    return values


def rulebook_on(adoptions: Iterable[Adoption], day: date) -> Rulebook:
    """Return the rulebook of a day; what nothing set is as usual.

    Raises:
        NotPossible: the adoptions contradict each other or their bounds.
    """
    return Rulebook.from_values(values_on(adoptions, day))


def said_by(adoptions: Iterable[Adoption], day: date) -> dict[str, Adoption]:
    """Return, by key, the adoption by which a setting says on the day what it says.

    What nothing set, and so is as usual, is not in it.
    """
    found: dict[str, Adoption] = {}
    for adoption in sorted(adoptions, key=lambda each: each.seq):
        if adoption.holds_on(day):
            found.update(dict.fromkeys(adoption.changes, adoption))
    return found


def to_come(adoptions: Sequence[Adoption], day: date) -> dict[str, list[Coming]]:
    """Return, by key, what is known to change of a setting after the day, in order."""
    found: dict[str, list[Coming]] = {}
    before = rulebook_on(adoptions, day)
    for later in sorted({each for each in days_of_change(adoptions) if each > day}):
        after, by = rulebook_on(adoptions, later), said_by(adoptions, later)
        for key in differing(before, after):
            found.setdefault(key, []).append(Coming(later, after.value(key), by.get(key)))
        before = after
    return found


def days_of_change(adoptions: Iterable[Adoption]) -> tuple[date, ...]:
    """Return the days on which something began to hold, in order."""
    return tuple(sorted({day for each in adoptions if (day := each.holds_from) is not None}))


def versions(adoptions: Sequence[Adoption]) -> tuple[Version, ...]:
    """Return every version in order; a day on which nothing changed in the end makes none."""
    found: list[Version] = []
    for day in days_of_change(adoptions):
        rulebook = rulebook_on(adoptions, day)
        if found and found[-1].rulebook == rulebook:
            continue
        began = tuple(each for each in adoptions if each.holds_from == day)
        if found:
            last = found[-1]
            found[-1] = Version(last.number, last.since, day, last.rulebook, last.adoptions)
        found.append(Version(len(found) + 1, day, None, rulebook, began))
    return tuple(found)


def changed_by(
    adoptions: Sequence[Adoption], changes: Mapping[str, Any], *, from_day: date
) -> tuple[tuple[date, Rulebook, Rulebook], ...]:
    """Return each day from which a change would make a difference: the rulebook before and after.

    The last adopted holds, so from its day on a change also undoes what was to come later. Whatever
    waits for registration is left out: it is checked when it is registered.

    Raises:
        NotPossible: on one of those days the rulebook could not stand.
    """
    newest = max((each.seq for each in adoptions), default=0)
    changed = [*adoptions, Adoption(newest + 1, from_day, changes)]
    days = [from_day, *(day for day in days_of_change(adoptions) if day > from_day)]
    return tuple((day, rulebook_on(adoptions, day), rulebook_on(changed, day)) for day in days)

"""Turnout by group, told so that nobody's part can be worked out from a small figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop


@dataclass(frozen=True)
class GroupTurnout:
    """How many of a group were entitled to vote and how many papers it cast."""

    names: tuple[str, ...]
    entitled: int
    papers: int


def turnout_by_group(
    groups: Iterable[tuple[str, int, int]], *, least: int
) -> tuple[GroupTurnout, ...]:
    """Return the turnout of groups given as (name, entitled, papers), none with too few papers.

    Groups with fewer than `least` papers are told together; if they are too few even so, the
    smallest of the others joins them, so that no line can be had by subtracting the rest from
    the total. Where all together are too few, nothing is told. The joint line comes last.
    """
    lines = [GroupTurnout((name,), entitled, papers) for name, entitled, papers in groups]
    joint = [line for line in lines if line.papers < least]
    others = [(line.papers, place) for place, line in enumerate(lines) if line.papers >= least]
    heapify(others)
    while joint and sum(line.papers for line in joint) < least and others:
        joint.append(lines[heappop(others)[1]])
    if not joint:
        return tuple(lines)
    together = _together(joint)
    shown = [lines[place] for place in sorted(place for _, place in others)]
    return (*shown, together) if together.papers >= least else ()


def _together(lines: Sequence[GroupTurnout]) -> GroupTurnout:
    return GroupTurnout(
        names=tuple(name for line in lines for name in line.names),
        entitled=sum(line.entitled for line in lines),
        papers=sum(line.papers for line in lines),
    )

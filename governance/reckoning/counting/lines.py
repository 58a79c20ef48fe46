"""Rankings as lines, which can be looked through and struck from all at once.

While candidates have numbers below 256, as they nearly always have, a line is bytes: many lines are
then gone through in one pass of the machine, which makes checking and counting papers some times as
fast as taking each in turn. Else a line is a tuple, and each is taken in turn.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import TypeAlias, cast

Line: TypeAlias = bytes | tuple[int, ...]

BETWEEN = b"\0"  # No candidate has the number 0.
MOST_IN_BYTES = 255


def lines_of(rankings: Iterable[tuple[int, ...]], candidates: int) -> Sequence[Line]:
    """Return each ranking as a line; raise `ValueError` if a number could be no candidate's."""
    return list(map(bytes, rankings)) if candidates <= MOST_IN_BYTES else list(rankings)


def are_rankings(lines: Sequence[Line], candidates: int) -> bool:
    """Whether each line names only candidates from 1, and none of them twice."""
    everyone = range(1, candidates + 1)
    strangers: Collection[int]
    if candidates <= MOST_IN_BYTES:
        strangers = _joined(lines, b"").translate(None, bytes(everyone))
    else:
        strangers = set(chain.from_iterable(lines)).difference(everyone)
    return not strangers and sum(map(len, map(set, lines))) == sum(map(len, lines))


def without(gone: Collection[int], lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, in order, with some candidates struck out."""
    if lines and isinstance(lines[0], bytes):
        return _joined(lines, BETWEEN).translate(None, bytes(gone)).split(BETWEEN)
    struck = frozenset(gone)
    return [tuple(each for each in line if each not in struck) for line in lines]


def _joined(lines: Sequence[Line], between: bytes) -> bytes:
    return between.join(cast(Sequence[bytes], lines))

"""Which certificates of a holder still stand, where the shares of a class are all alike.

What leaves a holder is taken from their oldest certificate first. A transaction that was reversed
counts as if it had not been: what it brought is no longer there, what it took is back.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Movement:
    """Shares of one class that came to a holder by a transaction, or left them (below nought)."""

    seq: int
    on: date
    change: int
    reverses: int | None = None


@dataclass(frozen=True)
class Lot:
    """The shares of one certificate: how many came, how many are left, and what took the others.

    `taken` is how many each transaction took. `is_reversed`: what brought them was undone.
    """

    seq: int
    on: date
    units: int
    left: int
    taken: tuple[tuple[int, int], ...] = ()
    is_reversed: bool = False

    @property
    def ended_by(self) -> tuple[int, ...]:
        """The transactions that took shares of it."""
        return tuple(seq for seq, _units in self.taken)

    @property
    def stands(self) -> bool:
        """Whether any of its shares are still the holder's."""
        return self.left > 0


def lots(movements: Iterable[Movement]) -> tuple[Lot, ...]:
    """Return the certificates of one holder in one class, the oldest first."""
    known = {movement.seq: movement for movement in movements}
    undone = {each.reverses: each.seq for each in known.values() if each.reverses in known}
    counted = sorted(
        (each for each in known.values() if each.seq not in undone and each.reverses not in known),
        key=lambda each: (each.on, each.seq),
    )
    found = list(_used_up(counted))
    for seq, reversal in undone.items():
        came = known[seq] if seq is not None else None
        if came is not None and came.change > 0:
            taken = ((reversal, came.change),)
            found.append(Lot(came.seq, came.on, came.change, 0, taken, is_reversed=True))
    return tuple(sorted(found, key=lambda lot: (lot.on, lot.seq)))


def _used_up(counted: Iterable[Movement]) -> Iterable[Lot]:
    movements = list(counted)
    taken = deque((each.seq, -each.change) for each in movements if each.change < 0)
    for each in movements:
        if each.change <= 0:
            continue
        lot = Lot(each.seq, each.on, each.change, each.change)
        while lot.left and taken:
            seq, wanted = taken.popleft()
            used = min(lot.left, wanted)
            lot = replace(lot, left=lot.left - used, taken=(*lot.taken, (seq, used)))
            if wanted > used:
                taken.appendleft((seq, wanted - used))
        yield lot

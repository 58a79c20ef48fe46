"""A count that compares options two by two and gives an order, with equals together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from governance.reckoning.counting.keeping import kept_as
from governance.reckoning.counting.pairs import Pairs
from governance.reckoning.counting.tally import WithoutStages, listed
from governance.reckoning.sentence import Sentence, Value


@kept_as("comparison")
@dataclass(frozen=True, kw_only=True)
class Comparison(WithoutStages):
    """Preferences two by two, the strongest paths of them, and the order that these give.

    `order` is of groups of equals, best first. `dropped` are the options that too few papers
    (fewer than `quorum`), or not more than the other way round, prefer to the `default` option.
    """

    pairs: Pairs
    paths: Pairs
    order: tuple[tuple[int, ...], ...]
    default: int | None = None
    quorum: int = 0
    dropped: tuple[int, ...] = ()

    def told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return what was dropped, the order, why each is above the next, and the outcome."""
        said = [self._dropped_told(each, names) for each in self.dropped]
        said.append(Sentence("Order: %(order)s.", {"order": self._order_told(names)}))
        said += self._steps_told(names)
        return (*said, *self.lots_told(names), self.outcome(names))

    def outcome(self, names: Sequence[str]) -> Sentence:
        """Return who is preferred; where only the default option is left, that."""
        values: dict[str, Value] = {
            "elected": listed([each.candidate for each in self.elected], names)
        }
        if self.elected:
            return Sentence("Preferred: %(elected)s.", values)
        if self.default is None:
            return Sentence("There is nothing to prefer.")
        return Sentence("Preferred: %(name)s.", {"name": names[self.default - 1]})

    def closest_margin(self, names: Sequence[str]) -> Sentence | None:
        """Return what the paths are apart by, of the last that is preferred and the next."""
        chosen = [each.candidate for each in self.elected]
        others = [each for group in self.order for each in group if each not in chosen]
        if not chosen or not others:
            return None
        margin, last, first = min(
            (self._lead(one, other), one, other) for one in chosen for other in others
        )
        values: dict[str, Value] = {
            "last": names[last - 1],
            "first": names[first - 1],
            "margin": margin,
        }
        return Sentence("Papers by which %(last)s was ahead of %(first)s: %(margin)s.", values)

    def figures(self) -> dict[str, Any]:
        """Return the pairs, the paths, the order and what was dropped."""
        return {
            "pairs": [list(row) for row in self.pairs],
            "paths": [list(row) for row in self.paths],
            "order": [list(group) for group in self.order],
            "dropped": list(self.dropped),
        }

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield, for each option, how many papers prefer it to each of the others."""
        yield "", *(f"over {number}" for number in range(1, len(names) + 1))
        for option, name in enumerate(names):
            cells = (f"{each:,}" for each in self.pairs[option])
            yield name, *("" if other == option else cell for other, cell in enumerate(cells))

    def _lead(self, one: int, other: int) -> int:
        return self.paths[one - 1][other - 1] - self.paths[other - 1][one - 1]

    def _order_told(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        return tuple(
            Sentence("%(place)s. %(names)s", {"place": place, "names": _equals(group, names)})
            for place, group in enumerate(self.order, start=1)
        )

    def _steps_told(self, names: Sequence[str]) -> list[Sentence]:
        """Say of neighbours in the order why the one is above the other."""
        return [
            self._step_told(one, other, names)
            for group, following in pairwise(self.order)
            for other in following
            for one in group
            if self._lead(one, other) > 0
        ]

    def _step_told(self, one: int, other: int, names: Sequence[str]) -> Sentence:
        values: dict[str, Value] = {
            "one": names[one - 1],
            "other": names[other - 1],
            "papers": self.pairs[one - 1][other - 1],
            "back": self.pairs[other - 1][one - 1],
            "path": self.paths[one - 1][other - 1],
            "path_back": self.paths[other - 1][one - 1],
        }
        if self._is_plain(one, other):
            return Sentence(
                "%(one)s is above %(other)s: %(papers)s papers prefer it so, %(back)s the other"
                " way.",
                values,
            )
        return Sentence(
            "%(one)s is above %(other)s by paths of preference: the strongest from it is of"
            " %(path)s papers, the strongest back of %(path_back)s.",
            values,
        )

    def _is_plain(self, one: int, other: int) -> bool:
        """Whether the papers alone say it: more prefer the one, and no path leads back."""
        papers, back = self.pairs[one - 1][other - 1], self.pairs[other - 1][one - 1]
        return papers > back and not self.paths[other - 1][one - 1]

    def _dropped_told(self, option: int, names: Sequence[str]) -> Sentence:
        assert self.default is not None, "only the default option can have others dropped"
        values: dict[str, Value] = {
            "name": names[option - 1],
            "default": names[self.default - 1],
            "papers": self.pairs[option - 1][self.default - 1],
            "back": self.pairs[self.default - 1][option - 1],
            "quorum": self.quorum,
        }
        if self.pairs[option - 1][self.default - 1] < self.quorum:
            return Sentence(
                "Papers that prefer %(name)s to %(default)s: %(papers)s, and %(quorum)s are needed;"
                " it is dropped.",
                values,
            )
        return Sentence(
            "Papers that prefer %(name)s to %(default)s: %(papers)s, and %(back)s the other way; it"
            " is dropped.",
            values,
        )


def _equals(group: Sequence[int], names: Sequence[str]) -> str:
    return " = ".join(names[each - 1] for each in group)

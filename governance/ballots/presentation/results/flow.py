"""Where votes went from stage to stage: a picture of bands, and the same moves as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from governance.ballots.presentation.results.stages import action_of
from governance.reckoning.counting.count import Count, Move, Stage
from governance.reckoning.counting.explanation import figure

MOST_DRAWN = 8
# All in tenths of a pixel, so that sums stay whole.
ALL_VOTES, STAGE_WIDTH, NODE_WIDTH, GAP, MARGIN, TOP = 3000, 1500, 120, 180, 1500, 300
TONES = ("green", "clay", "sky", "plum", "sage", "gold", "ink", "rose")
LOST = 0  # stands for what is not transferable, in the place of a candidate's number
LONGEST_LABEL = 18


@dataclass(frozen=True)
class Node:
    """What a candidate holds at a stage: a block with its place."""

    x: str
    y: str
    height: str
    tone: str


@dataclass(frozen=True)
class Band:
    """Votes on their way between two stages; `is_moved` where they change hands."""

    path: str
    tone: str
    is_moved: bool


@dataclass(frozen=True)
class Label:
    """Words in the picture; `anchor` is start, middle or end."""

    x: str
    y: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Flow:
    """The whole picture, in pixels."""

    width: str
    height: str
    node_width: str
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    labels: tuple[Label, ...]


def flow_of(count: Count, names: Sequence[str]) -> Flow | None:
    """Return the picture; None where nothing moved, or there are too many to tell apart."""
    if len(count.stages) < 2 or count.candidates - len(count.withdrawn) > MOST_DRAWN:
        return None
    return _Drawing(count, names).drawn()


def moves_told(count: Count, names: Sequence[str]) -> list[list[str]]:
    """Return stage, from whom, to whom and how many votes, for the table beneath the picture."""
    return [
        [
            f"{number}. {action_of(stage, names)}",
            _called(source, names),
            _called(target, names),
            figure(votes, count.unit),
        ]
        for number, stage in enumerate(count.stages, start=1)
        if number > 1
        for source, target, votes in moves_of(stage, count.stages[number - 2])
    ]


def moves_of(stage: Stage, before: Stage) -> Iterator[Move]:
    """Yield whose votes went where at a stage; what is not transferable last.

    Where several lose at once and the count does not say whose votes went to whom, each gain is
    drawn from all of them, in proportion.
    """
    if stage.moves:
        yield from stage.moves
        return
    gains = [
        (who, now - earlier)
        for who, (earlier, now) in enumerate(zip(_held(before), _held(stage), strict=True))
    ]
    total = sum(-gain for _, gain in gains if gain < 0)
    for source, lost in gains:
        for target, gain in gains[1:] + gains[:1]:
            if lost < 0 < gain:
                yield source, target, gain * -lost // total


def _held(stage: Stage) -> tuple[int, ...]:
    return (stage.nontransferable, *stage.votes)


def _called(candidate: int, names: Sequence[str]) -> str:
    return names[candidate - 1] if candidate else gettext("Not transferable")


class _Drawing:
    """Places every block, then the bands between them."""

    def __init__(self, count: Count, names: Sequence[str]) -> None:
        self.count = count
        self.names = names
        self.everyone = [
            each for each in range(1, count.candidates + 1) if each not in count.withdrawn
        ] + [LOST]
        self.whole = max(count.valid * count.unit, 1)
        self.tops = [self._column(stage) for stage in count.stages]

    def drawn(self) -> Flow:
        stages = self.count.stages
        width = 2 * MARGIN + (len(stages) - 1) * STAGE_WIDTH + NODE_WIDTH
        height = TOP + ALL_VOTES + GAP * (len(self.everyone) + 1)
        bands = [band for number in range(1, len(stages)) for band in self._bands(number)]
        return Flow(
            width=_pixels(width),
            height=_pixels(height),
            node_width=_pixels(NODE_WIDTH),
            nodes=tuple(self._nodes()),
            bands=tuple(sorted(bands, key=lambda band: band.is_moved)),
            labels=tuple(self._labels()),
        )

    def _column(self, stage: Stage) -> dict[int, int]:
        """Return where each block of a stage begins; only of those that hold votes."""
        y, tops = TOP, {}
        for each in self.everyone:
            if _held(stage)[each]:
                tops[each] = y
                y += self._height(_held(stage)[each]) + GAP
        return tops

    def _height(self, votes: int) -> int:
        return votes * ALL_VOTES // self.whole

    def _x(self, index: int) -> int:
        return MARGIN + index * STAGE_WIDTH

    def _tone(self, candidate: int) -> str:
        return TONES[self.everyone.index(candidate) % len(TONES)] if candidate else "stone"

    def _nodes(self) -> Iterator[Node]:
        for index, stage in enumerate(self.count.stages):
            for each, top in self.tops[index].items():
                height = max(self._height(_held(stage)[each]), 10)
                yield Node(_pixels(self._x(index)), _pixels(top), _pixels(height), self._tone(each))

    def _bands(self, index: int) -> Iterator[Band]:
        before, stage = self.count.stages[index - 1], self.count.stages[index]
        leaves = dict(self.tops[index - 1])
        enters = dict(self.tops[index])
        for each in self.everyone:
            kept = min(_held(before)[each], _held(stage)[each])
            if kept:
                yield self._band(index, leaves, enters, (each, each, kept))
        for move in moves_of(stage, before):
            yield self._band(index, leaves, enters, move)

    def _band(self, index: int, leaves: dict[int, int], enters: dict[int, int], move: Move) -> Band:
        """Return a band, and move on where the next one leaves and enters."""
        source, target, votes = move
        height = self._height(votes)
        start, end = leaves[source], enters[target]
        leaves[source] += height
        enters[target] += height
        left, right = self._x(index - 1) + NODE_WIDTH, self._x(index)
        path = _curved(left, right, (start, end), max(height, 8))
        return Band(path, self._tone(source), source != target)

    def _labels(self) -> Iterator[Label]:
        last = len(self.count.stages) - 1
        for index in range(last + 1):
            middle = _pixels(self._x(index) + NODE_WIDTH // 2)
            yield Label(middle, _pixels(TOP - 130), str(index + 1), "middle")
        for each, top in self.tops[0].items():
            yield Label(_pixels(self._x(0) - 70), _pixels(top + 120), self._short(each), "end")
        for each, top in self.tops[last].items():
            x = _pixels(self._x(last) + NODE_WIDTH + 70)
            yield Label(x, _pixels(top + 120), self._short(each), "start")

    def _short(self, candidate: int) -> str:
        name = _called(candidate, self.names)
        return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


def _curved(left: int, right: int, tops: tuple[int, int], height: int) -> str:
    """Return the outline of a band from the left block to the right one."""
    start, end = tops
    half = _pixels((left + right) // 2)
    x, to_x = _pixels(left), _pixels(right)
    over = f"M{x} {_pixels(start)}C{half} {_pixels(start)} {half} {_pixels(end)} {to_x} "
    back = f"{_pixels(end)}V{_pixels(end + height)}C{half} {_pixels(end + height)} {half} "
    return f"{over}{back}{_pixels(start + height)} {x} {_pixels(start + height)}Z"


def _pixels(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"

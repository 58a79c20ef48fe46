"""What happened to one paper: where it lay after each stage, and what it was worth there.

Only the finished count and the paper's own ranking are needed. At every stage the parts of a paper
add up to one vote; over all papers they add up to the stage's votes, candidate by candidate, and
to what is not transferable. So a paper's part of what truncation loses is told as well.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from governance.reckoning.counting.count import Batch, Count, Stage, Step
from governance.reckoning.counting.election import Ranking
from governance.reckoning.counting.explanation import figure
from governance.reckoning.sentence import Sentence, Value, translatable

# What is said of a stop; the page that traces a paper in the voter's browser says the same.
WORDS = {
    "first": translatable("At stage %(stage)s your paper is counted for %(name)s, as one vote."),
    "stays": translatable("At stage %(stage)s your paper stays with %(name)s."),
    "moved": translatable(
        "At stage %(stage)s your paper moved to %(name)s, worth %(value)s of a vote."
    ),
    "moved_whole": translatable("At stage %(stage)s your paper moved to %(name)s, as one vote."),
    "moved_but_rest": translatable(
        "At stage %(stage)s your paper moved to %(name)s, worth %(value)s of a vote; the rest"
        " stays: %(rest)s."
    ),
    "lost": translatable(
        "At stage %(stage)s your paper names nobody further and is not transferable."
    ),
    "lost_but_rest": translatable(
        "At stage %(stage)s your paper names nobody further: %(lost)s of a vote is not"
        " transferable, %(rest)s."
    ),
    "with": translatable("%(votes)s with %(name)s"),
}


@dataclass(frozen=True)
class Part:
    """What a candidate holds of one vote; of no candidate: what is not transferable."""

    candidate: int | None
    votes: Fraction


@dataclass(frozen=True)
class Stop:
    """Where a paper lay after one stage.

    `candidate` is whose pile it lay on, None once it names nobody further; `value` is what it was
    worth there. `parts`, those of others in order, then this one, then what is not transferable,
    are together one vote. `has_moved` is whether this stage moved it or a part of it.
    """

    stage: int
    candidate: int | None
    value: Fraction
    parts: tuple[Part, ...]
    has_moved: bool


@dataclass(frozen=True)
class Flow:
    """Votes that a stage moved; to no candidate: not transferable."""

    stage: int
    source: int
    target: int | None
    votes: int


def travels(count: Count, ranking: Ranking) -> tuple[Stop, ...]:
    """Return where a paper lay after each stage; nothing for a blank one or without stages."""
    preferences = tuple(each for each in ranking if each not in count.withdrawn)
    if not preferences or not count.stages:
        return ()
    if count.stages[0].keep:
        return tuple(_stops_by_keep(count, preferences))
    paper = _Paper(count, preferences)
    return tuple(paper.stop(number) for number in range(1, len(count.stages) + 1))


def travels_told(count: Count, stops: Sequence[Stop], names: Sequence[str]) -> tuple[Sentence, ...]:
    """Return one sentence for each stop, for the voter whose paper it was."""
    return tuple(_told(count, stop, names) for stop in stops)


def flows(count: Count) -> tuple[Flow, ...]:
    """Return whose votes went to whom at each stage, for a picture of the whole count."""
    return tuple(
        Flow(number, source, target or None, votes)
        for number, stage in enumerate(count.stages, start=1)
        for source, target, votes in stage.moves or _moves(count, number)
    )


def _moves(count: Count, number: int) -> list[tuple[int, int, int]]:
    """Return the moves of a stage at which one candidate's votes moved."""
    stage, before = count.stages[number - 1], count.stages[max(number - 2, 0)]
    if len(stage.candidates) != 1:
        return []
    changes = zip(
        (*stage.votes, stage.nontransferable), (*before.votes, before.nontransferable), strict=True
    )
    targets = [*range(1, count.candidates + 1), 0]
    gains = [(target, now - then) for target, (now, then) in zip(targets, changes, strict=True)]
    return [(stage.candidates[0], target, gain) for target, gain in gains if gain > 0]


@dataclass
class _Paper:
    """A paper on its way through a count that moves whole papers. Values are in units."""

    count: Count
    preferences: Ranking
    place: int = 0
    value: Fraction = field(init=False)
    received: int = 0  # The number of the batch that brought it.
    batches: int = 0  # How many have moved so far.
    left_with: dict[int, Fraction] = field(default_factory=dict)
    lost: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        self.value = Fraction(self.count.unit)

    @property
    def holder(self) -> int | None:
        """On whose pile the paper lies."""
        return self.preferences[self.place] if self.place < len(self.preferences) else None

    def stop(self, number: int) -> Stop:
        """Go through a stage and say where the paper lies then."""
        before = (self.place, self.value)
        stage = self.count.stages[number - 1]
        if stage.batches:
            self._go_by_batches(stage, number)
        elif self.holder in stage.candidates and stage.quota is None:
            self._go_at_once(stage, number)
        value = self.value / self.count.unit
        own = [] if self.holder is None else [Part(self.holder, value)]
        others = [Part(each, votes) for each, votes in self.left_with.items()]
        lost = [Part(None, self.lost)] if self.lost else []
        has_moved = number == 1 or before != (self.place, self.value)
        return Stop(number, self.holder, value, tuple(_added(others + own + lost)), has_moved)

    def _go_at_once(self, stage: Stage, number: int) -> None:
        """Move as the Order has it: all papers of one candidate. SSI 2011/399, rules 49 and 51."""
        (candidate,) = stage.candidates
        share = Fraction(1)
        value = self.value
        if stage.step is Step.SURPLUS:
            total = self.count.stages[number - 2].votes[candidate - 1]
            surplus = total - (self.count.quota or 0)
            share = Fraction(surplus, total)
            value = Fraction(surplus * self.value // total)
        self._move(value, going=self.value * share, open_to=self._open(number, stage.candidates))

    def _go_by_batches(self, stage: Stage, number: int) -> None:
        """Move as the booklet has it: batch by batch. ERS97, 5.3 and 5.4."""
        gone: list[int] = [*stage.candidates]
        for batch in stage.batches:
            self.batches += 1
            if self.holder in stage.candidates:
                open_to = self._open(number, gone)
                if stage.step is Step.SURPLUS:
                    self._go_with_surplus(stage, number, batch, open_to)
                elif self.value == batch.value:
                    self._move(self.value, going=self.value, open_to=open_to)
            gone += batch.elected

    def _go_with_surplus(
        self, stage: Stage, number: int, batch: Batch, open_to: Collection[int]
    ) -> None:
        """Move, or stay with its candidate and bear its share of a surplus that cannot move."""
        (candidate,) = stage.candidates
        total = self.count.stages[number - 2].votes[candidate - 1]
        surplus = total - stage.votes[candidate - 1]
        transferable = batch.papers * (batch.present or 0)
        if self.received == batch.received and self._next(open_to) is not None:
            going = Fraction(min(surplus, transferable), batch.papers)
            self._move(Fraction(batch.value), going=going, open_to=open_to)
        elif surplus > transferable:
            stays = Fraction(total - surplus, total - transferable)
            self.lost += self.value * (1 - stays) / self.count.unit
            self.value *= stays

    def _move(self, value: Fraction, *, going: Fraction, open_to: Collection[int]) -> None:
        """Leave behind what does not go; what goes is worth `value`, and the rest of it is lost."""
        self._leave(self.value - going)
        place = self._next(open_to)
        self.received = self.batches
        if place is None:
            self.place, self.value = len(self.preferences), Fraction(0)
            self.lost += going / self.count.unit
            return
        self.place, self.value = place, value
        self.lost += (going - value) / self.count.unit

    def _leave(self, votes: Fraction) -> None:
        holder = self.holder
        if holder is not None and votes:
            before = self.left_with.get(holder, Fraction(0))
            self.left_with[holder] = before + votes / self.count.unit

    def _next(self, open_to: Collection[int]) -> int | None:
        places = range(self.place + 1, len(self.preferences))
        return next((place for place in places if self.preferences[place] in open_to), None)

    def _open(self, number: int, gone: Collection[int]) -> list[int]:
        return [each for each in self.count.continuing_before(number) if each not in gone]


def _stops_by_keep(count: Count, preferences: Ranking) -> list[Stop]:
    """Return the stops where every candidate keeps a part of each vote: Meek's method."""
    stops: list[Stop] = []
    for number, stage in enumerate(count.stages, start=1):
        left, parts = count.unit, []
        holder: int | None = None
        for candidate in preferences:
            part = -(-left * stage.keep[candidate - 1] // count.unit)
            left -= part
            if part:
                parts.append(Part(candidate, Fraction(part, count.unit)))
            if not left:
                holder = candidate
                break
        value = parts[-1].votes if holder else Fraction(0)
        lost = [Part(None, Fraction(left, count.unit))] if left else []
        has_moved = not stops or stops[-1].parts != tuple(parts + lost)
        stops.append(Stop(number, holder, value, tuple(parts + lost), has_moved))
    return stops


def _added(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with those of one candidate put together."""
    together: dict[int | None, Fraction] = {}
    for part in parts:
        together[part.candidate] = together.get(part.candidate, Fraction(0)) + part.votes
    return [Part(candidate, votes) for candidate, votes in together.items()]


def _told(count: Count, stop: Stop, names: Sequence[str]) -> Sentence:
    rest = tuple(
        Sentence(
            WORDS["with"],
            {"votes": _figure(count, part.votes), "name": _name(part, names)},
        )
        for part in stop.parts
        if part.candidate not in (stop.candidate, None)
    )
    values: dict[str, Value] = {
        "stage": stop.stage,
        "name": names[stop.candidate - 1] if stop.candidate else "",
        "value": _figure(count, stop.value),
        "lost": _figure(
            count, sum((p.votes for p in stop.parts if p.candidate is None), Fraction(0))
        ),
        "rest": rest,
    }
    return Sentence(_template(stop, bool(rest)), values)


def _template(stop: Stop, has_rest: bool) -> str:
    if stop.candidate is None:
        return WORDS["lost_but_rest" if has_rest else "lost"]
    if stop.stage == 1:
        return WORDS["first"]
    if not stop.has_moved:
        return WORDS["stays"]
    if has_rest:
        return WORDS["moved_but_rest"]
    return WORDS["moved_whole" if stop.value == 1 else "moved"]


def _figure(count: Count, votes: Fraction) -> str:
    return figure(votes.numerator * count.unit // votes.denominator, count.unit)


def _name(part: Part, names: Sequence[str]) -> str:
    return names[part.candidate - 1] if part.candidate else ""

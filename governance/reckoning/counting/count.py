"""The outcome of a count: who is elected, every stage on the way, and every tie."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

UNIT = 100_000  # One vote. SSI 2011/399, rule 49: values to five decimal places, the rest ignored.

Move: TypeAlias = tuple[int, int, int]  # From whom, to whom (0: not transferable), how many votes.


class Step(StrEnum):
    """What a stage does. `ELECT` is no stage of its own: it names a tie for the last seat."""

    FIRST_PREFERENCES = "first preferences"
    SURPLUS = "surplus"
    EXCLUDE = "exclude"
    ELECT = "elect"


@dataclass(frozen=True)
class Elected:
    """A candidate who is elected, and the number of the stage that did it, from 1."""

    candidate: int
    stage: int


@dataclass(frozen=True)
class Batch:
    """Papers that moved together within a stage, all at one value, and the votes after them.

    `papers` is how many moved, `value` what each is worth from then on. Of a surplus, `present` is
    what each was worth before, and `received` the number of the batch, counted through the whole
    count from 1 and 0 for the first preferences, that brought these papers to their candidate.
    `elected` are those whom this batch elects; they receive no later one.
    """

    value: int
    papers: int
    votes: tuple[int, ...]
    nontransferable: int
    elected: tuple[int, ...] = ()
    received: int | None = None
    present: int | None = None


@dataclass(frozen=True)
class Stage:
    """One stage: what was done, and the votes of every candidate, by number, after it.

    `candidates` are those whose votes moved: none at the first stage, several where a method
    excludes them together or shares all surpluses out at once. Votes are in the count's unit.

    What not every method has is empty: `quota`, where it moves from stage to stage, is the one
    that was reached or not with these votes; `keep` is the part of each vote that a candidate
    keeps; `batches` are the parts of a stage; `moves` say whose votes went to whom where more than
    one candidate's did.
    """

    step: Step
    candidates: tuple[int, ...]
    votes: tuple[int, ...]
    nontransferable: int
    quota: int | None = None
    keep: tuple[int, ...] = ()
    batches: tuple[Batch, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def action(self) -> str:
        """The step and the numbers of those whose votes moved, as in "surplus 2"."""
        return " ".join([str(self.step), *map(str, self.candidates)])


@dataclass(frozen=True)
class Tie:
    """Candidates with equal votes of whom one had to be chosen.

    `stage` is the stage that does to `chosen` what `step` says. `drawn` are those whom no earlier
    stage told apart, so that the lot order chose among them; it is empty if an earlier stage did.
    """

    stage: int
    step: Step
    tied: tuple[int, ...]
    drawn: tuple[int, ...]
    chosen: int


@dataclass(frozen=True)
class Lot:
    """A choice made by the lot order: among whom, and who was chosen for what the stage does."""

    stage: int
    step: Step
    tied: tuple[int, ...]
    chosen: int


@dataclass(frozen=True)
class Count:
    """A whole count; what every method returns, by a subclass where it has no stages.

    `lot_order` is None where no lot was needed and none was given. Votes, and the quota with them,
    are whole numbers of which `unit` make one vote; `unit` is 1, 10, 100 and so on.

    `quota` is the first stage's. It is None, and there are no stages, where nobody stood against
    the seats.
    """

    method: str
    candidates: int
    seats: int
    withdrawn: frozenset[int]
    valid: int
    blank: int
    quota: int | None
    elected: tuple[Elected, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Tie, ...]
    lot_order: tuple[int, ...] | None
    unit: int = UNIT

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The ties that only the lot order could settle."""
        return tuple(
            Lot(tie.stage, tie.step, tie.drawn, tie.chosen) for tie in self.ties if tie.drawn
        )

    @property
    def quota_moves(self) -> bool:
        """Whether the quota is worked out again as the count goes on."""
        return any(stage.quota is not None for stage in self.stages)

    @property
    def vacant(self) -> int:
        """The seats that nobody takes."""
        return self.seats - len(self.elected)

    def quota_at(self, stage: int) -> int:
        """Return the quota at a stage, numbered from 1: its own, or the count's."""
        own = self.stages[stage - 1].quota
        return (self.quota or 0) if own is None else own

    def elected_at(self, stage: int) -> tuple[int, ...]:
        """Return those elected at a stage, numbered from 1."""
        return tuple(each.candidate for each in self.elected if each.stage == stage)

    def continuing_before(self, stage: int) -> tuple[int, ...]:
        """Return those who were neither elected nor excluded when a stage began."""
        gone = {each.candidate for each in self.elected if each.stage < stage} | self.withdrawn
        for earlier in self.stages[: stage - 1]:
            if earlier.step is Step.EXCLUDE:
                gone.update(earlier.candidates)
        return tuple(each for each in range(1, self.candidates + 1) if each not in gone)


def decimal(votes: int, unit: int = UNIT) -> str:
    """Write votes with all the decimals of their unit, as in "19.99964"."""
    places = len(str(unit)) - 1
    return f"{votes // unit}.{votes % unit:0{places}d}" if places else str(votes)

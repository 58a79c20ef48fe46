"""The outcome of a count: who is elected, every stage on the way, and every tie."""

from dataclasses import dataclass
from enum import StrEnum

UNIT = 100_000  # One vote. SSI 2011/399, rule 49: values to five decimal places, the rest ignored.


class Step(StrEnum):
    """What a stage does."""

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
class Stage:
    """One stage: what was done, and the votes of every candidate, by number, after it.

    `candidates` are those whose votes moved: none at the first stage, several where a method
    excludes them together. Votes are in the count's unit. `quota` stands where it moves from stage
    to stage, and is the one that was reached or not with these votes.
    """

    step: Step
    candidates: tuple[int, ...]
    votes: tuple[int, ...]
    nontransferable: int
    quota: int | None = None

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

    def elected_at(self, stage: int) -> tuple[int, ...]:
        """Return those elected at a stage, numbered from 1."""
        return tuple(each.candidate for each in self.elected if each.stage == stage)


def decimal(votes: int, unit: int = UNIT) -> str:
    """Write votes with all the decimals of their unit, as in "19.99964"."""
    places = len(str(unit)) - 1
    return f"{votes // unit}.{votes % unit:0{places}d}" if places else str(votes)

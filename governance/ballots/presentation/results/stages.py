"""The stages of a count: the table that councils print, and a picture and sentences of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from governance.ballots.presentation.results.wording import Say
from governance.reckoning.counting.count import Count, Stage, Step, decimal
from governance.reckoning.counting.explanation import explanation, figure

THOUSANDTHS = 1000


@dataclass(frozen=True)
class StageHead:
    """A stage at the head of the table: its number, and what was done."""

    number: int
    action: str


@dataclass(frozen=True)
class StageRow:
    """A row of the table: for each stage the transfer and the total; both empty once out."""

    name: str
    cells: tuple[tuple[str, str], ...]
    status: str = ""
    is_elected: bool = False


@dataclass(frozen=True)
class StageTable:
    """Candidates by stages; then what is not transferable, and the check sum of each stage.

    `quotas` has the quota of each stage where it moves, and is empty where it stays.
    """

    heads: tuple[StageHead, ...]
    rows: tuple[StageRow, ...]
    lost: StageRow
    sums: tuple[str, ...]
    quotas: tuple[str, ...]


@dataclass(frozen=True)
class StageBar:
    """One candidate at one stage, in thousandths of the widest bar of the count.

    `own` was held before and still is, `received` came at this stage, `gone` went at it.
    """

    name: str
    value: str
    own: int
    received: int
    gone: int
    is_elected: bool


@dataclass(frozen=True)
class StageShown:
    """One stage: what was done, in sentences, and its bars with the line of the quota."""

    number: int
    title: str
    sentences: tuple[str, ...]
    bars: tuple[StageBar, ...]
    quota_at: int
    description: str


def table_of(count: Count, names: Sequence[str], say: Say = gettext) -> StageTable:
    """Return the stage table of a count."""
    written = _Figures(count)
    heads = tuple(
        StageHead(number, action_of(stage, names))
        for number, stage in enumerate(count.stages, start=1)
    )
    lost = [stage.nontransferable for stage in count.stages]
    sums = [sum(stage.votes) + stage.nontransferable for stage in count.stages]
    moving = [stage.quota or 0 for stage in count.stages] if count.quota_moves else []
    return StageTable(
        heads=heads,
        rows=tuple(
            _row(count, candidate, name, written, say) for candidate, name in _numbered(names)
        ),
        lost=StageRow(gettext("Not transferable"), written.cells(lost, len(lost))),
        sums=written.row(sums),
        quotas=written.row(moving),
    )


def stages_of(count: Count, names: Sequence[str], say: Say = gettext) -> tuple[StageShown, ...]:
    """Return each stage with its sentences and its bars, all in one scale."""
    widest = max(
        [count.quota or 0, 1, *(votes for stage in count.stages for votes in stage.votes)]
        + [stage.quota or 0 for stage in count.stages]
    )
    told = explanation(count, names)
    return tuple(
        StageShown(
            number=number,
            title=action_of(stage, names),
            sentences=tuple(sentence.translated(say) for sentence in told[number - 1]),
            bars=tuple(_bars(count, number, names, widest)),
            quota_at=(stage.quota or count.quota or 0) * THOUSANDTHS // widest,
            description=_description(count, number, names),
        )
        for number, stage in enumerate(count.stages, start=1)
    )


def action_of(stage: Stage, names: Sequence[str]) -> str:
    """Return what a stage does, as it stands at the head of the table."""
    if stage.step == Step.FIRST_PREFERENCES:
        return gettext("First preferences")
    whose = ", ".join(names[each - 1] for each in stage.candidates)
    if stage.step == Step.SURPLUS:
        return gettext("Surplus of %(names)s", names=whose)
    return gettext("Exclusion of %(names)s", names=whose)


def status_of(count: Count, candidate: int, say: Say = gettext) -> str:
    """Return what became of a candidate, and at which stage."""
    elected = next((each for each in count.elected if each.candidate == candidate), None)
    if candidate in count.withdrawn:
        return gettext("Withdrawn")
    if elected is not None:
        return say("Elected at stage %(number)s") % {"number": elected.stage}
    excluded = excluded_at(count, candidate)
    if excluded:
        return gettext("Excluded at stage %(number)s", number=excluded)
    return say("Not elected")


def excluded_at(count: Count, candidate: int) -> int:
    """Return the number of the stage that excluded a candidate, or 0."""
    for number, stage in enumerate(count.stages, start=1):
        if stage.step == Step.EXCLUDE and candidate in stage.candidates:
            return number
    return 0


def is_in(count: Count, candidate: int, number: int) -> bool:
    """Say whether a candidate is still in the table at a stage; one excluded there still is."""
    excluded = excluded_at(count, candidate)
    return candidate not in count.withdrawn and (not excluded or number <= excluded)


class _Figures:
    """Writes votes: at a stage with any part of a vote with all decimals, else whole."""

    def __init__(self, count: Count) -> None:
        self.unit = count.unit
        self.are_whole = [
            not any(votes % count.unit for votes in (*stage.votes, stage.quota or 0))
            for stage in count.stages
        ]

    def row(self, held: Sequence[int]) -> tuple[str, ...]:
        """Return the figure of each stage."""
        return tuple(self._written(votes, at) for at, votes in enumerate(held))

    def cells(self, held: Sequence[int], until: int) -> tuple[tuple[str, str], ...]:
        """Return transfer and total of each stage, empty after the stage of that number."""
        before = [held[0] if held else 0, *held[:-1]]
        return tuple(
            (self._moved(now - before[at], at), self._written(now, at)) if at < until else ("", "")
            for at, now in enumerate(held)
        )

    def _written(self, votes: int, at: int) -> str:
        whole, _point, part = decimal(votes, self.unit).partition(".")
        return f"{int(whole):,}" if self.are_whole[at] or not part else f"{int(whole):,}.{part}"

    def _moved(self, votes: int, at: int) -> str:
        if not votes:
            return ""
        is_part = votes % self.unit
        written = self._in_full(abs(votes)) if is_part else self._written(abs(votes), at)
        return f"{'+' if votes > 0 else '−'}{written}"

    def _in_full(self, votes: int) -> str:
        whole, point, part = decimal(votes, self.unit).partition(".")
        return f"{int(whole):,}{point}{part}"


def _row(count: Count, candidate: int, name: str, written: _Figures, say: Say) -> StageRow:
    held = [stage.votes[candidate - 1] for stage in count.stages]
    until = sum(is_in(count, candidate, number) for number in range(1, len(held) + 1))
    return StageRow(
        name,
        written.cells(held, until),
        status_of(count, candidate, say),
        candidate in {each.candidate for each in count.elected},
    )


def _bars(count: Count, number: int, names: Sequence[str], widest: int) -> Iterator[StageBar]:
    stage = count.stages[number - 1]
    before = count.stages[number - 2].votes if number > 1 else stage.votes
    elected = {each.candidate for each in count.elected if each.stage <= number}
    for candidate, name in _numbered(names):
        if not is_in(count, candidate, number):
            continue
        earlier, now = before[candidate - 1], stage.votes[candidate - 1]
        yield StageBar(
            name=name,
            value=figure(now, count.unit),
            own=min(earlier, now) * THOUSANDTHS // widest,
            received=max(now - earlier, 0) * THOUSANDTHS // widest,
            gone=max(earlier - now, 0) * THOUSANDTHS // widest,
            is_elected=candidate in elected,
        )


def _description(count: Count, number: int, names: Sequence[str]) -> str:
    votes = count.stages[number - 1].votes
    return ", ".join(
        f"{name} {figure(votes[candidate - 1], count.unit)}"
        for candidate, name in _numbered(names)
        if is_in(count, candidate, number)
    )


def _numbered(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    return enumerate(names, start=1)

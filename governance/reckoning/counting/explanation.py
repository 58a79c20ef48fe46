"""What happened at each stage, in sentences for people."""

from collections.abc import Sequence

from governance.reckoning.counting.count import UNIT, Count, Stage, Step, Tie, decimal
from governance.reckoning.counting.tally import WithoutStages
from governance.reckoning.sentence import Sentence, Value


def explanation(count: Count, names: Sequence[str]) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences of each stage; `names` are the candidates' in order of number.

    A count without stages is told as one.
    """
    if isinstance(count, WithoutStages):
        return (count.told(names),)
    return tuple(
        tuple(_sentences(count, names, number)) for number in range(1, len(count.stages) + 1)
    )


def outcome(count: Count, names: Sequence[str]) -> Sentence:
    """Return the outcome in one sentence."""
    if isinstance(count, WithoutStages):
        return count.outcome(names)
    elected = ", ".join(names[each.candidate - 1] for each in count.elected)
    values: dict[str, Value] = {"elected": elected, "vacant": count.vacant}
    if not count.elected:
        return Sentence("Nobody stood, so nobody is elected.")
    if count.stages:
        return Sentence("Elected: %(elected)s.", values)
    if count.vacant:
        return Sentence(
            "Elected without a count: %(elected)s. Seats left empty: %(vacant)s.", values
        )
    return Sentence("Elected without a count: %(elected)s.", values)


def figure(votes: int, unit: int = UNIT) -> str:
    """Write votes as people do, as in "1,395" or "35.2"."""
    whole, _point, part = decimal(votes, unit).partition(".")
    return f"{int(whole):,}.{part}".rstrip("0").rstrip(".") if part else f"{int(whole):,}"


def closest_exclusion(count: Count) -> tuple[int, int] | None:
    """Return the stage, and the votes, by which an exclusion was closest; None without one."""
    margins = [
        (_margin(count, number), number)
        for number, stage in enumerate(count.stages, start=1)
        if stage.step == Step.EXCLUDE
    ]
    if not margins:
        return None
    votes, number = min(margins)
    return number, votes


def _sentences(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    stage = count.stages[number - 1]
    if stage.step == Step.FIRST_PREFERENCES:
        said = [_first_preferences(count)]
    else:
        before = count.stages[number - 2]
        said = [_what_was_done(stage, before, names), _transfers(stage, before, names)]
    said[1:1] = [_tie(tie, names) for tie in count.ties if tie.stage == number]
    return said + _elections(count, names, number)


def _first_preferences(count: Count) -> Sentence:
    values = {"valid": count.valid, "quota": (count.quota or 0) // count.unit, "seats": count.seats}
    return Sentence(
        "First preferences are sorted: valid papers %(valid)s, seats %(seats)s, quota %(quota)s.",
        values,
    )


def _what_was_done(stage: Stage, before: Stage, names: Sequence[str]) -> Sentence:
    (candidate,) = stage.candidates
    had, has = before.votes[candidate - 1], stage.votes[candidate - 1]
    values = {"name": names[candidate - 1], "votes": figure(had), "gone": figure(had - has)}
    if stage.step == Step.SURPLUS:
        return Sentence("%(name)s has %(gone)s votes more than the quota; they move on.", values)
    return Sentence(
        "Nobody has surplus votes; %(name)s has the fewest votes, %(votes)s, and is excluded.",
        values,
    )


def _transfers(stage: Stage, before: Stage, names: Sequence[str]) -> Sentence:
    moved = [
        Sentence("%(votes)s to %(name)s", {"votes": figure(after - earlier), "name": name})
        for name, after, earlier in zip(names, stage.votes, before.votes, strict=True)
        if after > earlier
    ]
    lost = stage.nontransferable - before.nontransferable
    if lost:
        moved.append(Sentence("%(votes)s not transferable", {"votes": figure(lost)}))
    if not moved:
        return Sentence("No votes move.")
    return Sentence("Moved: %(list)s.", {"list": tuple(moved)})


def _tie(tie: Tie, names: Sequence[str]) -> Sentence:
    values = {
        "tied": _listed(tie.tied, names),
        "drawn": _listed(tie.drawn, names),
        "chosen": names[tie.chosen - 1],
    }
    if not tie.drawn:
        return Sentence(
            "Equal: %(tied)s; the latest earlier stage that tells them apart chooses %(chosen)s.",
            values,
        )
    return Sentence("Equal at every stage: %(drawn)s; the lot falls on %(chosen)s.", values)


def _elections(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    quota = count.quota or 0
    votes = count.stages[number - 1].votes
    elected = count.elected_at(number)
    reached = [each for each in elected if votes[each - 1] >= quota]
    remaining = [each for each in elected if votes[each - 1] < quota]
    said = []
    if reached:
        said.append(
            Sentence("Elected, having the quota: %(names)s.", {"names": _listed(reached, names)})
        )
    if remaining:
        values = {"names": _listed(remaining, names)}
        said.append(Sentence("Elected, being all who are left for the seats: %(names)s.", values))
    return said


def _listed(candidates: Sequence[int], names: Sequence[str]) -> str:
    return ", ".join(names[each - 1] for each in candidates)


def _margin(count: Count, number: int) -> int:
    """Return the votes between the one excluded at a stage and the next above."""
    stage, before = count.stages[number - 1], count.stages[number - 2]
    (excluded,) = stage.candidates
    gone = {
        candidate
        for each in count.stages[1:number]
        if each.step == Step.EXCLUDE
        for candidate in each.candidates
    }
    gone |= {each.candidate for each in count.elected if each.stage < number} | count.withdrawn
    others = [
        votes for candidate, votes in enumerate(before.votes, start=1) if candidate not in gone
    ]
    return min(others) - before.votes[excluded - 1]

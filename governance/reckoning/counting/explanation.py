"""What happened at each stage, in sentences for people."""

from collections.abc import Sequence

from governance.reckoning.counting.count import UNIT, Batch, Count, Stage, Step, Tie, decimal
from governance.reckoning.counting.tally import WithoutStages, listed
from governance.reckoning.sentence import Sentence, Value, translatable


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
    elected = listed([each.candidate for each in count.elected], names)
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
        if stage.step is Step.EXCLUDE
    ]
    if not margins:
        return None
    votes, number = min(margins)
    return number, votes


def _margin(count: Count, number: int) -> int:
    """Return the votes between those excluded at a stage and the next above."""
    excluded, before = count.stages[number - 1].candidates, count.stages[number - 2].votes
    others = (each for each in count.continuing_before(number) if each not in excluded)
    return min(before[each - 1] for each in others) - max(before[each - 1] for each in excluded)


def _sentences(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    """Return what was done and why, how ties fell, whose votes moved, who is elected."""
    stage = count.stages[number - 1]
    ties = [_tie(count, tie, names) for tie in count.ties if tie.stage == number]
    if stage.step is Step.FIRST_PREFERENCES:
        return [_first_preferences(count), *ties, *_elections(count, names, number)]
    told = _surplus if stage.step is Step.SURPLUS else _exclusion
    return [
        *told(count, names, number),
        *ties,
        _transfers(count, names, number),
        *_quota(count, number),
        *_elections(count, names, number),
    ]


def _first_preferences(count: Count) -> Sentence:
    return Sentence(
        "First preferences are sorted: valid papers %(valid)s, seats %(seats)s, quota %(quota)s.",
        {
            "valid": count.valid,
            "quota": figure(count.quota or 0, count.unit),
            "seats": count.seats,
        },
    )


def _surplus(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    stage, before = count.stages[number - 1], count.stages[number - 2]
    if stage.keep:
        return _kept(count, names, number)
    (candidate,) = stage.candidates
    gone = before.votes[candidate - 1] - stage.votes[candidate - 1]
    values: dict[str, Value] = {
        "name": names[candidate - 1],
        "gone": figure(gone, count.unit),
    }
    said = [Sentence("%(name)s has %(gone)s votes more than the quota; they move on.", values)]
    return said + [_last_batch(count, batch) for batch in stage.batches]


def _last_batch(count: Count, batch: Batch) -> Sentence:
    if not batch.papers:
        return Sentence("No paper of the last received batch has a further preference.")
    return Sentence(
        "Of the last received batch, transferable papers %(papers)s, each now worth %(value)s.",
        {"papers": batch.papers, "value": figure(batch.value, count.unit)},
    )


def _kept(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    """Return what part of each vote those elected before a stage keep, if it is not the whole."""
    keep = count.stages[number - 1].keep
    elected = sorted(each.candidate for each in count.elected if each.stage < number)
    parts = tuple(
        Sentence(
            "%(name)s %(part)s",
            {"name": names[each - 1], "part": figure(keep[each - 1], count.unit)},
        )
        for each in elected
        if keep and keep[each - 1] < count.unit
    )
    if not parts:
        return []
    return [
        Sentence("Of each vote the elected keep this part: %(parts)s.", {"parts": parts}),
    ]


def _exclusion(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    stage, before = count.stages[number - 1], count.stages[number - 2]
    values: dict[str, Value] = {
        "name": listed(stage.candidates, names),
        "votes": figure(sum(before.votes[each - 1] for each in stage.candidates), count.unit),
        "surplus": figure(_surplus_left(count, number), count.unit),
        "holders": listed(_holders(count, number), names),
    }
    said = [Sentence(_reason(count, number), values)]
    if len(stage.batches) > 1:
        said.append(_batches(count, stage))
    return said + _kept(count, names, number)


def _reason(count: Count, number: int) -> str:
    """Return why those are excluded: alone or together, and whether surpluses had to wait."""
    stage, surplus = count.stages[number - 1], _surplus_left(count, number)
    is_alone = len(stage.candidates) == 1
    if not surplus:
        if is_alone:
            return translatable(
                "Nobody has surplus votes; %(name)s has the fewest votes, %(votes)s,"
                " and is excluded."
            )
        return translatable(
            "Nobody has surplus votes; %(name)s have the fewest votes, %(votes)s together,"
            " not more than the next above, and are excluded."
        )
    if stage.keep and surplus >= _margin(count, number):
        return translatable(
            "%(name)s has the fewest votes, %(votes)s, and is excluded; the surplus votes still"
            " with %(holders)s, %(surplus)s, are too few to move."
        )
    if is_alone:
        return translatable(
            "%(name)s has the fewest votes, %(votes)s, and is excluded; the surplus votes still"
            " with %(holders)s, %(surplus)s, could not change that."
        )
    return translatable(
        "%(name)s have the fewest votes, %(votes)s together, and are excluded; with the surplus"
        " votes still with %(holders)s, %(surplus)s, that is not more than the next above."
    )


def _holders(count: Count, number: int) -> list[int]:
    """Return the elected who still have more than the quota when a stage begins."""
    votes, quota = count.stages[number - 2].votes, count.quota_at(number - 1)
    elected = (each.candidate for each in count.elected if each.stage < number)
    return [each for each in elected if votes[each - 1] > quota]


def _surplus_left(count: Count, number: int) -> int:
    votes, quota = count.stages[number - 2].votes, count.quota_at(number - 1)
    return sum(votes[each - 1] - quota for each in _holders(count, number))


def _batches(count: Count, stage: Stage) -> Sentence:
    batches = tuple(
        Sentence(
            "%(papers)s worth %(value)s",
            {"papers": batch.papers, "value": figure(batch.value, count.unit)},
        )
        for batch in stage.batches
    )
    return Sentence("Their papers move in batches: %(batches)s each.", {"batches": batches})


def _transfers(count: Count, names: Sequence[str], number: int) -> Sentence:
    stage, before = count.stages[number - 1], count.stages[number - 2]
    moved = [
        Sentence(
            "%(votes)s to %(name)s", {"votes": figure(after - earlier, count.unit), "name": name}
        )
        for name, earlier, after in zip(names, before.votes, stage.votes, strict=True)
        if after > earlier
    ]
    lost = stage.nontransferable - before.nontransferable
    if lost:
        moved.append(Sentence("%(votes)s not transferable", {"votes": figure(lost, count.unit)}))
    if not moved:
        return Sentence("No votes move.")
    return Sentence("Moved: %(list)s.", {"list": tuple(moved)})


def _quota(count: Count, number: int) -> list[Sentence]:
    quota = count.quota_at(number)
    if quota == count.quota_at(number - 1):
        return []
    return [
        Sentence(
            "As votes have become non-transferable, the quota is now %(quota)s.",
            {"quota": figure(quota, count.unit)},
        )
    ]


def _tie(count: Count, tie: Tie, names: Sequence[str]) -> Sentence:
    values: dict[str, Value] = {
        "tied": listed(tie.tied, names),
        "drawn": listed(tie.drawn, names),
        "chosen": names[tie.chosen - 1],
    }
    if tie.drawn:
        return Sentence("Equal at every stage: %(drawn)s; the lot falls on %(chosen)s.", values)
    if count.quota_moves:  # ERS97, 5.2.3 and 5.2.5; New Zealand, clause 40.
        return Sentence(
            "Equal: %(tied)s; the first point of the count that tells them apart chooses"
            " %(chosen)s.",
            values,
        )
    return Sentence(
        "Equal: %(tied)s; the latest earlier stage that tells them apart chooses %(chosen)s.",
        values,
    )


def _elections(count: Count, names: Sequence[str], number: int) -> list[Sentence]:
    votes, quota, elected = (
        count.stages[number - 1].votes,
        count.quota_at(number),
        count.elected_at(number),
    )
    reached = [each for each in elected if votes[each - 1] >= quota]
    ahead = [each for each in _elected_by_share(count, number) if each not in reached]
    remaining = [each for each in elected if each not in reached and each not in ahead]
    said = (
        (translatable("Elected, having the quota: %(names)s."), reached),
        (
            translatable("Elected, having too much of the active vote to be overtaken: %(names)s."),
            ahead,
        ),
        (translatable("Elected, being all who are left for the seats: %(names)s."), remaining),
    )
    return [Sentence(text, {"names": listed(who, names)}) for text, who in said if who]


def _elected_by_share(count: Count, number: int) -> list[int]:
    """Return those whom the votes of a stage elect, be it on less than the quota: ERS97, 5.1.7."""
    stage = count.stages[number - 1]
    if stage.step is Step.FIRST_PREFERENCES and count.quota_moves:
        return list(count.elected_at(number))
    return [each for batch in stage.batches for each in batch.elected]

"""The result sheet: a count as JSON for programs, and as the table that a scrutineer signs."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from governance.reckoning.counting.count import Count, Stage, Step, decimal
from governance.reckoning.counting.explanation import (
    closest_exclusion,
    explanation,
    figure,
    outcome,
)
from governance.reckoning.counting.tally import WithoutStages
from governance.reckoning.sentence import Sentence

WIDTH = 100
NAME_WIDTH = 26


def as_json(count: Count) -> dict[str, Any]:
    """Return the count for `json.dumps`: candidates by number, votes as text with five decimals.

    A count without stages has its own figures in the place of quota and stages, and tells what was
    blank.
    """
    if isinstance(count, WithoutStages):
        return {
            "method": count.method,
            "valid": count.valid,
            "blank": count.blank,
            "elected": _elected(count),
            **count.figures(),
            "lots": _lots(count),
        }
    return {
        "method": count.method,
        "valid": count.valid,
        "quota": _quota(count),
        "elected": _elected(count),
        "stages": [
            {
                "action": stage.action,
                "votes": [decimal(votes, count.unit) for votes in stage.votes],
                "nontransferable": decimal(stage.nontransferable, count.unit),
                **_moving(count, stage),
            }
            for stage in count.stages
        ],
        "lots": _lots(count),
    }


def _quota(count: Count) -> int | str | None:
    """Return a quota that stays the same as a whole number, one that moves with its decimals."""
    if count.quota is None:
        return None
    return decimal(count.quota, count.unit) if count.quota_moves else count.quota // count.unit


def _moving(count: Count, stage: Stage) -> dict[str, Any]:
    """Return what only some methods have: a quota of the stage's own, and what everybody keeps."""
    more: dict[str, Any] = {}
    if stage.quota is not None:
        more["quota"] = decimal(stage.quota, count.unit)
    if stage.keep:
        more["keep"] = [decimal(part, count.unit) for part in stage.keep]
    return more


def as_text(count: Count, names: Sequence[str], *, title: str, method: str) -> str:
    """Return the stage table and, stage by stage, what happened, as plain text."""
    if isinstance(count, WithoutStages):
        return _as_list(count, names, title or "Result of the count", method)
    lines = [title or "Result of the count", *_head(count, names, method)]
    for first in range(0, len(count.stages), _stages_abreast(count)):
        lines += ["", *_table(count, names, first)]
    for number, sentences in enumerate(explanation(count, names), start=1):
        lines += ["", *_paragraph(f"Stage {number}:", sentences)]
    return "\n".join([*lines, "", *_foot(count, names)]) + "\n"


def _elected(count: Count) -> list[dict[str, int]]:
    return [{"candidate": each.candidate, "stage": each.stage} for each in count.elected]


def _lots(count: Count) -> list[dict[str, Any]]:
    return [
        {
            "stage": lot.stage,
            "action": str(lot.step),
            "tied": list(lot.tied),
            "chosen": lot.chosen,
            "order": list(count.lot_order or ()),
        }
        for lot in count.lots
    ]


def _as_list(count: WithoutStages, names: Sequence[str], title: str, method: str) -> str:
    """Return a count without stages: its table, its sentences, and how close it was."""
    seats = f" · seats {count.seats:,} · candidates {count.candidates:,}"
    lines = [title, method + (seats if count.fills_seats else "")]
    lines.append(f"valid papers {count.valid:,} · blank papers {count.blank:,}")
    lines += [*_withdrawn(count, names), "", *_rows(count, names), ""]
    for sentence in count.told(names):
        lines += _paragraph(str(sentence), ())
    margin = count.closest_margin(names)
    lines += [str(margin)] if margin else []
    lines += _order_of_lots(count)
    lines += ["An asterisk marks those elected."] if count.elected else []
    return "\n".join(lines) + "\n"


def _rows(count: WithoutStages, names: Sequence[str]) -> Iterator[str]:
    headings, *rows = count.rows(names)
    elected = {each.candidate for each in count.elected}
    widths = [max(map(len, column)) + 2 for column in zip(headings, *rows, strict=True)][1:]
    for number, (name, *cells) in enumerate([headings, *rows]):
        label = f"{number:>3} {name}"[: NAME_WIDTH - 1] if number else ""
        written = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"{label:{NAME_WIDTH}}{written}" + (" *" if number in elected else "")


def _order_of_lots(count: Count) -> Iterator[str]:
    if count.lots and count.lot_order:
        order = ",".join(map(str, count.lot_order))
        yield f"Lot order: {order} (of those tied, the earlier stands higher)."


def _head(count: Count, names: Sequence[str], method: str) -> Iterator[str]:
    yield f"{method} · seats {count.seats:,} · candidates {count.candidates:,}"
    label = "first quota" if count.quota_moves else "quota"
    quota = f" · {label} {figure(count.quota, count.unit)}" if count.quota else ""
    yield f"valid papers {count.valid:,} · blank papers {count.blank:,}{quota}"
    yield from _withdrawn(count, names)


def _withdrawn(count: Count, names: Sequence[str]) -> Iterator[str]:
    if count.withdrawn:
        yield "withdrawn: " + ", ".join(names[each - 1] for each in sorted(count.withdrawn))


def _stages_abreast(count: Count) -> int:
    return (WIDTH - NAME_WIDTH) // (_figure_width(count) * 2) or 1


def _figure_width(count: Count) -> int:
    return max(9, len(decimal(count.valid * count.unit, count.unit)) + 2)


def _table(count: Count, names: Sequence[str], first: int) -> Iterator[str]:
    """Yield the rows for as many stages as stand side by side, the first of them by index."""
    width = _figure_width(count)
    stages = list(range(first, min(first + _stages_abreast(count), len(count.stages))))
    headings = [
        (f"Stage {index + 1}", _heading(count.stages[index], width * 2)) for index in stages
    ]
    for row in zip(*headings, strict=True):
        yield f"{'':{NAME_WIDTH}}" + "".join(f"{cell:>{width * 2}}" for cell in row)
    for candidate, name in enumerate(names, start=1):
        label = f"{candidate:>3} {name}"[: NAME_WIDTH - 1]
        cells = [_cells(count, index, candidate, width) for index in stages]
        yield f"{label:{NAME_WIDTH}}" + "".join(cells) + _standing(count, candidate, stages[-1])
    yield f"{'    Not transferable':{NAME_WIDTH}}" + "".join(
        _cells(count, index, None, width) for index in stages
    )
    if count.quota_moves:
        quotas = (decimal(count.quota_at(index + 1), count.unit) for index in stages)
        yield f"{'    Quota':{NAME_WIDTH}}" + "".join(f"{each:>{width * 2}}" for each in quotas)
    totals = (
        sum(count.stages[index].votes) + count.stages[index].nontransferable for index in stages
    )
    yield f"{'    Total':{NAME_WIDTH}}" + "".join(
        f"{decimal(each, count.unit):>{width * 2}}" for each in totals
    )


def _heading(stage: Stage, width: int) -> str:
    if stage.step is Step.FIRST_PREFERENCES:
        return "First preferences"
    one, several = (
        ("Surplus", "surpluses") if stage.step is Step.SURPLUS else ("Exclusion", "excluded")
    )
    heading = f"{one} of {', '.join(map(str, stage.candidates))}"
    return heading if len(heading) < width else f"{len(stage.candidates)} {several}"


def _cells(count: Count, index: int, candidate: int | None, width: int) -> str:
    """Return the transfer and the total of one row at one stage; no candidate: what is lost."""
    if candidate in _gone_before(count, index):
        return " " * width * 2
    now = _held(count.stages[index], candidate)
    moved = now - _held(count.stages[index - 1], candidate) if index else 0
    sign = "+" if moved > 0 else "-"
    transfer = f"{sign}{decimal(abs(moved), count.unit)}" if moved else ""
    return f"{transfer:>{width}}{decimal(now, count.unit):>{width}}"


def _gone_before(count: Count, index: int) -> frozenset[int | None]:
    """Return those withdrawn, and those excluded at a stage before this one."""
    earlier = count.stages[:index]
    excluded = (each.candidates for each in earlier if each.step == Step.EXCLUDE)
    return count.withdrawn.union(*excluded)


def _held(stage: Stage, candidate: int | None) -> int:
    return stage.votes[candidate - 1] if candidate else stage.nontransferable


def _standing(count: Count, candidate: int, index: int) -> str:
    """Return an asterisk for those elected by the last stage in the table."""
    elected = {each.candidate for each in count.elected if each.stage <= index + 1}
    return " *" if candidate in elected else ""


def _paragraph(label: str, sentences: Sequence[Sentence]) -> list[str]:
    text = " ".join([label, *map(str, sentences)])
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _foot(count: Count, names: Sequence[str]) -> Iterator[str]:
    yield from _paragraph(str(outcome(count, names)), ())
    closest = closest_exclusion(count)
    if closest:
        stage, votes = closest
        margin = figure(votes, count.unit)
        yield f"The closest exclusion was at stage {stage}, by a margin of {margin}."
    yield from _order_of_lots(count)
    if count.stages:
        yield "An asterisk marks those elected."

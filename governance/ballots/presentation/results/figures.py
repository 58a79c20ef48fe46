"""Counts without stages: votes per option, preferences two by two, scores; bars and tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext

from governance.ballots.presentation.results.wording import Say
from governance.reckoning.counting.comparison import Comparison
from governance.reckoning.counting.scores import Scores, two_decimals
from governance.reckoning.counting.tally import Tally, WithoutStages

WHOLE = 1000  # bars are in thousandths
SCORE_TONES = ("clay", "gold", "sage", "sky", "green")


@dataclass(frozen=True)
class TableShown:
    """A table: its columns as data_table takes them, and its rows."""

    caption: str
    columns: list[dict[str, Any]]
    rows: list[list[str]]


@dataclass(frozen=True)
class SharesShown:
    """One option of a survey: how its scores divide, as parts of one bar."""

    title: str
    description: str
    parts: list[dict[str, Any]]


@dataclass(frozen=True)
class FiguresShown:
    """What is drawn of a count without stages; what a count has not is empty."""

    tables: list[TableShown]
    bars: list[dict[str, Any]] = field(default_factory=list)
    description: str = ""
    threshold: dict[str, int] | None = None
    threshold_note: str = ""
    shares: list[SharesShown] = field(default_factory=list)


def figures_of(count: WithoutStages, names: Sequence[str], say: Say = gettext) -> FiguresShown:
    """Return the picture and the tables of a count without stages."""
    for kind, drawn in _DRAWN.items():
        if isinstance(count, kind):
            return drawn(count, names, say)
    heads, *rows = count.rows(names)
    columns = [
        {"title": head, "numeric": at > 0, "heading": not at} for at, head in enumerate(heads)
    ]
    return FiguresShown([TableShown(gettext("The count"), columns, [list(row) for row in rows])])


def _votes(count: Tally, names: Sequence[str], say: Say) -> FiguresShown:
    """Draw votes per option: the most first, with the line of the fewest that elect if asked."""
    elected = {each.candidate for each in count.elected}
    standing = [each for each in range(1, count.candidates + 1) if each not in count.withdrawn]
    order = sorted(standing, key=lambda each: (-count.votes[each - 1], each))
    widest = max([count.needed, 1, *count.votes])
    table = TableShown(
        gettext("The count"),
        [
            {"title": gettext("Option"), "heading": True},
            {"title": gettext("Votes"), "numeric": True},
            {"title": gettext("Outcome")},
        ],
        [_tally_row(count, each, names, say) for each in [*order, *sorted(count.withdrawn)]],
    )
    return FiguresShown(
        [table],
        bars=[
            {
                "label": names[each - 1],
                "value": f"{count.votes[each - 1]:,}",
                "width": count.votes[each - 1] * WHOLE // widest,
                "tone": "green" if each in elected else "stone",
            }
            for each in order
        ],
        description=", ".join(f"{names[each - 1]} {count.votes[each - 1]:,}" for each in order),
        threshold={"at": count.needed * WHOLE // widest, "rows": len(order)}
        if count.needed
        else None,
        threshold_note=say("The gold line is the fewest votes that elect: %(needed)s.")
        % {"needed": f"{count.needed:,}"}
        if count.needed
        else "",
    )


def _tally_row(count: Tally, option: int, names: Sequence[str], say: Say) -> list[str]:
    if option in count.withdrawn:
        return [names[option - 1], "–", gettext("Withdrawn")]
    is_elected = option in {each.candidate for each in count.elected}
    outcome = say("Elected") if is_elected else say("Not elected")
    return [names[option - 1], f"{count.votes[option - 1]:,}", outcome]


def _comparison(count: Comparison, names: Sequence[str], _say: Say) -> FiguresShown:
    """Show preferences two by two, the strongest paths, and the order that they give."""
    order = TableShown(
        gettext("The order"),
        [
            {"title": gettext("Place"), "numeric": True},
            {"title": gettext("Option"), "heading": True},
        ],
        [
            [str(place), " = ".join(names[each - 1] for each in group)]
            for place, group in enumerate(count.order, start=1)
        ],
    )
    return FiguresShown(
        [
            order,
            _matrix(gettext("How many papers prefer one to another"), count.pairs, names),
            _matrix(gettext("The strongest paths of preference"), count.paths, names),
        ]
    )


def _matrix(caption: str, pairs: Sequence[Sequence[int]], names: Sequence[str]) -> TableShown:
    columns: list[dict[str, Any]] = [{"title": gettext("Option"), "heading": True}]
    columns += [{"title": gettext("over %(name)s", name=name), "numeric": True} for name in names]
    rows = [
        [f"{name}", *("–" if at == other else f"{each:,}" for other, each in enumerate(pairs[at]))]
        for at, name in enumerate(names)
    ]
    return TableShown(caption, columns, rows)


def _scores(count: Scores, names: Sequence[str], _say: Say) -> FiguresShown:
    """Draw for each option how its scores divide; nothing is put in order by it."""
    scores = range(1, len(count.given[0]) if count.given else 1)
    columns: list[dict[str, Any]] = [{"title": gettext("Option"), "heading": True}]
    columns += [{"title": title, "numeric": True} for title in _score_heads(scores)]
    rows = [
        [
            name,
            *(f"{number:,}" for number in given[1:]),
            f"{given[0]:,}",
            two_decimals(mean) or "–",
            two_decimals(median) or "–",
        ]
        for name, given, mean, median in zip(
            names, count.given, count.means, count.medians, strict=True
        )
    ]
    return FiguresShown(
        [TableShown(gettext("How often each score was given"), columns, rows)],
        shares=[
            _shares(name, given)
            for option, (name, given) in enumerate(zip(names, count.given, strict=True), start=1)
            if option not in count.withdrawn and any(given[1:])
        ],
    )


def _score_heads(scores: Sequence[int]) -> list[str]:
    return [
        *(str(score) for score in scores),
        gettext("No opinion"),
        gettext("Mean"),
        gettext("Median"),
    ]


def _shares(name: str, given: Sequence[int]) -> SharesShown:
    whole = sum(given[1:])
    parts = [
        {
            "label": gettext("gave %(score)s", score=score),
            "value": f"{number:,}",
            "width": number * WHOLE // whole,
            "tone": _tone(score, len(given) - 1),
        }
        for score, number in enumerate(given[1:], start=1)
    ]
    described = ", ".join(f"{part['value']} {part['label']}" for part in parts)
    return SharesShown(name, described, parts)


def _tone(score: int, highest: int) -> str:
    place = (score - 1) * (len(SCORE_TONES) - 1) // max(highest - 1, 1)
    return SCORE_TONES[place]


_DRAWN: dict[type[WithoutStages], Callable[[Any, Sequence[str], Say], FiguresShown]] = {
    Tally: _votes,
    Comparison: _comparison,
    Scores: _scores,
}

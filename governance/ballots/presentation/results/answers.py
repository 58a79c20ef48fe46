"""The answers to a motion: the verdict, its test in words, the picture and the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from governance.reckoning.percentages import percentage
from governance.reckoning.sentence import Sentence


@dataclass(frozen=True)
class AnswersShown:
    """For, against and abstained; `text` is the test in words with its figures."""

    outcome: str
    word: str
    text: str
    bars: list[dict[str, Any]]
    threshold: dict[str, int] | None
    threshold_note: str
    description: str
    rows: list[list[str]]
    source: str


def answers_of(result: Mapping[str, Any]) -> AnswersShown:
    """Return what is shown of a result on a motion, as a declaration keeps it."""
    figures = result["figures"]
    return AnswersShown(
        outcome=result["outcome"],
        word=word_of(result["outcome"]),
        text=" ".join([said(result["arithmetic"]), *map(said, result["remarks"])]),
        bars=_bars(figures),
        threshold=_threshold(result),
        threshold_note=_threshold_note(result),
        description=gettext(
            "For %(votes_for)s, against %(against)s, abstained %(abstained)s.",
            votes_for=figures["for"],
            against=figures["against"],
            abstained=figures["abstained"],
        ),
        rows=_rows(figures),
        source=result["rule"]["source"],
    )


def word_of(outcome: str) -> str:
    """Return the verdict in one word."""
    words = {
        "carried": gettext("Carried"),
        "lost": gettext("Lost"),
        "inquorate": gettext("Inquorate"),
        "declared": gettext("Declared"),
    }
    return words[outcome]


def said(kept: Mapping[str, Any]) -> str:
    """Return a sentence that a declaration keeps."""
    return Sentence.from_json(kept).translated(gettext)


def turnout_rows(groups: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Return the turnout of each service, those that are told together in one row."""
    return [
        [
            ", ".join(name or gettext("no service given") for name in group["services"]),
            f"{group['entitled']:,}",
            f"{group['voted']:,}",
            f"{group['voted'] * 100 // group['entitled']}%",
        ]
        for group in groups
    ]


def _bars(figures: Mapping[str, int]) -> list[dict[str, Any]]:
    named = (
        ("for", "for", gettext("For")),
        ("against", "against", gettext("Against")),
        ("abstained", "abstained", gettext("Abstained")),
    )
    whole = _whole_width(figures)
    return [
        {
            "label": label,
            "value": f"{figures[name]:,}",
            "width": figures[name] * 1000 // whole,
            "tone": tone,
        }
        for name, tone, label in named
    ]


def _whole_width(figures: Mapping[str, int]) -> int:
    return max(1, figures["for"] + figures["against"], figures["abstained"])


def _threshold(result: Mapping[str, Any]) -> dict[str, int] | None:
    """Return where the gold line stands, if it is within the picture."""
    needed, whole = result["needed"], _whole_width(result["figures"])
    if needed is None or needed > whole:
        return None
    return {"at": needed * 1000 // whole, "rows": 1}


def _threshold_note(result: Mapping[str, Any]) -> str:
    if result["needed"] is None:
        return ""
    values = {"needed": f"{result['needed']:,}", "whole": f"{result['whole']:,}"}
    if _threshold(result) is None:
        return gettext("%(needed)s votes for were needed, more than the picture shows.", **values)
    return gettext("The gold line is what was needed: %(needed)s of %(whole)s.", **values)


def _rows(figures: Mapping[str, int]) -> list[list[str]]:
    cast = figures["for"] + figures["against"]

    def share(number: int) -> str:
        return f"{percentage(number, cast)}%" if cast else "–"

    return [
        [gettext("For"), f"{figures['for']:,}", share(figures["for"])],
        [gettext("Against"), f"{figures['against']:,}", share(figures["against"])],
        [gettext("Abstained"), f"{figures['abstained']:,}", gettext("not a vote")],
    ]

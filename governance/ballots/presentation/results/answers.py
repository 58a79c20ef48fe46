"""The answers to a motion: the verdict, its test in words, the picture and the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from governance.ballots.presentation.results.figures import TableShown
from governance.reckoning.percentages import percentage
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.sentence import Sentence


@dataclass(frozen=True)
class AnswersShown:
    """For, against and abstained; `text` tells what the figures decide, `test` by which rule.

    `classes` is what each class decided, where all must carry it.
    """

    outcome: str
    word: str
    text: str
    bars: list[dict[str, Any]]
    threshold: dict[str, int] | None
    threshold_note: str
    description: str
    table: TableShown
    source: str
    test: str
    classes: TableShown | None


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
        table=_table(figures),
        source=result["rule"]["source"],
        test=_test(result["rule"]),
        classes=_classes(result["classes"]) if "classes" in result else None,
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


def _table(figures: Mapping[str, int]) -> TableShown:
    """Return the count; where votes have weights with the members who gave them."""
    cast = figures["for"] + figures["against"]

    def share(name: str) -> str:
        if name == "abstained":
            return gettext("not a vote")
        return f"{percentage(figures[name], cast)}%" if cast else "–"

    names = {
        "for": gettext("For"),
        "against": gettext("Against"),
        "abstained": gettext("Abstained"),
    }
    if "votes" not in figures:
        rows = [[words, f"{figures[name]:,}", share(name)] for name, words in names.items()]
        return _table_of((gettext("Choice"), gettext("Papers"), gettext("Of votes")), rows)
    rows = [
        [words, f"{figures[name]:,}", f"{figures[f'members_{name}']:,}", share(name)]
        for name, words in names.items()
    ]
    heads = (gettext("Choice"), gettext("Votes"), gettext("Members"), gettext("Of votes"))
    return _table_of(heads, rows)


def _classes(classes: Sequence[Mapping[str, Any]]) -> TableShown:
    """Return what each class decided: each by itself, and all must carry it."""
    rows = [
        [
            each["title"],
            word_of(each["outcome"]),
            *(f"{each['figures'][name]:,}" for name in ("for", "against", "entitled")),
        ]
        for each in classes
    ]
    heads = (
        *(gettext("Class"), gettext("Decided"), gettext("For"), gettext("Against")),
        gettext("Members"),
    )
    return _table_of(heads, rows, gettext("What each class decided"), words=2)


def _table_of(
    heads: Sequence[str], rows: list[list[str]], caption: str = "", *, words: int = 1
) -> TableShown:
    """Return a table whose first columns are words, the first of all the heads of the rows."""
    columns = [
        {"title": title, "heading": at == 0, "numeric": at >= words}
        for at, title in enumerate(heads)
    ]
    return TableShown(caption or gettext("The count"), columns, rows)


def _test(rule: Mapping[str, str]) -> str:
    """Return what was needed, and by which rule; older declarations did not keep the words."""
    needs = rule.get("needs") or kind_named(rule["kind"]).needs
    return gettext("%(needs)s By: %(source)s.", needs=gettext(needs), source=rule["source"])

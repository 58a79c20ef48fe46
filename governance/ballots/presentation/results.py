"""A declared result as its pages show it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.ballots import queries
from governance.ballots.models import Ballot, Declaration, Question
from governance.ballots.presentation.naming import choice_name
from governance.ballots.presentation.subject import AmendmentShown, amendment_shown
from governance.effects.presentation import Line, if_carried
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.motions.models import Motion
from governance.reckoning.percentages import percentage
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.sentence import Sentence
from governance.resolutions.presentation import of_motion as resolution_of_motion

PER_PAGE = 100


@dataclass(frozen=True)
class ResultPage:
    """A declared result."""

    ballot: Ballot
    asked: Question
    declaration: Declaration
    motion: Motion
    kind: str
    word: str
    arithmetic: str
    remarks: tuple[str, ...]
    bars: list[dict[str, Any]]
    threshold: dict[str, int] | None
    threshold_note: str
    description: str
    rows: list[list[str]]
    turnout_rows: list[list[str]]
    figures: dict[str, int]
    afterwards: str
    is_secret: bool
    rules_version: int
    lines: list[Line]
    resolution: dict[str, str] | None
    amendment: AmendmentShown | None


def declared(ballot_id: int) -> tuple[Ballot, Declaration]:
    """Return the ballot and its declaration.

    Raises:
        NotFound: nothing is declared yet, so there is no figure to show to anybody.
    """
    ballot, declaration = queries.ballot(ballot_id), queries.declaration(ballot_id)
    if declaration is None:
        raise NotFound(
            "This ballot has no result yet: until it is declared nobody can see how the votes "
            "are falling.",
            next_step="The ballot's page says when it closes.",
        )
    return ballot, declaration


def of_result(ballot_id: int, today: date) -> ResultPage:
    """Return the page of a declared result, and what became of it until today."""
    ballot, declaration = declared(ballot_id)
    (asked,) = ballot.questions
    body, kind = declaration.body, kind_named(asked.resolution_kind)
    figures = body["figures"]
    motion = db.session.get_one(Motion, asked.motion_id)
    amendment = amendment_shown(asked, motion, today)
    return ResultPage(
        ballot=ballot,
        asked=asked,
        declaration=declaration,
        motion=motion,
        kind=gettext(kind.title),
        word=word_of(declaration.outcome),
        arithmetic=_said(body["arithmetic"]),
        remarks=tuple(_said(remark) for remark in body["remarks"]),
        bars=_bars(figures),
        threshold=_threshold(body),
        threshold_note=_threshold_note(body),
        description=gettext(
            "For %(votes_for)s, against %(against)s, abstained %(abstained)s.",
            votes_for=figures["for"],
            against=figures["against"],
            abstained=figures["abstained"],
        ),
        rows=_rows(figures),
        turnout_rows=_turnout_rows(body["turnout"]),
        figures=figures,
        afterwards=gettext(kind.afterwards)
        if kind.afterwards and declaration.outcome == "carried"
        else "",
        is_secret=ballot.secrecy != "open",
        rules_version=body.get("rules", {}).get("version", 0),
        lines=[]
        if amendment
        else if_carried(motion.effect, motion.payload, today=today, kept=motion.consequences),
        resolution=None if amendment else resolution_of_motion(motion, today),
        amendment=amendment,
    )


def of_votes(ballot_id: int, *, page: int) -> dict[str, Any]:
    """Return a page of the recorded votes of an open ballot."""
    ballot, declaration = declared(ballot_id)
    if ballot.secrecy != "open":
        raise NotFound("This was a secret ballot: who voted how is recorded nowhere.")
    pages = max(1, -(-declaration.body["figures"]["voted"] // PER_PAGE))
    shown = min(max(page, 1), pages)
    part = queries.recorded_votes(declaration).limit(PER_PAGE).offset((shown - 1) * PER_PAGE)
    rows = [
        [row.name, str(row.member_number or ""), choice_name(row.choice)]
        for row in db.session.execute(part)
    ]
    return {
        "ballot": ballot,
        "declaration": declaration,
        "rows": rows,
        "page": shown,
        "pages": pages,
        "total": declaration.body["figures"]["voted"],
    }


def word_of(outcome: str) -> str:
    """Return the verdict in one word."""
    words = {
        "carried": gettext("Carried"),
        "lost": gettext("Lost"),
        "inquorate": gettext("Inquorate"),
    }
    return words[outcome]


def _said(kept: dict[str, Any]) -> str:
    return Sentence.from_json(kept).translated(gettext)


def _bars(figures: dict[str, int]) -> list[dict[str, Any]]:
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


def _whole_width(figures: dict[str, int]) -> int:
    return max(1, figures["for"] + figures["against"], figures["abstained"])


def _threshold(body: dict[str, Any]) -> dict[str, int] | None:
    """Return where the gold line stands, if it is within the picture."""
    needed, whole = body["needed"], _whole_width(body["figures"])
    if needed is None or needed > whole:
        return None
    return {"at": needed * 1000 // whole, "rows": 1}


def _threshold_note(body: dict[str, Any]) -> str:
    if body["needed"] is None:
        return ""
    values = {"needed": f"{body['needed']:,}", "whole": f"{body['whole']:,}"}
    if _threshold(body) is None:
        return gettext("%(needed)s votes for were needed, more than the picture shows.", **values)
    return gettext("The gold line is what was needed: %(needed)s of %(whole)s.", **values)


def _rows(figures: dict[str, int]) -> list[list[str]]:
    cast = figures["for"] + figures["against"]

    def share(number: int) -> str:
        return f"{percentage(number, cast)}%" if cast else "–"

    return [
        [gettext("For"), f"{figures['for']:,}", share(figures["for"])],
        [gettext("Against"), f"{figures['against']:,}", share(figures["against"])],
        [gettext("Abstained"), f"{figures['abstained']:,}", gettext("not a vote")],
    ]


def _turnout_rows(groups: list[dict[str, Any]]) -> list[list[str]]:
    return [
        [
            ", ".join(name or gettext("no service given") for name in group["services"]),
            f"{group['entitled']:,}",
            f"{group['voted']:,}",
            f"{group['voted'] * 100 // group['entitled']}%",
        ]
        for group in groups
    ]

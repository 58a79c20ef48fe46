"""The result of a ballot on one motion, and what became of it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from governance.ballots.models import Ballot, Declaration, Question
from governance.ballots.presentation.results.answers import AnswersShown, answers_of, turnout_rows
from governance.ballots.presentation.results.declared import declared
from governance.ballots.presentation.subject import AmendmentShown, amendment_shown
from governance.effects.presentation import Line, if_carried
from governance.infrastructure.database import db
from governance.motions.models import Motion
from governance.reckoning.resolutions.registry import kind_named
from governance.resolutions.presentation import of_motion as resolution_of_motion


@dataclass(frozen=True)
class ResultPage:
    """A declared result."""

    ballot: Ballot
    asked: Question
    declaration: Declaration
    motion: Motion
    kind: str
    answers: AnswersShown
    turnout_rows: list[list[str]]
    figures: dict[str, int]
    afterwards: str
    is_secret: bool
    rules_version: int
    lines: list[Line]
    resolution: dict[str, str] | None
    amendment: AmendmentShown | None


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
        answers=answers_of(body),
        turnout_rows=turnout_rows(body["turnout"]),
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

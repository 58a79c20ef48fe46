"""The result of a paper that asks anything but one motion: a summary, a section a question."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

from governance.ballots.models import Ballot, Declaration
from governance.ballots.presentation.naming import kind_of
from governance.ballots.presentation.results.answers import turnout_rows
from governance.ballots.presentation.results.declared import declared
from governance.ballots.presentation.results.kept import kept_parts
from governance.ballots.presentation.results.question import QuestionShown, question_shown
from governance.ballots.telling import Told, told


@dataclass(frozen=True)
class PaperResult:
    """A declared result of a paper, without its sections; those are drawn once and kept."""

    ballot: Ballot
    declaration: Declaration
    told: Told
    kind: str
    figures: dict[str, int]
    turnout: str
    turnout_rows: list[list[str]]
    is_secret: bool
    rules_version: int

    @property
    def questions(self) -> list[QuestionShown]:
        """Every question as it is shown; worked out anew at each call."""
        return [question_shown(result) for result in self.told.questions]


def of_paper(ballot_id: int) -> PaperResult:
    """Return the result of a paper."""
    ballot, declaration = declared(ballot_id)
    body: dict[str, Any] = declaration.body
    figures = body["figures"]
    return PaperResult(
        ballot=ballot,
        declaration=declaration,
        told=told(ballot, declaration),
        kind=kind_of(ballot),
        figures=figures,
        turnout=f"{figures['voted'] * 100 // max(figures['entitled'], 1)}%",
        turnout_rows=turnout_rows(body["turnout"]),
        is_secret=ballot.secrecy != "open",
        rules_version=body["rules"]["version"],
    )


def sections_of(page: PaperResult) -> Markup:
    """Return the summary and the sections of all questions, drawn or as they were kept."""
    key = (page.declaration.digest, str(page.told.fewest), str(get_locale()))
    return kept_parts().part(
        key,
        lambda: render_template(
            "ballots/result_sections.html", page=page, questions=page.questions
        ),
    )

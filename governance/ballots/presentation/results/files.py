"""Which files of a result a person may take away."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext

from governance.ballots import papers
from governance.ballots.models import Ballot, Declaration
from governance.ballots.permissions import Ballots
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor


def files_of(ballot: Ballot, declaration: Declaration, actor: Actor) -> list[dict[str, str]]:
    """Return the downloads of a result as this person sees them: label, href, kind."""
    return [
        {
            "label": gettext("Result sheet to print"),
            "href": url_for("ballots.result_sheet", ballot_id=ballot.id),
            "kind": "PDF",
        },
        {
            "label": gettext("Result"),
            "href": url_for("ballots.result_file", ballot_id=ballot.id, form="csv"),
            "kind": "CSV",
        },
        {
            "label": gettext("Result with its definition"),
            "href": url_for("ballots.result_file", ballot_id=ballot.id, form="json"),
            "kind": "JSON",
        },
        *_papers(ballot, declaration, actor),
    ]


def _papers(ballot: Ballot, declaration: Declaration, actor: Actor) -> Iterator[dict[str, str]]:
    reads_rankings = permissions.may(actor, Ballots.READ_RANKINGS)
    for question in ballot.questions:
        if not papers.are_told(question, ballot, declaration):
            continue
        if papers.is_for_everybody(question, ballot) or reads_rankings:
            yield {
                "label": gettext("Papers of “%(question)s”", question=question.text),
                "href": url_for("ballots.papers_file", ballot_id=ballot.id, number=question.number),
                "kind": "BLT",
            }

"""The declared result, who voted how in an open ballot, and both as files."""

from flask import (
    Response,
    render_template,
    request,
)
from werkzeug.wrappers import Response as Answer

from governance.ballots import documents, exports, papers, presentation
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.ballots.views.letterhead import as_file, letterhead
from governance.infrastructure import clock
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to, require

Page = str | Answer | tuple[str, int]


@blueprint.get("/ballots/<int:ballot_id>/result")
@open_to(Ballots.SEE)
def result(ballot_id: int) -> str:
    """The declared result: verdict, arithmetic, picture, table, proof."""
    found, declaration = presentation.declared(ballot_id)
    about = {
        "files": presentation.files_of(found, declaration, current_actor()),
        "certified": presentation.certified_in_words(ballot_id),
        "channels": presentation.channels_in_words(found, declaration),
    }
    if found.is_on_a_motion:
        page = presentation.of_result(ballot_id, clock.day_of(clock.now()))
        return render_template("ballots/result.html", page=page, **about)
    paper = presentation.of_paper(ballot_id)
    sections = presentation.sections_of(paper)
    return render_template("ballots/result_paper.html", page=paper, sections=sections, **about)


@blueprint.get("/ballots/<int:ballot_id>/result.<any(csv, json):form>")
@open_to(Ballots.SEE)
def result_file(ballot_id: int, form: str) -> Response:
    """The declared result as a file."""
    found, declared = presentation.declared(ballot_id)
    return exports.result(found, declared, form)


@blueprint.get("/ballots/<int:ballot_id>/questions/<int:number>/papers.blt")
@open_to(Ballots.SEE)
def papers_file(ballot_id: int, number: int) -> Response:
    """The papers of one question, added up; rankings of a secret ballot for those who check."""
    found, declared = presentation.declared(ballot_id)
    question = papers.question_of(found, declared, number)
    if not papers.is_for_everybody(question, found):
        require(Ballots.READ_RANKINGS)
    return exports.ballot_papers(question, declared)


@blueprint.get("/ballots/<int:ballot_id>/votes")
@open_to(Ballots.SEE)
def votes(ballot_id: int) -> str:
    """Who voted how, in an open ballot that has been declared."""
    page = presentation.of_votes(ballot_id, page=request.args.get("page", 1, type=int))
    return render_template("ballots/votes.html", page=page)


@blueprint.get("/ballots/<int:ballot_id>/votes.csv")
@open_to(Ballots.SEE)
def votes_file(ballot_id: int) -> Response:
    """The recorded votes of an open ballot as a file."""
    return exports.votes(*presentation.declared(ballot_id))


@blueprint.get("/ballots/<int:ballot_id>/result.pdf")
@open_to(Ballots.SEE)
def result_sheet(ballot_id: int) -> Response:
    """The declared result on paper, with places for the scrutineers to sign."""
    found, declared = presentation.declared(ballot_id)
    scrutineers = rules_on(clock.day_of(found.opens_at)).of(BallotRules).scrutineers
    printing = documents.Printing(letterhead(), clock.now(), scrutineers)
    sheet = documents.result_sheet(found, declared, printing)
    return as_file(sheet, exports.file_name(declared, "pdf"), "application/pdf")

"""The register of resolutions, as a page and as a file, and one resolution."""

from flask import Response, current_app, render_template, request

from governance.infrastructure import clock
from governance.infrastructure.pdf import Letterhead
from governance.resolutions import documents, exports, presentation, queries
from governance.resolutions.permissions import Resolutions
from governance.resolutions.views.asked import (
    applied,
    asked_of,
    filter_form,
    kept_in_links,
    this_reader,
)
from governance.resolutions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to
from governance.web.templating import SocietyCard


@blueprint.get("/resolutions")
@open_to(Resolutions.SEE)
def resolutions() -> str:
    """What was decided, the newest first."""
    form = filter_form()
    page = request.args.get("page", 1, type=int)
    return render_template(
        "resolutions/resolutions.html",
        form=form,
        found=presentation.of_list(asked_of(form), this_reader(), page=page),
        asked=kept_in_links(form),
        applied=applied(form),
        words=presentation,
    )


@blueprint.get("/resolutions.csv")
@open_to(Resolutions.SEE)
def resolutions_file() -> Response:
    """The same resolutions, all of them, for a spreadsheet."""
    reader = this_reader()
    found = queries.entered_all(queries.found(asked_of(filter_form()), reader), reader)
    answer = Response("".join(exports.as_csv(found)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="resolutions.csv"'
    return answer


@blueprint.get("/resolutions/<int:resolution_id>")
@open_to(Resolutions.SEE)
def resolution(resolution_id: int) -> str:
    """One resolution: its words, how it was decided, what it does and how that stands."""
    page = presentation.of_resolution(resolution_id, current_actor(), this_reader())
    return render_template("resolutions/resolution.html", page=page)


@blueprint.get("/resolutions/<int:resolution_id>.pdf")
@open_to(Resolutions.SEE)
def resolution_pdf(resolution_id: int) -> Response:
    """One resolution on paper, with a place to sign that it is a true copy."""
    page = presentation.of_resolution(resolution_id, current_actor(), this_reader())
    printing = documents.Printing(_letterhead(), clock.now())
    answer = Response(documents.resolution_pdf(page, printing), mimetype="application/pdf")
    name = page.reference.lower().replace(" ", "-").replace("/", "-")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _letterhead() -> Letterhead:
    card: SocietyCard = current_app.extensions["folkmoot_society_card"]()
    registered = card.legal_form
    if card.registered_number:
        registered = f"{registered} no. {card.registered_number}"
    return Letterhead(card.legal_name or card.name, registered, card.colours)

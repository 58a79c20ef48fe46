"""The office's list of cases, and the page of one."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, stream_with_context, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from governance.cases import exports, lists
from governance.cases.forms.office import FindForm
from governance.cases.models import Case
from governance.cases.permissions import Cases
from governance.cases.presentation import office as shown
from governance.cases.queries import listing
from governance.cases.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.members.looking import note_list, note_person
from governance.web.access import current_actor, open_to

FILTERS = ("kind", "state")


@blueprint.get("/office/cases")
@open_to(Cases.READ)
def office() -> str:
    """List cases, soonest effect first, with how many wait for what."""
    today, asked = clock.day_of(clock.now()), _asked()
    form = FindForm(MultiDict(request.args))
    found = listing.cases_found(**asked)
    _note_list(asked)
    return render_template(
        "cases/office.html",
        filters=form,
        applied=_applied(form, asked),
        asked=asked,
        figures=shown.figures_of_office(),
        rows=shown.rows_of(found, today=today),
        total=listing.count_of_cases(**asked),
        suspended=listing.suspended_on(today),
        download=f"{url_for('cases.office_csv')}?{urlencode(asked)}".rstrip("?"),
    )


@blueprint.get("/office/cases.csv")
@open_to(Cases.READ)
def office_csv() -> Response:
    """Send the list as a file."""
    today = clock.day_of(clock.now())
    asked = _asked()
    rows = shown.rows_of(listing.cases_found(**asked), today=today)
    _note_list(asked, what="file")
    answer = Response(stream_with_context(exports.cases(rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="cases-{today}.csv"'
    return answer


@blueprint.get("/office/cases/<int:case_id>")
@open_to(Cases.READ)
def case(case_id: int) -> str:
    """Show one case: where it stands, what was done, and the next thing to do."""
    found, today = listing.case(case_id), clock.day_of(clock.now())
    page = page_of_case(found, today=today)
    return render_template("cases/case.html", page=page, case=found, today=today)


def page_of_case(case: Case, *, today: date) -> shown.CasePage:
    """Return what a case's page shows, and note that who asks has read it."""
    title = gettext("Your case number %(number)s", number=case.id)
    for party_id in filter(None, (case.party_id, case.other_party_id)):
        note_person(party_id, title)
    return shown.of_case(case, current_actor(), today=today)


def _note_list(asked: dict[str, str], *, what: str = "list") -> None:
    note_list(gettext("The list of cases"), lists.CASES, what=what, filters=asked)


def _asked() -> dict[str, str]:
    asked = {name: request.args.get(name, "").strip() for name in FILTERS}
    form = FindForm(MultiDict(asked))
    if not form.validate():
        raise NotFound("There is no such list of cases.")
    return {name: value for name, value in asked.items() if value}


def _applied(form: FindForm, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return each filter that is on, with the way to take it off."""
    labels = {
        name: {option.value: option.label for option in form[name].iter_choices()}
        for name in FILTERS
    }
    return [
        {
            "label": str(labels[name][value]),
            "href": f"?{urlencode({other: v for other, v in asked.items() if other != name})}",
        }
        for name, value in asked.items()
    ]

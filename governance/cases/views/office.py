"""The office's list of cases, and the page of one."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, stream_with_context, url_for
from werkzeug.datastructures import MultiDict

from governance.cases import exports
from governance.cases.forms.office import FindForm
from governance.cases.permissions import Cases
from governance.cases.presentation import office as shown
from governance.cases.queries import listing
from governance.cases.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound
from governance.web.access import current_actor, open_to

FILTERS = ("kind", "state")


@blueprint.get("/office/cases")
@open_to(Cases.READ)
def office() -> str:
    """List cases, soonest effect first, with how many wait for what."""
    today, asked = clock.day_of(clock.now()), _asked()
    form = FindForm(MultiDict(request.args))
    found = listing.cases_found(**asked)
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
    rows = shown.rows_of(listing.cases_found(**_asked()), today=today)
    answer = Response(stream_with_context(exports.cases(rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="cases-{today}.csv"'
    return answer


@blueprint.get("/office/cases/<int:case_id>")
@open_to(Cases.READ)
def case(case_id: int) -> str:
    """Show one case: where it stands, what was done, and the next thing to do."""
    found, today = listing.case(case_id), clock.day_of(clock.now())
    page = shown.of_case(found, current_actor(), today=today)
    return render_template("cases/case.html", page=page, case=found, today=today)


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

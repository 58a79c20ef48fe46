"""The rulebook as members read it: the whole of it, as at any day."""

from typing import Any

from flask import render_template, request, url_for

from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.forms.reading import MomentForm
from governance.rulebook.permissions import Rules
from governance.rulebook.presentation import clauses, words
from governance.rulebook.views.asked import today, told_of
from governance.rulebook.views.blueprint import blueprint
from governance.web.access import open_to


@blueprint.get("/rulebook")
@open_to(Rules.SEE)
def rulebook() -> Any:
    """Show every rule as it stands on the day."""
    form = MomentForm(request.args)
    rules = RulesAsAt(form.at(today()))
    told = told_of(rules, form, "rulebook.rulebook")
    page = render_template(
        "rulebook/rulebook.html",
        version=rules.version,
        sections=clauses.sections(rules) if rules.version else [],
        links={
            each.row.id: url_for("rulebook.change", adoption_id=each.row.id, **told["then"])
            for each in rules.adopted
        },
        words=words,
        **told,
    )
    return page, 400 if form.errors else 200

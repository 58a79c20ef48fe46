"""The page of the search."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.search.contributor import Contributors
from governance.search.forms import FindForm
from governance.search.permissions import Search as May
from governance.search.presentation import of_search
from governance.search.queries import Search, titles_of
from governance.web.access import current_actor, open_to

blueprint = Blueprint("search", __name__)

EXTENSION = "folkmoot_search"
FILTERS = ("words", "kind", "state", "category", "mover", "year")


@blueprint.get("/decisions/search")
@open_to(May.FIND)
def search() -> str:
    """What was found by words and filters: the most fitting first, then the newest."""
    form = _form()
    asked = _asked(form)
    found = of_search(_search(asked), page=request.args.get("page", 1, type=int))
    return render_template(
        "search/search.html",
        form=form,
        found=found,
        asked=asked,
        applied=_applied(form, asked),
        narrowed=bool(asked.keys() - {"words"}),
        has_words=bool(_search(asked).terms),
    )


def _form() -> FindForm:
    form, everything = FindForm(request.args), _search({})
    contributors = everything.contributors
    offered = {
        "kind": {each.kind: each.title() for each in contributors},
        "state": titles_of(contributors, of="states"),
        "category": titles_of(contributors, of="categories"),
        "year": {str(year): str(year) for year in everything.years()},
    }
    for name, choices in offered.items():
        form[name].choices = {"": gettext("Any")} | choices
    return form


def _asked(form: FindForm) -> dict[str, str]:
    """Return what is asked for and can be; whatever else an address says is passed over."""
    form.validate()
    return {name: form[name].data for name in FILTERS if form[name].data and not form[name].errors}


def _search(asked: dict[str, str]) -> Search:
    contributors: Contributors = current_app.extensions[EXTENSION]
    return Search(
        contributors,
        current_actor(),
        clock.day_of(clock.now()),
        typed=asked.get("words", ""),
        kind=asked.get("kind", ""),
        state=asked.get("state", ""),
        category=asked.get("category", ""),
        mover=asked.get("mover", ""),
        year=int(asked["year"]) if "year" in asked else None,
    )


def _applied(form: FindForm, asked: dict[str, str]) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address where it is off."""
    applied = []
    for name, value in asked.items():
        others: dict[str, Any] = {other: kept for other, kept in asked.items() if other != name}
        choices = getattr(form[name], "choices", None) or {}
        label = dict(choices).get(value, value) if name != "words" else value
        applied.append({"label": str(label), "href": url_for("search.search", **others)})
    return applied

"""The register: searched and paged, as a file, in the rendering that the person may read."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, stream_with_context, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from governance.infrastructure import clock, permissions
from governance.members import exports, queries, register_search
from governance.members.forms import STANDINGS, SearchForm
from governance.members.permissions import Members
from governance.members.register_search import PAGE_LENGTH, RegisterSearch
from governance.members.views.blueprint import blueprint
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice

FILTERS = ("words", "service", "town", "standing")


@blueprint.get("/register")
@open_to(Members.READ_REGISTER)
def register() -> str:
    """Show a page of the register."""
    form, search = _form(), _search()
    total = search.count()
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    entries = search.page(page)
    return render_template(
        "members/register.html",
        layout=f"layouts/{'office' if search.full else 'page'}.html",
        filters=form,
        applied=_applied(form),
        full=search.full,
        is_without_members=not queries.member_count(search.today),
        entries=entries,
        suspended=register_search.suspended_among([e.party_id for e in entries], search.today)
        if search.full
        else set(),
        total=total,
        page=page,
        pages=pages,
        first=(page - 1) * PAGE_LENGTH + 1,
        today=search.today,
        prefix=f"{url_for('members.register')}?{_query(FILTERS)}page=",
        download=f"{url_for('members.register_csv')}?{_query(FILTERS)}".rstrip("?&"),
    )


@blueprint.get("/register.csv")
@open_to(Members.READ_REGISTER)
def register_csv() -> Response:
    """Send all that is found as a file."""
    search = _search()
    lines = stream_with_context(exports.register(search))
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="register-{search.today}.csv"'
    return answer


def _search() -> RegisterSearch:
    asked = {name: request.args.get(name, "").strip() for name in FILTERS}
    full = permissions.may(current_actor(), Members.READ_PEOPLE)
    return RegisterSearch(today=clock.day_of(clock.now()), full=full, **asked)


def _form() -> SearchForm:
    form = SearchForm(MultiDict(request.args))
    form.service.choices = _choices(gettext("Every service"), register_search.services())
    form.town.choices = _choices(gettext("Every town"), register_search.towns())
    return form


def _choices(every: str, names: Iterable[str]) -> list[Any]:
    return [choice("", every), *(choice(name, name) for name in names)]


def _applied(form: SearchForm) -> list[dict[str, str]]:
    """Return each filter that is on, with the way to take it off."""
    shown = {
        "words": form.words.data,
        "service": form.service.data,
        "town": form.town.data,
        "standing": STANDINGS.get(form.standing.data),
    }
    return [
        {"label": str(shown[name]), "href": f"?{_query(n for n in FILTERS if n != name)}"}
        for name in FILTERS
        if request.args.get(name) and shown[name]
    ]


def _query(names: Iterable[str]) -> str:
    kept = {name: request.args[name] for name in names if request.args.get(name)}
    return f"{urlencode(kept)}&" if kept else ""

"""The register: searched and paged, as a file, in the rendering that the person may read."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, stream_with_context, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from governance.infrastructure import permissions
from governance.members import exports, queries, register_search
from governance.members.access_log import EVERYBODY
from governance.members.as_at import AsAt
from governance.members.forms.register import RELATIONS, STANDINGS, SearchForm
from governance.members.holdings import holdings_at
from governance.members.looking import note_list
from governance.members.permissions import Members
from governance.members.register_search import (
    PAGE_LENGTH,
    Listed,
    PastSearch,
    RegisterSearch,
    Relation,
    contacts_of,
)
from governance.members.standing import Standing, standings_of
from governance.members.views.blueprint import blueprint
from governance.members.views.moment import moment_asked, present, query_of, told_of
from governance.web.access import current_actor, open_to
from governance.web.widgets import choice

FILTERS = ("words", "service", "town", "relation", "standing")
MOST_PRINTED = 1_000


@blueprint.get("/register")
@open_to(Members.READ_REGISTER)
def register() -> str:
    """Show a page of the register."""
    at = moment_asked()
    form = _form(at)
    search = _search(at)
    total = search.count()
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    if search.full:
        _note_that("list", at, page=page)
    entries, kept = search.page(page), f"{_query(FILTERS)}{query_of(at)}"
    return render_template(
        "members/register.html",
        layout=f"layouts/{'office' if search.full else 'page'}.html",
        filters=form,
        applied=_applied(form, at),
        full=search.full,
        is_without_members=not queries.member_count(search.today),
        entries=entries,
        standings=_standings(entries, search),
        total=total,
        page=page,
        pages=pages,
        first=(page - 1) * PAGE_LENGTH + 1,
        today=search.today,
        one_day=timedelta(days=1),
        prefix=f"{url_for('members.register')}?{kept}page=",
        download=f"{url_for('members.register_csv')}?{kept}".rstrip("?&"),
        way_back=f"{url_for('members.register')}?{_query(FILTERS)}".rstrip("?&"),
        **told_of(at),
    )


@blueprint.get("/register.csv")
@open_to(Members.READ_REGISTER)
def register_csv() -> Response:
    """Send all that is found as a file."""
    at, rendering = moment_asked(), request.args.get("rendering")
    search = _search(at, **({"relation": Relation.MEMBER} if rendering else {}))
    is_open = rendering == "inspection" and search.full
    if search.full and not is_open:
        _note_that("file", at)
    made = exports.for_inspection(search) if is_open else exports.register(search)
    lines = stream_with_context(made)
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(search)}"'
    return answer


@blueprint.get("/register/roll.csv")
@open_to(Members.READ_PEOPLE)
def register_roll() -> Response:
    """Send who could vote on a day, as known at a link: what a ballot's roll is drawn from."""
    at = moment_asked() or present()
    answer = Response(stream_with_context(exports.roll(at.on, at.known)), mimetype="text/csv")
    known = f"-known-{at.known}" if at.known else ""
    name = f"roll-{at.on}{known}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/register/print/<any(full, inspection):rendering>")
@open_to(Members.READ_PEOPLE)
def register_print(rendering: str) -> str:
    """Show the register to print: in full, or as the law has it open for inspection."""
    at, is_full = moment_asked(), rendering == "full"
    search = _search(at, relation=Relation.MEMBER)
    if is_full:
        _note_that("print", at)
    entries = [entry for piece in search.in_pieces() for entry in piece][:MOST_PRINTED]
    return render_template(
        "members/register_print.html",
        full=is_full,
        entries=entries,
        holdings=holdings_at(search.today, search.known) if is_full else {},
        standings=_standings(entries, search) if is_full else {},
        contacts=contacts_of([e.party_id for e in entries], search.today, search.known),
        total=search.count(),
        most=MOST_PRINTED,
        today=search.today,
        one_day=timedelta(days=1),
        download=f"{url_for('members.register_csv')}?{query_of(at)}rendering={rendering}",
        way_back=url_for("members.register_print", rendering=rendering),
        **told_of(at, place=rendering),
    )


def _note_that(what: str, at: AsAt | None, *, page: int | None = None) -> None:
    """Note that who asks has read the full rendering, whole or by what it was searched."""
    asked = [name for name in FILTERS if request.args.get(name)]
    title = gettext("The register") if asked or page else gettext("The whole register")
    note_list(title, EVERYBODY, what=what, at=at, page=page, filters=asked)


def _search(at: AsAt | None, **wanted: str) -> RegisterSearch:
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in FILTERS}
    asked |= {"full": permissions.may(current_actor(), Members.READ_PEOPLE)} | wanted
    if at is None:
        return RegisterSearch(today=present().on, **asked)
    return PastSearch(today=at.on, known=at.known, **asked)


def _standings(entries: Sequence[Listed], search: RegisterSearch) -> dict[int, Standing]:
    """Return the standing of those listed; the open rendering does not tell it."""
    if not search.full:
        return {}
    return standings_of([e.party_id for e in entries], search.today, search.known)


def _file_name(search: RegisterSearch) -> str:
    known = f"-known-{search.known}" if search.known else ""
    return f"register-{search.today}{known}.csv"


def _form(at: AsAt | None) -> SearchForm:
    form = SearchForm(MultiDict(request.args))
    form.service.choices = _choices(gettext("Every service"), register_search.services())
    form.town.choices = _choices(gettext("Every town"), register_search.towns())
    if at is not None:  # nobody is to come in the register of a day
        asked = [each for each in form.relation.choices if each.value != Relation.TO_COME]
        form.relation.choices = asked
    return form


def _choices(every: str, names: Iterable[str]) -> list[Any]:
    return [choice("", every), *(choice(name, name) for name in names)]


def _applied(form: SearchForm, at: AsAt | None) -> list[dict[str, str]]:
    """Return each filter that is on, with the way to take it off."""
    shown = {
        "words": form.words.data,
        "service": form.service.data,
        "town": form.town.data,
        "relation": RELATIONS.get(form.relation.data),
        "standing": STANDINGS.get(form.standing.data),
    }
    return [
        {
            "label": str(shown[name]),
            "href": f"?{_query(n for n in FILTERS if n != name)}{query_of(at)}",
        }
        for name in FILTERS
        if request.args.get(name) and shown[name]
    ]


def _query(names: Iterable[str]) -> str:
    kept = {name: request.args[name] for name in names if request.args.get(name)}
    return f"{urlencode(kept)}&" if kept else ""

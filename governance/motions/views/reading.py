"""The list of motions, as a page and as a file, and one motion."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.motions import exports, presentation, queries
from governance.motions.categories import CATEGORIES
from governance.motions.forms import CommentForm, FilterForm
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.places import asked
from governance.web.access import current_actor, open_to


@blueprint.get("/motions")
@open_to(Motions.SEE)
def motions() -> str:
    """The motions there are, newest first, by state and by words of their titles."""
    form = _filter()
    found = presentation.of_list(
        _states(form),
        form.title.data or "",
        _category(form),
        page=request.args.get("page", 1, type=int),
        today=clock.day_of(clock.now()),
    )
    return render_template(
        "motions/motions.html",
        form=form,
        found=found,
        asked=_asked(form),
        applied=_applied(form),
        words=presentation.state_in_words,
        categories=presentation.category_in_words,
        tones=presentation.TONES,
        progress=presentation.seconders_in_words,
    )


@blueprint.get("/motions.csv")
@open_to(Motions.SEE)
def motions_file() -> Response:
    """The same motions, all of them, for a spreadsheet."""
    form, today = _filter(), clock.day_of(clock.now())
    found = queries.motions_found(
        states=_states(form), title=form.title.data or "", category=_category(form), today=today
    )
    return exports.motions(found, today)


@blueprint.get("/motions/<int:motion_id>")
@open_to(Motions.SEE)
def motion(motion_id: int) -> str:
    """One motion: its words, its way, its discussion, and what this person may do."""
    return shown(queries.motion(motion_id), CommentForm())


def shown(motion: Motion, form: CommentForm) -> str:
    """Return the page of a motion with the comment that is being written on it."""
    actor, now = current_actor(), clock.now()
    assert form.pressed_once
    return render_template(
        "motions/motion.html",
        page=presentation.of_motion(motion.id, actor, today=clock.day_of(now)),
        talk=presentation.of_discussion(motion, actor, asked(), now=now),
        form=form,
    )


def _filter() -> FilterForm:
    form = FilterForm(request.args)
    named = {state: presentation.state_in_words(state) for state in queries.STATES}
    form.state.choices = {"": gettext("Any")} | named
    kinds = {str(each): presentation.category_in_words(each) for each in CATEGORIES}
    form.category.choices = {"": gettext("Any")} | kinds
    return form


def _states(form: FilterForm) -> tuple[str, ...]:
    return (form.state.data,) if form.state.data in queries.STATES else ()


def _category(form: FilterForm) -> str:
    return form.category.data if form.category.data in CATEGORIES else ""


def _asked(form: FilterForm) -> dict[str, str]:
    asked = {
        "title": form.title.data,
        "state": next(iter(_states(form)), ""),
        "category": _category(form),
    }
    return {name: value for name, value in asked.items() if value}


def _applied(form: FilterForm) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address where it is off."""
    asked = _asked(form)
    words = {"state": presentation.state_in_words, "category": presentation.category_in_words}
    applied = []
    for name, value in asked.items():
        others: dict[str, Any] = {other: kept for other, kept in asked.items() if other != name}
        label = words.get(name, str)(value)
        applied.append({"label": label, "href": url_for("motions.motions", **others)})
    return applied

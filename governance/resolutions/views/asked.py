"""Which resolutions a list is asked for, and what its links carry of that."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.reckoning.standing import Standing
from governance.resolutions import queries
from governance.resolutions.forms import FilterForm
from governance.resolutions.permissions import Resolutions
from governance.resolutions.presentation import (
    DECIDED_BY,
    decided_by_in_words,
    effect_in_words,
    standing_in_words,
)
from governance.resolutions.queries import Asked, Reader
from governance.web.access import current_actor


def this_reader() -> Reader:
    """Return who is reading, today."""
    sees = permissions.may(current_actor(), Resolutions.READ_BOARD)
    return Reader(clock.day_of(clock.now()), sees_the_boards=sees)


def filter_form() -> FilterForm:
    """Return the form of what is asked, with what there is to choose from."""
    form = FilterForm(request.args)
    years = {str(year): str(year) for year in queries.years()}
    form.year.choices = {"": gettext("Any")} | years
    states = {each.value: standing_in_words(each) for each in Standing}
    form.state.choices = {"": gettext("Any")} | states
    effects = {name: effect_in_words(name) for name in sorted(queries.effects_had())}
    form.effect.choices = {"": gettext("Any")} | effects
    deciders = {each: decided_by_in_words(each) for each in DECIDED_BY}
    form.decided_by.choices = {"": gettext("Anyone")} | deciders
    return form


def asked_of(form: FilterForm) -> Asked:
    """Return which resolutions are asked for; what is not among the choices asks for nothing."""
    chosen = _chosen(form)
    return Asked(
        words=chosen.get("words", ""),
        year=int(chosen["year"]) if "year" in chosen else None,
        decided_by=chosen.get("decided_by", ""),
        effect=chosen.get("effect", ""),
        standing=chosen.get("state", ""),
    )


def kept_in_links(form: FilterForm) -> dict[str, str]:
    """Return what links of the list carry."""
    return _chosen(form)


def applied(form: FilterForm) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address where it is off."""
    chosen = _chosen(form)
    found = []
    for name, value in chosen.items():
        others: dict[str, Any] = {key: kept for key, kept in chosen.items() if key != name}
        label = value if name == "words" else str(form[name].choices[value])
        found.append({"label": label, "href": url_for("resolutions.resolutions", **others)})
    return found


def _chosen(form: FilterForm) -> dict[str, str]:
    chosen = {"words": (form.words.data or "")[: form.words.longest]}
    for name in ("year", "state", "effect", "decided_by"):
        value = form[name].data
        chosen[name] = value if value in form[name].choices else ""
    return {name: value for name, value in chosen.items() if value}

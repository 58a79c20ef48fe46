"""The moment that a page of the rulebook is asked for, and what its links carry of it."""

from datetime import date
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.record import queries as record
from governance.rulebook.as_at import AsAt, RulesAsAt
from governance.rulebook.forms.reading import MomentForm


class NotOfThatDay(Refused):
    """The day or the link in an address cannot be read: a file could not say so on its face."""

    status = 400


def today() -> date:
    """Return today."""
    return clock.day_of(clock.now())


def moment_of_a_file() -> AsAt:
    """Return the day and the link that a file is asked for.

    Raises:
        NotOfThatDay: they cannot be read.
    """
    form = MomentForm(request.args)
    at = form.at(today())
    if form.errors:
        wrong = ". ".join(str(each) for told in form.errors.values() for each in told)
        raise NotOfThatDay(
            gettext("%(wrong)s. So no file was made.", wrong=wrong),
            next_step=gettext("Go back, put it right on the page, and take the file from there."),
        )
    return at


def told_of(rules: RulesAsAt, form: MomentForm, endpoint: str, **place: Any) -> dict[str, Any]:
    """Return what every page of the rulebook is given: its moment, and the way back to today."""
    at = rules.at
    link = record.link(at.known) if at.known else None
    return {
        "rules": rules,
        "at": at,
        "form": form,
        "present_day": today(),
        "known_when": link.recorded_at if link else None,
        "then": kept_in_links(at),
        "way_back": url_for(endpoint, **place),
    }


def kept_in_links(at: AsAt) -> dict[str, str | int]:
    """Return what links of a page that is read at a moment carry: nothing on a page of today."""
    if at == AsAt(today()):
        return {}
    known = {} if at.known is None else {"known": at.known}
    return {"on": at.on.isoformat()} | known


def with_versions_as_days(asked: MultiDict[str, str], rules: RulesAsAt) -> MultiDict[str, str]:
    """Return what was asked for, with the first day of a version where its number stands."""
    told = MultiDict(asked)
    for name in ("from", "to"):
        number = told.get(name, "")
        if number.isdecimal() and len(number) < 5 and 1 <= int(number) <= len(rules.versions):
            told[name] = rules.versions[int(number) - 1].since.isoformat()
    return told

"""What every template is given: the society, who asks, where they may go, how dates read."""

import hashlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import Flask, current_app, url_for
from flask.templating import Environment
from flask_babel import format_date, gettext
from flask_babel import get_locale as current_locale
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from governance.infrastructure import clock, permissions
from governance.infrastructure.paths import PACKAGE, folder
from governance.reckoning.money import pounds
from governance.reckoning.working_time import fte_written, hours_in_words
from governance.web import navigation, wording
from governance.web.access import current_actor
from governance.web.markdown import markdown
from governance.web.security import csp_nonce


@dataclass(frozen=True)
class SocietyCard:
    """What the masthead and the footer say of the society."""

    name: str = "Folkmoot"
    legal_name: str = ""
    legal_form: str = ""
    registered_number: str = ""
    member_count: int = 0
    colours: dict[str, str] = field(default_factory=dict)


class Templates(Environment):
    """Jinja's environment, with its globals copied once into each template as a plain dictionary.

    Jinja looks them up through a chain of two, for each include and import of each page; a page
    takes a fifth longer for it. So globals are set before the first page, not afterwards.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def install(app: Flask, society_card: Callable[[], SocietyCard]) -> None:
    """Set up Jinja: loaders, filters and what each template is given."""
    environment = app.jinja_env
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(folder("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        day=day,
        moment=moment,
        count=count,
        percent=percent,
        pounds=pounds,
        markdown=markdown,
        date_only=date_only,
        hours=hours,
        fte=fte_written,
    )

    wording.install(app)
    # For documents of features that stand below the register, which knows the society.
    app.extensions["folkmoot_society_card"] = society_card

    @app.context_processor
    def given_to_every_template() -> dict[str, Any]:
        actor = current_actor()
        return {
            "society": society_card(),
            "actor": actor,
            "may": lambda permission, subject=None: permissions.may(actor, permission, subject),
            "navigation": navigation.items(app, actor, office=False),
            "office_navigation": navigation.items(app, actor, office=True),
            "asset_url": asset_url,
            "csp_nonce": csp_nonce,
            "locale": str(current_locale() or "en"),
            "now": clock.now(),
            "demonstration": app.config["DEMONSTRATION"],
        }


def asset_url(name: str) -> str:
    """Return a static file's address with its fingerprint, so that caches may keep it for ever."""
    return _asset_url(name, current_app.debug)


def day(value: date | datetime) -> str:
    """Return "Thursday 26 November", with the year where it is not this one."""
    on = clock.day_of(value) if isinstance(value, datetime) else value
    this_year = clock.day_of(clock.now()).year
    return format_date(on, "EEEE d MMMM" if on.year == this_year else "EEEE d MMMM y")


def date_only(value: date | datetime) -> str:
    """Return "4 May 2019"."""
    on = clock.day_of(value) if isinstance(value, datetime) else value
    return format_date(on, "d MMMM y")


def moment(value: datetime) -> str:
    """Return "Thursday 26 November at 5pm", or "at 5.30pm", "midday", "midnight", in London."""
    return gettext("%(day)s at %(time)s", day=day(value), time=_time_of_day(clock.london(value)))


def count(value: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{value:,}"


def hours(minutes: int) -> str:
    """Return "37 hours 30 minutes"."""
    return hours_in_words(minutes).translated(gettext)


def percent(part: int, whole: int | None = None) -> str:
    """Return `part` of `whole` as a whole percentage, rounded down so that 74.9 is never 75."""
    if whole is None:
        return f"{part}%"
    return f"{part * 100 // whole}%" if whole else "0%"


def _time_of_day(at: datetime) -> str:
    if (at.hour, at.minute) == (12, 0):
        return gettext("midday")
    if (at.hour, at.minute) == (0, 0):
        return gettext("midnight")
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


@cache
def _asset_url(name: str, debug: bool) -> str:
    found = PACKAGE / "static" / name
    known = found.is_file() and not debug
    fingerprint = hashlib.sha256(found.read_bytes()).hexdigest()[:12] if known else "0"
    return url_for("static", filename=name, v=fingerprint)

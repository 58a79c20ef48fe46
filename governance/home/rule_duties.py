"""Duties of the rulebook: changes of rules that wait for the registrar."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.home.duty import Duty
from governance.infrastructure.clock import day_of
from governance.rulebook import queries


def registrations_waiting(now: datetime) -> Iterator[Duty]:
    """Yield that changes of rules are not valid yet, for want of their registration."""
    waiting = queries.waiting_for_registration()
    if not waiting:
        return
    days = (day_of(now) - day_of(waiting[0].row.adopted_at)).days
    waited = ngettext("%(num)s day", "%(num)s days", days)
    yield Duty(
        due=None,
        whose=gettext("Secretary"),
        title=ngettext(
            "%(num)s change of rules waits for registration",
            "%(num)s changes of rules wait for registration",
            len(waiting),
        ),
        text=gettext(
            "The oldest has waited %(waited)s. A society’s amendment must be sent to the "
            "registrar, and is not valid until it is registered.",
            waited=waited,
        ),
        href=url_for("rulebook.office"),
        state=gettext("Waiting"),
        tone="now",
    )

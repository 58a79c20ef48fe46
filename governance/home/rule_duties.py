"""Duties of the rulebook: changes of rules that wait for the registrar, or are to be sent there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from governance.home.duty import Duty
from governance.infrastructure.clock import day_of, start_of_day
from governance.rulebook import queries
from governance.rulebook.presentation.words import name_of
from governance.web.templating import date_only


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


def articles_to_send(now: datetime) -> Iterator[Duty]:
    """Yield each change of a company's articles that Companies House was not sent yet."""
    today = day_of(now)
    for each in queries.to_be_sent(today):
        late = each.to_be_sent_by < today
        yield Duty(
            due=start_of_day(each.to_be_sent_by + timedelta(days=1)),
            whose=gettext("Secretary"),
            title=gettext("Send the changed articles: %(name)s", name=name_of(each.row)),
            text=gettext(
                "They hold since %(day)s; Companies House is to be sent them.",
                day=date_only(each.row.from_day),
            ),
            href=url_for("rulebook.office"),
            state=gettext("Overdue") if late else gettext("To do"),
            tone="bad" if late else "now",
        )

"""Duties of elections: nominations that close, seats that are vacant, seats that were not taken."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.elections import presentation, queries
from governance.home.duty import Duty
from governance.infrastructure.clock import day_of


def nominations_closing(now: datetime) -> Iterator[Duty]:
    """Yield each election whose nominations are open, with how many there are."""
    for election in queries.elections_now():
        if election.state != "nominating":
            continue
        number = sum(queries.count_of_nominations(each) for each in election.contests)
        yield Duty(
            due=election.nominations_close_at,
            whose=gettext("By itself"),
            title=gettext("Nominations close: %(title)s", title=election.title),
            text=ngettext(
                "%(num)s member is nominated so far.",
                "%(num)s members are nominated so far.",
                number,
            ),
            href=url_for("elections.nominations", election_id=election.id),
            state=gettext("Open"),
            tone="now",
            is_by_itself=True,
        )


def seats_vacant(now: datetime) -> Iterator[Duty]:
    """Yield each vacant seat that no election is about to fill."""
    filling = {
        contest.seats_id
        for election in queries.elections_now()
        for contest in election.contests
        if contest.state in ("nominating", "voting")
    }
    for told in presentation.of_seats(day_of(now)):
        if told.vacant and told.seats.id not in filling:
            yield Duty(
                due=None,
                whose=gettext("Secretary"),
                title=gettext("Fill a vacant seat: %(office)s", office=told.office),
                text=ngettext("%(num)s seat is vacant.", "%(num)s seats are vacant.", told.vacant),
                href=url_for("elections.office"),
                state=gettext("Vacant"),
                tone="now",
            )

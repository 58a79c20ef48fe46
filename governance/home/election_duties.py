"""Duties of elections: nominations that close, seats that are vacant, roles after a term."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.accounts import queries as accounts
from governance.accounts.views.words import title_of
from governance.effects.service.taking_office import ROLES
from governance.elections import presentation, queries
from governance.home.duty import Duty
from governance.infrastructure.clock import day_of
from governance.members import officers
from governance.members import queries as members


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


def roles_after_terms(now: datetime) -> Iterator[Duty]:
    """Yield each role that somebody still has after the office ended that it went with."""
    today = day_of(now)
    held = officers.offices()
    for office, role in ROLES.items():
        of_it = [each for each in held if each.data.get("office") == office]
        serving = {
            each.party_id for each in of_it if each.valid_to is None or each.valid_to > today
        }
        past = {each.party_id for each in of_it} - serving
        still = sorted(past.intersection(accounts.parties_with(role)))
        names = members.names_of(still)
        for party_id in still:
            yield Duty(
                due=None,
                whose=gettext("Administrator, secretary"),
                title=gettext(
                    "Withdraw a role: %(name)s",
                    name=names.get(party_id, gettext("(name erased)")),
                ),
                text=gettext(
                    "Their office has ended, and they still have the role %(role)s.",
                    role=title_of(role),
                ),
                href=url_for("accounts.role_of", party_id=party_id),
                state=gettext("To decide"),
                tone="now",
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

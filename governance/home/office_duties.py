"""Duties of offices and roles: those vacant, and those that outlast the leaving of who has them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from governance.accounts import queries as accounts
from governance.accounts.views.words import title_of
from governance.cases.presentation.offices import office_in_words
from governance.home.duty import Duty
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.members import officers
from governance.members import queries as members
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.board import BoardRules
from governance.resolutions import queries as resolutions
from governance.rulebook.queries import rules_on
from governance.web.templating import date_only

ONE_DAY = timedelta(days=1)


def roles_vacant(now: datetime) -> Iterator[Duty]:
    """Yield each role that too few have."""
    scrutineers = rules_on(day_of(now)).of(BallotRules).scrutineers
    wanted = (
        (Role.SECRETARY, 1, gettext("There is no secretary.")),
        (Role.CHAIR, 1, gettext("There is no chair.")),
        (Role.SCRUTINEER, scrutineers, _scrutineers_missing(scrutineers)),
        (Role.AUDITOR, 1, gettext("There is no auditor.")),
        (Role.ADMINISTRATOR, 1, gettext("There is no administrator.")),
    )
    for role, least, sentence in wanted:
        if len(accounts.parties_with(role)) < least:
            yield Duty(
                due=None,
                whose=gettext("Secretary, administrator"),
                title=gettext("Fill a role"),
                text=sentence,
                href=url_for("accounts.roles"),
                state=gettext("Vacant"),
                tone="bad",
            )


def _scrutineers_missing(wanted: int) -> str:
    return ngettext("There is no scrutineer.", "There are fewer than %(num)s scrutineers.", wanted)


def board_out_of_bounds(now: datetime) -> Iterator[Duty]:
    """Yield that the board has fewer directors than the rules ask for, or more than they allow.

    Where the register of officers has none, nobody has begun to keep it.
    """
    today = day_of(now)
    rules, directors = rules_on(today).of(BoardRules), len(officers.directors_on(today))
    if directors and not rules.is_number_allowed(directors):
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("See to the number of directors"),
            text=ngettext(
                "The board has %(num)s director; the rules ask for %(least)s to %(most)s.",
                "The board has %(num)s directors; the rules ask for %(least)s to %(most)s.",
                directors,
                least=rules.seats_least,
                most=rules.seats_most,
            ),
            href=url_for("members.officers"),
            state=gettext("Too few") if directors < rules.seats_least else gettext("Too many"),
            tone="bad",
        )


def offices_of_leavers(now: datetime) -> Iterator[Duty]:
    """Yield each office that somebody has held since before they left, until ended or kept."""
    found = officers.outlasting(day_of(now))
    names = members.names_of(held.party_id for held, _left in found)
    for held, left in found:
        name = names.get(held.party_id, gettext("(name erased)"))
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("End an office or keep it: %(name)s", name=name),
            text=gettext(
                "%(name)s left on %(day)s and still holds the office of %(office)s.",
                name=name,
                day=date_only(left - ONE_DAY),
                office=office_in_words(held),
            ),
            href=url_for("members.office_end", spell_id=held.id),
            state=gettext("To decide"),
            tone="now",
        )


def resolutions_that_failed(now: datetime) -> Iterator[Duty]:
    """Yield what is decided and could not be done, until members are told what was done instead."""
    for resolution in resolutions.failed_in_silence():
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("Could not take effect: %(title)s", title=resolution.title),
            text=gettext(
                "%(reference)s is decided, and what it was to do could not be done. Tell members "
                "what is done instead.",
                reference=resolution.reference,
            ),
            href=url_for("resolutions.resolution", resolution_id=resolution.id),
            state=gettext("Failed"),
            tone="bad",
        )


def roles_of_leavers(now: datetime) -> Iterator[Duty]:
    """Yield each role that somebody has had since before their work here ended."""
    for each in accounts.holdings(now=now):
        if each.worked_to is None or not each.outlasts_work:
            continue
        yield Duty(
            due=None,
            whose=gettext("Administrator")
            if each.role is Role.ADMINISTRATOR
            else gettext("Secretary, administrator"),
            title=gettext("Withdraw a role or give it anew: %(name)s", name=each.name),
            text=gettext(
                "%(name)s still has the role %(role)s. Their last day at work was %(day)s. If they "
                "are to keep it, withdraw it and give it again.",
                name=each.name,
                role=title_of(each.role),
                day=date_only(each.worked_to - ONE_DAY),
            ),
            href=url_for("accounts.role_of", party_id=each.party_id),
            state=gettext("To decide"),
            tone="bad",
        )

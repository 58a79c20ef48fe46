"""The calendar of duties: what officers have to see to, by when, and whose it is.

A feature with duties adds its function to the table at the foot, with the permission that shows it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from flask import url_for
from flask_babel import gettext, ngettext

from governance.accounts import queries as accounts
from governance.accounts.permissions import Accounts
from governance.ballots import queries as ballots
from governance.ballots import teller_queries
from governance.ballots.models import Ballot
from governance.ballots.permissions import Ballots
from governance.cases.permissions import Cases
from governance.elections.permissions import Elections
from governance.home import (
    amendment_duties,
    book_duties,
    case_duties,
    count_duties,
    discussion_duties,
    election_duties,
    motion_duties,
    office_duties,
    queries,
    rule_duties,
)
from governance.home.duty import Duty, Provider
from governance.home.figures import kind_in_words, turnout_in_words
from governance.home.permissions import Home
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of, start_of_day
from governance.ledger.permissions import Ledger
from governance.members import inspections
from governance.members.permissions import Members
from governance.motions.permissions import Motions
from governance.notifications import queries as mails
from governance.notifications.permissions import Notifications
from governance.privacy import queries as privacy
from governance.privacy.permissions import Privacy
from governance.record import anchors
from governance.record.permissions import Record
from governance.resolutions.permissions import Resolutions
from governance.rulebook.permissions import Rules
from governance.web.templating import day, moment


def duties_of(actor: Actor, now: datetime) -> list[Duty]:
    """Return the duties this officer may see: dated ones in order of time, then the rest."""
    found = [
        duty
        for permission, provider in PROVIDERS
        if permissions.may(actor, permission)
        for duty in provider(now)
    ]
    return sorted(found, key=lambda duty: (duty.due is None, duty.due or now))


def _ballots_on_their_way(now: datetime) -> Iterator[Duty]:
    for ballot in ballots.current_ballots(now):
        yield Duty(
            due=ballot.closes_at,
            whose=gettext("By itself"),
            title=gettext("Ballot closes: %(question)s", question=ballot.question),
            text=gettext(
                "%(kind)s. %(turnout)s",
                kind=kind_in_words(ballot),
                turnout=turnout_in_words(ballot),
            ),
            href=_ballot(ballot),
            state=gettext("Open"),
            tone="now",
            is_by_itself=True,
        )
    for ballot in ballots.coming_ballots(now):
        yield Duty(
            due=ballot.opens_at,
            whose=gettext("By itself"),
            title=gettext("Ballot opens: %(question)s", question=ballot.question),
            text=gettext(
                "%(kind)s. It closes %(moment)s.",
                kind=kind_in_words(ballot),
                moment=moment(ballot.closes_at),
            ),
            href=_ballot(ballot),
            state=gettext("Planned"),
            is_by_itself=True,
        )


def _ballots_to_declare(now: datetime) -> Iterator[Duty]:
    for ballot in ballots.every_ballot():
        if any(teller_queries.waiting_for(ballot)):  # for somebody, whose duty it is
            continue
        if ballot.state == "closed" or (ballot.state == "open" and ballot.closes_at <= now):
            yield Duty(
                due=ballot.closes_at,
                whose=gettext("By itself"),
                title=gettext("Result to come: %(question)s", question=ballot.question),
                text=gettext("Closed; it is counted and declared within minutes."),
                href=_ballot(ballot),
                state=gettext("Counting"),
                tone="now",
                is_by_itself=True,
            )


def _imports_in_progress(now: datetime) -> Iterator[Duty]:
    for batch in queries.imports_in_progress():
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("Import of staff: %(file)s", file=batch.file_name),
            text=gettext("Begun on %(moment)s, not entered yet.", moment=moment(batch.created_at)),
            href=url_for("members.imports"),
            state=gettext("Begun"),
        )


def _inspections_to_answer(now: datetime) -> Iterator[Duty]:
    for asked in inspections.waiting():
        left = inspections.working_days_left(asked, day_of(now))
        told = ngettext("%(num)s working day is left.", "%(num)s working days are left.", left)
        yield Duty(
            due=start_of_day(asked.due_on + timedelta(days=1)),
            whose=gettext("Secretary"),
            title=gettext("Answer request %(number)s to inspect the register", number=asked.id),
            text=told if left >= 0 else gettext("The working days for an answer are over."),
            href=url_for("members.inspection", request_id=asked.id),
            state=gettext("To answer") if left >= 0 else gettext("Overdue"),
            tone="now" if left >= 0 else "bad",
        )


def _people_to_invite(now: datetime) -> Iterator[Duty]:
    invitations = accounts.invitations(on=day_of(now))
    if invitations.waiting:
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("Invite members who have no account yet"),
            text=ngettext(
                "%(num)s member has an address and was not invited.",
                "%(num)s members have an address and were not invited.",
                invitations.waiting,
            ),
            href=url_for("accounts.invitations"),
            state=gettext("To do"),
        )


def _mails_in_trouble(now: datetime) -> Iterator[Duty]:
    number = mails.count_needing_a_person()
    if number:
        yield Duty(
            due=None,
            whose=gettext("Secretary, administrator"),
            title=gettext("Look at the mail that did not go out"),
            text=ngettext(
                "%(num)s mail was not sent, or perhaps not.",
                "%(num)s mails were not sent, or perhaps not.",
                number,
            ),
            href=url_for("notifications.office"),
            state=gettext("Trouble"),
            tone="bad",
        )


def _corrections_to_answer(now: datetime) -> Iterator[Duty]:
    for asked in privacy.open_corrections():
        late = asked.due_on < day_of(now)
        yield Duty(
            due=start_of_day(asked.due_on + timedelta(days=1)),
            whose=gettext("Secretary"),
            title=gettext("Answer somebody who asked for their data to be put right"),
            text=gettext("The law gives a month; they asked on %(day)s.", day=day(asked.asked_on)),
            href=url_for("privacy.answer", correction_id=asked.id),
            state=gettext("Overdue") if late else gettext("Waiting"),
            tone="bad" if late else "now",
        )


def _record_not_as_published(now: datetime) -> Iterator[Duty]:
    fault = anchors.disagreement()
    if fault is not None:
        yield Duty(
            due=now,
            whose=gettext("Auditor, administrator"),
            title=gettext("The record is not the one that was published"),
            text=gettext("%(fault)s An old back-up may have been put in place.", fault=str(fault)),
            href=url_for("record.office"),
            state=gettext("Trouble"),
            tone="bad",
        )


def _ballot(ballot: Ballot) -> str:
    return url_for("ballots.ballot", ballot_id=ballot.id)


# One line for each kind of duty; later features add theirs here.
PROVIDERS: tuple[tuple[StrEnum, Provider], ...] = (
    (Home.OFFICE, _ballots_on_their_way),
    (Ballots.OVERSEE, _ballots_to_declare),
    (Ballots.OVERSEE, count_duties.papers_to_type_in),
    (Ballots.SCRUTINISE, count_duties.counts_to_open),
    (Elections.OVERSEE, election_duties.nominations_closing),
    (Elections.RUN, election_duties.seats_vacant),
    (Ballots.PLAN, motion_duties.motions_to_put_to_a_ballot),
    (Ballots.PLAN, amendment_duties.amendments_to_put_to_a_ballot),
    (Motions.RULE_ON_AMENDMENTS, amendment_duties.orders_to_set),
    (Motions.MODERATE, discussion_duties.comments_reported),
    (Motions.DECIDE_APPEAL, motion_duties.appeals_to_decide),
    (Motions.DECIDE_APPEAL, amendment_duties.appeals_to_decide),
    (Motions.STEER, motion_duties.reports_due),
    (Motions.MEET, motion_duties.results_of_meetings),
    (Motions.MEET, motion_duties.second_meetings_to_set),
    (Motions.STEER, motion_duties.motions_coming_back),
    (Rules.REGISTER, rule_duties.registrations_waiting),
    (Rules.REGISTER, rule_duties.articles_to_send),
    (Cases.KEEP, case_duties.decisions_to_enter),
    (Cases.KEEP, case_duties.members_to_enter),
    (Cases.READ, case_duties.people_leaving),
    (Cases.KEEP, case_duties.members_without_shares),
    (Cases.KEEP, case_duties.withdrawals_waiting),
    (Cases.PAY, case_duties.money_to_pay),
    (Ledger.POST_MONEY, book_duties.years_to_close),
    (Ledger.POST_MONEY, book_duties.distributions_to_approve),
    (Ledger.POST_MONEY, book_duties.distributions_to_pay),
    (Ledger.POST_MONEY, book_duties.debts_to_former_members),
    (Home.FOLLOW_IMPORTS, _imports_in_progress),
    (Members.READ_INSPECTIONS, _inspections_to_answer),
    (Accounts.INVITE, _people_to_invite),
    (Accounts.CHANGE_ROLES, office_duties.roles_vacant),
    (Accounts.CHANGE_ROLES, office_duties.roles_of_leavers),
    (Accounts.CHANGE_ROLES, election_duties.roles_after_terms),
    (Members.APPOINT, office_duties.offices_of_leavers),
    (Members.APPOINT, office_duties.board_out_of_bounds),
    (Resolutions.REMARK, office_duties.resolutions_that_failed),
    (Notifications.SEE_OUTBOX, _mails_in_trouble),
    (Record.READ, _record_not_as_published),
    (Privacy.ANSWER, _corrections_to_answer),
)

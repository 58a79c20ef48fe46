"""What needs this person, soonest first. A feature that can need somebody adds a function."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from governance.ballots import queries as ballots
from governance.ballots.models import Ballot
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.voting import may_be_planned
from governance.home.amendment_duties import amendments_to_answer
from governance.home.election_needs import (
    candidates_to_second,
    elections_to_nominate_in,
    own_nominations,
)
from governance.home.figures import kind_in_words, turnout_in_words
from governance.home.need import Need, Provider
from governance.home.own_cases import shares_to_pay_for
from governance.home.writing_needs import composites_to_answer, motions_to_write_too
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.members.permissions import Members
from governance.members.standing import is_suspended
from governance.motions import queries as motions
from governance.notifications import queries as mails
from governance.notifications.permissions import Notifications
from governance.rulebook import queries as rulebook
from governance.rulebook.permissions import Rules
from governance.web.templating import moment

APART = 3  # more motions than this that look for seconders are told of together


def needs_of(actor: Actor, now: datetime) -> list[Need]:
    """Return what needs this person: what has a deadline by its deadline, then the rest."""
    found = [need for provider in PROVIDERS for need in provider(actor, now)]
    return sorted(found, key=lambda need: (need.due is None, need.due or now))


def heading(number: int) -> str:
    """Return "Three things need you", in words as far as words are used."""
    sentences = (
        gettext("Nothing needs you today"),
        gettext("One thing needs you"),
        gettext("Two things need you"),
        gettext("Three things need you"),
        gettext("Four things need you"),
        gettext("Five things need you"),
        gettext("Six things need you"),
        gettext("Seven things need you"),
        gettext("Eight things need you"),
        gettext("Nine things need you"),
    )
    if number < len(sentences):
        return sentences[number]
    return gettext("%(number)s things need you", number=number)


def _ballots_to_vote_in(actor: Actor, now: datetime) -> Iterator[Need]:
    for ballot in ballots.current_ballots(now):
        if actor.party_id is None or not _may_still_vote(ballot, actor):
            continue
        yield Need(
            due=ballot.closes_at,
            when=gettext("Closes %(moment)s", moment=moment(ballot.closes_at)),
            title=ballot.question,
            text=gettext(
                "%(kind)s. %(turnout)s",
                kind=kind_in_words(ballot),
                turnout=turnout_in_words(ballot),
            ),
            href=url_for("ballots.ballot", ballot_id=ballot.id),
            action=gettext("Vote now"),
            button="",
            is_pressing=True,
        )


def _may_still_vote(ballot: Ballot, actor: Actor) -> bool:
    if ballot.state == "planned":  # due this minute: the first vote opens it
        return ballots.may_vote_when_opened(ballot, actor.party_id)
    entry = ballots.roll_entry(ballot.id, actor.party_id)
    return ballots.is_still_to_vote(entry)


def _motions_to_put_to_a_ballot(actor: Actor, now: datetime) -> Iterator[Need]:
    if not permissions.may(actor, Ballots.PLAN):
        return
    for listed in motions.waiting_for_ballot(day_of(now)):
        if not may_be_planned(listed.motion, day_of(now)):
            continue
        since = listed.motion.seconded_at or listed.motion.proposed_at
        yield Need(
            due=None,
            when=_waiting_since(since, now),
            title=gettext("Put a motion to a ballot"),
            text=gettext(
                "“%(title)s”, proposed by %(mover)s, has its seconders.",
                title=listed.motion.title,
                mover=listed.mover,
            ),
            href=url_for("ballots.plan", motion_id=listed.motion.id),
            action=gettext("Set the ballot"),
            button="secondary",
            is_pressing=True,
        )


def _waiting_since(since: datetime, now: datetime) -> str:
    days = (day_of(now) - day_of(since)).days
    if days == 0:
        return gettext("Since today")
    if days == 1:
        return gettext("Since yesterday")
    return gettext("Waiting for %(days)s days", days=days)


def _motions_to_second(actor: Actor, now: datetime) -> Iterator[Need]:
    if not actor.is_member or is_suspended(actor.party_id or 0, day_of(now)):
        return
    looking = [
        listed
        for listed in motions.motions_found(states=("proposed",))
        if listed.motion.mover_id != actor.party_id
        and not motions.has_seconded(listed.motion.id, actor.party_id)
        and not motions.has_written(listed.motion.id, actor.party_id)
    ]
    if len(looking) > APART:
        yield _many_to_second(len(looking))
        return
    for listed in looking:
        yield Need(
            due=None,
            when=gettext("Looking for seconders"),
            title=listed.motion.title,
            text=gettext(
                "Proposed by %(mover)s. %(given)s of %(needed)s seconders so far.",
                mover=listed.mover,
                given=listed.seconders,
                needed=listed.motion.seconders_needed,
            ),
            href=url_for("motions.motion", motion_id=listed.motion.id),
            action=gettext("Read the motion"),
        )


def _many_to_second(number: int) -> Need:
    return Need(
        due=None,
        when=gettext("Looking for seconders"),
        title=gettext("%(number)s motions look for seconders", number=number),
        text=gettext("Second those that you think we should decide, for or against."),
        href=url_for("decisions.decisions"),
        action=gettext("Read the motions"),
    )


def _rules_to_set_up(actor: Actor, _now: datetime) -> Iterator[Need]:
    if not permissions.may(actor, Rules.FOUND) or rulebook.is_founded():
        return
    yield Need(
        due=None,
        when=gettext("Before you open the doors"),
        title=gettext("Set up the society’s first rulebook"),
        text=gettext("Until then the platform goes by what is usual, and members change nothing."),
        href=url_for("rulebook.set_up"),
        action=gettext("Set it up"),
        button="",
        is_pressing=True,
    )


def _staff_to_bring_in(actor: Actor, now: datetime) -> Iterator[Need]:
    if not permissions.may(actor, Members.IMPORT) or members.member_count(day_of(now)):
        return
    yield Need(
        due=None,
        when=gettext("To begin with"),
        title=gettext("Import your staff"),
        text=gettext(
            "There are no members yet. Bring in the file that your HR system exports; you see "
            "what it would do before anything is entered."
        ),
        href=url_for("members.imports"),
        action=gettext("Choose the file"),
        button="secondary",
        is_pressing=True,
    )


def _mails_in_trouble(actor: Actor, now: datetime) -> Iterator[Need]:
    if not permissions.may(actor, Notifications.SEE_OUTBOX):
        return
    number = mails.count_needing_a_person()
    if number:
        yield Need(
            due=None,
            when=gettext("Mail"),
            title=gettext("Look at the mail that did not go out"),
            text=gettext("Not sent, or perhaps not sent: %(number)s.", number=number),
            href=url_for("notifications.office"),
            action=gettext("See the mail"),
            button="secondary",
        )


# One line for each kind of need; later features add theirs here.
PROVIDERS: tuple[Provider, ...] = (
    _ballots_to_vote_in,
    shares_to_pay_for,
    _rules_to_set_up,
    _staff_to_bring_in,
    _motions_to_put_to_a_ballot,
    _mails_in_trouble,
    motions_to_write_too,
    composites_to_answer,
    amendments_to_answer,
    candidates_to_second,
    own_nominations,
    elections_to_nominate_in,
    _motions_to_second,
)

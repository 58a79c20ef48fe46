"""What the first page says of this person and of the society: true figures, in words at need."""

from datetime import date, datetime
from typing import Any

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale, gettext, ngettext

from governance.accounts import queries as accounts
from governance.accounts.permissions import Accounts
from governance.ballots import queries as ballots
from governance.ballots.models import Ballot
from governance.ballots.presentation import kind_of
from governance.ballots.teller_queries import turnout_told
from governance.home import queries
from governance.home.results import DECIDED
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.clock import day_of
from governance.infrastructure.permissions import may
from governance.members import queries as members
from governance.members.models import RegisterEntry
from governance.motions import queries as motions
from governance.motions.permissions import Motions
from governance.motions.presentation import state_in_words
from governance.motions.queries import Listed
from governance.notifications.permissions import Notifications
from governance.rulebook import queries as rules
from governance.rulebook.permissions import Rules
from governance.web.templating import date_only


def turnout_in_words(ballot: Ballot) -> str:
    """Return "211 of 483 have voted.", as last noted; below the fewest told no number is."""
    if ballot.state == "planned":
        return gettext("Voting has just begun.")
    voted = turnout_told(ballot)
    fewest = ballots.fewest_told(day_of(ballot.opens_at))
    if voted < fewest:
        return gettext(
            "Fewer than %(fewest)s of %(entitled)s have voted.",
            fewest=fewest,
            entitled=f"{ballot.roll_size:,}",
        )
    return gettext(
        "%(voted)s of %(entitled)s have voted.",
        voted=f"{voted:,}",
        entitled=f"{ballot.roll_size:,}",
    )


def kind_in_words(ballot: Ballot) -> str:
    """Return "Secret ballot, special resolution"."""
    kind = kind_of(ballot)
    lowered = kind[:1].lower() + kind[1:]
    if ballot.secrecy == "open":
        return gettext("Open ballot, %(kind)s", kind=lowered)
    return gettext("Secret ballot, %(kind)s", kind=lowered)


def of_society(actor: Actor, now: datetime) -> list[dict[str, str]]:
    """Return the society's figures; one that is not known yet is left out."""
    year = day_of(now).year
    number = members.member_count(day_of(now))
    figures = [
        {
            "value": f"{number:,}",
            "label": ngettext("member, with one vote", "members, with one vote each", number),
        }
    ]
    figures += _last_turnout()
    figures += _rulebook(actor, now)
    this_year = [each for each in motions.motions_found() if each.motion.year == year]
    if this_year:
        decided = sum(each.motion.state in DECIDED for each in this_year)
        figures.append(
            {
                "value": f"{len(this_year):,}",
                "label": ngettext("motion this year", "motions this year", len(this_year)),
                "note": gettext("%(decided)s of them decided", decided=decided),
                "href": url_for("decisions.decisions") if may(actor, Motions.SEE) else "",
            }
        )
    return figures


def _rulebook(actor: Actor, now: datetime) -> list[dict[str, str]]:
    """Return which version of the rules holds, for whoever may read them."""
    version = rules.version_on(day_of(now)) if may(actor, Rules.SEE) else None
    if version is None:
        return []
    return [
        {
            "value": gettext("Version %(number)s", number=version.number),
            "label": gettext("of our rulebook"),
            "note": gettext("since %(day)s", day=date_only(version.since)),
            "href": url_for("rulebook.rulebook"),
        }
    ]


def _last_turnout() -> list[dict[str, str]]:
    newest = ballots.declarations(limit=1)
    if not newest:
        return []
    ballot, declaration = newest[0]
    counted = declaration.body["figures"]
    if not counted["entitled"]:
        return []
    return [
        {
            "value": f"{counted['voted'] * 100 // counted['entitled']}%",
            "label": gettext("took part in the last vote"),
            "href": url_for("ballots.result", ballot_id=ballot.id),
        }
    ]


def own_entry(actor: Actor) -> RegisterEntry | None:
    """Return the person's entry in the register."""
    return None if actor.party_id is None else members.entry(actor.party_id)


def own_motions(actor: Actor, today: date) -> list[dict[str, Any]]:
    """Return the person's motions that are still on their way, newest first, and how each is."""
    on_the_way = motions.motions_found(states=motions.UNDECIDED)
    return [
        {"motion": each.motion, "state": _how_it_is(each, today)}
        for each in on_the_way
        if each.motion.mover_id == actor.party_id
    ]


def _how_it_is(listed: Listed, today: date) -> str:
    motion = listed.motion
    if motion.stands_on(today) == "proposed":
        return gettext(
            "%(given)s of %(needed)s seconders.",
            given=listed.seconders,
            needed=motion.seconders_needed,
        )
    return state_in_words(motion.stands_on(today)) + "."


def coming(now: datetime) -> list[dict[str, Any]]:
    """Return the ballots that will open, for the margin."""
    return [
        {
            "question": ballot.question,
            "opens_at": ballot.opens_at,
            "kind": kind_in_words(ballot),
            "href": url_for("ballots.ballot", ballot_id=ballot.id),
        }
        for ballot in ballots.coming_ballots(now)[:2]
    ]


def roles_in_words(actor: Actor) -> str:
    """Return "You are here as secretary and manager"."""
    names = {
        Role.SECRETARY: gettext("secretary"),
        Role.CHAIR: gettext("chair"),
        Role.BOARD: gettext("member of the board"),
        Role.FINANCE: gettext("finance officer"),
        Role.MANAGER: gettext("manager"),
        Role.SCRUTINEER: gettext("scrutineer"),
        Role.AUDITOR: gettext("auditor"),
        Role.ADMINISTRATOR: gettext("administrator"),
    }
    held = [name for role, name in names.items() if actor.has(role)]
    return gettext("You are here as %(roles)s", roles=format_list(held, locale=get_locale()))


def of_office(actor: Actor, now: datetime) -> list[dict[str, str]]:
    """Return the office's figures: those of them that this officer's work is about."""
    number = members.member_count(day_of(now))
    current, planned = len(ballots.current_ballots(now)), len(ballots.coming_ballots(now))
    found = [
        {"value": f"{number:,}", "label": ngettext("member", "members", number)},
        {"value": f"{current:,}", "label": ngettext("ballot open", "ballots open", current)},
        {"value": f"{planned:,}", "label": ngettext("ballot planned", "ballots planned", planned)},
    ]
    if may(actor, Accounts.INVITE):
        invitations = accounts.invitations(on=day_of(now))
        share = invitations.joined * 100 // max(1, invitations.members)
        found.append({"value": f"{share}%", "label": gettext("of members have an account")})
    if may(actor, Notifications.SEE_OUTBOX):
        waiting = queries.mails_waiting()
        found.append(
            {"value": f"{waiting:,}", "label": ngettext("mail to send", "mails to send", waiting)}
        )
    return found

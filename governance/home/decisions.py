"""The front page of Decisions: what to vote on, to second, what is coming, what was decided."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext, ngettext

from governance.ballots import queries as ballots
from governance.ballots.models import Ballot
from governance.ballots.permissions import Ballots
from governance.home import results
from governance.home.figures import kind_in_words, turnout_in_words
from governance.infrastructure import clock
from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.motions import queries as motions
from governance.motions.permissions import Motions
from governance.motions.presentation import seconders_in_words
from governance.motions.presentation.meetings import meeting_in_words
from governance.motions.queries import Listed, amendments
from governance.reckoning.resolutions.registry import kind_named
from governance.web.access import current_actor, open_to
from governance.web.templating import date_only, moment

LOOKING_SHOWN = 6
RESULTS_SHOWN = 8

blueprint = Blueprint("decisions", __name__)


@blueprint.get("/decisions")
@open_to(Motions.SEE)
def decisions() -> str:
    """Ballots open now first, soonest closing on top; then motions; then results."""
    actor, now = current_actor(), clock.now()
    looking = motions.motions_found(states=("proposed",), limit=LOOKING_SHOWN)
    total_looking = motions.count_of_motions(states=("proposed",))
    return render_template(
        "home/decisions.html",
        open_now=[_open(ballot, actor) for ballot in ballots.current_ballots(now)],
        coming=[
            *(_coming(ballot) for ballot in ballots.coming_ballots(now)),
            *_at_meetings(),
        ],
        looking=[_looking(listed, actor) for listed in looking],
        total_looking=total_looking,
        waiting=[
            _waiting(listed, actor, clock.day_of(now))
            for listed in motions.waiting_for_ballot(clock.day_of(now))
        ],
        results=results.newest(RESULTS_SHOWN),
        figures=_figures(now, total_looking),
    )


def _open(ballot: Ballot, actor: Actor) -> dict[str, Any]:
    """Return the card of a ballot in which votes may be cast."""
    entry = ballots.roll_entry(ballot.id, actor.party_id)
    due = ballot.state == "planned" and ballots.may_vote_when_opened(ballot, actor.party_id)
    to_vote = due or ballots.is_still_to_vote(entry)
    voted = entry is not None and entry.mark is not None
    own = gettext("You have voted.") + " " if voted else ""
    if entry is not None and not voted and not to_vote:
        own = gettext("You vote on paper.") + " "
    return {
        "title": ballot.question,
        "when": gettext("Closes %(moment)s", moment=moment(ballot.closes_at)),
        "text": f"{own}{kind_in_words(ballot)}. {turnout_in_words(ballot)}",
        "href": url_for("ballots.ballot", ballot_id=ballot.id),
        "action": gettext("Vote now") if to_vote else gettext("See this ballot"),
        "to_vote": to_vote,
    }


def _coming(ballot: Ballot) -> dict[str, str]:
    """Return the card of a ballot that will open."""
    return {
        "title": ballot.question,
        "when": gettext("Opens %(moment)s", moment=moment(ballot.opens_at)),
        "text": f"{kind_in_words(ballot)}.",
        "href": url_for("ballots.ballot", ballot_id=ballot.id),
        "action": gettext("Read what it asks"),
    }


def _at_meetings() -> list[dict[str, str]]:
    """Return the card of each motion that a general meeting will decide, the soonest first."""
    return [
        {
            "title": motion.title,
            "when": meeting_in_words(step),
            "text": f"{gettext(kind_named(step.details['kind']).title)}.",
            "href": url_for("motions.motion", motion_id=motion.id),
            "action": gettext("Read the motion"),
        }
        for motion, step in motions.motions_before_a_meeting()
    ]


def _looking(listed: Listed, actor: Actor) -> dict[str, Any]:
    """Return the card of a motion that needs seconders, and what it needs of this person."""
    motion = listed.motion
    own = motion.mover_id == actor.party_id
    seconded = motions.has_seconded(motion.id, actor.party_id)
    needs = gettext("%(progress)s seconders.", progress=seconders_in_words(listed))
    if seconded:
        needs += " " + gettext("You seconded it.")
    if listed.comments:
        said = ngettext("%(num)s comment.", "%(num)s comments.", listed.comments)
        needs += f" {said}"
    may_second = may(actor, Motions.SECOND, motion) and not seconded
    return {
        "title": motion.title,
        "when": gettext(
            "Motion %(reference)s, proposed by %(name)s on %(day)s",
            reference=motion.reference,
            name=gettext("you") if own else listed.mover,
            day=date_only(motion.proposed_at),
        ),
        "text": needs,
        "href": url_for("motions.motion", motion_id=motion.id),
        "action": gettext("Read and second it") if may_second else gettext("Read it"),
    }


def _waiting(listed: Listed, actor: Actor, today: date) -> dict[str, str]:
    """Return a seconded motion; the secretary is led to setting its ballot."""
    motion = listed.motion
    assert motion.seconded_at is not None, "what waits for a ballot was seconded"
    card = {
        "title": motion.title,
        "when": gettext(
            "Motion %(reference)s, seconded on %(day)s",
            reference=motion.reference,
            day=date_only(motion.seconded_at),
        ),
        "href": url_for("motions.motion", motion_id=motion.id),
        "action": gettext("Read it"),
        "plan": "",
    }
    from_day = motions.may_be_put_from(motion, today)
    if today < from_day:
        card["when"] = gettext(
            "Motion %(reference)s, open for discussion: to a ballot from %(day)s",
            reference=motion.reference,
            day=date_only(from_day),
        )
    elif amendments.has_undecided(motion.id):
        card["when"] = gettext(
            "Motion %(reference)s: its amendments are decided first", reference=motion.reference
        )
    elif may(actor, Ballots.PLAN):
        card["plan"] = url_for("ballots.plan", motion_id=motion.id)
    return card


def _figures(now: datetime, looking: int) -> list[dict[str, str]]:
    """Return the section in three figures."""
    open_now = len(ballots.current_ballots(now))
    year = clock.day_of(now).year
    carried = results.carried_in(year, now)
    everything = motions.count_of_motions()
    return [
        {
            "value": f"{open_now:,}",
            "label": ngettext("ballot open now", "ballots open now", open_now),
        },
        {
            "value": f"{looking:,}",
            "label": ngettext("motion looks for seconders", "motions look for seconders", looking),
            "href": url_for("motions.motions", state="proposed"),
        },
        {
            "value": f"{carried:,}",
            "label": ngettext(
                "resolution carried this year", "resolutions carried this year", carried
            ),
            "href": url_for("resolutions.resolutions", year=year),
        },
        {
            "value": f"{everything:,}",
            "label": ngettext("motion in all", "motions in all", everything),
            "href": url_for("motions.motions"),
        },
    ]

"""A ballot as it stands for one person at one moment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext

from governance.ballots import queries
from governance.ballots.models import Ballot, Question
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.naming import choice_name
from governance.ballots.presentation.subject import AmendmentShown, amendment_shown
from governance.ballots.quorum import as_quorum
from governance.effects.presentation import Line, if_carried
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.motions import queries as motions
from governance.motions.models import Motion
from governance.motions.queries import amendments
from governance.reckoning.resolutions.registry import kind_named
from governance.web.templating import moment


@dataclass(frozen=True)
class BallotPage:
    """One ballot as it stands for one person at one moment."""

    ballot: Ballot
    asked: Question
    motion: Motion
    kind: str
    needs: tuple[str, ...]
    stage: str
    may_vote: bool
    has_voted: bool
    is_on_roll: bool
    own_vote: str | None
    turnout: int | None
    is_secret: bool
    may_call_off: bool
    lines: list[Line]
    conflicts: list[Motion]
    amendment: AmendmentShown | None


def of_ballot(ballot: Ballot, actor: Actor, now: datetime) -> BallotPage:
    """Return the page of a ballot for this person."""
    (asked,) = ballot.questions
    kind = kind_named(asked.resolution_kind)
    stage = _stage(ballot, now)
    entry = queries.roll_entry(ballot.id, actor.party_id)
    # Due but not yet opened by the worker: the first vote opens it, so the member may vote.
    due = stage == "open" and ballot.state == "planned" and _is_entitled(ballot, actor)
    has_voted = entry is not None and entry.mark is not None
    needs = (kind.needs, *(str(needed) for needed in as_quorum(asked.quorum).needs()))
    motion = db.session.get_one(Motion, asked.motion_id)
    amendment = amendment_shown(asked, motion, day_of(now))
    return BallotPage(
        ballot=ballot,
        asked=asked,
        motion=motion,
        kind=gettext(kind.title),
        needs=tuple(gettext(sentence) for sentence in needs),
        stage=stage,
        may_vote=stage == "open" and (due or (entry is not None and not has_voted)),
        has_voted=has_voted,
        is_on_roll=entry is not None or due,
        own_vote=_own_vote(ballot, actor) if has_voted else None,
        turnout=queries.turnout(ballot.id) if ballot.state != "planned" else None,
        is_secret=ballot.secrecy != "open",
        may_call_off=ballot.state in ("planned", "open") and permissions.may(actor, Ballots.PLAN),
        lines=[]
        if amendment
        else if_carried(motion.effect, motion.payload, today=day_of(now), kept=motion.consequences),
        conflicts=[] if amendment or motion.closed_at else motions.conflicts_of(motion),
        amendment=amendment,
    )


def of_motion(motion: Motion, actor: Actor, today: date) -> dict[str, Any] | None:
    """Return what the page of a motion says of its ballot: label, href, text, action, now."""
    ballot = queries.ballot_of_motion(motion.id)
    if may_be_planned(motion, today) and permissions.may(actor, Ballots.PLAN):
        return {
            "label": gettext("This motion waits for a ballot"),
            "href": url_for("ballots.plan", motion_id=motion.id),
            "text": gettext("It has its seconders. Set when its ballot opens and closes."),
            "action": gettext("Set a ballot"),
            "now": True,
        }
    if ballot is None or ballot.state == "called_off":
        return None
    return of_its_ballot(ballot)


def may_be_planned(motion: Motion, today: date) -> bool:
    """Say whether the motion can be put to a ballot: seconded, not put off, nothing undecided."""
    return (
        motion.state == "seconded"
        and motions.may_be_put_from(motion, today) <= today
        and not amendments.has_undecided(motion.id)
    )


def of_its_ballot(ballot: Ballot) -> dict[str, Any]:
    """Return what the page of what is voted on says of its ballot."""
    said = {
        "planned": (gettext("The ballot opens %(when)s", when=moment(ballot.opens_at)), ""),
        "open": (
            gettext("The ballot closes %(when)s", when=moment(ballot.closes_at)),
            gettext("Go to the ballot"),
        ),
        "closed": (gettext("The papers are being counted"), ""),
        "declared": (gettext("The members have decided"), gettext("See the result")),
    }
    label, action = said[ballot.state]
    return {
        "label": label,
        "href": url_for("ballots.ballot", ballot_id=ballot.id),
        "text": ballot.question,
        "action": action or gettext("See the ballot"),
        "now": ballot.state == "open",
    }


def _stage(ballot: Ballot, now: datetime) -> str:
    """Return planned, open, counting, declared or called_off, by the clock and not the worker."""
    if ballot.state in ("declared", "called_off"):
        return ballot.state
    if now >= ballot.closes_at or ballot.state == "closed":
        return "counting"
    return "open" if now >= ballot.opens_at else "planned"


def _is_entitled(ballot: Ballot, actor: Actor) -> bool:
    return queries.may_vote_when_opened(ballot, actor.party_id)


def _own_vote(ballot: Ballot, actor: Actor) -> str | None:
    if ballot.secrecy != "open" or actor.party_id is None:
        return None
    own = queries.own_open_vote(ballot.id, actor.party_id)
    return choice_name(own) if own else None

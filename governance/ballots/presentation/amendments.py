"""What pages show of a ballot that is on an amendment."""

from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext

from governance.ballots import queries
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.office import usual_ballot
from governance.ballots.presentation.voting import of_its_ballot
from governance.ballots.subject import kind_needed
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.motions.models import Amendment, Motion
from governance.motions.presentation.amendments import does
from governance.motions.queries import amendments

LONGEST_QUESTION = 200


def of_amendment(
    amendment: Amendment, motion: Motion, actor: Actor, today: date
) -> dict[str, Any] | None:
    """Return what the page of an amendment says of its ballot: label, href, text, action, now."""
    if permissions.may(actor, Ballots.PLAN) and is_next(amendment, motion, today):
        return {
            "label": gettext("This amendment waits for a ballot"),
            "href": url_for("ballots.plan_amendment", amendment_id=amendment.id),
            "text": gettext("It has its seconders, and is the next to be voted on."),
            "action": gettext("Set a ballot"),
            "now": True,
        }
    ballot = queries.ballot_of_amendment(amendment.id)
    if ballot is None or ballot.state == "called_off":
        return None
    return of_its_ballot(ballot)


def is_next(amendment: Amendment, motion: Motion, today: date) -> bool:
    """Say whether the amendment is the next that can be put to a ballot."""
    if amendment.state != "seconded" or motion.stands_on(today) != "seconded":
        return False
    if amendments.balloted_amendment(motion.id) is not None:
        return False
    return amendments.voting_order(motion)[0].id == amendment.id


def usual_ballot_on(amendment: Amendment, motion: Motion, now: datetime) -> dict[str, Any]:
    """Return what the form proposes for an amendment: as for its motion, but ordinary business."""
    return usual_ballot(motion, now) | {
        "question": _question(amendment, motion),
        "if_carried": gettext("The motion says so at once. The members vote on it afterwards."),
        "resolution_kind": kind_needed(motion, on_amendment=True, today=day_of(now)),
    }


def _question(amendment: Amendment, motion: Motion) -> str:
    told = does(amendment)
    whole = gettext(
        "Shall the motion “%(title)s” be amended so: %(does)s?",
        title=motion.title,
        does=told[:1].lower() + told[1:],
    )
    if len(whole) <= LONGEST_QUESTION:
        return whole
    return gettext(
        "Shall motion %(reference)s be amended by %(amendment)s?",
        reference=motion.reference,
        amendment=amendment.short_reference,
    )

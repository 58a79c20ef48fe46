"""How amendments are told: what they do, how they stand, and the steps of their way."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from governance.motions.models import Amendment, Motion
from governance.motions.queries.amendments import Proposed
from governance.reckoning.texts.amending import Change, Deed
from governance.web.templating import date_only

FELL_WITH_MOTION = "fell_with_motion"
STILL_LIVE = ("proposed", "seconded", "remitted", "to_meeting")
SHOWN_TONES = {
    "proposed": "now",
    "seconded": "neutral",
    "balloted": "now",
    "accepted": "good",
    "carried": "good",
    "lost": "bad",
    "inquorate": "quiet",
    "withdrawn": "quiet",
    "fallen": "quiet",
    "ruled_out": "bad",
    FELL_WITH_MOTION: "quiet",
}


def shown_state(row: Amendment, motion: Motion) -> str:
    """Return how an amendment stands: one that nothing came of falls with its motion."""
    if row.state in ("proposed", "seconded") and motion.state not in STILL_LIVE:
        return FELL_WITH_MOTION
    return row.state


def shown_state_in_words(state: str) -> str:
    """Return how a state is called on pages."""
    words = {
        "proposed": gettext("Looking for seconders"),
        "seconded": gettext("Waiting for a vote"),
        "balloted": gettext("Put to a ballot"),
        "accepted": gettext("Accepted by the mover"),
        "carried": gettext("Carried"),
        "lost": gettext("Lost"),
        "inquorate": gettext("Inquorate"),
        "withdrawn": gettext("Withdrawn"),
        "fallen": gettext("Fell"),
        "ruled_out": gettext("Ruled out of order"),
        FELL_WITH_MOTION: gettext("Ended with its motion"),
    }
    return words[state]


def changes_in_words(changes: Sequence[Change], *, settings: bool = False) -> str:
    """Return what changes do, in a sentence: "Changes paragraph 3, removes paragraph 5"."""
    told = [_in_words(each) for each in sorted(changes, key=lambda each: each.place)]
    if settings:
        told.append(gettext("changes what happens if it is carried"))
    sentence = ", ".join(told)
    return sentence[:1].upper() + sentence[1:]


def amendment_way_of(
    proposed: Proposed, motion: Motion, ballot: dict[str, Any] | None
) -> list[dict[str, str]]:
    """Return the amendment's way so far and what is to come."""
    row = proposed.row
    steps = [
        {
            "title": gettext(
                "Proposed by %(name)s", name=proposed.mover or gettext("a former member")
            ),
            "when": date_only(row.proposed_at),
            "state": "done",
        }
    ]
    if row.seconders_needed and (row.seconded_at or row.closed_at is None):
        steps.append(_seconded(row))
    if row.declined_at:
        steps.append(
            {
                "title": gettext("The mover did not accept it"),
                "when": date_only(row.declined_at),
                "state": "done",
            }
        )
    return [*steps, _last(row, motion, ballot)]


def _seconded(row: Amendment) -> dict[str, str]:
    return {
        "title": gettext("Seconded"),
        "when": date_only(row.seconded_at) if row.seconded_at else "",
        "state": "done" if row.seconded_at else "now",
    }


def _last(row: Amendment, motion: Motion, ballot: dict[str, Any] | None) -> dict[str, str]:
    state = shown_state(row, motion)
    if state == FELL_WITH_MOTION:
        return {"title": shown_state_in_words(state), "state": "done"}
    if row.closed_at is None:
        step = {
            "title": gettext("Accepted by the mover, or decided by the members"),
            "state": "next" if state == "proposed" else "now",
        }
        return step | ({"href": ballot["href"]} if ballot and state == "balloted" else {})
    return {
        "title": shown_state_in_words(state),
        "when": date_only(row.closed_at),
        "text": gettext(row.note) if row.note else "",
        "state": "done",
    }


def _in_words(change: Change) -> str:
    if change.deed is Deed.REPLACE:
        return gettext("changes paragraph %(number)s", number=change.paragraph)
    if change.deed is Deed.REMOVE:
        return gettext("removes paragraph %(number)s", number=change.paragraph)
    if not change.paragraph:
        return gettext("adds words at the beginning")
    return gettext("adds words after paragraph %(number)s", number=change.paragraph)

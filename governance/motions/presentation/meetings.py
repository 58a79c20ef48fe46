"""What pages say of a motion that a general meeting decides, or has decided."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from governance.motions.models import Step
from governance.motions.presentation.words import state_in_words
from governance.motions.service.at_meetings import MEETINGS, Vote
from governance.reckoning.resolutions.decision import Decision
from governance.reckoning.resolutions.meeting import Way
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.meetings import MeetingRules
from governance.reckoning.rules.kinds.notice import Meeting
from governance.reckoning.sentence import Sentence
from governance.rulebook.queries import rules_on
from governance.web.templating import date_only


@dataclass(frozen=True)
class ResultOfMeeting:
    """How a meeting voted and what that decides."""

    meeting: str
    kind: str
    outcome: str
    word: str
    arithmetic: str
    rows: list[tuple[str, str]]


def meeting_in_words(step: Step) -> str:
    """Return which meeting a step is about: "General meeting, 3 December 2026"."""
    assert step.on_day is not None
    name = gettext(MEETINGS[Meeting(step.details["meeting"])])
    return gettext("%(meeting)s, %(day)s", meeting=name, day=date_only(step.on_day))


def has_casting_vote(sent: Step) -> bool:
    """Say whether the rules of the meeting's day give its chair a casting vote on this."""
    assert sent.on_day is not None
    by_rules = rules_on(sent.on_day).of(MeetingRules).casting_vote
    return by_rules and kind_named(sent.details["kind"]).allows_a_casting_vote


def of_result(
    sent: Step, vote: Vote, decision: Decision, figures: dict[str, int]
) -> ResultOfMeeting:
    """Return what the secretary checks before a result is entered."""
    return _result(
        sent,
        outcome=decision.outcome.value,
        way=vote.way,
        minute=vote.minute,
        arithmetic=decision.arithmetic,
        figures=figures,
    )


def of_decided(step: Step) -> ResultOfMeeting:
    """Return the result as the motion's page tells it."""
    told = step.details
    return _result(
        step,
        outcome=told["outcome"],
        way=Way(told["way"]),
        minute=told["minute"],
        arithmetic=Sentence.from_json(told["arithmetic"]),
        figures=told["figures"],
    )


def _result(
    step: Step,
    *,
    outcome: str,
    way: Way,
    minute: str,
    arithmetic: Sentence,
    figures: dict[str, Any],
) -> ResultOfMeeting:
    ways = {
        Way.SHOW_OF_HANDS: gettext("By a show of hands"),
        Way.POLL: gettext("In a poll"),
    }
    there = gettext(
        "%(present)s of %(entitled)s who may vote; %(by_proxy)s of them by proxy",
        present=f"{figures['present']:,}",
        entitled=f"{figures.get('members', figures['entitled']):,}",
        by_proxy=f"{figures['by_proxy']:,}",
    )
    kind = gettext(kind_named(step.details["kind"]).title)
    return ResultOfMeeting(
        meeting=meeting_in_words(step),
        kind=kind,
        outcome=outcome,
        word=state_in_words(outcome),
        arithmetic=arithmetic.translated(gettext),
        rows=[
            (gettext("Kind"), kind),
            (gettext("How they voted"), ways[way]),
            (gettext("Who was there"), there),
            (gettext("For"), f"{figures['for']:,}"),
            (gettext("Against"), f"{figures['against']:,}"),
            (gettext("Abstained"), f"{figures['abstained']:,}"),
            (gettext("Minute"), minute),
        ],
    )

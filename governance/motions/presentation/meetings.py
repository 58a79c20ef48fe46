"""What pages say of a motion that a general meeting decides, or has decided."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from governance.motions.models import Step
from governance.motions.presentation.words import state_in_words
from governance.motions.queries import Confirming
from governance.motions.service.at_meetings import MEETINGS, Vote
from governance.reckoning.resolutions.decision import Decision, Outcome
from governance.reckoning.resolutions.kind import ResolutionKind
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


def second_meeting_in_words(state: Confirming) -> str:
    """Return which second meeting confirms a motion, or within which days one must be held."""
    if state.sent is not None:
        return meeting_in_words(state.sent)
    return gettext(
        "Second meeting between %(earliest)s and %(latest)s",
        earliest=date_only(state.earliest),
        latest=date_only(state.latest),
    )


def the_test(kind: str) -> str:
    """Return what a kind of resolution needs, and by which rule."""
    by = kind_named(kind)
    return gettext("%(needs)s By: %(source)s.", needs=gettext(by.needs), source=by.source)


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
    """Return a result as the motion's page tells it."""
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
    by = kind_named(step.details["kind"])
    kind = gettext(by.title)
    return ResultOfMeeting(
        meeting=meeting_in_words(step),
        kind=kind,
        outcome=outcome,
        word=_word(outcome, by),
        arithmetic=arithmetic.translated(gettext),
        rows=[
            (gettext("Kind"), kind),
            (gettext("The test"), the_test(by.name)),
            (gettext("How they voted"), ways[way]),
            (gettext("Who was there"), there),
            (gettext("For"), f"{figures['for']:,}"),
            (gettext("Against"), f"{figures['against']:,}"),
            (gettext("Abstained"), f"{figures['abstained']:,}"),
            (gettext("Minute"), minute),
        ],
    )


def _word(outcome: str, by: ResolutionKind) -> str:
    """Return the outcome of one vote in a word; what a second meeting must confirm is passed."""
    if outcome == Outcome.CARRIED and by.second is not None:
        return gettext("Passed, to be confirmed")
    return (
        gettext("Confirmed")
        if outcome == Outcome.CARRIED and by.confirms
        else (state_in_words(outcome))
    )

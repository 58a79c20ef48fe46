"""A motion's way as its page tells it: what was done, how it stands now, and what is to come."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from flask import url_for
from flask_babel import gettext

from governance.motions import queries
from governance.motions.models import Motion, Step, StepKind
from governance.motions.presentation.meetings import meeting_in_words, second_meeting_in_words
from governance.motions.presentation.words import seconders_in_words, state_in_words
from governance.motions.queries import Listed
from governance.motions.queries.course import Ruling, Taken
from governance.web.templating import date_only, day

Entry: TypeAlias = dict[str, str]


def way_of(listed: Listed, ballot: Entry | None, today: date) -> list[Entry]:
    """Return the motion's way so far, how it stands on the day, and what is to come."""
    taken = queries.steps_of(listed.motion.id)
    return [*_done(listed, taken, today), *_now(listed, ballot, today), *_to_come(listed.motion)]


def _done(listed: Listed, taken: list[Taken], today: date) -> list[Entry]:
    """Return what was done, in the order in which it was."""
    motion = listed.motion
    proposed = gettext("Proposed by %(name)s", name=listed.mover or gettext("a former member"))
    done = [(motion.proposed_at, _entry(proposed, motion.proposed_at))]
    told = _told_apart(taken, motion.stands_on(today))
    done += [(each.step.at, _of_step(each.step, told)) for each in taken]
    if motion.seconded_at is not None:
        done.append((motion.seconded_at, _entry(gettext("Seconded"), motion.seconded_at)))
    return [entry for _at, entry in sorted(done, key=lambda each: each[0])]


def _told_apart(taken: list[Taken], stands: str) -> set[int]:
    """Return the steps whose words the page tells in a place of their own."""
    kind = _OF_STATES.get(stands)
    newest = [each.step.id for each in taken if each.step.kind == kind][-1:]
    return {*newest, *(each.step.id for each in taken if each.step.kind == StepKind.REPORTED)}


def _of_step(step: Step, told_apart: set[int]) -> Entry:
    """Return what was done as a line of the motion's way."""
    entry = _entry(_TITLES[StepKind(step.kind)](step), step.at)
    entry["text"] = "" if step.id in told_apart else step.words
    if "as" in step.details:
        entry["href"] = url_for("motions.motion", motion_id=step.details["as"])
    return entry


def _now(listed: Listed, ballot: Entry | None, today: date) -> list[Entry]:
    """Return how the motion stands now, unless it has ended."""
    motion = listed.motion
    stands = motion.stands_on(today)
    if motion.closed_at is not None:
        return _ended(motion, ballot, today)
    if stands == "proposed":
        return [_going_on(gettext("Seconded"), seconders_in_words(listed))]
    if stands == "adjourned":
        assert motion.adjourned_until is not None
        return [_going_on(gettext("Comes back on %(day)s", day=day(motion.adjourned_until)))]
    if stands == "remitted":
        return [_going_on(gettext("Waiting for the report"))]
    if stands == "to_meeting":
        return [_going_on(gettext("Waiting for the meeting"))]
    if stands == "to_confirm":
        return [_going_on(gettext("Waiting to be confirmed"), _confirmed_when(motion))]
    if stands == "balloted":
        return [_balloted(ballot, "now")]
    return [_waiting(motion, today)]


def _waiting(motion: Motion, today: date) -> Entry:
    from_day = queries.may_be_put_from(motion, today)
    if today < from_day:
        said = gettext("It may be put to a ballot from %(day)s.", day=day(from_day))
        return _going_on(gettext("Open for discussion"), said)
    return _going_on(gettext("Waiting for the secretary to put it to a ballot"))


def _ended(motion: Motion, ballot: Entry | None, today: date) -> list[Entry]:
    assert motion.closed_at is not None
    if motion.state == "out_of_order":
        return _after_ruling(queries.ruling_on(motion.id), today)
    if motion.state == "withdrawn":
        entry = _entry(gettext("Withdrawn"), motion.closed_at)
        return [entry | {"text": gettext("Its mover took it back.")}]
    if motion.state in ("composited", "lapsed"):
        return []
    ended = _entry(state_in_words(motion.state), motion.closed_at)
    return [_balloted(ballot, "done"), ended] if ballot else [ended]


def _after_ruling(ruling: Ruling | None, today: date) -> list[Entry]:
    if ruling is None or ruling.decision is not None:
        return []
    if ruling.appeal is not None:
        return [_going_on(gettext("The appeal waits to be decided"))]
    if today > ruling.until:
        return []
    return [_going_on(gettext("Members may appeal until %(day)s", day=day(ruling.until)))]


def _to_come(motion: Motion) -> list[Entry]:
    if motion.closed_at is not None:
        return []
    put = {"title": gettext("Put to a ballot by the secretary"), "state": "next"}
    decided = {"title": gettext("Decided by the members"), "state": "next"}
    return [put, decided] if motion.state in ("proposed", "remitted") else [decided]


def _confirmed_when(motion: Motion) -> str:
    state = queries.confirming(motion)
    return second_meeting_in_words(state) if state else ""


def _balloted(ballot: Entry | None, state: str) -> Entry:
    entry = {"title": gettext("Put to a ballot"), "state": state}
    return entry | {"href": ballot["href"], "text": ballot["text"]} if ballot else entry


def _entry(title: str, at: datetime) -> Entry:
    return {"title": title, "when": date_only(at), "state": "done"}


def _going_on(title: str, text: str = "") -> Entry:
    return {"title": title, "text": text, "state": "now"}


def _until(step: Step) -> str:
    assert step.on_day is not None
    return day(step.on_day)


def _decided(step: Step) -> str:
    if step.details["allowed"]:
        return gettext("The appeal was allowed: %(minute)s", minute=step.details["minute"])
    return gettext("The ruling was upheld: %(minute)s", minute=step.details["minute"])


_OF_STATES = {
    "out_of_order": StepKind.RULED_OUT,
    "adjourned": StepKind.ADJOURNED,
    "remitted": StepKind.REMITTED,
}
_TITLES: dict[StepKind, Callable[[Step], str]] = {
    StepKind.RULED_OUT: lambda step: gettext("Ruled out of order by the chair"),
    StepKind.APPEALED: lambda step: gettext("Enough members appealed against the ruling"),
    StepKind.APPEAL_DECIDED: _decided,
    StepKind.REMITTED: lambda step: gettext(
        "Given to %(whom)s, to report by %(day)s", whom=step.details["to"], day=_until(step)
    ),
    StepKind.REPORTED: lambda step: gettext("Reported on"),
    StepKind.ADJOURNED: lambda step: gettext("Put off to %(day)s", day=_until(step)),
    StepKind.RESUMED: lambda step: gettext("Brought back before its day"),
    StepKind.SENT_TO_MEETING: lambda step: gettext(
        "Sent to a meeting: %(meeting)s", meeting=meeting_in_words(step)
    ),
    StepKind.COMPOSITED: lambda step: gettext(
        "Brought together with others as motion %(reference)s", reference=step.details["reference"]
    ),
    StepKind.UNCOMPOSITED: lambda step: gettext("On its own again: the composite has ended"),
    StepKind.MAY_COME_AGAIN: lambda step: gettext("The chair allows that it comes again"),
    StepKind.TAKEN_UP: lambda step: gettext(
        "Taken up as motion %(reference)s", reference=step.details["reference"]
    ),
    StepKind.LAPSED: lambda step: gettext(
        "Lapsed: no second meeting confirmed it by %(day)s", day=_until(step)
    ),
    StepKind.TAKEN_BACK: lambda step: gettext("Taken back from the meeting"),
    StepKind.DECIDED_THERE: lambda step: gettext(
        "Voted on: %(meeting)s", meeting=meeting_in_words(step)
    ),
}

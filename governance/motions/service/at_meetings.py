"""Motions sent to a general meeting, and what it decided; both stand as they are entered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotAllowed, Refused
from governance.infrastructure.events import publish
from governance.infrastructure.permissions import may
from governance.members.queries import entitled_at
from governance.motions import limits
from governance.motions.course_events import (
    DecidedAtMeeting,
    MotionSentToMeeting,
    MotionTakenBack,
)
from governance.motions.models import Motion, Step, StepKind
from governance.motions.permissions import Motions
from governance.motions.queries.conflicts import needed_by
from governance.motions.queries.course import meeting_waited_for
from governance.motions.service.deciding import not_waiting, refuse_early
from governance.motions.service.moving import (
    NotOpenToThat,
    check_words,
    hold,
    in_words,
    moved,
    published,
    write_step,
)
from governance.motions.service.settling import settle, state_after
from governance.motions.service.undecided import (
    hold_without_undecided_amendments,
    hold_without_voting,
)
from governance.motions.service.weighing import all_votes
from governance.reckoning.resolutions.decision import CastingVote, Decision
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.meeting import Room, Way, decide_in_the_room
from governance.reckoning.resolutions.offering import offered
from governance.reckoning.resolutions.passing import Place
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.entrenchment import suffices
from governance.reckoning.rules.kinds.meetings import MeetingRules
from governance.reckoning.rules.kinds.notice import Meeting, NoticeRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import legal_form, named_on, rules_on

MEETINGS = {
    Meeting.GENERAL: "General meeting",
    Meeting.ANNUAL: "Annual general meeting",
    Meeting.SPECIAL_BUSINESS: "General meeting with special business",
}


class MeetingNotPossible(Refused):
    """The motion cannot go to that meeting."""

    title = "It cannot go to that meeting"


class WrongFigures(Refused):
    """The figures of a vote at a meeting cannot be right."""

    status = 422
    title = "The figures cannot be right"


@dataclass(frozen=True)
class Vote:
    """What was counted at a meeting, as the secretary enters it.

    `is_taken_up` says that the meeting had been adjourned and was taken up again.
    """

    way: Way
    votes_for: int
    against: int
    abstained: int
    in_person: int
    by_proxy: int
    minute: str
    is_taken_up: bool = False
    casting_vote: CastingVote | None = None


def send_to_meeting(
    motion: Motion,
    meeting: Meeting,
    day: date,
    resolution_kind: str,
    *,
    actor: Actor,
    now: datetime,
) -> Step:
    """Send a seconded motion to a general meeting, which decides it by that kind of resolution.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotOpenToThat: unless it is seconded and waiting, and its time to discuss is over.
        MeetingNotPossible: it is too late for that meeting, or the kind is not enough.
    """
    require_secretary(actor)
    hold_without_voting(motion)
    if motion.state != "seconded":
        raise not_waiting(motion)
    refuse_early(motion, day_of(now))
    _refuse_late(motion, meeting, day, today=day_of(now))
    _refuse_weak(motion, resolution_kind, today=day_of(now))
    is_moved = moved(motion.id, before=("seconded",), after="to_meeting")
    assert is_moved, "the motion's row is held"
    step = write_step(
        motion,
        StepKind.SENT_TO_MEETING,
        on_day=day,
        details={"meeting": str(meeting), "kind": resolution_kind},
        actor=actor,
        now=now,
    )
    publish(
        MotionSentToMeeting(
            **published(step, motion), meeting_on=day, resolution_kind=resolution_kind
        )
    )
    return step


def take_back_from_meeting(motion: Motion, reason: str, *, actor: Actor, now: datetime) -> None:
    """Have the motion wait again: the meeting did not come to it, or was not held.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotOpenToThat: it is not sent to a meeting.
    """
    require_secretary(actor)
    check_words(reason, called="The reason", longest=limits.LONGEST_RULING)
    hold(motion)
    sent = sent_to(motion)
    moved(motion.id, before=("to_meeting",), after="seconded")
    step = write_step(motion, StepKind.TAKEN_BACK, words=reason, about=sent, actor=actor, now=now)
    publish(MotionTakenBack(**published(step, motion)))


def decide_at_meeting(motion: Motion, vote: Vote, *, actor: Actor, now: datetime) -> Decision:
    """Enter how the meeting voted; that decides the motion, and is not entered again.

    What a second meeting must confirm is not decided yet: it waits for that.

    Raises:
        NotAllowed: for anyone but the secretary.
        NotOpenToThat: it is not sent to a meeting, or the meeting is still to come.
        AmendmentsFirst: amendments of it are undecided.
        MeetingNotPossible: it was sent there for another kind of resolution than it needs by then.
        WrongFigures: saying what cannot be of them.
    """
    require_secretary(actor)
    check_words(vote.minute, called="The minute", longest=limits.LONGEST_MINUTE)
    hold_without_undecided_amendments(motion)
    sent = sent_to(motion)
    refuse_weak_by_then(motion, sent)
    decision, figures = decision_of_meeting(sent, vote, now=now)
    assert sent.on_day is not None
    step = write_step(
        motion,
        StepKind.DECIDED_THERE,
        about=sent,
        on_day=sent.on_day,
        details=_told(sent, vote, decision, figures),
        actor=actor,
        now=now,
    )
    kind = kind_named(sent.details["kind"])
    event = DecidedAtMeeting(
        **published(step, motion) | {"state": state_after(decision.outcome, kind)},
        outcome=decision.outcome.value,
        resolution_kind=kind.name,
        figures=figures,
        arithmetic=decision.arithmetic.as_json(),
        way=str(vote.way),
        meeting=MEETINGS[Meeting(sent.details["meeting"])],
        meeting_on=sent.on_day,
        rules=named_on(sent.on_day),
    )
    publish(event)
    settle(motion, event)
    return decision


def refuse_weak_by_then(motion: Motion, sent: Step) -> None:
    """Refuse to decide by a kind of resolution that is not enough on the meeting's day.

    The rules may have changed since the motion was sent there, or an amendment what it would do.

    Raises:
        MeetingNotPossible: saying which kind it needs.
    """
    assert sent.on_day is not None
    needed = kind_named(needed_by(motion, sent.on_day))
    if kind_named(sent.details["kind"]).confirms:
        return  # by the rules of its own day the first meeting's kind was enough
    if not suffices(sent.details["kind"], needed.name):
        title = kind_named(sent.details["kind"]).title.lower()
        raise MeetingNotPossible(
            f"By the rules of the meeting’s day this motion needs another kind of resolution than "
            f"{title}, for which it was sent there: {needed.title}.",
            next_step="Take it back from the meeting, and send it to another or put it to a "
            "ballot.",
        )


def decision_of_meeting(
    sent: Step, vote: Vote, *, now: datetime
) -> tuple[Decision, dict[str, int]]:
    """Return what the votes decide by the rules of the meeting's day, and its figures.

    Raises:
        NotOpenToThat: the meeting is still to come.
        WrongFigures: saying what cannot be of them.
    """
    assert sent.on_day is not None
    if day_of(now) < sent.on_day:
        raise NotOpenToThat(
            f"The meeting is on {in_words(sent.on_day)}, so nothing is decided yet.",
            next_step="Enter the result on that day or later.",
        )
    kind, room = kind_named(sent.details["kind"]), _room(sent.on_day, vote)
    for fault in room.faults():
        raise WrongFigures(str(fault), next_step="Check the minutes and enter the figures again.")
    _check_casting_vote(kind, vote, sent.on_day)
    return decide_in_the_room(kind, room, casting_vote=vote.casting_vote), room.figures


def sent_to(motion: Motion) -> Step:
    """Return the step that sent the motion to the meeting that is to decide it.

    Raises:
        NotOpenToThat: it is not sent to one.
    """
    sent = meeting_waited_for(motion)
    if sent is None:
        raise NotOpenToThat(
            "This motion does not wait for a meeting.", next_step="Its page shows where it stands."
        )
    return sent


def kinds_for_meeting(needed: str) -> list[ResolutionKind]:
    """Return the kinds of resolution that a meeting can pass and that are what a motion needs."""
    at_meetings = offered(Place.MEETING, legal_form())
    return [kind for kind in at_meetings if suffices(kind.name, needed)]


def require_secretary(actor: Actor) -> None:
    """Refuse anyone but the secretary, who sends motions to meetings and enters results."""
    if not may(actor, Motions.MEET):
        raise NotAllowed("Only the secretary sends a motion to a meeting and enters its result.")


def _room(day: date, vote: Vote) -> Room:
    roll = entitled_at(day).order_by(None).subquery()
    entitled = db.session.scalar(select(func.count()).select_from(roll)) or 0
    rules = rules_on(day).of(QuorumRules)
    quorum = rules.of_adjourned_meeting if vote.is_taken_up else rules.of_meeting
    least = quorum(entitled).participation or 0
    assert isinstance(least, int), "the quorum of a meeting is a number of members"
    return Room(
        votes_for=vote.votes_for,
        against=vote.against,
        abstained=vote.abstained,
        in_person=vote.in_person,
        by_proxy=vote.by_proxy,
        entitled=entitled,
        counts=rules.present(in_person=vote.in_person, by_proxy=vote.by_proxy),
        quorum=least,
        all_votes=all_votes(day, vote.way),
    )


def _told(sent: Step, vote: Vote, decision: Decision, figures: dict[str, int]) -> dict[str, Any]:
    return {
        **sent.details,
        "outcome": decision.outcome.value,
        "way": str(vote.way),
        "figures": figures,
        "quorum": decision.quorum,
        "arithmetic": decision.arithmetic.as_json(),
        "casting_vote": str(vote.casting_vote or ""),
        "taken_up": vote.is_taken_up,
        "minute": vote.minute,
    }


def _check_casting_vote(kind: ResolutionKind, vote: Vote, day: date) -> None:
    if vote.casting_vote is None:
        return
    given = rules_on(day).of(MeetingRules).casting_vote and kind.allows_a_casting_vote
    if not given or vote.votes_for != vote.against:
        raise WrongFigures(
            "The chair has no casting vote here.",
            next_step="There is one only on equal votes, by rules that give one.",
        )


def _refuse_late(motion: Motion, meeting: Meeting, day: date, *, today: date) -> None:
    """Refuse a meeting for which the motion, or the notice that has to name it, is too late."""
    last_day = rules_on(today).of(NoticeRules).last_day_for_motions(day)
    assert motion.seconded_at is not None, "what waits is seconded"
    if day_of(motion.seconded_at) > last_day:
        raise MeetingNotPossible(
            f"By the rules a motion for that meeting had to be in by {in_words(last_day)}.",
            next_step="Choose a later meeting, or put the motion to a ballot.",
        )
    refuse_late_notice(
        meeting, day, today=today, instead="Choose a later meeting, or put the motion to a ballot."
    )


def refuse_late_notice(meeting: Meeting, day: date, *, today: date, instead: str) -> None:
    """Refuse a meeting of which notice can no longer be given in time."""
    last_day = rules_on(today).of(NoticeRules).last_day_to_give(day, meeting)
    if today > last_day:
        raise MeetingNotPossible(
            f"Notice of that meeting had to be given by {in_words(last_day)}.", next_step=instead
        )


def _refuse_weak(motion: Motion, resolution_kind: str, *, today: date) -> None:
    needed = kind_named(needed_by(motion, today))
    if kind_named(resolution_kind) not in kinds_for_meeting(needed.name):
        raise MeetingNotPossible(
            "That kind of resolution cannot be passed at a meeting, or is not enough.",
            next_step=f"By the rules the motion needs: {needed.title}. {needed.needs}",
        )

"""What a motion's page says of its course, and what this person may do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext, ngettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.permissions import may
from governance.motions import queries
from governance.motions.models import Motion, Step, StepKind
from governance.motions.permissions import Motions
from governance.motions.presentation.meetings import (
    ResultOfMeeting,
    meeting_in_words,
    of_decided,
    second_meeting_in_words,
    the_test,
)
from governance.motions.queries import composites
from governance.motions.queries.course import (
    Appeals,
    Ruling,
    may_be_taken_up_until,
    may_come_again_on,
)
from governance.reckoning.rules.kinds.motions import BOARD_DECIDES
from governance.web.templating import date_only, day


@dataclass(frozen=True)
class Card:
    """Something that was done and still matters: what, when, and in which words."""

    title: str
    when: str
    words: str
    is_now: bool = False


@dataclass(frozen=True)
class RulingShown:
    """The ruling by which a motion is out of order, and the appeal against it."""

    card: Card
    standing: str
    joined: list[Appeals]
    may_appeal: bool


@dataclass(frozen=True)
class Course:
    """What the page of a motion says of its course."""

    waits: str
    cards: list[Card]
    ruling: RulingShown | None
    reports: list[Card]
    decided: list[ResultOfMeeting]
    take_up: str
    composites: list[dict[str, str]]
    may_compose: bool
    acts: list[dict[str, str]]


def course_of(motion: Motion, actor: Actor, today: date) -> Course:
    """Return what the page says of the motion's course to this person on this day."""
    return Course(
        waits=_waits(motion, today),
        cards=list(_cards(motion, today)),
        ruling=_ruling(motion, actor, today) if motion.state == "out_of_order" else None,
        reports=[
            Card(gettext("Report of %(whom)s", whom=asked), date_only(step.at), step.words)
            for step, asked in _reports(motion)
        ],
        decided=_decided(motion),
        take_up=_take_up(motion, actor, today),
        composites=list(_composites(motion, actor)),
        may_compose=composites.may_be_brought_together(motion, actor.party_id, today),
        acts=list(acts_on(motion, actor, today)),
    )


def acts_on(motion: Motion, actor: Actor, today: date) -> Iterator[dict[str, str]]:
    """Yield what this officer may do to the motion now: label and href."""
    stands = motion.stands_on(today)
    if may(actor, Motions.STEER):
        if stands == "seconded":
            yield _act(gettext("Give it to the board or a group"), "remit", motion)
        if stands in ("proposed", "seconded"):
            yield _act(gettext("Put it off"), "adjourn", motion)
        if stands == "adjourned":
            yield _act(gettext("Bring it back"), "resume", motion)
        if stands == "remitted":
            yield _act(gettext("Enter the report"), "report", motion)
    if may(actor, Motions.MEET):
        if stands == "seconded":
            yield _act(gettext("Send it to a general meeting"), "send_to_meeting", motion)
        if queries.meeting_waited_for(motion) is not None:
            yield _act(gettext("Enter the result of the meeting"), "enter_result", motion)
            yield _act(gettext("Take it back from the meeting"), "take_back", motion)
        elif stands == "to_confirm":
            yield _act(gettext("Set the second meeting"), "set_second_meeting", motion)
    if may(actor, Motions.RULE_OUT) and motion.state in ("proposed", "seconded"):
        yield _act(gettext("Rule it out of order"), "rule_out", motion)
    if may(actor, Motions.ALLOW_AGAIN) and may_come_again_on(motion, today) is not None:
        yield _act(gettext("Allow that it comes again"), "allow_again", motion)
    if may(actor, Motions.DECIDE_APPEAL) and _appeal_waits(motion):
        yield _act(gettext("Enter what was decided on the appeal"), "decide_appeal", motion)


def decides_appeals(goes_to: str) -> str:
    """Return who decides an appeal, as a sentence has it."""
    return gettext("the board") if goes_to == BOARD_DECIDES else gettext("the members")


def how_far(ruling: Ruling, joined: int, today: date) -> str:
    """Return how an appeal stands on a day."""
    if ruling.decision is not None:
        return gettext("The appeal was decided, and the ruling stands.")
    if ruling.appeal is not None:
        return gettext(
            "Enough members have appealed. %(whom)s will decide.",
            whom=decides_appeals(ruling.goes_to).capitalize(),
        )
    if today > ruling.until:
        return gettext(
            "Members could appeal until %(day)s. Too few did, and the ruling stands.",
            day=day(ruling.until),
        )
    return ngettext(
        "Until %(day)s, %(num)s member may appeal; %(joined)s so far.",
        "Until %(day)s, %(num)s members together may appeal; %(joined)s so far.",
        ruling.needed,
        day=day(ruling.until),
        joined=joined,
    )


def _waits(motion: Motion, today: date) -> str:
    again_from = may_come_again_on(motion, today)
    if again_from is not None:
        return gettext(
            "It was lost: it, or one much the same, may be proposed again from %(day)s.",
            day=day(again_from),
        )
    if motion.stands_on(today) not in ("proposed", "seconded"):
        return ""
    from_day = queries.may_be_put_from(motion, today)
    if today >= from_day:
        return ""
    return gettext(
        "It is open for discussion: it may be put to a ballot from %(day)s.", day=day(from_day)
    )


def _cards(motion: Motion, today: date) -> Iterator[Card]:
    stands = motion.stands_on(today)
    if stands == "adjourned":
        step = queries.newest_step(motion.id, StepKind.ADJOURNED)
        assert step is not None
        assert motion.adjourned_until is not None
        title = gettext("Put off to %(day)s", day=day(motion.adjourned_until))
        yield Card(title, gettext("It comes back by itself on that day."), step.words)
    if stands == "remitted":
        step = queries.newest_step(motion.id, StepKind.REMITTED)
        assert step is not None
        assert step.on_day is not None
        title = gettext("%(whom)s looks into it", whom=step.details["to"])
        yield Card(title, _by(step.on_day, today), step.words, is_now=today > step.on_day)
    if stands == "to_meeting":
        step = queries.newest_step(motion.id, StepKind.SENT_TO_MEETING)
        assert step is not None
        title = gettext("A general meeting decides it")
        yield Card(title, meeting_in_words(step), the_test(step.details["kind"]))
    state = queries.confirming(motion)
    if state is not None:
        yield Card(
            gettext("A second meeting must confirm it"),
            second_meeting_in_words(state),
            the_test(state.second.kind),
            is_now=state.sent is None and today > state.latest,
        )


def _decided(motion: Motion) -> list[ResultOfMeeting]:
    """Return what meetings voted on the motion, the newest first."""
    taken = reversed(queries.steps_of(motion.id))
    return [of_decided(each.step) for each in taken if each.step.kind == StepKind.DECIDED_THERE]


def _take_up(motion: Motion, actor: Actor, today: date) -> str:
    """Return until when this person, who seconded the motion, may take it up; or nothing."""
    until = may_be_taken_up_until(motion, today)
    if until is None or today > until or not queries.has_seconded(motion.id, actor.party_id):
        return ""
    return gettext(
        "Its mover withdrew it. You seconded it, so until %(day)s you can take it up as its mover.",
        day=day(until),
    )


def _composites(motion: Motion, actor: Actor) -> Iterator[dict[str, str]]:
    """Yield what this person may know of composites: title, text, href and action."""
    whole = composites.composite_that_is(motion.id)
    if whole is not None:
        for each in composites.parts_of(whole.id):
            yield {
                "title": gettext("It stands for motion %(ref)s", ref=each.motion.reference),
                "text": f"{each.motion.title} ({each.mover or gettext('A former member')})",
                "href": url_for("motions.motion", motion_id=each.motion.id),
                "action": gettext("Read that motion"),
            }
    for asked in composites.composites_of(motion.id):
        if actor.party_id in {part.mover_id for part in asked.parts}:
            declined = asked.state == "declined"
            yield {
                "title": gettext("One motion for several: %(title)s", title=asked.title),
                "text": gettext("A mover declined.") if declined else gettext("Movers are asked."),
                "href": url_for("motions.composite", composite_id=asked.id),
                "action": gettext("Read it, and who has answered"),
            }


def _by(report_by: date, today: date) -> str:
    if today > report_by:
        return gettext("The report was due by %(day)s and has not come.", day=day(report_by))
    return gettext("To report by %(day)s", day=day(report_by))


def _ruling(motion: Motion, actor: Actor, today: date) -> RulingShown | None:
    ruling = queries.ruling_on(motion.id)
    if ruling is None:
        return None
    joined = queries.appellants_of(ruling.step.id)
    card = Card(
        gettext("The chair ruled this motion out of order"),
        date_only(ruling.step.at),
        ruling.step.words,
    )
    is_open = ruling.appeal is None and today <= ruling.until
    has_joined = actor.party_id in [each.appellant.party_id for each in joined]
    return RulingShown(
        card=card,
        standing=how_far(ruling, len(joined), today),
        joined=joined,
        may_appeal=is_open and not has_joined and may(actor, Motions.APPEAL),
    )


def _reports(motion: Motion) -> Iterator[tuple[Step, str]]:
    taken = {each.step.id: each.step for each in queries.steps_of(motion.id)}
    for step in taken.values():
        if step.kind == StepKind.REPORTED and step.about_id is not None:
            yield step, taken[step.about_id].details["to"]


def _appeal_waits(motion: Motion) -> bool:
    ruling = queries.ruling_on(motion.id) if motion.state == "out_of_order" else None
    return ruling is not None and ruling.appeal is not None and ruling.decision is None


def _act(label: str, view: str, motion: Motion) -> dict[str, str]:
    return {"label": label, "href": url_for(f"steering.{view}", motion_id=motion.id)}

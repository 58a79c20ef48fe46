"""Duties of motions: what to put to a ballot, appeals to decide, reports that are due, delays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from governance.home.duty import Duty
from governance.infrastructure.clock import day_of, start_of_day
from governance.motions import queries
from governance.motions.models import Motion, StepKind
from governance.motions.presentation.meetings import second_meeting_in_words
from governance.motions.queries import amendments
from governance.web.templating import date_only, day


def motions_to_put_to_a_ballot(now: datetime) -> Iterator[Duty]:
    """Yield each seconded motion: to put to a ballot, or still open for discussion."""
    for listed in queries.waiting_for_ballot(day_of(now)):
        from_day = queries.may_be_put_from(listed.motion, day_of(now))
        if day_of(now) < from_day:
            yield _by_itself(
                gettext("Discussion ends: %(title)s", title=listed.motion.title),
                gettext("From this day it may be put to a ballot."),
                from_day,
                listed.motion,
                gettext("Open for discussion"),
            )
            continue
        if amendments.has_undecided(listed.motion.id):
            continue
        since = listed.motion.seconded_at or listed.motion.proposed_at
        days = (day_of(now) - day_of(since)).days
        waited = ngettext("It has waited %(num)s day.", "It has waited %(num)s days.", days)
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("Put to a ballot: %(title)s", title=listed.motion.title),
            text=waited if days else gettext("It got its last seconder today."),
            href=url_for("ballots.plan", motion_id=listed.motion.id),
            state=gettext("Waiting"),
            tone="now",
        )


def appeals_to_decide(now: datetime) -> Iterator[Duty]:
    """Yield each appeal against a ruling that waits for the board or the members."""
    for motion, ruling in queries.appeals_waiting():
        assert ruling.appeal is not None
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext("Enter what was decided on an appeal: %(title)s", title=motion.title),
            text=gettext("It was made on %(day)s.", day=date_only(ruling.appeal.at)),
            href=url_for("steering.decide_appeal", motion_id=motion.id),
            state=gettext("To decide"),
            tone="now",
        )


def reports_due(now: datetime) -> Iterator[Duty]:
    """Yield each motion that somebody has to report on."""
    for motion, step in queries.motions_at(StepKind.REMITTED, "remitted"):
        assert step.on_day is not None
        late = step.on_day < day_of(now)
        yield Duty(
            due=start_of_day(step.on_day + timedelta(days=1)),
            whose=gettext("Secretary, chair"),
            title=gettext("Enter the report on a motion: %(title)s", title=motion.title),
            text=gettext("%(whom)s was asked to look into it.", whom=step.details["to"]),
            href=url_for("steering.report", motion_id=motion.id),
            state=gettext("Overdue") if late else gettext("Waiting"),
            tone="bad" if late else "neutral",
        )


def results_of_meetings(now: datetime) -> Iterator[Duty]:
    """Yield each motion that a general meeting decides, or has decided and nobody entered it."""
    for motion, step in queries.motions_before_a_meeting():
        assert step.on_day is not None
        has_been = step.on_day <= day_of(now)
        yield Duty(
            due=start_of_day(step.on_day + timedelta(days=1)),
            whose=gettext("Secretary"),
            title=gettext("Enter how the meeting voted: %(title)s", title=motion.title),
            text=gettext("The meeting is on %(day)s.", day=day(step.on_day)),
            href=url_for("steering.enter_result", motion_id=motion.id),
            state=gettext("To enter") if has_been else gettext("Planned"),
            tone="now" if has_been else "neutral",
        )


def second_meetings_to_set(now: datetime) -> Iterator[Duty]:
    """Yield each motion that a first meeting passed, and no second is set that confirms it."""
    for motion, state in queries.to_be_confirmed():
        if state.sent is None:
            yield Duty(
                due=start_of_day(state.latest + timedelta(days=1)),
                whose=gettext("Secretary"),
                title=gettext("Set the second meeting: %(title)s", title=motion.title),
                text=second_meeting_in_words(state),
                href=url_for("steering.set_second_meeting", motion_id=motion.id),
                state=gettext("To set"),
                tone="now",
            )


def motions_coming_back(now: datetime) -> Iterator[Duty]:
    """Yield each motion that was put off and comes back by itself."""
    for motion in queries.adjourned(day_of(now)):
        assert motion.adjourned_until is not None
        yield _by_itself(
            gettext("A motion comes back: %(title)s", title=motion.title),
            gettext("It was put off to this day."),
            motion.adjourned_until,
            motion,
            gettext("Put off"),
        )


def _by_itself(title: str, text: str, on: date, motion: Motion, state: str) -> Duty:
    return Duty(
        due=start_of_day(on),
        whose=gettext("By itself"),
        title=title,
        text=text,
        href=url_for("motions.motion", motion_id=motion.id),
        state=state,
        is_by_itself=True,
    )

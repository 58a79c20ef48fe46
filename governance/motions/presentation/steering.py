"""What the officers' page of motions shows: what is on its way, by what it waits for."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.motions import queries
from governance.motions.models import Motion, StepKind
from governance.motions.presentation.course import acts_on, how_far
from governance.motions.presentation.meetings import meeting_in_words, second_meeting_in_words
from governance.motions.presentation.words import TONES, seconders_in_words, state_in_words
from governance.motions.queries import UNDECIDED
from governance.web.templating import date_only, day


@dataclass(frozen=True)
class Row:
    """One motion as the officers see it: how it stands, what it waits for, what may be done."""

    motion: Motion
    mover: str
    state: str
    tone: str
    waits: str
    acts: list[dict[str, str]]


def of_office(actor: Actor, now: datetime) -> list[Row]:
    """Return every undecided motion, and those ruled out that members may or do appeal for."""
    today = day_of(now)
    listed = queries.motions_found(states=UNDECIDED)
    ruled = [*queries.appeals_waiting(), *queries.rulings_open(now)]
    listed = [*(queries.listed(motion.id) for motion, _ruling in ruled), *listed]
    return [
        Row(
            motion=each.motion,
            mover=each.mover,
            state=state_in_words(each.motion.stands_on(today)),
            tone=TONES[each.motion.stands_on(today)],
            waits=_waits(each, today),
            acts=list(acts_on(each.motion, actor, today)),
        )
        for each in listed
    ]


def _waits(listed: queries.Listed, today: date) -> str:
    """Return what the motion waits for."""
    motion = listed.motion
    stands = motion.stands_on(today)
    if stands == "proposed":
        return gettext("%(progress)s seconders", progress=seconders_in_words(listed))
    if stands == "adjourned":
        return gettext("Comes back on %(day)s", day=day(motion.adjourned_until or today))
    if stands == "out_of_order":
        ruling = queries.ruling_on(motion.id)
        appellants = queries.appellants_of(ruling.step.id) if ruling else []
        return how_far(ruling, len(appellants), today) if ruling else ""
    if stands == "remitted":
        step = queries.newest_step(motion.id, StepKind.REMITTED)
        assert step is not None
        assert step.on_day is not None
        return gettext("Report by %(day)s", day=date_only(step.on_day))
    if stands == "to_meeting":
        step = queries.newest_step(motion.id, StepKind.SENT_TO_MEETING)
        return meeting_in_words(step) if step else ""
    state = queries.confirming(motion)
    if state is not None:
        return second_meeting_in_words(state)
    from_day = queries.may_be_put_from(motion, today)
    if stands == "seconded" and today < from_day:
        return gettext("Open for discussion until %(day)s", day=day(from_day))
    return gettext("To be put to a ballot or a meeting") if stands == "seconded" else ""

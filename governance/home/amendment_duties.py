"""What amendments ask of officers, and of whoever moved the motion that they would change."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from governance.ballots.presentation.amendments import is_next
from governance.home.duty import Duty
from governance.home.need import Need
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.motions.presentation.amendments import does
from governance.motions.queries import amendments
from governance.web.templating import date_only

FEWEST_TO_ORDER = 2


def amendments_to_put_to_a_ballot(now: datetime) -> Iterator[Duty]:
    """Yield, of each motion, the amendment that is voted on next."""
    for motion, seconded in amendments.to_be_voted_on(day_of(now)):
        for amendment in seconded:
            if is_next(amendment, motion, day_of(now)):
                yield Duty(
                    due=None,
                    whose=gettext("Secretary"),
                    title=gettext(
                        "Put an amendment to a ballot: %(which)s of %(title)s",
                        which=amendment.short_reference,
                        title=motion.title,
                    ),
                    text=does(amendment),
                    href=url_for("ballots.plan_amendment", amendment_id=amendment.id),
                    state=gettext("Waiting"),
                    tone="now",
                )


def orders_to_set(now: datetime) -> Iterator[Duty]:
    """Yield each motion with several amendments to vote on, some in no order that was set."""
    for motion, seconded in amendments.to_be_voted_on(day_of(now)):
        if len(seconded) < FEWEST_TO_ORDER or all(each.place for each in seconded):
            continue
        yield Duty(
            due=None,
            whose=gettext("Chair"),
            title=gettext("Set the order of votes on amendments: %(title)s", title=motion.title),
            text=gettext("Unless you set it, those that go furthest are voted on first."),
            href=url_for("motions.order_amendments", motion_id=motion.id),
            state=gettext("To decide"),
            tone="now",
        )


def appeals_to_decide(now: datetime) -> Iterator[Duty]:
    """Yield each appeal against a ruling on an amendment that waits to be decided."""
    for amendment, motion in amendments.appeals_to_decide():
        yield Duty(
            due=None,
            whose=gettext("Secretary"),
            title=gettext(
                "Enter what was decided on an appeal: amendment %(which)s of %(title)s",
                which=amendment.short_reference,
                title=motion.title,
            ),
            text=does(amendment),
            href=url_for("steering.decide_amendment_appeal", amendment_id=amendment.id),
            state=gettext("To decide"),
            tone="now",
        )


def amendments_to_answer(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each amendment of a motion of this person that waits for their answer."""
    for amendment, motion in amendments.to_be_answered(actor.party_id):
        yield Need(
            due=None,
            when=gettext("Proposed on %(day)s", day=date_only(amendment.proposed_at)),
            title=gettext("Somebody would amend your motion: do you accept it?"),
            text=gettext(
                "Amendment %(which)s of “%(title)s”: %(does)s.",
                which=amendment.short_reference,
                title=motion.title,
                does=does(amendment)[:1].lower() + does(amendment)[1:],
            ),
            href=url_for("motions.amendment", amendment_id=amendment.id),
            action=gettext("Read and answer it"),
            button="secondary",
            is_pressing=True,
        )

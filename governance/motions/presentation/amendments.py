"""What pages show of amendments: in a motion's list, on a page of their own, and to be ordered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext

from governance.effects.presentation import Line, if_carried
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.permissions import may
from governance.motions import queries
from governance.motions.models import Amendment, Motion, MotionVersion
from governance.motions.permissions import Motions
from governance.motions.presentation.amendment_rulings import RulingShown, ruling_shown
from governance.motions.presentation.amendment_words import (
    SHOWN_TONES,
    amendment_way_of,
    changes_in_words,
    shown_state,
    shown_state_in_words,
)
from governance.motions.presentation.differences import Part, of_texts
from governance.motions.queries import amendments as read
from governance.motions.queries.amendments import Proposed
from governance.motions.service.amendments.answering import obstacle_to_accepting
from governance.motions.service.amendments.checking import OPEN_TO_AMENDMENT
from governance.motions.service.good_standing import is_barred
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.texts.amending import Change, applied
from governance.reckoning.texts.paragraphs import paragraphs_of, text_of
from governance.rulebook.queries import rules_on

AMENDMENT_EXTRA = "folkmoot_amendment_extra"
UNDECIDED = ("proposed", "seconded")
FEWEST_TO_ORDER = 2


@dataclass(frozen=True)
class AmendmentLine:
    """An amendment in a list."""

    reference: str
    href: str
    does: str
    mover: str
    state: str
    tone: str
    progress: str


@dataclass(frozen=True)
class Amendments:
    """What the page of a motion says of its amendments, and what this person may do there."""

    lines: list[AmendmentLine]
    may_propose: bool
    may_order: bool


@dataclass(frozen=True)
class AmendmentPage:
    """One amendment as this person sees it."""

    motion: Motion
    row: Amendment
    mover: str
    does: str
    state: str
    tone: str
    parts: list[Part]
    effect_before: list[Line]
    effect_after: list[Line]
    steps: list[dict[str, str]]
    seconders: list[str]
    progress: str
    ballot: dict[str, Any] | None
    obstacle: str
    would_fall: list[str]
    may_second: bool
    may_answer: bool
    may_decline: bool
    may_withdraw: bool
    may_rule_out: bool
    may_propose_again: bool
    may_enter_result: bool
    ruling: RulingShown | None
    has_seconded: bool

    @property
    def reference(self) -> str:
        return f"{self.motion.reference}/{self.row.short_reference}"


@dataclass(frozen=True)
class OrderPage:
    """The amendments of a motion that are to be voted on, in the order as it is now."""

    motion: Motion
    lines: list[tuple[Amendment, AmendmentLine]]


def amendments_of(motion: Motion, actor: Actor, today: date) -> Amendments:
    """Return a motion's amendments for its page."""
    found = read.amendments_of(motion.id)
    open_to = motion.state in OPEN_TO_AMENDMENT and rules_on(today).of(MotionRules).amendments
    seconded = sum(each.row.state == "seconded" for each in found)
    return Amendments(
        lines=[line_of(each, motion) for each in found],
        may_propose=open_to
        and may(actor, Motions.AMEND)
        and not is_barred(actor, WhileSuspended.PROPOSE, on=today),
        may_order=motion.state in OPEN_TO_AMENDMENT
        and seconded >= FEWEST_TO_ORDER
        and may(actor, Motions.RULE_ON_AMENDMENTS),
    )


def of_amendment(amendment_id: int, actor: Actor, *, today: date) -> AmendmentPage:
    """Return the page of one amendment."""
    proposed = read.proposed(amendment_id)
    row = proposed.row
    motion = queries.motion(row.motion_id)
    seconders = read.seconders_of_amendment(row.id)
    has_seconded = actor.party_id in [party_id for party_id, _name in seconders]
    state = shown_state(row, motion)
    is_open = state in UNDECIDED and motion.state in OPEN_TO_AMENDMENT
    answers = is_open and may(actor, Motions.ANSWER_AMENDMENTS, motion)
    obstacle = obstacle_to_accepting(row, motion) if answers else ""
    before, after = effects_at(row, motion, _version(row, motion), today)
    ballot = _extra(row, motion, actor, today)
    return AmendmentPage(
        motion=motion,
        row=row,
        mover=proposed.mover,
        does=does(row),
        state=shown_state_in_words(state),
        tone=SHOWN_TONES[state],
        parts=difference_of(row, motion),
        effect_before=before,
        effect_after=after,
        steps=amendment_way_of(proposed, motion, ballot),
        seconders=[name for _party_id, name in seconders],
        progress=progress_of(proposed),
        ballot=ballot,
        obstacle=gettext(obstacle),
        would_fall=_would_fall(row, motion) if answers and not obstacle else [],
        may_second=is_open
        and not has_seconded
        and may(actor, Motions.SECOND_AMENDMENT, row)
        and not is_barred(actor, WhileSuspended.SECOND, on=today),
        may_answer=answers and not obstacle,
        may_decline=answers and row.declined_at is None and row.mover_id != actor.party_id,
        may_withdraw=is_open and row.mover_id == actor.party_id,
        may_rule_out=is_open and row.ruling is None and may(actor, Motions.RULE_ON_AMENDMENTS),
        may_propose_again=row.closed_at is not None
        and row.state in ("fallen", "withdrawn", "ruled_out")
        and row.mover_id == actor.party_id
        and motion.state in OPEN_TO_AMENDMENT,
        may_enter_result=motion.state == "to_meeting"
        and may(actor, Motions.MEET)
        and row in read.voting_order(motion)[:1],
        ruling=ruling_shown(row, motion, actor, today),
        has_seconded=has_seconded,
    )


def of_order(motion_id: int) -> OrderPage:
    """Return the seconded amendments of a motion in the order of votes as it is now."""
    motion = queries.motion(motion_id)
    found = {each.row.id: each for each in read.amendments_of(motion_id, states=("seconded",))}
    order = read.voting_order(motion)
    return OrderPage(motion, [(row, line_of(found[row.id], motion)) for row in order])


def line_of(proposed: Proposed, motion: Motion) -> AmendmentLine:
    """Return an amendment as a list tells it."""
    row = proposed.row
    state = shown_state(row, motion)
    return AmendmentLine(
        reference=row.short_reference,
        href=url_for("motions.amendment", amendment_id=row.id),
        does=does(row),
        mover=proposed.mover or gettext("a former member"),
        state=shown_state_in_words(state),
        tone=SHOWN_TONES[state],
        progress=progress_of(proposed) if state == "proposed" else "",
    )


def does(row: Amendment) -> str:
    """Return in words what an amendment does to the text as it was when it was proposed."""
    changes = [Change.from_json(kept) for kept in row.changes]
    return changes_in_words(changes, settings=row.payload is not None)


def difference_of(row: Amendment, motion: Motion) -> list[Part]:
    """Return what it does to the motion: of now while it is undecided, else as it was then."""
    return difference_at(row, _version(row, motion))


def difference_at(row: Amendment, version: int) -> list[Part]:
    """Return what it does to the text of a version of its motion."""
    old = paragraphs_of(db.session.get_one(MotionVersion, (row.motion_id, version)).text)
    new = applied(old, read.changes_at(row, version))
    return of_texts(text_of(old), text_of(new)) if old != new else []


def effects_at(
    row: Amendment, motion: Motion, version: int, today: date
) -> tuple[list[Line], list[Line]]:
    """Return what a version would do if carried, without and with the amendment."""
    after = read.payload_at(row, version)
    if after is None:
        return [], []
    before = db.session.get_one(MotionVersion, (motion.id, version)).payload
    return (
        if_carried(motion.effect, before, today=today),
        if_carried(motion.effect, after, today=today),
    )


def progress_of(proposed: Proposed) -> str:
    """Return how many seconders there are of how many: "0 of 1"."""
    if not proposed.row.seconders_needed:
        return gettext("No seconders were needed")
    return gettext(
        "%(given)s of %(needed)s",
        given=proposed.seconders,
        needed=proposed.row.seconders_needed,
    )


def _version(row: Amendment, motion: Motion) -> int:
    """Return the version of the motion to which the amendment is shown."""
    if row.ended_version is None:
        return motion.version
    # One that fell was overtaken by that version, so it is shown to the one before.
    return row.ended_version - 1 if row.state == "fallen" else row.ended_version


def _would_fall(row: Amendment, motion: Motion) -> list[str]:
    """Return the references of others about the same, which accepting this one would end."""
    own = read.places(row, motion.version)
    others = read.amendments_of(motion.id, states=UNDECIDED)
    return [
        each.row.short_reference
        for each in others
        if each.row.id != row.id and own & read.places(each.row, motion.version)
    ]


def _extra(row: Amendment, motion: Motion, actor: Actor, today: date) -> dict[str, Any] | None:
    """Return what a higher room knows of its ballot: label, href, text, perhaps action and now."""
    provider = current_app.extensions.get(AMENDMENT_EXTRA)
    found: dict[str, Any] | None = provider(row, motion, actor, today) if provider else None
    return None if found is None else dict.fromkeys(("label", "href", "text", "action"), "") | found

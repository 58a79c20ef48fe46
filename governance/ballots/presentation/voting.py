"""A ballot as it stands for one person at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from governance.ballots import queries
from governance.ballots.models import Ballot, Question
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.answers import AnswerShown, answers_shown
from governance.ballots.presentation.naming import kind_of
from governance.ballots.presentation.options import OptionShown, option_shown
from governance.ballots.presentation.part import PartShown, own_of, part_shown
from governance.ballots.presentation.subject import AmendmentShown, amendment_shown
from governance.ballots.presentation.tellers import waits_for, ways_of
from governance.ballots.presentation.turnout import TurnoutShown, turnout_shown
from governance.ballots.quorum import as_quorum
from governance.ballots.teller_queries import turnout_told
from governance.effects.presentation import Line, if_carried
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.motions import queries as motions
from governance.motions.models import Motion
from governance.motions.queries import amendments
from governance.reckoning.counting.registry import Fills, method_named
from governance.reckoning.resolutions.registry import kind_named
from governance.web.templating import moment


@dataclass(frozen=True)
class QuestionShown:
    """One question as the pages of its ballot show it; what is below `description` is of motions.

    `number` is 0 where it is the only one.
    """

    asked: Question
    number: int
    method: str
    description: str
    shape: str
    places: str
    options: tuple[OptionShown, ...]
    motion: Motion | None = None
    needs: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    conflicts: Sequence[Motion] = ()
    amendment: AmendmentShown | None = None


@dataclass(frozen=True)
class BallotPage:
    """One ballot as it stands for one person at one moment."""

    ballot: Ballot
    questions: tuple[QuestionShown, ...]
    kind: str
    stage: str
    may_vote: bool
    has_voted: bool
    is_on_roll: bool
    votes_on_paper: bool
    own_vote: list[AnswerShown]
    turnout: int | None
    is_secret: bool
    may_call_off: bool
    part: PartShown
    ways: list[dict[str, str]] = field(default_factory=list)
    waits: str = ""
    shown_turnout: TurnoutShown | None = None

    @property
    def only(self) -> QuestionShown | None:
        """The question, where it is the only one and is what stands at the head."""
        (first, *others) = self.questions
        return None if others or first.asked.text != self.ballot.question else first


def of_ballot(ballot: Ballot, actor: Actor, now: datetime) -> BallotPage:
    """Return the page of a ballot for this person."""
    stage = _stage(ballot, now)
    entry = queries.roll_entry(ballot.id, actor.party_id)
    # Due but not yet opened by the worker: the first vote opens it, so the member may vote.
    due = stage == "open" and ballot.state == "planned" and _is_entitled(ballot, actor)
    has_voted = entry is not None and entry.mark is not None
    on_paper = entry is not None and not has_voted and entry.channel is not None
    on_roll = entry is not None or due
    is_lone = len(ballot.questions) == 1
    may_vote = stage == "open" and on_roll and not has_voted and not on_paper
    return BallotPage(
        ballot=ballot,
        questions=tuple(question_shown(each, now, is_lone=is_lone) for each in ballot.questions),
        kind=kind_of(ballot),
        stage=stage,
        may_vote=may_vote,
        has_voted=has_voted,
        is_on_roll=on_roll,
        votes_on_paper=on_paper,
        own_vote=_own_vote(ballot, actor) if has_voted else [],
        turnout=turnout_told(ballot) if ballot.state != "planned" else None,
        is_secret=ballot.secrecy != "open",
        may_call_off=ballot.state in ("planned", "open") and permissions.may(actor, Ballots.PLAN),
        part=part_shown(ballot, entry),
        ways=ways_of(ballot, actor, may_vote=may_vote),
        waits=waits_for(ballot),
        shown_turnout=turnout_shown(ballot),
    )


def question_shown(asked: Question, now: datetime, *, is_lone: bool) -> QuestionShown:
    """Return a question as it is shown on a day: of a motion with what it does if carried."""
    method = method_named(asked.method)
    shown = QuestionShown(
        asked=asked,
        number=0 if is_lone else asked.number,
        method=gettext(method.title),
        description=gettext(method.description),
        shape=method.shape.value,
        places=_places(asked),
        options=tuple(option_shown(each) for each in asked.options),
    )
    if asked.motion_id is None:
        return shown
    motion, today = db.session.get_one(Motion, asked.motion_id), day_of(now)
    kind = kind_named(asked.resolution_kind)
    needs = (kind.needs, *as_quorum(asked.quorum).needs())
    shown = replace(
        shown,
        motion=motion,
        needs=(
            *(gettext(str(sentence)) for sentence in needs),
            gettext("By: %(source)s.", source=kind.source),
        ),
        amendment=amendment_shown(asked, motion, today),
    )
    if shown.amendment:
        return shown
    return replace(
        shown,
        lines=if_carried(motion.effect, motion.payload, today=today, kept=motion.consequences),
        conflicts=[] if motion.closed_at else motions.conflicts_of(motion),
    )


def _places(question: Question) -> str:
    """Return how many places are to be filled, or nothing where none are."""
    if method_named(question.method).fills is Fills.NONE or not question.seats:
        return ""
    if any(each.kind == "candidate" for each in question.options):
        return ngettext(
            "One person will be elected.", "%(num)s people will be elected.", question.seats
        )
    return ngettext("One will be chosen.", "%(num)s will be chosen.", question.seats)


def of_motion(motion: Motion, actor: Actor, today: date) -> dict[str, Any] | None:
    """Return what the page of a motion says of its ballot: label, href, text, action, now."""
    ballot = queries.ballot_of_motion(motion.id)
    if may_be_planned(motion, today) and permissions.may(actor, Ballots.PLAN):
        return {
            "label": gettext("This motion waits for a ballot"),
            "href": url_for("ballots.plan", motion_id=motion.id),
            "text": gettext("It has its seconders. Set when its ballot opens and closes."),
            "action": gettext("Set a ballot"),
            "now": True,
        }
    if ballot is None or ballot.state == "called_off":
        return None
    return of_its_ballot(own_of(ballot, actor.party_id))


def may_be_planned(motion: Motion, today: date) -> bool:
    """Say whether the motion can be put to a ballot: seconded, not put off, nothing undecided."""
    return (
        motion.state == "seconded"
        and motions.may_be_put_from(motion, today) <= today
        and not amendments.has_undecided(motion.id)
    )


def of_its_ballot(ballot: Ballot) -> dict[str, Any]:
    """Return what the page of what is voted on says of its ballot."""
    said = {
        "planned": (gettext("The ballot opens %(when)s", when=moment(ballot.opens_at)), ""),
        "open": (
            gettext("The ballot closes %(when)s", when=moment(ballot.closes_at)),
            gettext("Go to the ballot"),
        ),
        "closed": (gettext("The papers are being counted"), ""),
        "declared": (gettext("The members have decided"), gettext("See the result")),
    }
    label, action = said[ballot.state]
    return {
        "label": label,
        "href": url_for("ballots.ballot", ballot_id=ballot.id),
        "text": ballot.question,
        "action": action or gettext("See the ballot"),
        "now": ballot.state == "open",
    }


def _stage(ballot: Ballot, now: datetime) -> str:
    """Return planned, open, counting, declared or called_off, by the clock and not the worker."""
    if ballot.state in ("declared", "called_off"):
        return ballot.state
    if now >= ballot.closes_at or ballot.state == "closed":
        return "counting"
    return "open" if now >= ballot.opens_at else "planned"


def _is_entitled(ballot: Ballot, actor: Actor) -> bool:
    return queries.may_vote_when_opened(ballot, actor.party_id)


def _own_vote(ballot: Ballot, actor: Actor) -> list[AnswerShown]:
    if ballot.secrecy != "open" or actor.party_id is None:
        return []
    own = queries.own_open_vote(ballot.id, actor.party_id)
    return [] if own is None else answers_shown(ballot, own)

"""What the pages of ballots show: figures worked out, sentences chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext

from governance.ballots import queries
from governance.ballots.forms import PlanForm
from governance.ballots.models import Ballot, Declaration
from governance.ballots.permissions import Ballots
from governance.ballots.quorum import as_quorum
from governance.ballots.service.planning import number_entitled
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import LONDON, day_of, london, start_of_day
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound
from governance.motions import queries as motions
from governance.motions.models import Motion
from governance.reckoning.percentages import percentage
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.sentence import Sentence

PER_PAGE = 100
SMALL_ROLL = 20
USUAL_DAYS_OPEN = 7
CLOSING_HOUR = 17


@dataclass(frozen=True)
class BallotPage:
    """One ballot as it stands for one person at one moment."""

    ballot: Ballot
    motion: Motion
    kind: str
    needs: tuple[str, ...]
    stage: str
    may_vote: bool
    has_voted: bool
    is_on_roll: bool
    own_vote: str | None
    turnout: int | None
    is_secret: bool
    may_call_off: bool


@dataclass(frozen=True)
class ResultPage:
    """A declared result."""

    ballot: Ballot
    declaration: Declaration
    motion: Motion
    kind: str
    word: str
    arithmetic: str
    remarks: tuple[str, ...]
    bars: list[dict[str, Any]]
    threshold: dict[str, int] | None
    threshold_note: str
    description: str
    rows: list[list[str]]
    turnout_rows: list[list[str]]
    figures: dict[str, int]
    afterwards: str
    is_secret: bool


@dataclass(frozen=True)
class PlanPage:
    """A ballot about to be set, as the secretary checks it."""

    kind: str
    needs: tuple[str, ...]
    entitled: int
    warnings: list[str]


def of_ballot(ballot: Ballot, actor: Actor, now: datetime) -> BallotPage:
    """Return the page of a ballot for this person."""
    kind = kind_named(ballot.resolution_kind)
    stage = _stage(ballot, now)
    entry = queries.roll_entry(ballot.id, actor.party_id)
    # Due but not yet opened by the worker: the first vote opens it, so the member may vote.
    due = stage == "open" and ballot.state == "planned" and _is_entitled(ballot, actor)
    has_voted = entry is not None and entry.mark is not None
    needs = (kind.needs, *(str(needed) for needed in as_quorum(ballot.quorum).needs()))
    return BallotPage(
        ballot=ballot,
        motion=db.session.get_one(Motion, ballot.motion_id),
        kind=gettext(kind.title),
        needs=tuple(gettext(sentence) for sentence in needs),
        stage=stage,
        may_vote=stage == "open" and (due or (entry is not None and not has_voted)),
        has_voted=has_voted,
        is_on_roll=entry is not None or due,
        own_vote=_own_vote(ballot, actor) if has_voted else None,
        turnout=queries.turnout(ballot.id) if ballot.state != "planned" else None,
        is_secret=ballot.secrecy != "open",
        may_call_off=ballot.state in ("planned", "open") and permissions.may(actor, Ballots.PLAN),
    )


def declared(ballot_id: int) -> tuple[Ballot, Declaration]:
    """Return the ballot and its declaration.

    Raises:
        NotFound: nothing is declared yet, so there is no figure to show to anybody.
    """
    ballot, declaration = queries.ballot(ballot_id), queries.declaration(ballot_id)
    if declaration is None:
        raise NotFound(
            "This ballot has no result yet: until it is declared nobody can see how the votes "
            "are falling.",
            next_step="The ballot's page says when it closes.",
        )
    return ballot, declaration


def of_result(ballot_id: int) -> ResultPage:
    """Return the page of a declared result."""
    ballot, declaration = declared(ballot_id)
    body, kind = declaration.body, kind_named(ballot.resolution_kind)
    figures = body["figures"]
    return ResultPage(
        ballot=ballot,
        declaration=declaration,
        motion=db.session.get_one(Motion, ballot.motion_id),
        kind=gettext(kind.title),
        word=word_of(declaration.outcome),
        arithmetic=_said(body["arithmetic"]),
        remarks=tuple(_said(remark) for remark in body["remarks"]),
        bars=_bars(figures),
        threshold=_threshold(body),
        threshold_note=_threshold_note(body),
        description=gettext(
            "For %(votes_for)s, against %(against)s, abstained %(abstained)s.",
            votes_for=figures["for"],
            against=figures["against"],
            abstained=figures["abstained"],
        ),
        rows=_rows(figures),
        turnout_rows=_turnout_rows(body["turnout"]),
        figures=figures,
        afterwards=gettext(kind.afterwards)
        if kind.afterwards and declaration.outcome == "carried"
        else "",
        is_secret=ballot.secrecy != "open",
    )


def word_of(outcome: str) -> str:
    """Return the verdict in one word."""
    words = {
        "carried": gettext("Carried"),
        "lost": gettext("Lost"),
        "inquorate": gettext("Inquorate"),
    }
    return words[outcome]


def choice_name(choice: str) -> str:
    """Return a choice as it stands on the paper."""
    names = {
        "for": gettext("For"),
        "against": gettext("Against"),
        "abstain": gettext("Abstain"),
    }
    return names[choice]


def of_votes(ballot_id: int, *, page: int) -> dict[str, Any]:
    """Return a page of the recorded votes of an open ballot."""
    ballot, declaration = declared(ballot_id)
    if ballot.secrecy != "open":
        raise NotFound("This was a secret ballot: who voted how is recorded nowhere.")
    pages = max(1, -(-declaration.body["figures"]["voted"] // PER_PAGE))
    shown = min(max(page, 1), pages)
    part = queries.recorded_votes(declaration).limit(PER_PAGE).offset((shown - 1) * PER_PAGE)
    rows = [
        [row.name, f"{row.member_number or 0:04}", choice_name(row.choice)]
        for row in db.session.execute(part)
    ]
    return {
        "ballot": ballot,
        "declaration": declaration,
        "rows": rows,
        "page": shown,
        "pages": pages,
        "total": declaration.body["figures"]["voted"],
    }


def of_office(actor: Actor) -> dict[str, Any]:
    """Return the office's list of ballots, with turnout and never a figure of the papers."""
    may_plan = permissions.may(actor, Ballots.PLAN)
    listed = [
        {
            "ballot": ballot,
            "kind": gettext(kind_named(ballot.resolution_kind).title),
            "turnout": queries.turnout(ballot.id) if ballot.roll_size else None,
            "may_call_off": may_plan and ballot.state in ("planned", "open"),
        }
        for ballot in queries.every_ballot()
    ]
    return {"ballots": listed, "waiting": _waiting() if may_plan else []}


def usual_ballot(motion: Motion, now: datetime) -> dict[str, Any]:
    """Return what the form proposes: a secret ordinary ballot from tomorrow for a week."""
    tomorrow = day_of(now) + timedelta(days=1)
    opens = london(start_of_day(tomorrow)).replace(hour=9)
    closing_day = tomorrow + timedelta(days=USUAL_DAYS_OPEN)
    closes = datetime(
        closing_day.year, closing_day.month, closing_day.day, CLOSING_HOUR, tzinfo=LONDON
    )
    return {
        "question": motion.title,
        "resolution_kind": "ordinary",
        "secrecy": "secret_simple",
        "record_date": day_of(now),
        "opens_at": opens,
        "closes_at": closes,
        "quorum": "none",
        "abstentions_count": True,
    }


def of_plan(form: PlanForm, now: datetime) -> PlanPage:
    """Return what the secretary checks before setting the ballot."""
    kind = kind_named(form.resolution_kind.data)
    entitled = number_entitled(form.record_date.data)
    warnings = []
    if form.secrecy.data != "open" and entitled < SMALL_ROLL:
        warnings.append(
            gettext(
                "Only %(entitled)s people may vote. If nearly all vote alike, the result tells how "
                "each of them voted, however secret the papers are.",
                entitled=entitled,
            )
        )
    needs = (kind.needs, *(str(needed) for needed in as_quorum(form.quorum_kept).needs()))
    return PlanPage(
        kind=gettext(kind.title),
        needs=tuple(gettext(sentence) for sentence in needs),
        entitled=entitled,
        warnings=warnings,
    )


def planned_from(form: PlanForm) -> dict[str, Any]:
    """Return the form's ballot as the service takes it."""
    return {
        "question": form.question.data,
        "if_carried": form.if_carried.data,
        "resolution_kind": form.resolution_kind.data,
        "secrecy": form.secrecy.data,
        "record_date": form.record_date.data,
        "opens_at": form.opens_at.data,
        "closes_at": form.closes_at.data,
        "quorum": form.quorum_kept,
    }


def _waiting() -> list[Motion]:
    """Return the seconded motions, the one that has waited longest first."""
    return [listed.motion for listed in motions.waiting_for_ballot()]


def _stage(ballot: Ballot, now: datetime) -> str:
    """Return planned, open, counting, declared or called_off, by the clock and not the worker."""
    if ballot.state in ("declared", "called_off"):
        return ballot.state
    if now >= ballot.closes_at or ballot.state == "closed":
        return "counting"
    return "open" if now >= ballot.opens_at else "planned"


def _is_entitled(ballot: Ballot, actor: Actor) -> bool:
    return queries.is_entitled(ballot.record_date, actor.party_id)


def _own_vote(ballot: Ballot, actor: Actor) -> str | None:
    if ballot.secrecy != "open" or actor.party_id is None:
        return None
    own = queries.own_open_vote(ballot.id, actor.party_id)
    return choice_name(own) if own else None


def _said(kept: dict[str, Any]) -> str:
    return Sentence.from_json(kept).translated(gettext)


def _bars(figures: dict[str, int]) -> list[dict[str, Any]]:
    named = (
        ("for", "for", gettext("For")),
        ("against", "against", gettext("Against")),
        ("abstained", "abstained", gettext("Abstained")),
    )
    whole = _whole_width(figures)
    return [
        {
            "label": label,
            "value": f"{figures[name]:,}",
            "width": figures[name] * 1000 // whole,
            "tone": tone,
        }
        for name, tone, label in named
    ]


def _whole_width(figures: dict[str, int]) -> int:
    return max(1, figures["for"] + figures["against"], figures["abstained"])


def _threshold(body: dict[str, Any]) -> dict[str, int] | None:
    """Return where the gold line stands, if it is within the picture."""
    needed, whole = body["needed"], _whole_width(body["figures"])
    if needed is None or needed > whole:
        return None
    return {"at": needed * 1000 // whole, "rows": 1}


def _threshold_note(body: dict[str, Any]) -> str:
    if body["needed"] is None:
        return ""
    values = {"needed": f"{body['needed']:,}", "whole": f"{body['whole']:,}"}
    if _threshold(body) is None:
        return gettext("%(needed)s votes for were needed, more than the picture shows.", **values)
    return gettext("The gold line is what was needed: %(needed)s of %(whole)s.", **values)


def _rows(figures: dict[str, int]) -> list[list[str]]:
    cast = figures["for"] + figures["against"]

    def share(number: int) -> str:
        return f"{percentage(number, cast)}%" if cast else "–"

    return [
        [gettext("For"), f"{figures['for']:,}", share(figures["for"])],
        [gettext("Against"), f"{figures['against']:,}", share(figures["against"])],
        [gettext("Abstained"), f"{figures['abstained']:,}", gettext("not a vote")],
    ]


def _turnout_rows(groups: list[dict[str, Any]]) -> list[list[str]]:
    return [
        [
            ", ".join(name or gettext("no service given") for name in group["services"]),
            f"{group['entitled']:,}",
            f"{group['voted']:,}",
            f"{group['voted'] * 100 // group['entitled']}%",
        ]
        for group in groups
    ]

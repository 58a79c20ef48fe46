"""What the secretary and the overseers of ballots are shown."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext

from governance.ballots import queries
from governance.ballots.classes import VotingClass, classes_on
from governance.ballots.electorate import number_entitled
from governance.ballots.forms.planning import PlanForm
from governance.ballots.models import Ballot
from governance.ballots.permissions import Ballots
from governance.ballots.presentation.naming import kind_of
from governance.ballots.quorum import as_quorum
from governance.ballots.service.planned import AT_CLOSE
from governance.ballots.teller_queries import turnout_told
from governance.effects.presentation import if_carried, in_a_sentence
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import LONDON, day_of, london, start_of_day
from governance.infrastructure.database import db
from governance.motions import queries as motions
from governance.motions.models import Motion
from governance.motions.queries import amendments
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.rulebook.queries import rules_on

CLOSING_HOUR = 17
LAST_PAGE = 10_000  # further on, databases refuse the number
A_PAGE = 40


@dataclass(frozen=True)
class PlanPage:
    """A ballot about to be set, as the secretary checks it."""

    kind: str
    needs: tuple[str, ...]
    classes: list[str]
    entitled: int
    warnings: list[str]


def of_office(
    actor: Actor, today: date, *, words: str = "", state: str = "", page: int = 1
) -> dict[str, Any]:
    """Return the office's list of ballots, with turnout and never a figure of the papers."""
    may_plan = permissions.may(actor, Ballots.PLAN)
    found = db.paginate(
        queries.ballots_found(words, state),
        page=min(max(page, 1), LAST_PAGE),
        per_page=A_PAGE,
        error_out=False,
    )
    return {
        "ballots": [_listed(ballot, may_plan=may_plan) for ballot in found.items],
        "found": found,
        "overfull": queries.overfull_ballots(),
        "drafts": queries.drafts() if may_plan else [],
        "may_plan": may_plan,
        "waiting": waiting(today) if may_plan else [],
        "amendments": amendments.to_be_voted_on(today) if may_plan else [],
    }


def _listed(ballot: Ballot, *, may_plan: bool) -> dict[str, Any]:
    is_overfull = queries.is_overfull(ballot)
    return {
        "ballot": ballot,
        "kind": kind_of(ballot),
        "turnout": turnout_told(ballot) if ballot.roll_size else None,
        "may_call_off": may_plan and (ballot.state in ("planned", "open") or is_overfull),
        "is_overfull": is_overfull,
    }


def usual_ballot(motion: Motion, now: datetime) -> dict[str, Any]:
    """Return what the form proposes: a secret ordinary ballot from tomorrow for a week."""
    opens, closes = usual_times(now)
    rules = rules_on(day_of(now))
    return {
        "question": motion.title,
        "if_carried": in_a_sentence(if_carried(motion.effect, motion.payload, today=day_of(now))),
        "resolution_kind": motions.needed_by(motion, day_of(now)),
        "secrecy": rules.of(BallotRules).secrecies(
            motions.decision_of(motion),
            entitled=number_entitled(day_of(now), by_shares=rules.of(BallotRules).goes_by_shares),
        )[0],
        "record_date": day_of(now),
        "opens_at": opens,
        "closes_at": closes,
        "count_opens": AT_CLOSE,
        **_usual_quorum(rules.of(QuorumRules)),
    }


def usual_times(now: datetime) -> tuple[datetime, datetime]:
    """Return when a ballot opens and closes that is set now: from tomorrow, as long as usual."""
    tomorrow = day_of(now) + timedelta(days=1)
    opens = london(start_of_day(tomorrow)).replace(hour=9)
    closing = day_of(rules_on(day_of(now)).of(BallotRules).closes_usually_at(opens))
    return opens, datetime(closing.year, closing.month, closing.day, CLOSING_HOUR, tzinfo=LONDON)


def _usual_quorum(rules: QuorumRules) -> dict[str, Any]:
    """Return the quorum of the rules as the form shows it."""
    share = rules.ballot_participation
    return {
        "quorum": "share" if share else "none",
        "quorum_share": share or None,
        "abstentions_count": rules.counts_abstentions,
        "approval_share": rules.ballot_approval or None,
    }


def of_plan(form: PlanForm, now: datetime) -> PlanPage:
    """Return what the secretary checks before setting the ballot."""
    kind = kind_named(form.resolution_kind.data)
    rules = rules_on(day_of(now)).of(BallotRules)
    entitled = number_entitled(form.record_date.data, by_shares=rules.goes_by_shares)
    warnings = []
    if form.secrecy.data != "open" and rules.is_small(entitled):
        warnings.append(small_electorate(entitled))
    if rules.is_record_date_early(form.record_date.data, opens_on=day_of(form.opens_at.data)):
        warnings.append(
            gettext(
                "The record date is long before the ballot opens: whoever became a member since "
                "then cannot vote. Say why in the discussion of the motion."
            )
        )
    needs = (kind.needs, *(str(needed) for needed in as_quorum(form.quorum_kept).needs()))
    return PlanPage(
        classes=[
            gettext("%(class_)s: %(number)s", class_=each.title, number=f"{each.members:,}")
            for each in _classes(form)
        ],
        kind=gettext(kind.title),
        needs=tuple(gettext(sentence) for sentence in needs),
        entitled=entitled,
        warnings=warnings,
    )


def small_electorate(entitled: int) -> str:
    """Return the warning of a secret ballot among few."""
    return gettext(
        "Only %(entitled)s people may vote. If nearly all vote alike, the result tells how "
        "each of them voted, however secret the papers are.",
        entitled=entitled,
    )


def _classes(form: PlanForm) -> list[VotingClass]:
    class_by = form.class_by.data if "class_by" in form else ""
    return classes_on(class_by, form.record_date.data) if class_by else []


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
        "count_opens": form.count_opens.data,
        "quorum": form.quorum_kept,
        "class_by": form.class_by.data or "" if "class_by" in form else "",
    }


def waiting(today: date) -> list[Motion]:
    """Return the seconded motions, the one that has waited longest first."""
    listed = [each.motion for each in motions.waiting_for_ballot(today)]
    return [motion for motion in listed if not amendments.has_undecided(motion.id)]

"""The list of elections, and the page of one: its way, its contests, candidates and hustings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from governance.elections import queries
from governance.elections.models import Candidate, Contest, Election
from governance.elections.permissions import Elections
from governance.elections.presentation.departures import countback_in_words
from governance.elections.presentation.words import (
    electors_of,
    names_of,
    office_of,
    outcome_of,
    state_of,
    tag_of,
    terms_in_words,
    why_vacant,
)
from governance.elections.queries import Asked
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.permissions import may
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.web.templating import date_only, moment


@dataclass(frozen=True)
class ListedElection:
    """An election in a list: how it stands, and the next thing that happens in it."""

    election: Election
    state: str
    tone: str
    text: str


@dataclass(frozen=True)
class Answered:
    """A candidate's answer as it is read."""

    name: str
    words: str
    at: datetime


@dataclass(frozen=True)
class QuestionTold:
    """A question to the candidates as it is read."""

    asked: Asked
    name: str
    answers: Sequence[Answered]
    may_answer: bool


@dataclass(frozen=True)
class CandidateTold:
    """A candidate who stands, or did, as they are shown."""

    candidate: Candidate
    name: str
    tag: tuple[str, str] | None
    nominators: str


@dataclass(frozen=True)
class ContestTold:
    """A contest as its election's page shows it; `own` is the nomination of whoever reads."""

    contest: Contest
    office: str
    electors: str
    terms: str
    why: Sequence[str]
    outcome: str
    countbacks: Sequence[str]
    nominations: str
    candidates: Sequence[CandidateTold]
    questions: Sequence[QuestionTold]
    own: Candidate | None
    may_nominate: bool
    may_ask: bool
    may_remove: bool


@dataclass(frozen=True)
class ElectionPage:
    """The page of an election."""

    election: Election
    state: str
    tone: str
    lead: str
    method: str
    rules: ElectionRules
    contests: Sequence[ContestTold]
    steps: Sequence[Mapping[str, str]]


def of_list(elections: Sequence[Election], now: datetime) -> list[ListedElection]:
    """Return elections as a list shows them."""
    return [ListedElection(each, *state_of(each, now), _next_of(each, now)) for each in elections]


def of_election(election: Election, actor: Actor, now: datetime) -> ElectionPage:
    """Return what the page of an election shows to this person."""
    rules = queries.rules_of(election)
    state, tone = state_of(election, now)
    return ElectionPage(
        election=election,
        state=state,
        tone=tone,
        lead=_next_of(election, now),
        method=gettext(rules.counting_method().title),
        rules=rules,
        contests=[_told(each, actor, now) for each in election.contests],
        steps=_steps(election, now),
    )


def election_of_ballot(ballot_id: int) -> dict[str, str] | None:
    """Return where a ballot's candidates are asked and answer, or None of another ballot."""
    found = queries.election_voted_in(ballot_id)
    if found is None:
        return None
    href = url_for("elections.election", election_id=found.id)
    return {"title": found.title, "href": href}


def _next_of(election: Election, now: datetime) -> str:
    if election.state == "called_off":
        return gettext("It was called off: %(reason)s", reason=election.called_off_reason)
    if election.state == "ended":
        return gettext("It ended on %(day)s.", day=date_only(day_of(election.ended_at or now)))
    if now < election.nominations_close_at:
        return gettext(
            "Nominate until the end of %(day)s.",
            day=date_only(election.last_day_to_nominate),
        )
    if now < election.opens_at:
        return gettext("Voting opens %(moment)s.", moment=moment(election.opens_at))
    return gettext("Voting closes %(moment)s.", moment=moment(election.closes_at))


def _told(contest: Contest, actor: Actor, now: datetime) -> ContestTold:
    is_elector = actor.is_member and queries.is_elector(actor.party_id, contest.seats, day_of(now))
    election = contest.election
    open_now = election.state == "nominating" and now < election.nominations_close_at
    own = _own(contest, actor)
    return ContestTold(
        contest=contest,
        office=office_of(contest.seats),
        electors=electors_of(contest.seats),
        terms=terms_in_words(contest),
        why=why_vacant(contest),
        outcome=outcome_of(contest),
        countbacks=[countback_in_words(each) for each in queries.countbacks_of(contest)],
        nominations=_nominations(contest),
        candidates=[] if contest.state == "nominating" else _candidates(contest),
        questions=_questions(contest, own),
        own=own,
        may_nominate=open_now and is_elector,
        may_ask=is_elector
        and may(actor, Elections.ASK)
        and contest.state in ("nominating", "voting")
        and now < election.closes_at,
        may_remove=may(actor, Elections.RUN),
    )


def _own(contest: Contest, actor: Actor) -> Candidate | None:
    if actor.party_id is None:
        return None
    mine = queries.candidates_of(contest, "nominated", "standing", "struck", "lapsed")
    return next((each for each in mine if each.party_id == actor.party_id), None)


def _nominations(contest: Contest) -> str:
    if contest.state != "nominating":
        return ""
    number = queries.count_of_nominations(contest)
    if not number:
        return gettext("Nobody is nominated so far.")
    return ngettext(
        "%(num)s member is nominated so far. Who it is is told when nominations close.",
        "%(num)s members are nominated so far. Who they are is told when nominations close.",
        number,
    )


def _candidates(contest: Contest) -> list[CandidateTold]:
    """Return who stands: those elected first and in their order, the others by name."""
    found = queries.candidates_of(contest, "standing", "struck")
    names = names_of({p for each in found for p in (each.party_id, *each.seconded_by)})
    told = [
        CandidateTold(
            candidate=each,
            name=names[each.party_id],
            tag=tag_of(each),
            nominators=", ".join(names[party] for party in each.seconded_by),
        )
        for each in found
    ]
    return sorted(told, key=lambda each: (each.candidate.place or len(told) + 1, each.name))


def _questions(contest: Contest, own: Candidate | None) -> list[QuestionTold]:
    asked = queries.questions_of(contest)
    candidates = {each.id: each.party_id for each in queries.candidates_of(contest)}
    names = names_of([*candidates.values(), *(each.question.party_id for each in asked)])
    stands = own is not None and own.state == "standing" and contest.state == "voting"
    return [
        QuestionTold(
            asked=each,
            name=names[each.question.party_id],
            answers=[
                Answered(names[candidates[answer.candidate_id]], answer.words, answer.at)
                for answer in sorted(each.answers.values(), key=lambda one: one.at)
            ],
            may_answer=stands
            and own is not None
            and own.id not in each.answers
            and each.question.removed_at is None,
        )
        for each in asked
    ]


def _steps(election: Election, now: datetime) -> list[dict[str, str]]:
    close = election.last_day_to_nominate
    planned = [
        (gettext("Notice published"), election.published_at, ""),
        (gettext("Nominations close"), election.nominations_close_at, date_only(close)),
        (gettext("Voting opens"), election.opens_at, moment(election.opens_at)),
        (gettext("Voting closes"), election.closes_at, moment(election.closes_at)),
    ]
    is_over = election.state in ("ended", "called_off")
    steps = [
        {
            "title": title,
            "when": told or date_only(day_of(at)),
            "state": "done" if at <= now else "next",
        }
        for title, at, told in planned
        if not (is_over and at > (election.ended_at or now))
    ]
    if election.state == "called_off":
        return [*steps, {"title": gettext("Called off"), "state": "done"}]
    last = {"title": gettext("They take office"), "when": date_only(election.first_day)}
    ended = day_of(now) >= election.first_day and election.state == "ended"
    steps.append(last | {"state": "done" if ended else "next"})
    following = next((step for step in steps if step["state"] == "next"), None)
    if following is not None:
        following["state"] = "now"
    return steps

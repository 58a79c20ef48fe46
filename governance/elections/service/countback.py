"""Filling a seat that was left early by counting the same papers again without whoever left."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from governance.ballots import service as ballots
from governance.ballots.queries import ballot
from governance.elections.events import CountbackHeld
from governance.elections.models import Candidate, Countback
from governance.elections.queries import candidates_of, next_in_line
from governance.elections.queries.departures import Departure, departure_of
from governance.elections.service.ending import BY_COUNTBACK, take_seat
from governance.elections.service.holding import hold_with_ballots, refuse_rivals
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.canonical import digest
from governance.reckoning.counting.count import Count
from governance.reckoning.counting.keeping import as_kept
from governance.reckoning.rules.kinds.elections import COUNTBACK, ElectionRules
from governance.rulebook.queries import rules_on

SALT_BYTES = 16


class NoCountback(Refused):
    """Papers are not counted again for this seat."""

    title = "The papers were not counted again"


def hold_countback(
    candidate_id: int, *, consenting: Collection[int], actor: Actor, now: datetime
) -> Countback:
    """Count the papers again without whoever left, and let whoever is elected now have the seat.

    `consenting` are the candidates not elected then who are still willing; the others are struck
    out too. Those who are in office stay, whatever the count says of them: the first elected who is
    not among them has the seat until the end of the term. If that is nobody, it stays vacant.

    Raises:
        NotFound: the seat was not left early, or this was done already.
        NoCountback: the rules fill such seats in another way.
        StandsThemselves: one stood in the same election, and would say who is still willing.
    """
    if rules_on(day_of(now)).of(ElectionRules).casual_vacancies != COUNTBACK:
        raise NoCountback(
            "By our rules a seat that is left early is filled in another way.",
            next_step="Publish a notice of vacancies, or have the board fill it if it may.",
        )
    contest = departure_of(candidate_id, day_of(now)).candidate.contest
    hold_with_ballots(contest.election)
    departure = departure_of(candidate_id, day_of(now))  # as it is now that it is held
    refuse_rivals(departure.candidate, actor)
    count, willing = _counted(departure, consenting, now=now)
    chosen = _first_new(count, willing)
    if chosen is not None and not _takes_the_seat(chosen, departure, now=now):
        chosen = None
    return _kept(departure, count, willing, chosen, actor=actor, now=now)


def _counted(
    departure: Departure, consenting: Collection[int], *, now: datetime
) -> tuple[Count, list[Candidate]]:
    contest = departure.candidate.contest
    in_line = next_in_line(departure, today=day_of(now))
    willing = [each for each in in_line if each.id in consenting]
    stay = [each.id for each in willing]
    struck = frozenset(
        each.option or 0
        for each in candidates_of(contest, "standing")
        if each.id == departure.candidate.id or (each.place is None and each.id not in stay)
    )
    found = ballot(contest.ballot_id or 0)
    return ballots.count_without(found, contest.question or 0, struck), willing


def _first_new(count: Count, willing: list[Candidate]) -> Candidate | None:
    numbered = {each.option: each for each in willing}
    return next(
        (numbered[each.candidate] for each in count.elected if each.candidate in numbered), None
    )


def _takes_the_seat(chosen: Candidate, departure: Departure, *, now: datetime) -> bool:
    return take_seat(
        chosen,
        years=1,
        came=BY_COUNTBACK,
        until=departure.until,
        from_day=departure.vacant_from,
        now=now,
    )


def _kept(
    departure: Departure,
    count: Count,
    willing: list[Candidate],
    chosen: Candidate | None,
    *,
    actor: Actor,
    now: datetime,
) -> Countback:
    kept: dict[str, Any] = {"consenting": [each.id for each in willing], "count": as_kept(count)}
    kept["salt"] = secrets.token_hex(SALT_BYTES)  # else a count of few papers is found by trying
    countback = Countback(
        contest_id=departure.candidate.contest_id,
        party_id=departure.candidate.party_id,
        last_day=departure.last_day,
        filled_by=chosen.id if chosen else None,
        until=departure.until if chosen else None,
        count=kept,
        digest=digest(kept),
        held_at=now,
    )
    db.session.add(countback)
    db.session.flush()
    publish(
        CountbackHeld(
            at=now,
            by=actor.party_id,
            countback_id=countback.id,
            contest_id=countback.contest_id,
            party_id=countback.party_id,
            last_day=countback.last_day,
            filled_by=countback.filled_by,
            count_digest=countback.digest,
        )
    )
    return countback

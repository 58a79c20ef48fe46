"""Publishing a notice of vacancies, which begins an election, and calling an election off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update

from governance.ballots import service as ballots
from governance.elections.events import ElectionCalled, ElectionCalledOff
from governance.elections.models import AN_INSTANT, Contest, Election
from governance.elections.queries import electors, seats_with, vacancy_in
from governance.elections.queries.seats import Vacancy
from governance.elections.service.holding import digest_of_reason, hold_with_ballots
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.errors import Refused
from governance.infrastructure.events import publish
from governance.reckoning.calendar import day_in_words
from governance.reckoning.canonical import digest
from governance.reckoning.counting.registry import Fills
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.elections import ElectionRules
from governance.reckoning.rules.rulebook import as_json
from governance.rulebook.queries import named_on, rules_on

NUMBERS_LOCK = "elections"


class ElectionNotPossible(Refused):
    """An election like this cannot be called."""

    title = "This election cannot be called"


@dataclass(frozen=True)
class Notice:
    """What a notice of vacancies says; `filling` is how many of which seats (by their number)."""

    title: str
    why: str
    filling: Mapping[int, int]
    secrecy: str
    record_date: date
    first_day: date
    nominations_close_at: datetime
    opens_at: datetime
    closes_at: datetime


def call(notice: Notice, *, actor: Actor, now: datetime) -> Election:
    """Publish a notice of vacancies: from now on members nominate.

    Raises:
        ElectionNotPossible: no seat is vacant then, or the days are against the rules.
    """
    rules = rules_on(day_of(now))
    _check_times(notice, rules.of(ElectionRules), rules.of(BallotRules), now=now)
    lock_for_transaction(NUMBERS_LOCK)
    vacancies = _vacancies(notice, rules.of(ElectionRules), now=now)
    _check_secrecy(notice, vacancies, rules.of(BallotRules))
    election = _entered(notice, rules.of(ElectionRules), actor=actor, now=now)
    db.session.add(election)
    for number, vacancy in enumerate(vacancies, 1):
        election.contests.append(_contest(number, vacancy))
    election.notice_digest = digest_of_notice(election)
    db.session.flush()
    publish(
        ElectionCalled(
            at=now,
            by=actor.party_id,
            election_id=election.id,
            reference=election.reference,
            notice_digest=election.notice_digest,
            nominations_close_at=election.nominations_close_at,
            opens_at=election.opens_at,
            closes_at=election.closes_at,
        )
    )
    return election


def call_off(election: Election, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop an election that goes on, with its ballots that have not closed.

    Raises:
        Refused: it has ended, or a ballot of it has closed.
    """
    running = hold_with_ballots(election)
    if election.state not in ("nominating", "nominated"):
        raise Refused("This election has ended already.", next_step="Its page shows how.")
    for ballot in running:
        if ballot.state not in ("declared", "called_off"):
            ballots.call_off(ballot, reason=reason, actor=actor, now=now)
    db.session.refresh(election)
    if election.state in ("nominating", "nominated"):
        end_called_off(election, reason, by=actor.party_id, now=now)


def end_called_off(election: Election, reason: str, *, by: int | None, now: datetime) -> None:
    """Enter that an election is called off; what it filled already stays filled."""
    election.state, election.called_off_reason, election.ended_at = "called_off", reason, now
    going_on = Contest.election_id == election.id, Contest.state.in_(("nominating", "voting"))
    db.session.execute(update(Contest).where(*going_on).values(state="called_off", ended_at=now))
    db.session.flush()
    publish(
        ElectionCalledOff(
            at=now, by=by, election_id=election.id, reason_digest=digest_of_reason(reason)
        )
    )


def digest_of_notice(election: Election) -> str:
    """Return the digest by which the record covers a notice."""
    contests = [
        [each.number, each.seats_id, each.vacancies, each.terms, each.leaving]
        for each in election.contests
    ]
    said = [election.title, election.why, election.secrecy, election.rules, contests]
    days = [election.record_date.isoformat(), election.first_day.isoformat()]
    return digest(["v1", election.reference, *said, *days])


def _check_times(
    notice: Notice, rules: ElectionRules, ballots: BallotRules, *, now: datetime
) -> None:
    latest = rules.last_day_for_nominations(day_of(notice.opens_at))
    if notice.nominations_close_at <= now:
        raise ElectionNotPossible(
            "Nominations would close before anybody can nominate.", next_step="Choose a later day."
        )
    if day_of(notice.nominations_close_at - AN_INSTANT) > latest:
        raise ElectionNotPossible(
            f"By the rules nominations close by {day_in_words(latest)} for voting that opens on "
            f"{day_in_words(day_of(notice.opens_at))}.",
            next_step="Close nominations earlier, or open voting later.",
        )
    if notice.closes_at < ballots.closes_at_earliest(notice.opens_at):
        raise ElectionNotPossible(
            f"Voting would be open for less than {ballots.shortest_hours} hours.",
            next_step="Choose a later closing time.",
        )
    if notice.closes_at > ballots.closes_at_latest(notice.opens_at):
        raise ElectionNotPossible(
            f"Voting would be open for more than {ballots.longest_days} days.",
            next_step="Choose an earlier closing time.",
        )
    if notice.record_date > day_of(notice.opens_at):
        raise ElectionNotPossible(
            "The record date is after voting opens.",
            next_step="Choose the opening day or one before it: the roll is frozen at the opening.",
        )
    if notice.first_day < day_of(notice.closes_at):
        raise ElectionNotPossible(
            "Those elected would take office before voting closes.",
            next_step="Choose the closing day or a later one.",
        )


def _vacancies(notice: Notice, rules: ElectionRules, *, now: datetime) -> list[Vacancy]:
    found = []
    for seats_id, number in sorted(notice.filling.items()):
        if number < 1:
            continue
        seats, today = seats_with(seats_id), day_of(now)
        vacancy = vacancy_in(seats, rules, from_day=notice.first_day, today=today, filling=number)
        if len(vacancy.terms) < number:
            raise ElectionNotPossible(
                f"On {day_in_words(notice.first_day)} there are {vacancy.vacant} of these seats "
                "vacant, and the notice is about more.",
                next_step="Choose fewer seats, or a day after the terms of those in them.",
            )
        _refuse_twice(seats_id)
        _refuse_several(rules, number)
        found.append(vacancy)
    if not found:
        raise ElectionNotPossible("The notice is about no seat.", next_step="Choose one or more.")
    return found


def _refuse_twice(seats_id: int) -> None:
    same = select(Contest.id).where(
        Contest.seats_id == seats_id, Contest.state.in_(("nominating", "voting"))
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise ElectionNotPossible(
            "An election to these seats goes on already.",
            next_step="Wait until it has ended, or call it off.",
        )


def _refuse_several(rules: ElectionRules, number: int) -> None:
    """Refuse several seats at once where the way of counting fills one."""
    method = rules.counting_method()
    if number > 1 and method.fills is Fills.ONE_SEAT:
        raise ElectionNotPossible(
            f"By the rules elections are counted by: {method.title}. It fills one seat.",
            next_step="Fill one seat, or change the rule first.",
        )


def _check_secrecy(notice: Notice, vacancies: list[Vacancy], rules: BallotRules) -> None:
    """Refuse a secrecy that the rules do not have for the smallest constituency."""
    entitled = min(
        db.session.scalar(
            select(func.count()).select_from(electors(each.seats, notice.record_date).subquery())
        )
        or 0
        for each in vacancies
    )
    if not entitled:
        raise ElectionNotPossible(
            "Nobody could vote in one of these contests.",
            next_step="Check the record date, the register, and the name of the service.",
        )
    if notice.secrecy not in rules.secrecies("election", entitled=entitled):
        raise ElectionNotPossible(
            f"With {entitled} who may vote, by the rules it cannot be held so.",
            next_step="Choose the other way of voting.",
        )


def _entered(notice: Notice, rules: ElectionRules, *, actor: Actor, now: datetime) -> Election:
    year = day_of(now).year
    highest = select(func.max(Election.number)).where(Election.year == year)
    values = {key.partition(".")[2]: as_json(value) for key, value in rules.values().items()}
    return Election(
        year=year,
        number=(db.session.scalar(highest) or 0) + 1,
        title=notice.title,
        why=notice.why,
        secrecy=notice.secrecy,
        record_date=notice.record_date,
        first_day=notice.first_day,
        nominations_close_at=notice.nominations_close_at,
        opens_at=notice.opens_at,
        closes_at=notice.closes_at,
        rules=_rules_named(values, now),
        state="nominating",
        published_at=now,
        published_by=actor.party_id,
    )


def _rules_named(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {"named": named_on(day_of(now)), "values": values}


def _contest(number: int, vacancy: Vacancy) -> Contest:
    leaving = [
        [held.party_id, held.last_day.isoformat() if held.last_day else ""]
        for held in vacancy.leaving
    ]
    return Contest(
        number=number,
        seats_id=vacancy.seats.id,
        seats=vacancy.seats,
        vacancies=len(vacancy.terms),
        terms=list(vacancy.terms),
        leaving=leaving,
        state="nominating",
    )

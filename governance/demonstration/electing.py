"""How the members of Tame Valley Care elect directors: one election past, one that goes on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from governance.ballots import service as ballots_service
from governance.ballots.models import RollEntry
from governance.demonstration import cast, voting
from governance.demonstration.election_story import (
    LAST,
    NOW,
    ElectionTold,
    Exchange,
    Runner,
)
from governance.demonstration.history import (
    Deed,
    History,
    cast_of,
    have_the_worker_see_to_it,
    without_visitors,
)
from governance.demonstration.keeping import BOARD_BODY
from governance.demonstration.times import at, weekday_from
from governance.elections import queries, service
from governance.elections.models import Candidate, Contest
from governance.elections.service import Notice
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of, start_of_day
from governance.infrastructure.database import db
from governance.members import officers
from governance.members.service import Office, end_office
from governance.reckoning.calendar import last_day_for_notice

OPENED_DAYS_AGO, OPEN_DAYS = 215, 9
OPENED_LATELY_DAYS_AGO, CLOSES_IN_DAYS = 3, 8
CLEAR_DAYS = 7  # as the rules of the demonstration ask
DAYS_TO_NOMINATE = 21
SECONDERS = 2
FEWEST_RANKED = 2
WHO_REOPENS_PER_HUNDRED = 4


def plan(history: History) -> None:
    """Have one election that is over, and one in which members vote."""
    today = history.today
    opened = weekday_from(today - timedelta(days=OPENED_DAYS_AGO))
    _plan(history, LAST, opened, weekday_from(opened + timedelta(days=OPEN_DAYS)))
    opened = weekday_from(today - timedelta(days=OPENED_LATELY_DAYS_AGO))
    _plan(history, NOW, opened, weekday_from(today + timedelta(days=CLOSES_IN_DAYS)))


def _plan(history: History, told: ElectionTold, opens: date, closes: date) -> None:
    teller = Teller(history, told, opens, closes)
    last_day = last_day_for_notice(opens, CLEAR_DAYS)
    called = weekday_from(last_day - timedelta(days=DAYS_TO_NOMINATE))
    history.later(at(called, 10, 15), teller.call)
    for number, runner in enumerate(told.runners):
        on = called + timedelta(days=2 + 2 * number)
        history.later(at(on, 19, 5 + 6 * number), teller.nominate(runner))
    history.later(start_of_day(last_day + timedelta(days=1)), teller.close, alone=True)
    for number, exchange in enumerate(told.exchanges):
        on = opens - timedelta(days=4 - 2 * number)
        history.later(at(on, 18, 30), teller.ask(exchange))
    have_the_worker_see_to_it(history, at(opens, 9), at(closes, 17), teller.open)
    history.later(at(teller.first_day, 0, 5), _give_roles, alone=True)


class Teller:
    """One election's way, from its notice to the first day of those elected."""

    def __init__(self, history: History, told: ElectionTold, opens: date, closes: date) -> None:
        self.history = history
        self.told = told
        self.opens, self.closes = opens, closes
        self.first_day = closes + timedelta(days=4)
        self.random = Random(f"election {told.title}")
        self.contest_id = 0

    def call(self, now: datetime) -> None:
        """Set the seats and publish the notice."""
        told, secretary = self.told, self.history.actor(cast.SECRETARY, now)
        seats = service.set_seats(
            Office.DIRECTOR, body=BOARD_BODY, number=told.seats, actor=secretary, now=now
        )
        if told.retires:
            self._retire(told.retires, secretary, now)
        last_day = last_day_for_notice(self.opens, CLEAR_DAYS)
        notice = Notice(
            title=told.title,
            why=told.why,
            filling={seats.id: told.filling},
            secrecy="secret_simple",
            record_date=self.opens - timedelta(days=1),
            first_day=self.first_day,
            nominations_close_at=start_of_day(last_day + timedelta(days=1)),
            opens_at=at(self.opens, 9),
            closes_at=at(self.closes, 17),
        )
        (contest,) = service.call(notice, actor=secretary, now=now).contests
        self.contest_id = contest.id

    def _retire(self, voice: str, secretary: Actor, now: datetime) -> None:
        """Enter on which day somebody's term ends, so that their seat is in the notice."""
        party_id = self.history.party_of(cast.VOICES[voice])
        for held in officers.offices_of(party_id, on=day_of(now)):
            end_office(
                held,
                last_day=self.first_day - timedelta(days=1),
                minute="Retires by rotation, as the rules say",
                actor=secretary,
                now=now,
            )

    def nominate(self, runner: Runner) -> Deed:
        """Have somebody nominated, seconded, and their statement written."""

        def deed(now: datetime) -> None:
            own = self._actor(runner.voice, now)
            assert own.party_id is not None
            proposer = self._actor(runner.proposer, now) if runner.proposer else own
            made = service.nominate(self._contest(), own.party_id, actor=proposer, now=now)
            if runner.proposer:
                service.consent(made, actor=own, now=now)
            for name in self._seconders(runner):
                seconder = self._actor(name, now)
                assert seconder.party_id is not None
                service.ask_to_second(made, seconder.party_id, actor=own, now=now)
                service.second(made, actor=seconder, now=now)
            service.write(made, runner.statement, keep=False, actor=own, now=now)

        return deed

    def close(self, now: datetime) -> None:
        """Close the nominations, as the worker does."""
        service.close_due(now)

    def ask(self, exchange: Exchange) -> Deed:
        """Have a member ask all candidates, and some answer in the next days."""

        def deed(now: datetime) -> None:
            asked = service.ask(
                self._contest(),
                exchange.question,
                submission=self.random.randbytes(16).hex(),
                actor=self._actor(exchange.asker, now),
                now=now,
            )
            for number, (voice, words) in enumerate(exchange.answers, 1):
                later = now + timedelta(hours=7 * number, minutes=11)
                self.history.later(later, self._answer(asked.id, voice, words))

        return deed

    def open(self, now: datetime) -> None:
        """Open the voting, and have members vote at the hours they do."""
        ballots_service.open_due(now)
        history, ballot_id = self.history, self._contest().ballot_id
        assert ballot_id is not None
        roll = db.session.scalars(
            select(RollEntry.party_id)
            .where(RollEntry.ballot_id == ballot_id)
            .order_by(RollEntry.party_id)
        ).all()
        voters = [party_id for party_id in roll if party_id in history.joined]
        closes_at = at(self.closes, 17)
        if closes_at > history.present:
            voters = without_visitors(history, voters)
        number = len(roll) * self.told.turnout_per_hundred // 100
        for each in voting.casts(
            voters,
            [self._paper() for _voter in range(number)],
            opens_at=at(self.opens, 9),
            closes_at=min(closes_at, history.present),
            random=self.random,
        ):
            history.later(each.at, cast_of(ballot_id, each))

    def _paper(self) -> str:
        """Return a paper: some of the candidates, those that many like more often and earlier."""
        runners = self.told.runners
        if self.random.randrange(100) < WHO_REOPENS_PER_HUNDRED:
            return str(len(runners) + 1)
        left = {option: runner.weight for option, runner in enumerate(runners, 1)}
        ranked = []
        for _place in range(self.random.randrange(FEWEST_RANKED, len(runners) + 1)):
            (chosen,) = self.random.choices(list(left), list(left.values()))
            ranked.append(chosen)
            del left[chosen]
        return " ".join(map(str, ranked))

    def _answer(self, question_id: int, voice: str, words: str) -> Deed:
        def deed(now: datetime) -> None:
            actor = self._actor(voice, now)
            question = queries.hustings_question(question_id)
            service.answer(question, self._candidate(actor), words, actor=actor, now=now)

        return deed

    def _candidate(self, actor: Actor) -> Candidate:
        standing = queries.candidates_of(self._contest(), "standing")
        return next(each for each in standing if each.party_id == actor.party_id)

    def _seconders(self, runner: Runner) -> Sequence[str]:
        """Return who seconds somebody: two of the cast who neither stand nor propose them."""
        others = {*(each.voice for each in self.told.runners), runner.proposer, "imran"}
        free = [name for name in sorted(cast.VOICES) if name not in others]
        return self.random.sample(free, SECONDERS)

    def _actor(self, voice: str, now: datetime) -> Actor:
        return self.history.actor(cast.VOICES[voice], now)

    def _contest(self) -> Contest:
        return queries.contest(self.contest_id)


def _give_roles(now: datetime) -> None:
    service.give_roles_due(now)

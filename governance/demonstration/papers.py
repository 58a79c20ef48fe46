"""Ballot papers of Tame Valley Care that ask more than yes or no, and how members mark them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from governance.ballots import service as ballots
from governance.ballots.models import RollEntry
from governance.ballots.service import OptionPlanned, QuestionPlanned
from governance.demonstration import cast
from governance.demonstration.history import (
    History,
    cast_of,
    have_the_worker_see_to_it,
    without_visitors,
)
from governance.demonstration.times import at, weekday_from
from governance.demonstration.voting import casts
from governance.infrastructure.clock import day_of
from governance.infrastructure.database import db

HUNDRED = 100
AT_HOME = 3  # how much better an option is liked in the services it comes from
LENGTHS, OFTEN = (1, 2, 3, 4, 5), (14, 22, 30, 18, 16)  # how many are ranked, and how often

Marks = Callable[[str, Random], str]


@dataclass(frozen=True)
class Liking:
    """How well an option is liked, in a hundred; better in the services it comes from."""

    weight: int
    at: tuple[str, ...] = ()

    def of(self, service: str) -> int:
        """Return how well somebody of a service likes it."""
        return self.weight * (AT_HOME if service in self.at else 1)


@dataclass(frozen=True)
class PaperStory:
    """A paper, when it was open, and how it was marked; `marks` has an answer for each question.

    `days_ago` is when it closed, or of one in progress `closes_in` when it closes, in days.
    """

    title: str
    questions: Sequence[QuestionPlanned]
    marks: Sequence[Marks]
    per_hundred: int
    open_days: int
    days_ago: int | None = None
    closes_in: int = 0


def ranking(likings: Sequence[Liking]) -> Marks:
    """Return how a ranking is marked: some plump for one, others rank five."""

    def mark(service: str, random: Random) -> str:
        left, ranked = list(range(1, len(likings) + 1)), list[int]()
        for _ in range(min(len(left), random.choices(LENGTHS, OFTEN)[0])):
            weights = [likings[each - 1].of(service) for each in left]
            ranked.append(left.pop(random.choices(range(len(left)), weights)[0]))
        return " ".join(map(str, ranked))

    return mark


def approved(likings: Sequence[Liking], *, most: int) -> Marks:
    """Return how approval is marked: each option by its weight in a hundred, `most` at most."""

    def mark(service: str, random: Random) -> str:
        drawn = [(random.randrange(HUNDRED), liking.of(service)) for liking in likings]
        liked = [option for option, (draw, weight) in enumerate(drawn, start=1) if draw < weight]
        chosen = random.sample(liked, most) if len(liked) > most else liked
        return " ".join(map(str, sorted(chosen)))

    return mark


def scored(likings: Sequence[Liking], *, highest: int) -> Marks:
    """Return how a survey is marked: around the weight, in a hundredth of the highest score."""

    def mark(service: str, random: Random) -> str:
        around = [liking.of(service) * highest / HUNDRED for liking in likings]
        felt = [random.gauss(middle, highest / 5) for middle in around]
        given = [min(max(round(each), 1), highest) for each in felt]
        said = [0 if random.randrange(HUNDRED) < AT_HOME**2 else each for each in given]
        return " ".join(map(str, said)) if any(said) else ""

    return mark


def plan(history: History) -> None:
    """Have each paper set, marked by members, closed and declared."""
    for number, story in enumerate(STORIES):
        _Paper(history, story, Random(f"paper {number}")).plan()


class _Paper:
    """One paper's way."""

    def __init__(self, history: History, story: PaperStory, random: Random) -> None:
        self.history, self.story, self.random = history, story, random
        days = story.closes_in if story.days_ago is None else -story.days_ago
        last = weekday_from(history.today + timedelta(days=days))
        first = weekday_from(last - timedelta(days=story.open_days))
        self.opens_at, self.closes_at = at(first, 9), at(last, 17)
        self.ballot_id = 0

    def plan(self) -> None:
        set_on = weekday_from(day_of(self.opens_at) - timedelta(days=4))
        self.history.later(at(set_on, 14, 10), self._set)

    def _set(self, now: datetime) -> None:
        history, opens, closes = self.history, self.opens_at, self.closes_at
        ballot = ballots.plan_paper(
            title=self.story.title,
            questions=self.story.questions,
            secrecy="secret_simple",
            record_date=day_of(now),
            opens_at=opens,
            closes_at=closes,
            actor=history.actor(cast.SECRETARY, now),
            now=now,
        )
        self.ballot_id = ballot.id
        have_the_worker_see_to_it(history, opens, closes, self._open)

    def _open(self, now: datetime) -> None:
        ballots.open_due(now)
        services = self._roll()
        voters = [party_id for party_id in services if party_id in self.history.joined]
        if self.closes_at > self.history.present:
            voters = without_visitors(self.history, voters)
        number = len(services) * self.story.per_hundred // HUNDRED
        for each in casts(
            voters,
            [""] * number,
            opens_at=self.opens_at,
            closes_at=min(self.closes_at, self.history.present),
            random=self.random,
        ):
            paper = self._marked(services[each.voter_id])
            self.history.later(each.at, cast_of(self.ballot_id, replace(each, choice=paper)))

    def _roll(self) -> Mapping[int, str]:
        on_roll = select(RollEntry.party_id, RollEntry.service).where(
            RollEntry.ballot_id == self.ballot_id
        )
        rows = db.session.execute(on_roll.order_by(RollEntry.party_id))
        return {row.party_id: row.service for row in rows}

    def _marked(self, service: str) -> str:
        return ";".join(mark(service, self.random) for mark in self.story.marks)


STORIES: tuple[PaperStory, ...] = (
    PaperStory(
        title="What next year’s training money is for, and how work goes",
        questions=(
            QuestionPlanned(
                "Which of these should next year’s training money go to?",
                "choose_up_to",
                (
                    OptionPlanned(
                        "Moving and handling, with our own trainers",
                        "Two of us become trainers; everyone has a refresher each spring. £9,400.",
                    ),
                    OptionPlanned(
                        "Dementia care: a day for each home care worker",
                        "With the Dementia Centre at Worcester, on paid time. £14,200.",
                    ),
                    OptionPlanned(
                        "Driving lessons for those who cannot drive yet",
                        "Up to £600 each for twelve people, paid back if they leave in a year.",
                    ),
                    OptionPlanned(
                        "Level 3 diplomas, six more places",
                        "Dudley College, one afternoon a week for eighteen months. £7,800.",
                    ),
                    OptionPlanned(
                        "Talking with families after a death",
                        "Half a day for each team, with Mary Stevens Hospice. £3,100.",
                    ),
                ),
                explanation="You may mark up to two. The two with most votes are put to the board.",
                seats=2,
                most=2,
                order="drawn",
            ),
            QuestionPlanned(
                "How well does each of these work for you? 1 is badly, 5 is well.",
                "score",
                (
                    OptionPlanned("Rotas: they come in time"),
                    OptionPlanned("Handovers between shifts"),
                    OptionPlanned("Travel time between visits"),
                    OptionPlanned("Supervision: somebody listens"),
                    OptionPlanned("Gloves, aprons and other kit"),
                ),
                explanation="A survey: it decides nothing, and the board answers it in writing.",
                most=5,
            ),
        ),
        marks=(
            approved(
                (
                    Liking(44),
                    Liking(26, ("Home care",)),
                    Liking(14, ("Home care", "Reablement")),
                    Liking(35, ("Supported living",)),
                    Liking(40),
                ),
                most=2,
            ),
            scored((Liking(48), Liking(66), Liking(37), Liking(71), Liking(80)), highest=5),
        ),
        per_hundred=52,
        open_days=14,
        days_ago=96,
    ),
    PaperStory(
        title="Our charity of the year 2027",
        questions=(
            QuestionPlanned(
                "Which charity shall we raise money for in 2027?",
                "alternative_vote",
                (
                    OptionPlanned(
                        "Black Country Food Bank",
                        "Parcels for families in Dudley and Sandwell. We have packed there before.",
                    ),
                    OptionPlanned(
                        "Mary Stevens Hospice",
                        "Free care at the end of life, in Stourbridge and at home.",
                    ),
                    OptionPlanned(
                        "Midlands Air Ambulance",
                        "Three helicopters, paid for by gifts alone.",
                    ),
                    OptionPlanned(
                        "Sandwell Young Carers",
                        "Evenings and holidays for children who look after somebody.",
                    ),
                    OptionPlanned(
                        "Tipton Litter Watch",
                        "Neighbours who look after the canals and the parks.",
                    ),
                ),
                explanation="The collection tins go out in January.",
                seats=1,
                order="drawn",
            ),
        ),
        marks=(
            ranking(
                (
                    Liking(24),
                    Liking(23, ("Extra care housing",)),
                    Liking(14),
                    Liking(22, ("Dudley Road day service",)),
                    Liking(9, ("Reablement",)),
                )
            ),
        ),
        per_hundred=31,
        open_days=14,
        closes_in=9,
    ),
)
